import { findMeantSpf } from '../../records/spf/meant.ts';
import { formatSpf, mergeSpf, toComparable } from '../../records/spf/edit.ts';
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

/** A sender that cannot be told, as one term of a draft: what was written, encoded, in angle brackets. */
const PLACEHOLDER = /^<\?[^<>\s?]+>$/u;
const toPlaceholder = (term: string): string => `<?${encodeURIComponent(term.toWellFormed())}>`;
/** The placeholder of a record that is to allow somebody and names nobody. */
export const ANY_SENDER = '<?*>';
const isPlaceholder = (term: string): boolean => PLACEHOLDER.test(term);

/** No sender is lost with these: an explanation, punctuation, a word for `all`. */
const ALLOWS_NOBODY = /^exp\b|^[+\-?~]?(?:none|null|end)$|^[^\p{L}\p{N}]+$/iu;

/** What a term was meant as where that can be told; else a placeholder, since it may stand for a sender in use. */
function repairTerm({ text, fault }: SpfTermText): string[] {
  if (fault === null || isPlaceholder(text)) return [text];
  if (fault.suggestion !== null) return fault.suggestion.split(' ').filter((term) => term !== '');
  if (fault.reason === 'second-version') return [];
  if (!fault.fatal) return [text];
  return ALLOWS_NOBODY.test(text) ? [] : [toPlaceholder(text)];
}

const TAGS = /<\/?[a-z][^<>]{0,400}>/giu;

/** A record as a web page shows it, without the page's own markup. A placeholder is none. */
const withoutMarkup = (text: string): string => text.replace(TAGS, '');

/** The terms of a record, every faulty one corrected; a sender that cannot be told is a placeholder. */
export const toTerms = (text: string): string[] => (parseSpf(withoutMarkup(text))?.terms ?? []).flatMap(repairTerm);

/** What the placeholders of a record say, as written. */
export const placeholdersIn = (text: string): string[] =>
  text
    .split(' ')
    .filter((term) => isPlaceholder(term) && term !== ANY_SENDER)
    .map((term) => decodeURIComponent(term.slice(2, -1)));

/** The record without its placeholders: what of it an evaluator can read. */
export const withoutPlaceholders = (text: string): string =>
  text
    .split(' ')
    .filter((term) => !isPlaceholder(term))
    .join(' ');

/** Several records as one (`mergeSpf`), with the placeholders of all of them before the final `all`. */
export function mergeRecords(texts: readonly string[]): string {
  const merged = mergeSpf(texts.map(withoutPlaceholders)).split(' ').slice(1);
  const unknown = [...new Set(texts.flatMap((text) => text.split(' ').filter(isPlaceholder)))];
  const end = merged.findIndex(isAll);
  return formatSpf(merged.toSpliced(end === -1 ? merged.length : end, 0, ...unknown));
}

/** The record as it is shown, with its placeholders as words. `toWords` gets the term as written, null for whoever sends. */
export const withWords = (text: string, toWords: (term: string | null) => string): string =>
  text
    .split(' ')
    .map((term) =>
      isPlaceholder(term) ? toWords(term === ANY_SENDER ? null : decodeURIComponent(term.slice(2, -1))) : term,
    )
    .join(' ');

/** Whether anybody may send by these terms: a mechanism other than `all`, a redirect, or a sender that cannot be told. */
export const hasSenders = (terms: SpfTerms): boolean =>
  terms.some((term) => !isAll(term) && !/^(?:exp|[a-z][\w.-]*)=/iu.test(term)) ||
  terms.some((term) => REDIRECT.test(term));

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
