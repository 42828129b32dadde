import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeProviders, PROVIDER_RULES, type ProviderFacts } from '../../../lib/audit/providers.ts';
import { PROVIDER_IDS } from '../../../lib/report/report.ts';
import { toProvidersPage } from '../../../scripts/providers-page.ts';
import { readWords } from '../../../lib/words/files.ts';
import { explainRequirement } from '../../../lib/words/provider-words.ts';
import { BRAND, brand, mailchimp } from '../../fixtures/zones/brand.ts';
import { auditZone } from '../../helpers/audit-zone.ts';

const words = await readWords('en');

const MET: ProviderFacts = {
  dmarc: 'pass',
  effectivePolicy: 'none',
  hasRecord: true,
  aligned: true,
  spf: true,
  dkim: true,
  keyLength: true,
  ownDomain: true,
  replies: true,
  audience: null,
  mode: 'campaign',
};

const verdicts = (changes: Partial<ProviderFacts>) => Object.values(judgeProviders({ ...MET, ...changes }).providers);
const stateOf = (changes: Partial<ProviderFacts>, provider: string, requirement: string) =>
  judgeProviders({ ...MET, ...changes }).requirements.find(
    (each) => each.provider === provider && each.requirement === requirement,
  )?.state;

describe('what the providers will do by their published rules', () => {
  // Gmail, Yahoo, Microsoft, Apple, La Poste.
  it.each<[string, Partial<ProviderFacts>, string[]]>([
    ['everything visible met', {}, ['accept', 'accept', 'accept', 'accept', 'accept']],
    [
      'DMARC fails under reject',
      { dmarc: 'fail', aligned: false, effectivePolicy: 'reject' },
      ['reject', 'reject', 'reject', 'reject', 'reject'],
    ],
    [
      'DMARC fails under quarantine',
      { dmarc: 'fail', aligned: false, effectivePolicy: 'quarantine' },
      ['spam', 'spam', 'spam', 'spam', 'spam'],
    ],
    ['no aligned leg under none', { dmarc: 'fail', aligned: false }, ['spam', 'spam', 'reject', 'spam', 'spam']],
    [
      'no aligned leg and no record',
      { dmarc: 'none', aligned: false, hasRecord: false, effectivePolicy: null },
      ['spam', 'spam', 'reject', 'spam', 'spam'],
    ],
    [
      'an aligned leg and no record',
      { dmarc: 'none', hasRecord: false, effectivePolicy: null },
      ['spam', 'spam', 'reject', 'spam', 'accept'],
    ],
    [
      'no record, and few recipients',
      { dmarc: 'none', hasRecord: false, effectivePolicy: null, audience: 4999 },
      ['accept', 'accept', 'accept', 'spam', 'accept'],
    ],
    [
      'DMARC fails under reject, whatever the number of recipients',
      { dmarc: 'fail', aligned: false, effectivePolicy: 'reject', audience: 10 },
      ['reject', 'reject', 'reject', 'reject', 'reject'],
    ],
    [
      'not known whether a leg aligns',
      { dmarc: 'unknown', aligned: null },
      ['unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
    ],
    ['nobody said which ESP', { mode: 'unsaid' }, ['unknown', 'unknown', 'unknown', 'unknown', 'unknown']],
    ['a plain domain whose SPF is broken', { mode: 'plain', spf: false }, ['spam', 'spam', 'reject', 'spam', 'accept']],
  ])('%s', (_name, changes, expected) => {
    expect(verdicts(changes)).toEqual(expected);
  });

  it('shows the rules for bulk senders as not asked below 5,000 recipients, at those who draw that line', () => {
    expect(['gmail', 'yahoo', 'microsoft'].map((provider) => stateOf({ audience: 4999 }, provider, 'dmarc'))).toEqual(
      Array(3).fill('not-asked'),
    );
    expect(stateOf({ audience: 4999 }, 'apple', 'dmarc')).toBe('met');
    expect(stateOf({ audience: 5000 }, 'gmail', 'dmarc')).toBe('met');
    expect(stateOf({}, 'gmail', 'dmarc')).toBe('met');
  });

  it('says what cannot be seen from here', () => {
    expect(stateOf({}, 'gmail', 'spam-rate')).toBe('not-visible');
    expect(stateOf({ spf: 'hidden' }, 'microsoft', 'spf')).toBe('not-visible');
    expect(stateOf({ keyLength: false }, 'gmail', 'key-length')).toBe('not-met');
  });

  it('has a source, a date and words for each', () => {
    for (const provider of PROVIDER_IDS) {
      const { source, checkedOn, rules } = PROVIDER_RULES[provider];
      expect(URL.canParse(source)).toBe(true);
      expect(checkedOn).toMatch(/^2026-\d\d-\d\d$/);
      for (const { requirement } of rules) expect(explainRequirement(requirement, words)).not.toBe(requirement);
    }
  });
});

describe('a small audience', () => {
  it('changes the rows and leaves the findings as severe as they are', async () => {
    const zone = { ...brand({ dmarc: null }), ...mailchimp() };
    const small = await auditZone(zone, { from: BRAND, audience: 100 });
    const big = await auditZone(zone, { from: BRAND, audience: 100_000 });
    expect([small.providers.gmail, big.providers.gmail]).toEqual(['accept', 'spam']);
    expect(small.findings.map(({ code, severity }) => [code, severity])).toEqual(
      big.findings.map(({ code, severity }) => [code, severity]),
    );
  });
});

describe('docs/providers.md', () => {
  it('is what scripts/providers-page.ts writes', () => {
    const page = readFileSync(new URL('../../../docs/providers.md', import.meta.url), 'utf8');
    expect(page).toBe(toProvidersPage());
  });
});
