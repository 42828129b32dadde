import { decodeWords as decode } from 'postal-mime';

const LONGEST = 100_000;

/**
 * Encoded words (RFC 2047) to the text that readers see, by postal-mime, which also joins a character that was split over
 * two words. What cannot be decoded stays as it is written. Never throws.
 */
export function decodeWords(text: string): string {
  const bounded = text.slice(0, LONGEST);
  try {
    return decode(bounded);
  } catch {
    return bounded;
  }
}
