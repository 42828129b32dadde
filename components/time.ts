/** Times as our pages say them: exact, in the reader's own zone. */

const DAY = 86_400_000;

const isSameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

/** `10:42` today, `24 Nov, 10:42` on another day, with the year once it is more than half a year away. */
export function toClock(at: number, now: number, language: string): string {
  const date = new Date(at);
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  if (isSameDay(date, new Date(now))) return new Intl.DateTimeFormat(language, clock).format(date);
  const far = Math.abs(now - at) > 180 * DAY;
  const day = { day: 'numeric', month: 'short' } as const;
  return new Intl.DateTimeFormat(language, far ? { ...day, year: 'numeric', ...clock } : { ...day, ...clock }).format(
    date,
  );
}

/** `24 November 2026, 10:42`. */
export const toDateTime = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));

/** `24 Nov 2026`. */
export const toDay = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at));

/** "A, B and C" in the language. */
export const toList = (items: readonly string[], language: string): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(items);
