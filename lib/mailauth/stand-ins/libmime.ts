/**
 * Stands in for libmime in a browser: without its charset tables and MIME types, of which mailauth uses none here.
 */

/** mailauth folds the header fields that it would add to a message; nobody reads them here. */
export const foldLines = (line: string): string => line;

export interface HeaderValue {
  value: string;
  params: Record<string, string>;
}

/** `multipart/mixed; boundary="x"` to its value and parameters, names in lower case (RFC 2045 § 5.1). */
export function parseHeaderValue(line: string): HeaderValue {
  const pieces = splitOutsideQuotes(line);
  const params: Record<string, string> = Object.create(null);
  for (const piece of pieces.slice(1)) {
    const equals = piece.indexOf('=');
    const name = (equals < 0 ? piece : piece.slice(0, equals)).trim().toLowerCase();
    if (name) params[name] = equals < 0 ? '' : unquote(piece.slice(equals + 1).trim());
  }
  return { value: (pieces[0] ?? '').trim(), params };
}

function splitOutsideQuotes(line: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line[at];
    if (quoted && char === '\\') at++;
    else if (char === '"') quoted = !quoted;
    else if (char === ';' && !quoted) {
      pieces.push(line.slice(start, at));
      start = at + 1;
    }
  }
  pieces.push(line.slice(start));
  return pieces;
}

const unquote = (text: string): string =>
  text.startsWith('"') ? text.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1') : text;
