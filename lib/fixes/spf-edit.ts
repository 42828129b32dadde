import { unmangled } from '../records/mangled.ts';
import { parseSpf } from '../records/spf.ts';
import type { SpfTermText } from '../records/spf-term.ts';

/** The terms of a record, without its version. */
export type SpfTerms = readonly string[];

const ALL = /^[+\-?~]?all$/iu;
const OPEN_ALL = /^[+?]?all$/iu;
const REDIRECT = /^redirect=/iu;
const VERSION = /v\s{0,3}[=:]?\s{0,3}spf\s{0,2}1/iu;
const SOFT_ALL = '~all';

const isAll = (term: string): boolean => ALL.test(term);
const isRedirect = (term: string): boolean => REDIRECT.test(term);
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** A text that was meant as SPF, from its version on; with one where it has none. */
function toSpfText(text: string): string {
  if (parseSpf(text) !== null) return text;
  const plain = unmangled(text).trim();
  const version = VERSION.exec(plain);
  const body = version === null ? plain : plain.slice(version.index + version[0].length);
  return `v=spf1 ${body.replace(/^[;,:.\s]+/u, '')}`.trim();
}

/** What a term was meant as where that can be told; nothing where it cannot, and voids the record. */
function repairTerm({ text, fault }: SpfTermText): string[] {
  if (fault === null) return [text];
  if (fault.suggestion !== null) return fault.suggestion.split(' ').filter((term) => term !== '');
  return fault.fatal || fault.reason === 'second-version' ? [] : [text];
}

/** The terms of a record, or of a text meant as one, every faulty one mended. */
export const toTerms = (text: string): string[] => (parseSpf(toSpfText(text))?.terms ?? []).flatMap(repairTerm);

export const toRecord = (terms: SpfTerms): string => ['v=spf1', ...terms].join(' ');

/** Without one term: its last standing, so that of two alike the first stays. A list left open by it is closed. */
export function withoutTerm(terms: SpfTerms, term: string): string[] {
  const index = terms.findLastIndex((each) => isSame(each, term));
  const rest = index === -1 ? [...terms] : terms.toSpliced(index, 1);
  return rest.some((each) => isAll(each) || isRedirect(each)) ? rest : [...rest, SOFT_ALL];
}

export const withTerm = (terms: SpfTerms, term: string, instead: readonly string[]): string[] =>
  terms.flatMap((each) => (isSame(each, term) ? instead : [each]));

/** Closed with `~all`: in the place of `+all` and `?all`, or of a redirect that leaves the end open. */
export function closeSoftly(terms: SpfTerms): string[] {
  if (terms.some(isAll)) return terms.map((term) => (OPEN_ALL.test(term) ? SOFT_ALL : term));
  return [...terms.map((term) => term.replace(REDIRECT, 'include:')), SOFT_ALL];
}

/** One `all`, at the end: what stood behind the first is read again. */
export function withAllLast(terms: SpfTerms): string[] {
  const all = terms.find(isAll);
  return all === undefined ? [...terms] : [...terms.filter((term) => !isAll(term)), all];
}

function withoutDuplicates(terms: SpfTerms): string[] {
  return terms.filter((term, index) => terms.findIndex((other) => isSame(term, other)) === index);
}

/** One list out of several. The softest `all` of them: a sender that only one list knew must not be refused. */
export function mergeTerms(lists: readonly SpfTerms[]): string[] {
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return [...only];
  const alls = lists.flatMap((list) => list.filter(isAll));
  const all = alls.length > 0 && alls.every((term) => term === '-all') ? '-all' : SOFT_ALL;
  const senders = lists.flat().filter((term) => !isAll(term));
  return [...withoutDuplicates(senders.map((term) => term.replace(REDIRECT, 'include:'))), all];
}
