import type { Report, ReportFinding } from '../report/report.ts';
import { explainReportFinding, wordsContextOf } from '../words/en/explain-report.ts';
import { requestWords as words } from '../words/en/request.ts';
import { explainVerdict } from '../words/en/verdict.ts';
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
function toZoneLines(change: RecordChange): string[] {
  const ttl = 'ttl' in change && change.ttl !== undefined ? `${change.ttl} ` : '';
  const line = (rdata: string) => `${change.name}. ${ttl}IN ${change.type} ${rdata}`;
  if (change.action === 'remove') return [`; ${words.commentRemove()}: ${line(toRdata(change))}`];
  const gone = change.action === 'replace' ? [`; ${words.commentRemove()}: ${line(toRdata(change, change.old))}`] : [];
  return [...gone, line(toRdata(change))];
}

function toRow(change: RecordChange): string[][] {
  const row = [words.actions[change.action], change.type, change.name, onOneLine(change.value)];
  return change.action === 'replace' ? [row, ['', '', words.old(), onOneLine(change.old)]] : [row];
}

/** Columns as wide as their longest cell; the last one, which holds the value, ends where it ends. */
function toTable(changes: readonly RecordChange[]): string[] {
  const { action, type, name, value } = words.columns;
  const rows = [[action, type, name, value], ...changes.flatMap(toRow)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | '));
}

const toCheck = ({ type, name }: RecordChange): string => `dig +short ${type} ${name}`;

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, '-'.repeat(title.length), ...lines];

function whereBlanksStand(report: Report): string | null {
  const { espName, recordsPath } = wordsContextOf(report);
  return espName === null || recordsPath === null ? null : `${espName} (${recordsPath})`;
}

function explainFindings(report: Report, findings: readonly ReportFinding[]): string[] {
  return findings.map((finding) => {
    const { action, expert, clause } = explainReportFinding(report, finding);
    return `${action}: ${onOneLine(expert)}${clause === null ? '' : ` (${clause})`}`;
  });
}

/**
 * The request for the fixes of these findings, in their order; null where they publish nothing. `at` is when the
 * report was made.
 */
export function toRequest(report: Report, findings: readonly ReportFinding[]): DnsRequest | null {
  const carriers = findings.filter(({ fix }) => fix !== null && fix.records.length > 0);
  const all = carriers.flatMap(({ fix }) => fix?.records ?? []);
  const changes = all.filter((change, index) => all.findIndex((other) => keyOf(other) === keyOf(change)) === index);
  if (changes.length === 0) return null;
  const { zone } = report.dnsHost;
  const { title, why } = explainVerdict(report);
  const notes = [...new Set(carriers.flatMap(({ fix }) => fix?.note ?? []))];
  const blanks = changes.some(({ value }) => hasBlank(value)) ? [words.blanks(whereBlanksStand(report))] : [];
  const checks = [...new Set(changes.filter(({ action }) => action !== 'remove').map(toCheck))];
  const lines = [
    words.greeting(),
    '',
    words.purpose(report.domain, wordsContextOf(report).espName, changes.length > 1),
    words.today(title, why),
    '',
    ...explainFindings(report, carriers),
    ...section(words.table(), toTable(changes)),
    ...section(words.notes(), [...blanks, ...notes]),
    ...section(words.zoneFile(), changes.flatMap(toZoneLines)),
    ...section(words.check(), checks),
    '',
    words.source(new Date(report.at).toISOString().slice(0, 10)),
  ];
  const holder = zone !== '' && changes.every(({ name }) => isWithin(name, zone)) ? zone : report.domain;
  return {
    subject: words.subject(holder, changes.length),
    text: `${lines.join('\n')}\n`,
    fileName: `dns-change-${holder}.txt`,
  };
}
