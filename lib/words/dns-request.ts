import type { Report, ReportFinding } from '../report/report.ts';
import { explainReportFinding, wordsContextOf } from './explain-finding.ts';
import { explainFixNote } from './fix-note.ts';
import type { Words } from './say.ts';
import { explainVerdict } from './verdict.ts';
import { isWithin } from '../fixes/dns-hosts/entry-form.ts';
import type { RecordChange } from '../fixes/fix.ts';
import { hasPlaceholder } from '../fixes/placeholders.ts';
import { toZoneFile } from './zone-file.ts';

/** A self-contained request to whoever manages DNS: to be copied, mailed or saved. */
export interface DnsRequest {
  subject: string;
  text: string;
  fileName: string;
  /** No value in it is still a placeholder: only then is it any use to others. */
  complete: boolean;
}

const keyOf = ({ action, name, type, value }: RecordChange): string => JSON.stringify([action, name, type, value]);

/** Text of a stranger's on one line: a mail is read by people and pasted into shells. */
const onOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');

function toRow(change: RecordChange, words: Words): string[][] {
  const row = [words.say(`request.${change.action}`), change.type, change.name, onOneLine(change.value)];
  return change.action === 'replace' ? [row, ['', '', words.say('request.old'), onOneLine(change.old)]] : [row];
}

/** Columns as wide as their longest cell; the last one, which holds the value, ends where it ends. */
function toTable(changes: readonly RecordChange[], words: Words): string[] {
  const head = (['action', 'type', 'name', 'value'] as const).map((column) => words.say(`request.${column}`));
  const rows = [head, ...changes.flatMap((change) => toRow(change, words))];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | '));
}

const toCheck = ({ type, name }: RecordChange): string => `dig +short ${type} ${name}`;

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, '-'.repeat(title.length), ...lines];

function whereToFind(report: Report): string | null {
  const { esp, recordsPath } = wordsContextOf(report);
  return esp === null || recordsPath === null ? null : `${esp} (${recordsPath})`;
}

function explainFindings(report: Report, findings: readonly ReportFinding[], words: Words): string[] {
  return findings.map((finding) => {
    const { action, expert, clause } = explainReportFinding(report, finding, words);
    return `${action}: ${onOneLine(expert)}${clause === null ? '' : ` (${clause})`}`;
  });
}

/** The request for the fixes of these findings, in their order; null where they publish nothing. */
export function toRequest(report: Report, findings: readonly ReportFinding[], words: Words): DnsRequest | null {
  const carriers = findings.filter(({ fix }) => fix !== null && fix.records.length > 0);
  const all = carriers.flatMap(({ fix }) => fix?.records ?? []);
  const changes = all.filter((change, index) => all.findIndex((other) => keyOf(other) === keyOf(change)) === index);
  if (changes.length === 0) return null;
  const { zone } = report.dnsHost;
  const { title, why } = explainVerdict(report, words);
  const notes = [...new Set(carriers.flatMap((finding) => explainFixNote(report, finding, words) ?? []))];
  const open = changes.some(({ value }) => hasPlaceholder(value))
    ? [words.say('request.placeholders', { where: whereToFind(report) })]
    : [];
  const checks = [...new Set(changes.filter(({ action }) => action !== 'remove').map(toCheck))];
  const { esp } = wordsContextOf(report);
  const lines = [
    words.say('request.greeting'),
    '',
    words.say('request.purpose', { domain: report.domain, esp, count: changes.length }),
    words.say('request.today', { title, why }),
    '',
    ...explainFindings(report, carriers, words),
    ...section(words.say('request.table'), toTable(changes, words)),
    ...section(words.say('request.notes'), [...open, ...notes]),
    ...section(words.say('request.zone-file'), [toZoneFile(changes, words)]),
    ...section(words.say('request.check'), checks),
    '',
    words.say('request.source', { date: new Date(report.at).toISOString().slice(0, 10) }),
  ];
  const holder = zone !== '' && changes.every(({ name }) => isWithin(name, zone)) ? zone : report.domain;
  return {
    subject: words.say('request.subject', { zone: holder, count: changes.length }),
    text: `${lines.join('\n')}\n`,
    fileName: `dns-change-${holder}.txt`,
    complete: open.length === 0,
  };
}
