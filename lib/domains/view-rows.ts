import { toUnicode } from '../domain/unicode.ts';
import type { DomainRow } from './domain-row.ts';

/** What of the list is shown, and in which order. */
export interface ListView {
  search: string;
  chip: Chip;
  sort: SortKey;
  /** From the end. */
  isReversed: boolean;
  isGrouped: boolean;
}

export const CHIPS = ['all', 'fail', 'warn', 'unknown', 'pass', 'unchecked', 'watched'] as const;
export type Chip = (typeof CHIPS)[number];

export const SORT_KEYS = ['verdict', 'domain', 'esp', 'client', 'problem', 'checkedAt', 'sentAt', 'watched'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** What is found by typing it, and what is sorted by, in the reader's language. */
export interface RowTexts {
  /** The service as its maker writes it; '' without one. */
  esp: (row: DomainRow) => string;
  /** Title of the first problem; '' where there is none. */
  problem: (row: DomainRow) => string;
  language: string;
}

const isIn: Readonly<Record<Chip, (row: DomainRow) => boolean>> = {
  all: () => true,
  fail: ({ verdict }) => verdict === 'fail',
  warn: ({ verdict }) => verdict === 'warn',
  unknown: ({ verdict }) => verdict === 'unknown',
  pass: ({ verdict }) => verdict === 'pass',
  unchecked: ({ verdict }) => verdict === null,
  watched: ({ watched }) => watched,
};

/** How many rows each chip would show, of those that the search leaves. */
export const countChips = (rows: readonly DomainRow[]): Record<Chip, number> =>
  Object.fromEntries(CHIPS.map((chip) => [chip, rows.filter((row) => isIn[chip](row)).length])) as Record<Chip, number>;

/** Rows that hold every word of the search in domain, client, service, account or first problem. */
export function searchRows(rows: readonly DomainRow[], search: string, texts: RowTexts): DomainRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...rows];
  return rows.filter((row) => {
    const text = [row.domain, toUnicode(row.domain), row.client, row.account, texts.esp(row), texts.problem(row)]
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The most urgent first; a domain that was never checked comes before one that passes. */
const URGENCY = { fail: 0, unknown: 1, warn: 2, pass: 4 } as const;
const urgencyOf = ({ verdict }: DomainRow): number => (verdict === null ? 3 : URGENCY[verdict]);

type Compare = (a: DomainRow, b: DomainRow) => number;

function createCompare(key: SortKey, { esp, problem, language }: RowTexts): Compare {
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  /** Empty texts come last. */
  const byText =
    (text: (row: DomainRow) => string): Compare =>
    (a, b) => {
      const [one, other] = [text(a), text(b)];
      return one === '' || other === '' ? Number(one === '') - Number(other === '') : collator.compare(one, other);
    };
  const byTime =
    (time: (row: DomainRow) => number | null): Compare =>
    (a, b) =>
      (time(b) ?? -1) - (time(a) ?? -1);
  const compares: Record<SortKey, Compare> = {
    verdict: (a, b) => urgencyOf(a) - urgencyOf(b) || b.problems - a.problems,
    domain: byText(({ domain }) => domain),
    esp: byText(esp),
    client: byText(({ client }) => client ?? ''),
    problem: byText(problem),
    checkedAt: byTime(({ checkedAt }) => checkedAt),
    sentAt: byTime(({ sentAt }) => sentAt),
    watched: (a, b) => Number(b.watched) - Number(a.watched),
  };
  return compares[key];
}

/** The rows in order; those that are equal in it by domain. */
export function sortRows(
  rows: readonly DomainRow[],
  { sort, isReversed }: Pick<ListView, 'sort' | 'isReversed'>,
  texts: RowTexts,
): DomainRow[] {
  const compare = createCompare(sort, texts);
  const sign = isReversed ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(a, b) || (a.domain < b.domain ? -1 : 1));
}

/** What is drawn line by line: a row, or the head of a client's rows. */
export type Line =
  | { kind: 'row'; row: DomainRow }
  | { kind: 'group'; client: string | null; rows: number; fail: number };

/** The lines of the list as `view` wants it; `counts` are of what the search leaves, for the chips. */
export function toLines(
  rows: readonly DomainRow[],
  view: ListView,
  texts: RowTexts,
): { lines: Line[]; shown: DomainRow[]; counts: Record<Chip, number> } {
  const found = searchRows(rows, view.search, texts);
  const sorted = sortRows(found.filter(isIn[view.chip]), view, texts);
  const counts = countChips(found);
  if (!view.isGrouped) return { lines: sorted.map((row) => ({ kind: 'row', row })), shown: sorted, counts };
  const collator = new Intl.Collator(texts.language, { numeric: true, sensitivity: 'base' });
  const groups = [...Map.groupBy(sorted, ({ client }) => client)].toSorted(([a], [b]) =>
    a === null || b === null ? Number(a === null) - Number(b === null) : collator.compare(a, b),
  );
  const lines = groups.flatMap(([client, own]): Line[] => [
    { kind: 'group', client, rows: own.length, fail: own.filter(isIn.fail).length },
    ...own.map((row) => ({ kind: 'row' as const, row })),
  ]);
  return { lines, shown: groups.flatMap(([, own]) => own), counts };
}
