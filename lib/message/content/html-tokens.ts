import { Tokenizer } from 'htmlparser2';

/**
 * HTML as a run of tags and text, inert: nothing is built, loaded or run. The same in the page and under Node, so that
 * both say the same of a message. By htmlparser2's tokenizer (WHATWG HTML § 13.2.5): its parser keeps a stack that makes
 * deep nesting quadratic.
 */

export type HtmlToken =
  | { kind: 'text'; text: string }
  | { kind: 'start'; name: string; attributes: ReadonlyMap<string, string> }
  | { kind: 'end'; name: string };

const MOST_CHARACTERS = 2_000_000;
const MOST_TOKENS = 200_000;
const MOST_ATTRIBUTES = 60;
/** Elements whose content is text that nobody reads, up to their own end tag. */
const UNREAD = new Set(['script', 'textarea', 'xmp', 'noembed', 'noframes', 'iframe']);

const nothing = (): void => {};

/**
 * Hands the tokens of a text to `onToken` in their order, names in lower case, character references decoded; comments,
 * doctypes and what is not read are left out. At most 2,000,000 characters and 200,000 tokens. Never throws.
 */
export function tokenizeHtml(source: string, onToken: (token: HtmlToken) => void): void {
  const html = source.slice(0, MOST_CHARACTERS);
  let text = '';
  let unread: string | null = null;
  let count = 0;
  let name = '';
  let attributes = new Map<string, string>();
  let attribute = '';
  let value = '';

  const emit = (token: HtmlToken) => {
    count += 1;
    if (count <= MOST_TOKENS) onToken(token);
    if (count === MOST_TOKENS) tokenizer.pause();
  };
  const endText = () => {
    if (text !== '' && unread === null) emit({ kind: 'text', text });
    text = '';
  };
  const endOpenTag = () => {
    emit({ kind: 'start', name, attributes });
    if (UNREAD.has(name)) unread = name;
  };
  const nameAt = (start: number, end: number) => html.slice(start, end).toLowerCase();

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (start, end) => (text += html.slice(start, end)),
      ontextentity: (code) => (text += String.fromCodePoint(code)),
      onopentagname(start, end) {
        endText();
        name = nameAt(start, end);
        attributes = new Map();
      },
      onattribname(start, end) {
        attribute = nameAt(start, end);
        value = '';
      },
      onattribdata: (start, end) => (value += html.slice(start, end)),
      onattribentity: (code) => (value += String.fromCodePoint(code)),
      onattribend() {
        if (attributes.size < MOST_ATTRIBUTES && !attributes.has(attribute)) attributes.set(attribute, value);
      },
      onopentagend: endOpenTag,
      onselfclosingtag: endOpenTag,
      onclosetag(start, end) {
        endText();
        const closed = nameAt(start, end);
        if (closed === unread) unread = null;
        emit({ kind: 'end', name: closed });
      },
      onend: endText,
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}

/** A text with its character references decoded (WHATWG HTML § 13.5); its tags stay as they are written. */
export function decodeEntities(markup: string): string {
  if (!markup.includes('&')) return markup;
  let decoded = '';
  // A `<` begins no tag here, so that the tokenizer sees one text.
  tokenizeHtml(markup.replaceAll('<', '&lt;'), (token) => {
    if (token.kind === 'text') decoded += token.text;
  });
  return decoded;
}
