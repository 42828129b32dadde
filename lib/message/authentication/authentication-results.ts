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
const PROPERTY = /(?:^|\s)([a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)?)\s*=\s*([^\s=]*(?:=[^\s]*)?)/gi;

/** Text and quoted strings as one, comments apart. */
function flatten(pieces: readonly Piece[]): { text: string; comment: string } {
  const text = pieces.map((piece) => (piece.kind === 'comment' ? ' ' : piece.text)).join('');
  const comment = pieces.flatMap((piece) => (piece.kind === 'comment' ? [piece.text] : [])).join(' ');
  return { text, comment };
}

function readResult(pieces: readonly Piece[]): MethodResult | null {
  const { text, comment } = flatten(pieces);
  const match = METHOD.exec(text);
  const [whole, method, result] = match ?? [];
  if (whole === undefined || method === undefined || result === undefined) return null;
  const properties: Record<string, string> = Object.create(null);
  for (const [, name = '', value = ''] of text.slice(whole.length).matchAll(PROPERTY)) {
    properties[name.toLowerCase()] ??= value;
  }
  return { method: method.toLowerCase(), result: result.toLowerCase(), properties, comment };
}

/** Reads the value of an Authentication-Results or ARC-Authentication-Results field. Never throws. */
export function parseAuthenticationResults(value: string): AuthenticationResults {
  // ARC puts its instance in front (RFC 8617 § 4.1.1).
  const parts = splitPieces(toPieces(value.replace(/^\s*i\s*=\s*\d+\s*;/, '')), ';').slice(0, MOST_RESULTS);
  const { text } = flatten(parts[0] ?? []);
  const isResult = METHOD.test(text);
  const [authservId] = isResult ? [] : text.trim().split(/\s+/);
  const results = parts.slice(isResult ? 0 : 1).flatMap((part) => readResult(part) ?? []);
  return { authservId: authservId?.toLowerCase() || null, results };
}
