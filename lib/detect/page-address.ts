/** An address as it stands in the text of a page. */
export interface PageAddress {
  address: string;
  start: number;
  end: number;
}

const MAX_TEXT = 2000;
const MAX_LOCAL = 64;

const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー';
// Text in these scripts touches an address without a space, so a label is either all of them or none of them.
const LETTER = `(?![${CJK}])[\\p{L}\\p{N}\\p{M}]`;
const CJK_LETTER = `[${CJK}\\p{N}a-z]`;
const LABEL = `(?:${LETTER}(?:${LETTER}|-){0,62}|[${CJK}](?:${CJK_LETTER}|-){0,62})`;
const DOMAIN = new RegExp(`(?:${LABEL}\\.){1,8}${LABEL}`, 'uy');
const LOCAL_CHARACTER = new RegExp(`^(?:${LETTER}|[._%+&'~=-])$`, 'u');
const TOP_LEVEL = /\.(?=[^.\d]*[\p{L}])[\p{L}\p{M}\p{N}-]{2,}$/u;

/** Stands for a merge tag while a text is scanned: a private character that no page shows. */
const TAG = '\uE000';
const MERGE_TAG =
  /\{\{[^{}]{1,200}\}\}|\{%[^%]{1,200}%\}|\*\|[^|*]{1,100}\|\*|\[\[[^[\]]{1,100}\]\]|%%[^%]{1,100}%%|<%[^%]{1,100}%>|\$\{[^{}]{1,100}\}/g;

/** The merge tags in a text: parts that are filled in only when the campaign is sent. */
export const findMergeTags = (text: string): string[] => text.slice(0, MAX_TEXT).match(MERGE_TAG) ?? [];

/** The text without its merge tags, and with one kind of blank and of `@`; positions change. */
export const toPlainText = (text: string): string =>
  text
    .slice(0, MAX_TEXT)
    .replace(MERGE_TAG, TAG)
    .replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, '')
    .replace(/＠/g, '@')
    .replace(/\s+/g, ' ')
    .trim();

function localStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < MAX_LOCAL) {
    const before = text.codePointAt(start - 2);
    const isPair = before !== undefined && before > 0xffff;
    const character = isPair ? String.fromCodePoint(before) : text.charAt(start - 1);
    if (!LOCAL_CHARACTER.test(character)) break;
    start -= character.length;
  }
  while (start < at && /[.'&~-]/.test(text.charAt(start))) start += 1;
  return start;
}

const isCut = (text: string, start: number, end: number): boolean =>
  /[…@_]|^\.\.|^\uE000/u.test(text.slice(end, end + 2)) || /[…\uE000]\.?$|\.\.$/u.test(text.slice(0, start));

/**
 * Every whole address in a text as `toPlainText` gives it. An address that is cut by an ellipsis or that a merge tag
 * is part of is none. Linear: each `@` is looked at once, outwards, within the limits of RFC 5321 § 4.5.3.1.
 */
export function findAddresses(text: string): PageAddress[] {
  const found: PageAddress[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const start = localStart(text, at);
    DOMAIN.lastIndex = at + 1;
    const domain = DOMAIN.exec(text)?.[0].replace(/(?<!-)-+$/, '');
    if (!domain || start === at) continue;
    const end = at + 1 + domain.length;
    if (!TOP_LEVEL.test(`.${domain}`) || isCut(text, start, end)) continue;
    found.push({ address: text.slice(start, end), start, end });
  }
  return found;
}

/** The one address of a text, or null where there is none or several different ones. */
export function onlyAddress(text: string): string | null {
  const all = findAddresses(toPlainText(text));
  const [first] = all;
  return first && all.every(({ address }) => address.toLowerCase() === first.address.toLowerCase())
    ? first.address
    : null;
}
