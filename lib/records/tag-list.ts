/** One `name=value` of a tag-list, as written, without the blanks around it. */
export interface Tag {
  name: string;
  value: string;
  /** Where the name begins in the text. */
  at: number;
}

export interface TagList {
  tags: Tag[];
  /** Pieces between semicolons that are no tag. */
  stray: { text: string; at: number }[];
}

const isBlank = (character: string): boolean =>
  character === ' ' || character === '\t' || character === '\r' || character === '\n';

/** First and last index of `text[from..to)` without blanks at either end. */
function trimBounds(text: string, from: number, to: number): [number, number] {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charAt(start))) start += 1;
  while (end > start && isBlank(text.charAt(end - 1))) end -= 1;
  return [start, end];
}

/** Blanks of a tag-list (SP, HTAB and line ends) off both ends, in linear time. */
export function trimBlanks(text: string): string {
  const [start, end] = trimBounds(text, 0, text.length);
  return text.slice(start, end);
}

/**
 * The tag-list of RFC 6376 § 3.2, which DMARC, BIMI, MTA-STS and TLS-RPT share: pieces between semicolons, blanks
 * allowed round `=` and `;`, an empty piece is nothing. Names and values keep their case. What is no tag is kept as stray.
 */
export function parseTagList(text: string): TagList {
  const list: TagList = { tags: [], stray: [] };
  let from = 0;
  while (from <= text.length) {
    const semicolon = text.indexOf(';', from);
    const to = semicolon === -1 ? text.length : semicolon;
    const [start, end] = trimBounds(text, from, to);
    if (start < end) {
      const piece = text.slice(start, end);
      const equals = piece.indexOf('=');
      if (equals <= 0) list.stray.push({ text: piece, at: start });
      else {
        const name = trimBlanks(piece.slice(0, equals));
        list.tags.push({ name, value: trimBlanks(piece.slice(equals + 1)), at: start });
      }
    }
    from = to + 1;
  }
  return list;
}

/** The tag that counts. Twice the same name voids a list by the letter (RFC 6376 § 3.2); readers take the last. */
const tagOf = (list: TagList, name: string): Tag | null => list.tags.findLast((tag) => tag.name === name) ?? null;

export const valueOf = (list: TagList, name: string): string | null => tagOf(list, name)?.value ?? null;

/** Names that stand more than once. */
export function namesTwice(list: TagList): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of list.tags) {
    if (seen.has(name)) twice.add(name);
    seen.add(name);
  }
  return [...twice];
}

/** `v=DMARC1; p=none` */
export const formatTagList = (tags: readonly { name: string; value: string }[]): string =>
  tags.map(({ name, value }) => `${name}=${value}`).join('; ');
