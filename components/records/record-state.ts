import type { RecordChange } from '../../lib/fixes/fix.ts';
import { recordStates, type RecordState } from '../../lib/watch/record-state.ts';
import type { Sighting, Watch } from '../../lib/watch/watched.ts';

/** What a watch has seen of one record to publish or remove, over all resolvers. */
export interface RecordSeen {
  /** What DNS holds: `absent` is where a record to remove shall come to. */
  state: RecordState;
  /** Resolvers that see the change, of those that were asked. */
  done: number;
  asked: number;
  /** The first sighting that is wrong: it says what is there instead. */
  wrong: Sighting | null;
}

/** Null where the record is not watched, or nothing was seen yet. */
export function toRecordSeen(change: RecordChange, watch: Watch | null): RecordSeen | null {
  const index = watch?.records.findIndex(({ name, type }) => name === change.name && type === change.type) ?? -1;
  const by = watch?.sightings[index]?.by ?? [];
  const state = watch && recordStates(watch)[index];
  if (!state || by.length === 0) return null;
  return {
    state,
    done: by.filter((sighting) => sighting.state === 'live').length,
    asked: by.length,
    wrong: by.find((sighting) => sighting.state === 'wrong') ?? null,
  };
}
