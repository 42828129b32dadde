/**
 * Writes docs/findings.md: the catalogue with the words of every code and an example of its fix.
 * Run it after a change of either; a test holds the page against them.
 */
import { writeFileSync } from 'node:fs';
import type { EspId } from '../lib/esp/esp-id.ts';
import { areaOf, AREAS, CATALOGUE, FINDING_CODES, type Area } from '../lib/findings/catalogue.ts';
import type { Finding, FindingCode } from '../lib/findings/finding.ts';
import type { Fix, RecordChange } from '../lib/fixes/fix.ts';
import { toFixes } from '../lib/fixes/to-fixes.ts';
import { explainFinding, wordsContextOf } from '../lib/words/explain-finding.ts';
import { readWords } from '../lib/words/files.ts';
import { explainFixNote } from '../lib/words/fix-note.ts';
import { auditZone } from '../tests/helpers/audit-zone.ts';
import { DOMAIN, FAULTS, faultyZone, UNTIDY, WAYS } from '../tests/helpers/fault-zones.ts';
import { sampleContext } from '../tests/helpers/sample-context.ts';
import { sampleFinding } from '../tests/helpers/sample-findings.ts';

const words = await readWords('en');

const AREA_TITLES: Record<Area, string> = {
  dns: 'DNS itself',
  from: 'The From address',
  dkim: 'DKIM',
  align: 'Alignment',
  dmarc: 'DMARC',
  spf: 'SPF',
  mx: 'Incoming mail',
  message: 'A test message',
  content: 'What can be said of the content',
  rest: 'The rest',
};

const SEVERITIES = {
  fail: 'fail',
  warn: 'warn',
  info: 'info',
  unknown: 'unknown',
  leg: 'fail where the campaign rests on this leg, else warn',
} as const;

const LONGEST_VALUE = 90;
const shorten = (text: string): string => (text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text);

const toLines = (change: RecordChange): string[] => {
  const line = `${change.action.padEnd(7)} ${change.name} ${change.type} ${shorten(change.value)}`;
  return change.action === 'replace' ? [line, `        instead of ${shorten(change.old)}`] : [line];
};

function toFixLines({ fix, carrier, said }: Example): string[] {
  if (fix === null) return ['**Fix:** none is asked for.'];
  const by = carrier === null ? '' : ` (carried by [${carrier}](#${carrier}))`;
  const note = said === null ? '' : ` ${said}`;
  const records = fix.records.length === 0 ? [] : ['', '```text', ...fix.records.flatMap(toLines), '```'];
  return [`**Fix**${by}:${note}`, ...records];
}

interface Example {
  esp: EspId | null;
  finding: Finding;
  fix: Fix | null;
  /** The sentence beside the fix. */
  said: string | null;
  /** The code that carries the records, where it is another. */
  carrier: FindingCode | null;
}

/** A zone of the fix loop that has this fault, audited. */
async function findExample(code: FindingCode): Promise<Example | null> {
  const fault = [...FAULTS, ...UNTIDY].find((each) => each.code === code);
  const way = WAYS.find(({ id }) => fault?.ways.includes(id));
  if (fault === undefined || way === undefined) return null;
  const report = await auditZone(faultyZone(way, [fault.change]), { from: DOMAIN, ...way.input });
  const finding = report.find(code);
  if (finding === null) return null;
  const esp = way.id === 'none' ? null : way.id;
  const isCarried = finding.fix?.records.length === 0 && finding.fix.note?.code === 'sameAs';
  const carrier = isCarried ? report.findings.find(({ fix }) => fix !== null && fix.records.length > 0) : undefined;
  const shown = carrier ?? finding;
  return { esp, finding, fix: shown.fix, said: explainFixNote(report, shown, words), carrier: carrier?.code ?? null };
}

async function makeExample(code: FindingCode): Promise<Example> {
  const finding = sampleFinding(code);
  const [fix = null] = await toFixes([finding], sampleContext('mailchimp'));
  const said = explainFixNote({ esp: 'mailchimp', domain: DOMAIN, findings: [] }, { fix }, words);
  return { esp: 'mailchimp', finding, fix, said, carrier: null };
}

async function toEntry(code: FindingCode): Promise<string[]> {
  const example = (await findExample(code)) ?? (await makeExample(code));
  const context = wordsContextOf({ esp: example.esp, domain: DOMAIN });
  const { title, action, why, expert, clause } = explainFinding(example.finding, context, words);
  return [
    `### <a id="${code}"></a>${code}`,
    '',
    `_${SEVERITIES[CATALOGUE[code]]}_${clause === null ? '' : ` · ${clause}`}`,
    '',
    `**${title}.** ${why}`,
    '',
    `For a consultant: ${shortenQuotes(expert)}`,
    '',
    `To do: ${action}.`,
    '',
    ...toFixLines(example),
    '',
  ];
}

/** Keys are long, and a page is to be read. */
const shortenQuotes = (text: string): string =>
  text.replace(/“([^”]*)”/gu, (_, quoted: string) => `“${shorten(quoted)}”`);

/** The page as it should stand. */
export async function toFindingsPage(): Promise<string> {
  const areas = await Promise.all(
    AREAS.map(async (area) => {
      const codes = FINDING_CODES.filter((code) => areaOf(code) === area);
      const entries = await Promise.all(codes.map(toEntry));
      return [`## ${AREA_TITLES[area]}`, '', ...entries.flat()];
    }),
  );
  const intro = [
    '# The findings',
    '',
    'Every code that a report can hold, in the order of diagnosis, each with an example of its words and of its fix at an',
    'invented domain. Where one cause shows in several findings, the first of them carries the records. Some codes have',
    'another severity in special cases; the checks in `lib/audit` and `lib/message` say which.',
    '',
    'This page is written by `node scripts/findings-page.ts`.',
    '',
  ];
  return `${[...intro, ...areas.flat()].join('\n').trimEnd()}\n`;
}

if (import.meta.main) writeFileSync(new URL('../docs/findings.md', import.meta.url), await toFindingsPage());
