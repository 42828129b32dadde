import { decodeEntities } from './html-entities.ts';

/**
 * HTML as a run of tags and text, inert: nothing is built, loaded or run. The same in the page and under Node, so that
 * both say the same of a message. Tolerant as WHATWG HTML § 13.2 is where mail needs it; linear, bounded.
 */

export type HtmlToken =
  | { kind: 'text'; text: string }
  | { kind: 'start'; name: string; attributes: ReadonlyMap<string, string> }
  | { kind: 'end'; name: string };

const MOST_CHARACTERS = 2_000_000;
const MOST_TOKENS = 200_000;
const LONGEST_TAG = 100_000;
const MOST_ATTRIBUTES = 60;
/** Their content is text up to their own end tag. */
const RAW_TEXT = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'noembed', 'noframes', 'iframe']);
const TAG_NAME = /[a-z][^\s/>]*/iy;
const ATTRIBUTE = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y;

/** Index behind the `>` of a tag, quotes respected. */
function endOfTag(html: string, start: number): number {
  const limit = Math.min(html.length, start + LONGEST_TAG);
  let quote = '';
  for (let at = start; at < limit; at++) {
    const char = html.charAt(at);
    if (quote) {
      if (char === quote) quote = '';
    } else if ((char === '"' || char === "'") && /[=\s]/.test(html.charAt(at - 1))) quote = char;
    else if (char === '>') return at + 1;
  }
  return limit;
}

function readAttributes(tag: string): Map<string, string> {
  const attributes = new Map<string, string>();
  let at = 0;
  while (at < tag.length && attributes.size < MOST_ATTRIBUTES) {
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(tag);
    if (!match) break;
    at = ATTRIBUTE.lastIndex;
    const name = (match[1] ?? '').toLowerCase();
    if (!attributes.has(name)) attributes.set(name, decodeEntities(match[2] ?? match[3] ?? match[4] ?? ''));
  }
  return attributes;
}

/** Where a construct that is no element ends: a comment, a doctype, an Outlook condition. */
function endOfMarkup(html: string, start: number): number {
  const isComment = html.startsWith('<!--', start);
  const end = html.indexOf(isComment ? '-->' : '>', start + (isComment ? 4 : 2));
  return end < 0 ? html.length : end + (isComment ? 3 : 1);
}

function endOfRawText(html: string, name: string, start: number): number {
  const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  close.lastIndex = start;
  return close.exec(html)?.index ?? html.length;
}

export function* tokenizeHtml(source: string): Generator<HtmlToken> {
  const html = source.slice(0, MOST_CHARACTERS);
  let at = 0;
  for (let count = 0; at < html.length && count < MOST_TOKENS; count++) {
    const open = html.indexOf('<', at);
    if (open !== at) {
      const end = open < 0 ? html.length : open;
      yield { kind: 'text', text: decodeEntities(html.slice(at, end)) };
      at = end;
      continue;
    }
    const isEnd = html.charAt(at + 1) === '/';
    TAG_NAME.lastIndex = at + (isEnd ? 2 : 1);
    const name = TAG_NAME.exec(html)?.[0].toLowerCase();
    if (name === undefined) {
      const isMarkup = /[!?/]/.test(html.charAt(at + 1));
      const end = isMarkup ? endOfMarkup(html, at) : at + 1;
      if (!isMarkup) yield { kind: 'text', text: '<' };
      at = end;
      continue;
    }
    const end = endOfTag(html, TAG_NAME.lastIndex);
    if (isEnd) yield { kind: 'end', name };
    else yield { kind: 'start', name, attributes: readAttributes(html.slice(TAG_NAME.lastIndex, end - 1)) };
    at = end;
    if (!isEnd && RAW_TEXT.has(name)) {
      const rawEnd = endOfRawText(html, name, at);
      if (name === 'style' || name === 'title') yield { kind: 'text', text: html.slice(at, rawEnd) };
      at = rawEnd;
    }
  }
}
