import { MINUTE } from './schedule.ts';

/** When watched domains are audited again. All times in ms. */

export const DAY = 24 * 60 * MINUTE;

/** A number from 0 to 1 that is the same for a name each time: it spreads the domains over the day. */
function spreadOf(domain: string): number {
  let hash = 2166136261;
  for (const char of domain) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0) / 2 ** 32;
}

/** The domain's own time of the day, at least half a day from now: every domain once a day, never all at once. */
export function nextAuditAt(domain: string, now: number): number {
  const own = spreadOf(domain) * DAY;
  const earliest = now + DAY / 2;
  return earliest + ((own - (earliest % DAY) + DAY) % DAY);
}

/** The same after no resolver answered: soon, then ever later, at most six hours. */
export const retryAt = (failures: number, now: number): number =>
  now + Math.min(5 * MINUTE * 2 ** Math.min(failures, 10), DAY / 4);

/** The time that is meant, where the clock was ahead when it was set. */
export const withinADay = (at: number, now: number): number => (at > now + 1.5 * DAY ? now : at);
