/** Octets of a message: searched, cut and joined without turning 30 MB into text. */

export const CR = 0x0d;
export const LF = 0x0a;

const CHUNK = 32_768;

/** One character for each octet. */
export function toLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}

export function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

export function joinOctets(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export interface LineEnds {
  crlf: number;
  bareLf: number;
  bareCr: number;
}

export function countLineEnds(bytes: Uint8Array): LineEnds {
  const ends: LineEnds = { crlf: 0, bareLf: 0, bareCr: 0 };
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (at > 0 && bytes[at - 1] === CR) ends.crlf++;
    else ends.bareLf++;
  }
  let crs = 0;
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) crs++;
  ends.bareCr = crs - ends.crlf;
  return ends;
}

/**
 * CRLF for every line end. A lone CR is one only in a text without any LF (an old Macintosh's); elsewhere it is content.
 * CR CR LF, of a file converted twice, is one line end.
 */
export function withCrlf(bytes: Uint8Array, ends: LineEnds): Uint8Array {
  const crEndsLine = ends.bareLf + ends.crlf === 0;
  if (ends.bareLf === 0 && (ends.bareCr === 0 || !crEndsLine) && !hasDoubledCr(bytes)) return bytes;
  const result = new Uint8Array(bytes.length + ends.bareLf + ends.bareCr);
  let to = 0;
  for (let at = 0; at < bytes.length; at++) {
    const octet = bytes[at] ?? 0;
    const next = bytes[at + 1];
    if (octet === CR && next === CR && bytes[at + 2] === LF) continue;
    const endsLine = octet === LF || (octet === CR && crEndsLine);
    if (endsLine && !(octet === LF && result[to - 1] === CR)) {
      result[to++] = CR;
      result[to++] = LF;
    } else {
      result[to++] = octet;
    }
  }
  return result.subarray(0, to);
}

function hasDoubledCr(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) {
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return true;
  }
  return false;
}

/** Index of a run of octets; -1 where it is not there. */
export function indexOfOctets(bytes: Uint8Array, wanted: readonly number[], from = 0): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((octet, offset) => bytes[at + offset] === octet)) return at;
  }
  return -1;
}
