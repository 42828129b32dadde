import { splitPieces, toPieces, type Piece } from '../headers/structured-text.ts';

/** One result of an Authentication-Results field (RFC 8601 § 2.2). */
export interface MethodResult {
  /** `spf`, `dkim`, `dmarc`, `arc`, ... in lower case. */
  method: string;
  /** In lower case. */
  result: string;
  /** `header.d` and the like to the value, names in lower case. */
  properties: Record<string, string>;
  comment: string;
}

export interface AuthenticationResults {
  /** Who says so; null where the field does not say, as at Microsoft. */
  authservId: string | null;
  results: MethodResult[];
}

const MOST_RESULTS = 100;
const METHOD = /^\s*([a-z][a-z0-9_-]*)\s*(?:\/\s*\d+\s*)?=\s*([a-z0-9_-]+)/i;
/** A name with its `=`, spaces or comments round the dot and the sign allowed (RFC 8601 § 2.2, pvalue). */
const PROPERTY_NAME = /^\s*([a-z][a-z0-9_-]*(?:\s*\.\s*[a-z0-9_-]+)?)\s*=\s*/i;
const VALUE = /^[^\s=]*(?:=\S*)?/;
/** Stands for a quoted string in the text of a result: no header field holds it. */
const QUOTE = '\u0000';

/** Text with a mark in place of each quoted string; comments apart. */
function flatten(pieces: readonly Piece[]): { text: string; quoted: string[]; comment: string } {
  const quoted = pieces.flatMap((piece) => (piece.kind === 'quoted' ? [piece.text] : []));
  const text = pieces
    .map((piece) => (piece.kind === 'text' ? piece.text.replaceAll(QUOTE, '') : piece.kind === 'quoted' ? QUOTE : ' '))
    .join('');
  const comment = pieces.flatMap((piece) => (piece.kind === 'comment' ? [piece.text] : [])).join(' ');
  return { text, quoted, comment };
}

/** `name=value` pairs in order; of a name given twice the first counts. */
function readProperties(text: string, quoted: string[]): Record<string, string> {
  const properties: Record<string, string> = Object.create(null);
  const strings = quoted.values();
  const withQuotes = (value: string): string => value.replaceAll(QUOTE, () => strings.next().value ?? '');
  let rest = text;
  while (rest !== '') {
    const name = PROPERTY_NAME.exec(rest);
    const behind = name ? rest.slice(name[0].length) : rest.trimStart();
    const value = VALUE.exec(behind)?.[0] ?? '';
    const read = withQuotes(value);
    if (name?.[1] !== undefined) properties[name[1].replace(/\s+/g, '').toLowerCase()] ??= read;
    const next = behind.slice(value.length);
    rest = next === rest ? next.slice(1) : next;
  }
  return properties;
}

function readResult(pieces: readonly Piece[]): MethodResult | null {
  const { text, quoted, comment } = flatten(pieces);
  const match = METHOD.exec(text);
  const [whole, method, result] = match ?? [];
  if (whole === undefined || method === undefined || result === undefined) return null;
  const properties = readProperties(text.slice(whole.length), quoted);
  return { method: method.toLowerCase(), result: result.toLowerCase(), properties, comment };
}

/** Reads the value of an Authentication-Results or ARC-Authentication-Results field. Never throws. */
export function parseAuthenticationResults(value: string): AuthenticationResults {
  // ARC puts its instance in front (RFC 8617 § 4.1.1).
  const parts = splitPieces(toPieces(value.replace(/^\s*i\s*=\s*\d+\s*;/, '')), ';').slice(0, MOST_RESULTS);
  const { text, quoted } = flatten(parts[0] ?? []);
  const isResult = METHOD.test(text);
  const [authservId] = isResult
    ? []
    : text
        .replace(QUOTE, quoted[0] ?? '')
        .trim()
        .split(/\s+/);
  const results = parts.slice(isResult ? 0 : 1).flatMap((part) => readResult(part) ?? []);
  return { authservId: authservId?.toLowerCase() || null, results };
}
