import { findMeantSpf } from '../../records/spf/meant.ts';
import { formatSpf, toComparable } from '../../records/spf/edit.ts';
import { parseSpf } from '../../records/spf/read.ts';
import type { SpfTermText } from '../../records/spf/term.ts';

/** The terms of a record, without its version. */
export type SpfTerms = readonly string[];

const ALL = /^[+\-?~]?all$/iu;
const OPEN_ALL = /^[+?]?all$/iu;
const REDIRECT = /^redirect=/iu;
const EVERY_ADDRESS = /^\+?ip[46]:[^/]{1,60}\/0$/iu;
const SOFT_ALL = '~all';

export const isAll = (term: string): boolean => ALL.test(term);
const isSame = (one: string, other: string): boolean => toComparable(one) === toComparable(other);

/** What a term was meant as where that can be told; nothing where it cannot, and voids the record. */
function repairTerm({ text, fault }: SpfTermText): string[] {
  if (fault === null) return [text];
  if (fault.suggestion !== null) return fault.suggestion.split(' ').filter((term) => term !== '');
  return fault.fatal || fault.reason === 'second-version' ? [] : [text];
}

/** The terms of a record, every faulty one mended. */
export const toTerms = (text: string): string[] => (parseSpf(text)?.terms ?? []).flatMap(repairTerm);

/** A text that was meant as SPF as a record: with its version in front, and what can be told of its terms. */
export function toSoundRecord(text: string): string {
  if (parseSpf(text) !== null) return formatSpf(toTerms(text));
  const [meant] = findMeantSpf([text]);
  return meant?.repaired ?? formatSpf(toTerms(`v=spf1 ${text.replace(/^.{0,40}?spf1?[\s;,]{1,9}/iu, '')}`));
}

/** Without one term: its last standing, so that of two alike the first stays. A list left open by it is closed. */
export function withoutTerm(terms: SpfTerms, term: string): string[] {
  const index = terms.findLastIndex((each) => isSame(each, term));
  const rest = index === -1 ? [...terms] : terms.toSpliced(index, 1);
  return rest.some((each) => isAll(each) || REDIRECT.test(each)) ? rest : [...rest, SOFT_ALL];
}

export const withTerm = (terms: SpfTerms, term: string, instead: readonly string[]): string[] =>
  terms.flatMap((each) => (isSame(each, term) ? instead : [each]));

/** A redirect inside a list that has an end of its own is an include: as a redirect it would be ignored. */
export const toInclude = (term: string): string => term.replace(REDIRECT, 'include:');

/** Closed with `~all`: in the place of `+all` and `?all`, or of a redirect that leaves the end open. Every address is no entry. */
export function closeSoftly(terms: SpfTerms): string[] {
  const others = terms.filter((term) => !EVERY_ADDRESS.test(term));
  // What is left would refuse everybody.
  if (others.length < terms.length && others.every(isAll)) return [SOFT_ALL];
  if (others.some(isAll)) return others.map((term) => (OPEN_ALL.test(term) ? SOFT_ALL : term));
  return [...others.map(toInclude), SOFT_ALL];
}

/** One `all`, at the end: what stood behind the first is read again. */
export function withAllLast(terms: SpfTerms): string[] {
  const all = terms.find(isAll);
  return all === undefined ? [...terms] : [...terms.filter((term) => !isAll(term)), all];
}
