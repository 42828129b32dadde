import type { EspId } from '../esp/esp-id.ts';

/** A record that the user says is published, or will be. */
export interface WatchedRecord {
  name: string;
  type: string;
  /** May hold angle brackets where only the ESP knows the text: anything matches there. */
  value: string;
}

/** What one resolver last said of one watched record. */
export interface Sighting {
  resolver: string;
  state: 'live' | 'not-yet' | 'wrong' | 'unknown';
  /** What stands there instead: shown as text. */
  found: string[];
  /** `doubled-name`, `quotes`, `proxied`, `own-domain-appended`, `wrong-target`, `second-record`. */
  fault: string | null;
  /** Until when an old or negative answer may still live, ms since 1970. */
  until: number | null;
  at: number;
}

export interface Watch {
  domain: string;
  from: string;
  esp: EspId | 'none' | null;
  account: string | null;
  records: WatchedRecord[];
  startedAt: number;
  nextAt: number;
  tries: number;
  state: 'watching' | 'live' | 'wrong' | 'expired';
  sightings: { name: string; type: string; by: Sighting[] }[];
}
