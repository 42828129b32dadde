import { diagnose, findOddity } from './diagnose.ts';
import { type SpfTermText, toTerm } from './term.ts';

/** A text that counts as an SPF record: `v=spf1`, then a blank or the end (RFC 7208 § 4.5). */
export interface SpfRecord {
  text: string;
  terms: SpfTermText[];
}

const VERSION = /^v=spf1(?: |$)/i;

/** Whether a TXT counts as SPF: exactly `v=spf1` at its start, in any case (RFC 7208 § 4.5, § 12). */
export const isSpfRecord = (text: string): boolean => VERSION.test(text);

/** Only SP parts terms (RFC 7208 § 4.6.1): any other blank stays inside one and spoils it. */
function splitTerms(text: string): SpfTermText[] {
  const terms: SpfTermText[] = [];
  let at = 'v=spf1'.length;
  while (at < text.length) {
    if (text.charAt(at) === ' ') {
      at += 1;
      continue;
    }
    const blank = text.indexOf(' ', at);
    const end = blank === -1 ? text.length : blank;
    terms.push(toTerm(text.slice(at, end), at));
    at = end;
  }
  return terms;
}

/** `redirect` and `exp` may stand once each (RFC 7208 § 6). */
function findRepeated(terms: readonly SpfTermText[]): Set<SpfTermText> {
  const repeated = new Set<SpfTermText>();
  for (const name of ['redirect', 'exp']) {
    for (const term of terms.filter((each) => each.kind === 'modifier' && each.name === name).slice(1))
      repeated.add(term);
  }
  return repeated;
}

/**
 * Reads a TXT as an SPF record; null where it is none. Every term is kept with its place. One that does not fit the
 * grammar says why and, where that can be told, what was meant. Linear in the text, and never throws.
 */
export function parseSpf(text: string): SpfRecord | null {
  if (!isSpfRecord(text)) return null;
  const terms = splitTerms(text);
  const repeated = findRepeated(terms);
  const faults = diagnose(terms);
  return {
    text,
    terms: terms.map((term, index) => {
      if (repeated.has(term)) {
        // Only one redirect may be there: another leads to senders all the same.
        const suggestion = term.name === 'redirect' && term.value !== null ? `include:${term.value}` : '';
        return { ...term, fault: { reason: 'repeated-modifier', suggestion, fatal: true } };
      }
      return { ...term, fault: faults.get(index) ?? findOddity(term) };
    }),
  };
}

/** The faults that void a record, in the order in which they stand. */
export const fatalFaults = (record: SpfRecord): SpfTermText[] => record.terms.filter((term) => term.fault?.fatal);

/** The first `all`, which ends the evaluation: whatever stands behind it is never reached (RFC 7208 § 5.1). */
export const indexOfAll = (record: SpfRecord): number => record.terms.findIndex((term) => term.name === 'all');

/** The redirect that counts: none where an `all` stands anywhere (RFC 7208 § 6.1). */
export function redirectOf(record: SpfRecord): SpfTermText | null {
  if (indexOfAll(record) !== -1) return null;
  return record.terms.find((term) => term.kind === 'modifier' && term.name === 'redirect') ?? null;
}
