/** In ms. */
export const MINUTE = 60_000;

/** Waits between the looks at a record, in minutes: often while somebody is still at the DNS editor, then rarely. */
const WAITS = [0.5, 0.5, 1, 1, 2, 3, 5, 10, 15, 30, 60, 60, 120];

export const WATCH_FOR = 72 * 60 * MINUTE;

/** In ms. */
export const LONGEST_WAIT = 120 * MINUTE;

/** Milliseconds until the look after this many. */
export const waitAfter = (tries: number): number => (WAITS[Math.min(tries, WAITS.length - 1)] ?? 120) * MINUTE;
