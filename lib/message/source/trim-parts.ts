import { CR, joinOctets, LF } from './octets.ts';

/** Of each part as much as content checks look at; a delimiter is always kept, so that the structure stays. */
const MOST_OCTETS_OF_PART = 1_500_000;
const MOST_LINES_OF_PART = 40_000;
const MOST_OCTETS = 8_000_000;
const MOST_LINES = 150_000;
const DASH = 0x2d;

/**
 * A body that a MIME parser can read in bounded time and memory, whatever was sent: long attachments and endless texts
 * lose their ends. Linear.
 */
export function trimParts(body: Uint8Array): Uint8Array {
  if (body.length <= MOST_OCTETS_OF_PART && !hasManyLines(body)) return body;
  const kept: Uint8Array[] = [];
  let part = { octets: 0, lines: 0 };
  const whole = { octets: 0, lines: 0 };
  let runStart = 0;
  let isKeeping = true;
  for (let at = 0; at < body.length;) {
    const end = body.indexOf(LF, at);
    const next = end < 0 ? body.length : end + 1;
    const isDelimiter = body[at] === DASH && body[at + 1] === DASH;
    if (isDelimiter) part = { octets: 0, lines: 0 };
    part.octets += next - at;
    part.lines += 1;
    const fits = part.octets <= MOST_OCTETS_OF_PART && part.lines <= MOST_LINES_OF_PART;
    const keep = fits && whole.octets <= MOST_OCTETS && whole.lines <= MOST_LINES;
    if (keep) {
      whole.octets += next - at;
      whole.lines += 1;
    }
    if (keep !== isKeeping) {
      if (isKeeping) kept.push(body.subarray(runStart, at));
      runStart = at;
      isKeeping = keep;
    }
    at = next;
  }
  if (isKeeping) kept.push(body.subarray(runStart));
  // One line that is longer than a part may be: its beginning is enough.
  if (whole.octets === 0) kept.push(body.subarray(0, MOST_OCTETS_OF_PART), Uint8Array.of(CR, LF));
  return joinOctets(kept);
}

function hasManyLines(body: Uint8Array): boolean {
  let lines = 0;
  for (let at = body.indexOf(LF); at >= 0; at = body.indexOf(LF, at + 1)) {
    lines += 1;
    if (lines > MOST_LINES_OF_PART) return true;
  }
  return false;
}
