import type { Sighting, Watch, WatchedRecord } from './watched.ts';

/** What DNS holds of a watched record, by all resolvers together. */
export type RecordState = 'absent' | 'live' | 'wrong' | 'unknown';

function toState({ action }: WatchedRecord, by: readonly Sighting[]): RecordState {
  const answered = by.filter(({ state }) => state !== 'unknown');
  if (answered.length === 0) return 'unknown';
  if (answered.some(({ state }) => state === 'wrong')) return 'wrong';
  const isDone = answered.every(({ state }) => state === 'live');
  return (action === 'remove') === isDone ? 'absent' : 'live';
}

/**
 * The state of each record of a watch, in their order: `live` where every resolver that answered sees it, `absent`
 * where one does not yet. A record to remove is `live` until every resolver that answered has lost it.
 */
export const recordStates = ({ records, sightings }: Watch): RecordState[] =>
  records.map((record, index) => toState(record, sightings[index]?.by ?? []));
