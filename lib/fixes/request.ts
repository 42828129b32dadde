import type { Report, ReportFinding } from '../report/report.ts';
import { explainReportFinding, wordsContextOf } from '../words/explain-finding.ts';
import { explainFixNote } from '../words/fix-note.ts';
import type { Words } from '../words/say.ts';
import { explainVerdict } from '../words/verdict.ts';
import { isWithin, toQuoted } from './dns-hosts/entry-form.ts';
import type { RecordChange } from './fix.ts';

/** A self-contained request to whoever manages DNS: to be copied, mailed or saved. */
export interface DnsRequest {
  subject: string;
  text: string;
  fileName: string;
}

const keyOf = ({ action, name, type, value }: RecordChange): string => JSON.stringify([action, name, type, value]);

/** Text of a stranger's on one line: a mail is read by people and pasted into shells. */
const onOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');

const hasBlank = (value: string): boolean => /<[^<>]+>/u.test(value);

function toRdata({ type, value }: RecordChange, text: string = value): string {
  if (type === 'TXT') return toQuoted(onOneLine(text));
  if (hasBlank(text)) return text;
  return type === 'A' || type === 'AAAA' ? text : `${text}.`;
}

/** A line of a zone file (RFC 1035 § 5.1); what goes stands behind a semicolon. */
function toZoneLines(change: RecordChange, words: Words): string[] {
  const ttl = 'ttl' in change && change.ttl !== undefined ? `${change.ttl} ` : '';
  const line = (rdata: string) => `${change.name}. ${ttl}IN ${change.type} ${rdata}`;
  if (change.action === 'remove') return [`; ${words.say('request.remove')}: ${line(toRdata(change))}`];
  const gone =
    change.action === 'replace' ? [`; ${words.say('request.remove')}: ${line(toRdata(change, change.old))}`] : [];
  return [...gone, line(toRdata(change))];
}

/** These changes as lines of a zone file, absolute names (RFC 1035 § 5.1); what goes is a comment. */
export const toZoneFile = (changes: readonly RecordChange[], words: Words): string =>
  changes.flatMap((change) => toZoneLines(change, words)).join('\n');

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

function whereBlanksStand(report: Report): string | null {
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
  const blanks = changes.some(({ value }) => hasBlank(value))
    ? [words.say('request.placeholders', { where: whereBlanksStand(report) })]
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
    ...section(words.say('request.notes'), [...blanks, ...notes]),
    ...section(
      words.say('request.zone-file'),
      changes.flatMap((change) => toZoneLines(change, words)),
    ),
    ...section(words.say('request.check'), checks),
    '',
    words.say('request.source', { date: new Date(report.at).toISOString().slice(0, 10) }),
  ];
  const holder = zone !== '' && changes.every(({ name }) => isWithin(name, zone)) ? zone : report.domain;
  return {
    subject: words.say('request.subject', { zone: holder, count: changes.length }),
    text: `${lines.join('\n')}\n`,
    fileName: `dns-change-${holder}.txt`,
  };
}
