import type { Resolver } from '../dns/resolver.ts';
import { checkRecord } from './check-record.ts';
import { LONGEST_WAIT, MINUTE, WATCH_FOR, waitAfter } from './schedule.ts';
import type { Sighting, Watch } from './watched.ts';

function stateOf(sightings: Sighting[][]): 'watching' | 'live' | 'wrong' {
  const answered = sightings.map((by) => by.filter(({ state }) => state !== 'unknown'));
  if (answered.every((by) => by.length > 0 && by.every(({ state }) => state === 'live'))) return 'live';
  return answered.some((by) => by.some(({ state }) => state === 'wrong')) ? 'wrong' : 'watching';
}

/** The same watch, as it would be had the clock never been ahead: no time of it is in the future, none ended it early. */
export function withClock(watch: Watch, now: number): Watch {
  const startedAt = watch.startedAt > now + MINUTE ? now : watch.startedAt;
  const nextAt = Math.min(watch.nextAt, now + LONGEST_WAIT);
  const isEarly = watch.state === 'expired' && now - startedAt < WATCH_FOR;
  return { ...watch, startedAt, nextAt: isEarly ? now : nextAt, state: isEarly ? 'watching' : watch.state };
}

/**
 * Looks once at every record of a watch with every resolver, and says when to look again.
 * A watch is over when it is live, or after 72 hours.
 */
export async function checkWatch(
  watch: Watch,
  zone: string,
  resolvers: readonly Resolver[],
  now: number,
): Promise<Watch> {
  if (now - watch.startedAt >= WATCH_FOR) return { ...watch, state: 'expired' };
  const sightings = await Promise.all(
    watch.records.map((record) => Promise.all(resolvers.map((resolver) => checkRecord(record, zone, resolver, now)))),
  );
  return {
    ...watch,
    tries: watch.tries + 1,
    nextAt: now + waitAfter(watch.tries),
    state: stateOf(sightings),
    sightings: watch.records.map(({ name, type }, index) => ({ name, type, by: sightings[index] ?? [] })),
  };
}

export const isOver = ({ state }: Watch): boolean => state === 'live' || state === 'expired';
