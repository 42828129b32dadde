import { indexOfAll, parseSpf, type SpfRecord } from './read.ts';
import type { SpfTermText } from './term.ts';

/** A record out of its terms. */
export const formatSpf = (terms: readonly string[]): string => ['v=spf1', ...terms].join(' ');

const termsOf = (text: string): readonly SpfTermText[] => parseSpf(text)?.terms ?? [];
const written = (terms: readonly SpfTermText[]): string[] => terms.map((term) => term.text);

/** What makes two terms say the same: qualifier and mechanism without case, `+` left out or not. */
export const toComparable = (term: string): string => term.toLowerCase().replace(/^\+/, '').replace(/\.$/, '');

/** Every term as it was meant; null where one cannot be told, or nothing is wrong. */
export function repairSpf(record: SpfRecord): string | null {
  if (!record.terms.some((term) => term.fault !== null)) return null;
  const terms: string[] = [];
  for (const { text, fault } of record.terms) {
    if (fault === null) terms.push(text);
    // A second version in one text: what follows it belongs to the same record, so the word itself goes.
    else if (fault.reason !== 'second-version') {
      if (fault.suggestion === null) return null;
      if (fault.suggestion !== '') terms.push(fault.suggestion);
    }
  }
  const repaired = parseSpf(withoutDoubles(formatSpf(terms)));
  return repaired === null || repaired.terms.some((term) => term.fault !== null) ? null : repaired.text;
}

/** Each term once, and the last `all` at the end: what is left when two records became one text. */
function withoutDoubles(text: string): string {
  const terms = termsOf(text);
  const last = terms.findLast((term) => term.name === 'all');
  const seen = new Set<string>();
  const kept = terms.filter((term) => {
    const key = toComparable(term.text);
    return term.name !== 'all' && !seen.has(key) && seen.add(key);
  });
  return formatSpf(written(last === undefined ? kept : [...kept, last]));
}

const STRENGTH = '+?~-';

/** The softest `all` of several records that refuses at all: nothing that was let through before is refused by the merger. */
function mergedAll(records: readonly SpfRecord[]): string | null {
  const qualifiers = records.flatMap((record) => record.terms[indexOfAll(record)]?.qualifier ?? []);
  const refusing = qualifiers.filter((qualifier) => qualifier === '~' || qualifier === '-');
  const from = refusing.length > 0 ? refusing : qualifiers.filter((qualifier) => qualifier !== '+');
  const softest = from.sort((one, other) => STRENGTH.indexOf(one) - STRENGTH.indexOf(other))[0];
  return softest === undefined ? null : `${softest}all`;
}

/** `redirect` of one record among several becomes an include: beside other terms and an `all` it would be ignored. */
const toMergeable = (term: SpfTermText): string =>
  term.name === 'redirect' && term.value !== null ? `include:${term.value}` : term.text;

/**
 * Several records at one name as the one that they were meant to be (RFC 7208 § 4.5 lets none of them count): every term
 * once, in the order in which they stand, what can be repaired repaired, one `all` at the end.
 */
export function mergeSpf(texts: readonly string[]): string {
  const records = texts.flatMap((text) => {
    const record = parseSpf(text);
    return record === null ? [] : (parseSpf(repairSpf(record) ?? text) ?? []);
  });
  const terms = records.flatMap((record) =>
    record.terms.filter((term) => term.name !== 'all' && term.fault === null).map(toMergeable),
  );
  const all = mergedAll(records) ?? (terms.some((term) => term.startsWith('include:')) ? '~all' : null);
  const merged = formatSpf(all === null ? terms : [...terms, all]);
  return withoutDoubles(merged);
}
