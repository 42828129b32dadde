/**
 * What word processors, web pages and DNS panels do to a record on its way into the zone, and how to undo it.
 * Every function is linear in the text.
 */

/** Typographic double and single quotes, and what is left of them when UTF-8 was read as Windows-1252. */
const CURLY_QUOTES =
  /[\u2018-\u201f\u2032-\u2037\u00ab\u00bb\u301d-\u301f\uff02\uff07]|\u00e2\u20ac[\u0153\u009d\u02dc\u2122]?|\u00e2\u0080[\u0098-\u009f]/g;
/** The same as decimal escapes of a zone file, left in the text. */
const ESCAPED_QUOTES = /\\226\\128\\15[2-9]/g;
/** An apostrophe is a quote only at either end: `o'neill@brand.com` is an address. */
const STRAIGHT_QUOTES = /["`\u00b4]|&quot;|&#34;|^\s{0,9}'|'$/gi;
const BACKSLASHES = /\\/g;
const LOOKALIKE_DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const LOOKALIKE_TILDES = /[\u02dc\u223c\uff5e\u301c]/g;
const INVISIBLE =
  /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|&(?:#(?:173|820[3-7]|8288|65279|x(?:ad|200[b-f]|2060|feff))|shy|zwnj|zwj|ZeroWidthSpace|NoBreak);/gi;
const ODD_BLANKS = /[\t\r\n\v\f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]|&nbsp;|&#160;/gi;

const has = (pattern: RegExp, text: string): boolean => text.search(pattern) !== -1;

export const hasCurlyQuotes = (text: string): boolean => has(CURLY_QUOTES, text) || has(ESCAPED_QUOTES, text);
export const hasQuotes = (text: string): boolean => has(STRAIGHT_QUOTES, text);
export const hasBackslashes = (text: string): boolean => text.includes('\\');
export const hasLookalikeDashes = (text: string): boolean => has(LOOKALIKE_DASHES, text);
export const isAscii = (text: string): boolean => !/\P{ASCII}/u.test(text);

/** Quotes of every kind and the backslashes before them taken out; `" "` between two strings closes up. */
export const withoutQuotes = (text: string): string =>
  text
    .replace(ESCAPED_QUOTES, '"')
    .replace(CURLY_QUOTES, '"')
    .replace(/\\(?=")/g, '')
    .replace(/" {0,3}"/g, '')
    .replace(STRAIGHT_QUOTES, '');

/** A character written as a zone file writes it: `\032` for a blank, `\n` for the end of a line. */
const withoutEscapes = (text: string): string =>
  text
    .replace(/\\(\d{3})/g, (whole, code: string) =>
      Number(code) >= 32 && Number(code) < 127 ? String.fromCharCode(Number(code)) : whole,
    )
    .replace(/\\[nrt]/g, ' ');

const withoutBackslashes = (text: string): string => withoutEscapes(text).replace(BACKSLASHES, '');

/** Blanks that are none to a parser become spaces, characters without a width go. */
export const withPlainBlanks = (text: string): string => text.replace(INVISIBLE, '').replace(ODD_BLANKS, ' ');

/** Full-width and other letters' punctuation, dashes and tildes in their ASCII form. */
export const withAsciiPunctuation = (text: string): string =>
  text
    .replace(LOOKALIKE_DASHES, '-')
    .replace(LOOKALIKE_TILDES, '~')
    .replace(/[\uff1b\u037e\u061b]|&#59;/g, ';')
    .replace(/[\uff1a\ufe55]/g, ':')
    .replace(/[\uff1d\ufe66]/g, '=')
    .replace(/[\uff0c\u060c\u3001]/g, ',')
    .replace(/\uff20/g, '@')
    .replace(/[\u3002\uff0e]/g, '.')
    .replace(/&amp;/gi, '&');

/** All of it: what the text was before it was mangled. */
export const unmangled = (text: string): string =>
  withAsciiPunctuation(withPlainBlanks(withoutBackslashes(withoutQuotes(text))));

const LONGEST_WORD = 24;

/** Edits between two short words (insert, delete, replace, swap of neighbours); Infinity for long ones. */
export function editDistance(one: string, other: string): number {
  if (one.length > LONGEST_WORD || other.length > LONGEST_WORD) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one.charAt(i - 1) === other.charAt(j - 1);
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped =
        i > 1 && j > 1 && one.charAt(i - 1) === other.charAt(j - 2) && one.charAt(i - 2) === other.charAt(j - 1);
      if (swapped) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[other.length] ?? Number.POSITIVE_INFINITY;
}
