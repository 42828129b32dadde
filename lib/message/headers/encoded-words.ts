/** Encoded words (RFC 2047): `=?utf-8?B?...?=` to the text that readers see. */

const WORD = /=\?([^?\s]{1,40})\?([bq])\?([^?\s]*)\?=/gi;
const BETWEEN_WORDS = /(=\?[^?\s]{1,40}\?[bq]\?[^?\s]*\?=)\s+(?==\?[^?\s]{1,40}\?[bq]\?)/gi;
const LONGEST = 100_000;

function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text.replace(/[^A-Za-z0-9+/]/g, '')), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}

function fromQ(text: string): Uint8Array {
  const plain = text
    .replace(/_/g, ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Uint8Array.from(plain, (char) => char.charCodeAt(0) & 0xff);
}

function decodeWord(whole: string, charset: string, encoding: string, text: string): string {
  const bytes = encoding.toLowerCase() === 'b' ? fromBase64(text) : fromQ(text);
  if (!bytes) return whole;
  try {
    // RFC 2231 § 5: a language may follow the charset.
    return new TextDecoder(charset.replace(/\*.*$/, '')).decode(bytes);
  } catch {
    return whole;
  }
}

/** What cannot be decoded stays as it is written. */
export const decodeWords = (text: string): string =>
  text.slice(0, LONGEST).replace(BETWEEN_WORDS, '$1').replace(WORD, decodeWord);
