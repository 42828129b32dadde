import type { DmarcReport, Verdict } from '../../report/report.ts';
import { glossary } from './glossary.ts';

const HISTORY_VERDICT: Record<Verdict, string> = {
  pass: 'Will be accepted.',
  warn: 'Will be accepted, with warnings.',
  fail: 'Will be rejected or go to spam.',
  unknown: 'Couldn’t be checked.',
};

const POLICY = {
  none: 'do nothing',
  quarantine: 'put it in spam',
  reject: 'reject it',
} as const;

const isPolicy = (value: string): value is keyof typeof POLICY => Object.hasOwn(POLICY, value);

const policyIs = (value: string, mail: string): string =>
  isPolicy(value) ? `${mail}: ${POLICY[value]}.` : 'Not a policy that providers know.';

const modeIs = (value: string | null, what: string): string =>
  value === 's' ? `${what} must be at exactly this domain.` : `${what} at a subdomain counts as a match.`;

const historic = 'Retired by RFC 9989. It changes nothing any more; you may drop it.';

/** What each tag of a DMARC record means, set or not. */
const DMARC_TAG: Record<string, (value: string | null) => string> = {
  v: () => 'This is a DMARC record.',
  p: (value) => (value === null ? 'No policy of its own.' : policyIs(value.toLowerCase(), 'Mail that fails DMARC')),
  sp: (value) => (value === null ? 'Subdomains: the same.' : policyIs(value.toLowerCase(), 'The same from subdomains')),
  np: (value) =>
    value === null
      ? 'Subdomains that do not exist: as subdomains.'
      : policyIs(value.toLowerCase(), 'The same from subdomains that do not exist'),
  adkim: (value) => modeIs(value, 'The DKIM signature’s domain'),
  aspf: (value) => modeIs(value, 'The return-path domain'),
  rua: (value) => (value === null ? 'No reports are sent to anybody.' : 'Providers send a daily report there.'),
  ruf: () => 'A few receivers send copies of single failures there.',
  fo: () => 'When such copies are wanted.',
  t: (value) =>
    value === 'y' ? 'A test: receivers apply the policy one step milder.' : 'No test: the policy applies.',
  psd: (value) =>
    value === 'y' ? 'Others register domains below this one.' : 'Says where the organisation of this name begins.',
  pct: () => historic,
  rf: () => historic,
  ri: () => historic,
};

function dmarcLead({ record, effectivePolicy }: DmarcReport, missing: boolean): string {
  if (record === null)
    return missing
      ? 'No DMARC record is published, so each provider decides alone.'
      : 'We couldn’t check it: DNS gave no trustworthy answer.';
  switch (effectivePolicy) {
    case 'reject':
      return 'p=reject tells providers to reject mail that fails DMARC. That protects you from forgers, and it also rejects your own mail where it fails.';
    case 'quarantine':
      return 'p=quarantine tells providers to put mail that fails DMARC in spam.';
    case 'none':
      return 'p=none tells providers to do nothing about mail that fails DMARC. That meets their rules; it doesn’t stop forgers yet.';
    case null:
      return 'Its policy can’t be read.';
  }
}

/** Everything that report, settings and welcome page say beside the findings. */
export const pages = {
  dmarc: {
    lead: dmarcLead,
    label: 'Tags of the DMARC record',
    tag: 'Tag',
    setTo: 'Set to',
    inWords: 'In words',
    notSet: 'not set',
    meaning: (tag: string, value: string | null) =>
      DMARC_TAG[tag]?.(value) ?? 'Not a tag that providers know. They skip it.',
    howFound: 'How it was found',
    foundAt: (name: string) => `${name} has the record that applies (tree walk, RFC 9989 § 4.10).`,
    nowhere: (domain: string) => `No record applies to ${domain}.`,
    organisation: (domain: string) => `${domain} is the organisational domain.`,
  },
  journey: {
    title: {
      written: () => 'You write it',
      sent: (esp: string | null) => `${esp ?? 'Your service'} signs and sends it`,
      door: (provider: string | null) => `${provider ?? 'The provider'} checks DMARC`,
      sorted: () => 'Sorted: inbox or spam',
      read: () => 'Your reader opens it',
    },
    term: {
      written: 'mail user agent, MUA',
      sent: 'mail transfer agent, MTA',
      door: 'receiving MTA',
      sorted: 'mail delivery agent, MDA',
      read: 'MUA',
    },
    here: { rejected: 'Rejected here', spam: 'Put in spam here', replaced: 'Your address is replaced here' },
    brokenMark: 'Stops here',
    notReached: 'not reached',
    sealedAs: 'signed by',
    namesMatch: 'a domain matches',
    alsoContent: 'content and reputation decide',
  },
  history: {
    title: (domain: string) => `What changed at ${domain}`,
    toReport: 'Report of this domain',
    seen: 'What Presend saw',
    name: 'Name',
    before: 'Before',
    after: 'After',
    nothing: 'nothing there',
    kind: {
      audit: (esp: string | null) => (esp ? `Checked for ${esp}.` : 'Checked.'),
      send: (esp: string | null) => (esp ? `Sent with ${esp}.` : 'Sent.'),
      message: (esp: string | null) => (esp ? `Test message of ${esp}.` : 'Test message.'),
    },
    verdict: HISTORY_VERDICT,
    landed: {
      inbox: 'It landed in the inbox.',
      promotions: 'It landed under promotions.',
      spam: 'It landed in spam.',
      missing: 'It did not arrive.',
    },
    none: 'Presend has not looked at this domain yet.',
  },
  answers: {
    lead: 'What the findings above are based on. Only these names left this browser.',
    servedBy: 'Name servers of the zone:',
  },

  domains: {
    title: 'All domains',
    why: 'Every domain that Presend has looked at in this browser.',
    check: 'Check another domain',
    known: 'Seen so far',
    table: 'Domains and their verdicts',
    none: 'None yet. Open a campaign, or check a domain above.',
    domain: 'Domain',
    verdict: 'Verdict',
    esp: 'Sent with',
    when: 'Last looked at',
    past: 'History',
    changes: 'What changed',
    watching: {
      watching: 'watching a record',
      live: 'record is live',
      wrong: 'a record is there, but wrong',
      expired: 'watch ended without success',
    },
  },
  page: {
    loading: 'Checking this domain…',
    noEsp: 'Which service sends your campaigns? Whether they pass depends on it.',
    again: 'Try again',
  },
  learn: {
    title: 'Glossary',
    why: 'The terms that Presend, your ESP and the mailbox providers use.',
    journey: 'The journey of a campaign',
    journeyLead: 'Written, signed and sent, checked by the provider, sorted, opened.',
    terms: 'The words',
  },
  glossary,
};
