import type { RecordChange } from '../fixes/fix.ts';
import type { EspId } from '../esp/esp-id.ts';

/** A record that the user says is published, or removed. */
export interface WatchedRecord {
  name: string;
  type: string;
  /** May hold angle brackets where only the ESP knows the text: anything matches there. */
  value: string;
  /** `remove`: watched until it is gone. Absent: until it is there. */
  action?: 'publish' | 'remove' | undefined;
}

/** What one resolver last said of one watched record. */
export interface Sighting {
  resolver: string;
  /** `live`: the change is there, that is, a record to remove is gone. `not-yet`: DNS is as before. */
  state: 'live' | 'not-yet' | 'wrong' | 'unknown';
  /** What stands there instead: shown as text. */
  found: string[];
  /** `doubled-name`, `quotes`, `proxied`, `own-domain-appended`, `wrong-target`, `second-record`. */
  fault: string | null;
  /** Until when an old or negative answer may still live, ms since 1970. */
  until: number | null;
  at: number;
}

/** One set of records at one domain; of a domain there may be several. It holds no address, only the domain. */
export interface Watch {
  domain: string;
  esp: EspId | 'none' | null;
  account: string | null;
  records: WatchedRecord[];
  /** ms since 1970; no two watches of a domain have the same. */
  startedAt: number;
  nextAt: number;
  tries: number;
  state: 'watching' | 'live' | 'wrong' | 'expired';
  /** One for each record, in their order; empty before the first look. */
  sightings: { name: string; type: string; by: Sighting[] }[];
}

/** The records of a fix, as they are watched: a removal until it is gone, everything else until it is there. */
export const toWatched = (changes: readonly RecordChange[]): WatchedRecord[] =>
  changes.map(({ action, name, type, value }) => ({
    name,
    type,
    value,
    action: action === 'remove' ? 'remove' : 'publish',
  }));
