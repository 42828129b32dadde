import type { Policy, ProviderId, ProviderRequirement, ProviderVerdict } from '../report/report.ts';
import { PROVIDER_IDS } from '../report/report.ts';

/** What can be known of a campaign before it is sent; null: not known, or nothing of it can be seen. */
export interface ProviderFacts {
  dmarc: 'pass' | 'fail' | 'none' | 'unknown';
  effectivePolicy: Policy | null;
  /** A DMARC record applies. */
  hasRecord: boolean | null;
  /** One leg passes and aligns. */
  aligned: boolean | null;
  spf: Visible;
  dkim: Visible;
  keyLength: Visible;
  ownDomain: boolean;
  replies: Visible;
  /** Recipients below which a campaign is none of a bulk sender; null where the size is not known. */
  audience: number | null;
  /** `unsaid`: nobody said which ESP sends, so nothing is said of a campaign. */
  mode: 'campaign' | 'plain' | 'unsaid';
}

/** `hidden`: cannot be seen from here, and decides nothing. Null: DNS did not answer. */
export type Visible = boolean | 'hidden' | null;

type Requirement =
  | 'alignment'
  | 'dmarc'
  | 'dkim'
  | 'spf'
  | 'spf-or-dkim'
  | 'spf-and-dkim'
  | 'key-length'
  | 'own-domain'
  | 'replies'
  | 'one-click'
  | 'unsubscribe-link'
  | 'tls'
  | 'ptr'
  | 'spam-rate'
  | 'format'
  | 'consent'
  | 'bounces';

interface Rule {
  requirement: Requirement;
  /** Asked of bulk senders only. */
  bulk?: true;
  /** Unmet, it brings the provider's sanction. */
  decides?: true;
}

interface ProviderRules {
  source: string;
  checkedOn: string;
  /** What happens to mail that does not meet a deciding rule. */
  sanction: 'spam' | 'reject';
  rules: readonly Rule[];
}

/** From how many messages a day Gmail, Yahoo and Microsoft count a sender as bulk. */
export const BULK_AUDIENCE = 5000;

/** The published rules of the mailbox providers, in the order in which they are shown. */
export const PROVIDER_RULES: Record<ProviderId, ProviderRules> = {
  gmail: {
    source: 'https://support.google.com/a/answer/81126',
    checkedOn: '2026-11-25',
    sanction: 'spam',
    rules: [
      { requirement: 'spf-or-dkim', decides: true },
      { requirement: 'spf-and-dkim', bulk: true, decides: true },
      { requirement: 'dmarc', bulk: true, decides: true },
      { requirement: 'alignment', bulk: true, decides: true },
      { requirement: 'key-length' },
      { requirement: 'own-domain' },
      { requirement: 'one-click', bulk: true },
      { requirement: 'unsubscribe-link', bulk: true },
      { requirement: 'tls' },
      { requirement: 'ptr' },
      { requirement: 'format' },
      { requirement: 'spam-rate' },
    ],
  },
  yahoo: {
    source: 'https://senders.yahooinc.com/best-practices/',
    checkedOn: '2026-11-25',
    sanction: 'spam',
    rules: [
      { requirement: 'spf-or-dkim', decides: true },
      { requirement: 'spf-and-dkim', bulk: true, decides: true },
      { requirement: 'dmarc', bulk: true, decides: true },
      { requirement: 'alignment', bulk: true, decides: true },
      { requirement: 'key-length' },
      { requirement: 'one-click', bulk: true },
      { requirement: 'unsubscribe-link', bulk: true },
      { requirement: 'ptr' },
      { requirement: 'format' },
      { requirement: 'spam-rate' },
    ],
  },
  microsoft: {
    source: 'https://sendersupport.olc.protection.outlook.com/pm/policies.aspx',
    checkedOn: '2026-11-25',
    sanction: 'reject',
    rules: [
      { requirement: 'spf', bulk: true, decides: true },
      { requirement: 'dkim', bulk: true, decides: true },
      { requirement: 'dmarc', bulk: true, decides: true },
      { requirement: 'alignment', bulk: true, decides: true },
      // Recommended, not enforced.
      { requirement: 'replies', bulk: true },
      { requirement: 'unsubscribe-link', bulk: true },
      { requirement: 'bounces', bulk: true },
    ],
  },
  apple: {
    source: 'https://support.apple.com/en-us/102322',
    checkedOn: '2026-11-25',
    sanction: 'spam',
    rules: [
      { requirement: 'spf', decides: true },
      { requirement: 'dkim', decides: true },
      { requirement: 'dmarc', decides: true },
      { requirement: 'alignment', decides: true },
      { requirement: 'unsubscribe-link' },
      { requirement: 'consent' },
      { requirement: 'ptr' },
      { requirement: 'format' },
      { requirement: 'bounces' },
    ],
  },
  laposte: {
    source:
      'https://postmaster.laposte.net/contents/quelles-sont-les-specifications-techniques-a-respecter-pour-emettre-des-emails-vers-laposte-net',
    checkedOn: '2026-11-25',
    sanction: 'spam',
    rules: [{ requirement: 'alignment', decides: true }],
  },
};

