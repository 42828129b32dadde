/**
 * Writes docs/providers.md: what each mailbox provider asks for, and what it does with mail that does not meet it.
 * Run it after a change of the rules; a test holds the page against them.
 */
import { writeFileSync } from 'node:fs';
import { BULK_AUDIENCE, judgeProviders, PROVIDER_RULES, type ProviderFacts } from '../lib/audit/providers.ts';
import { PROVIDER_IDS, type ProviderId } from '../lib/report/report.ts';
import { readWords } from '../lib/words/files.ts';
import { explainRequirement, providerName } from '../lib/words/provider-words.ts';

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

/** What a campaign can look like, as far as it decides something. */
const SITUATIONS: readonly [string, Partial<ProviderFacts>][] = [
  ['everything visible is met', {}],
  ['DMARC fails, the policy is reject', { dmarc: 'fail', aligned: false, effectivePolicy: 'reject' }],
  ['DMARC fails, the policy is quarantine', { dmarc: 'fail', aligned: false, effectivePolicy: 'quarantine' }],
  ['no leg aligns, the policy is none', { dmarc: 'fail', aligned: false }],
  ['no leg aligns, no record', { dmarc: 'none', aligned: false, hasRecord: false, effectivePolicy: null }],
  ['a leg aligns, no record', { dmarc: 'none', hasRecord: false, effectivePolicy: null }],
  [
    `a leg aligns, no record, fewer than ${BULK_AUDIENCE.toLocaleString('en')} recipients`,
    { dmarc: 'none', hasRecord: false, effectivePolicy: null, audience: BULK_AUDIENCE - 1 },
  ],
  ['DNS did not answer what decides', { dmarc: 'unknown', aligned: null }],
];

const toRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((cell, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0), cell.length),
  );
  const pad = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  return [toRow(pad(head)), toRow(widths.map((width) => '-'.repeat(width))), ...rows.map((row) => toRow(pad(row)))];
}

function toRules(provider: ProviderId): string[] {
  const { source, checkedOn, rules } = PROVIDER_RULES[provider];
  const rows = rules.map(({ requirement, bulk, decides }) => [
    explainRequirement(requirement, words),
    bulk ? 'bulk senders' : 'everybody',
    decides ? 'yes' : '',
  ]);
  return [
    `## ${providerName(provider, words)}`,
    '',
    `${source}, as of ${checkedOn}.`,
    '',
    ...toTable(['rule', 'asked of', 'decides'], rows),
    '',
  ];
}

/** The page as it is in docs/. */
export function toProvidersPage(): string {
  const names = PROVIDER_IDS.map((id) => providerName(id, words));
  const situations = SITUATIONS.map(([situation, facts]) => {
    const { providers } = judgeProviders({ ...MET, ...facts });
    return [situation, ...PROVIDER_IDS.map((id) => providers[id])];
  });
  return [
    '# The mailbox providers',
    '',
    'What they will do with a campaign by their published rules, as far as that can be seen before it is sent. Bulk rules',
    `apply unless the audience is known to be below ${BULK_AUDIENCE.toLocaleString('en')}. Whether SPF or DKIM passes decides for a domain without a`,
    'campaign only: of a campaign the ESP’s own always pass, and what is left is whether they align.',
    '',
    'This page is written by `node scripts/providers-page.ts`.',
    '',
    ...toTable(['', ...names], situations),
    '',
    ...PROVIDER_IDS.flatMap(toRules),
  ].join('\n');
}

if (import.meta.main) writeFileSync(new URL('../docs/providers.md', import.meta.url), toProvidersPage());
