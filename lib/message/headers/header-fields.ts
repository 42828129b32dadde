/** The header section of a message (RFC 5322 § 2.2): fields as written, and their values. */

export interface HeaderField {
  /** As written. */
  name: string;
  /** The name in lower case. */
  key: string;
  /** The whole field, one character an octet, folds with CRLF, without the final CRLF. */
  raw: string;
}

export interface HeaderSection {
  fields: HeaderField[];
  /** Lines that are neither a field nor a fold: the space that began the fold was lost on the way here. */
  lostFolds: number;
}

const MOST_FIELDS = 20_000;
const LONGEST_VALUE = 100_000;

/**
 * The start of a field. RFC 5322 allows more in a name; what a name of real life does not have (`=`, brackets, quotes)
 * shows a fold that lost its space: `h=from:to`.
 */
const FIELD = /^([A-Za-z0-9][A-Za-z0-9!#$%&'*+.^_`|~-]*)[ \t]*:/;

/**
 * Whether a list of signed names goes on behind these lines: what follows begins with a name and a colon, and is no field.
 * Linear: looks only behind the last semicolon.
 */
function isOpenList(text: string): boolean {
  const last = text.slice(text.lastIndexOf(';') + 1);
  return last.trimEnd().endsWith(':') && /(?:^|\s)h=/.test(last);
}

export const isFieldStart = (line: string): boolean => FIELD.test(line);

const isFold = (line: string): boolean => line.startsWith(' ') || line.startsWith('\t');

const isSignature = (key: string): boolean => key === 'dkim-signature' || key === 'arc-message-signature';

/** Cuts a header section into fields. Linear in its length; fields beyond the cap are left out. */
export function parseHeaderSection(text: string): HeaderSection {
  const section: HeaderSection = { fields: [], lostFolds: 0 };
  let lines: string[] = [];
  let current: { name: string; key: string } | null = null;
  const close = (): void => {
    if (current && section.fields.length < MOST_FIELDS) section.fields.push({ ...current, raw: lines.join('\r\n') });
  };
  for (const line of text.split('\r\n')) {
    const name = isFold(line) ? undefined : FIELD.exec(line)?.[1];
    const goesOn = current !== null && isSignature(current.key) && isOpenList(lines.slice(-2).join(' '));
    if (name !== undefined && !goesOn) {
      close();
      current = { name, key: name.toLowerCase() };
      lines = [line];
    } else if (current && line !== '') {
      if (!isFold(line)) section.lostFolds += 1;
      lines.push(line);
    }
  }
  close();
  return section;
}

/** Folds that lost their space get one back: it restores what a relaxed signature covers (RFC 6376 § 3.4.2). */
export const withRestoredFolds = (fields: readonly HeaderField[]): HeaderField[] =>
  fields.map((field) => ({ ...field, raw: field.raw.replace(/\r\n(?![ \t])/g, '\r\n ') }));

const latin1ToBytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Octets as text: UTF-8 (RFC 6532) where they are that, else Latin-1. */
export function decodeOctets(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text)) return text;
  try {
    return utf8.decode(latin1ToBytes(text));
  } catch {
    return text;
  }
}

/** The value, unfolded and trimmed (RFC 5322 § 2.2.3), its length bounded. Encoded words are left as they are. */
export function valueOf(field: HeaderField): string {
  const colon = field.raw.indexOf(':');
  const value = field.raw.slice(colon + 1, colon + 1 + LONGEST_VALUE);
  return decodeOctets(value.replace(/\r\n/g, '')).trim();
}

export const fieldsNamed = (fields: readonly HeaderField[], key: string): HeaderField[] =>
  fields.filter((field) => field.key === key);

/** The value of the topmost field of that name; null where there is none. */
export function firstValue(fields: readonly HeaderField[], key: string): string | null {
  const field = fields.find((one) => one.key === key);
  return field ? valueOf(field) : null;
}
