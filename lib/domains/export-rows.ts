import { toUnicode } from '../domain/unicode.ts';
import type { DomainRow } from './domain-row.ts';

/** What an export says of a row in the reader's language. */
export interface ExportTexts {
  esp: (row: DomainRow) => string;
  verdict: (row: DomainRow) => string;
  /** Title of the first problem; '' where there is none. */
  problem: (row: DomainRow) => string;
  day: (at: number) => string;
  title: string;
  noClient: string;
  /** Heads of the table: verdict, domain, service, first problem, last checked. */
  columns: readonly [verdict: string, domain: string, esp: string, problem: string, checked: string];
  /** As "12 domains, 3 will be rejected or go to spam, 2 have warnings". */
  counts: (rows: readonly DomainRow[]) => string;
}

/** A cell of a spreadsheet: quoted, and never a formula (a stranger's text may begin with `=`). */
export const toCsvCell = (text: string): string =>
  `"${(/^\s*[=+\-@\t\r]/u.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

const toTime = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

const CSV_COLUMNS = [
  'domain',
  'esp',
  'account',
  'client',
  'verdict',
  'problem_code',
  'problem',
  'problems',
  'last_checked',
  'last_sent',
  'watched',
];

/**
 * The rows as CSV (RFC 4180) with a byte order mark, without which spreadsheets read it as Latin-1. Its first four
 * columns are what `parseList` reads.
 */
export function toDomainsCsv(rows: readonly DomainRow[], problem: (row: DomainRow) => string): string {
  const lines = rows.map((row) =>
    [
      row.domain,
      row.esp ?? '',
      row.account ?? '',
      row.client ?? '',
      row.verdict ?? '',
      row.first?.code ?? '',
      problem(row),
      String(row.problems),
      toTime(row.checkedAt),
      toTime(row.sentAt),
      row.watched ? 'yes' : 'no',
    ]
      .map(toCsvCell)
      .join(','),
  );
  return `\ufeff${[CSV_COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

const escape = (text: string): string =>
  text.replaceAll(/\s+/gu, ' ').replaceAll(/([\\`*_[\]<>#|~&])/gu, String.raw`\$1`);

/** A summary for each client, to send on: how many domains, and a table of what is wrong where. */
export function toDomainsMarkdown(rows: readonly DomainRow[], texts: ExportTexts): string {
  const byClient = Map.groupBy(rows, ({ client }) => client);
  const clients = [...byClient].toSorted(([a], [b]) =>
    a === null || b === null ? Number(a === null) - Number(b === null) : a.localeCompare(b),
  );
  const sections = clients.flatMap(([client, own]) => [
    '',
    `## ${escape(client ?? texts.noClient)}`,
    '',
    escape(texts.counts(own)),
    '',
    `| ${texts.columns.map(escape).join(' | ')} |`,
    `|${' --- |'.repeat(texts.columns.length)}`,
    ...own.map((row) => {
      const checked = row.checkedAt === null ? '' : texts.day(row.checkedAt);
      const cells = [texts.verdict(row), toUnicode(row.domain), texts.esp(row), texts.problem(row), checked];
      return `| ${cells.map(escape).join(' | ')} |`;
    }),
  ]);
  return `${[`# ${escape(texts.title)}`, ...sections].join('\n')}\n`;
}