type State = ProviderRequirement['state'];

const toState = (value: Visible): State => {
  if (value === 'hidden') return 'not-visible';
  if (value === null) return 'unknown';
  return value ? 'met' : 'not-met';
};

/** Both must hold: what is false decides, then what is not known. */
const both = (one: Visible, other: Visible): Visible => {
  if (one === false || other === false) return false;
  if (one === null || other === null) return null;
  return one === 'hidden' || other === 'hidden' ? 'hidden' : true;
};

const either = (one: Visible, other: Visible): Visible => {
  if (one === true || other === true) return true;
  if (one === null || other === null) return null;
  return one === 'hidden' || other === 'hidden' ? 'hidden' : false;
};

const METERS: Partial<Record<Requirement, (facts: ProviderFacts) => Visible>> = {
  alignment: ({ aligned }) => aligned,
  dmarc: ({ hasRecord }) => hasRecord,
  dkim: ({ dkim }) => dkim,
  spf: ({ spf }) => spf,
  'spf-or-dkim': ({ spf, dkim }) => either(spf, dkim),
  'spf-and-dkim': ({ spf, dkim }) => both(spf, dkim),
  'key-length': ({ keyLength }) => keyLength,
  'own-domain': ({ ownDomain }) => ownDomain,
  replies: ({ replies }) => replies,
};

function stateOf({ requirement, bulk }: Rule, facts: ProviderFacts): State {
  if (bulk && facts.audience !== null && facts.audience < BULK_AUDIENCE) return 'not-asked';
  const meter = METERS[requirement];
  if (meter === undefined) return 'not-visible';
  return facts.mode === 'unsaid' ? 'unknown' : toState(meter(facts));
}

/** Of a campaign's unaligned leg the ESP's own passes, so which of the two passes decides a plain domain only. */
const isDeciding = ({ decides, requirement }: Rule, { mode }: ProviderFacts): boolean =>
  decides === true && (mode === 'plain' || requirement === 'dmarc' || requirement === 'alignment');

function verdictOf({ sanction, rules }: ProviderRules, facts: ProviderFacts): ProviderVerdict {
  if (facts.mode === 'unsaid') return 'unknown';
  if (facts.dmarc === 'fail' && facts.effectivePolicy === 'reject') return 'reject';
  if (facts.dmarc === 'fail' && facts.effectivePolicy === 'quarantine') return 'spam';
  const states = rules.filter((rule) => isDeciding(rule, facts)).map((rule) => stateOf(rule, facts));
  if (states.includes('not-met')) return sanction;
  return states.includes('unknown') || facts.dmarc === 'unknown' ? 'unknown' : 'accept';
}

/** What each provider will do by its published rules, and rule by rule what is met. */
export function judgeProviders(facts: ProviderFacts): {
  providers: Record<ProviderId, ProviderVerdict>;
  requirements: ProviderRequirement[];
} {
  const verdicts = PROVIDER_IDS.map((provider) => [provider, verdictOf(PROVIDER_RULES[provider], facts)]);
  const requirements = PROVIDER_IDS.flatMap((provider) =>
    PROVIDER_RULES[provider].rules.map((rule) => ({
      provider,
      requirement: rule.requirement,
      state: stateOf(rule, facts),
    })),
  );
  return { providers: Object.fromEntries(verdicts) as Record<ProviderId, ProviderVerdict>, requirements };
}
