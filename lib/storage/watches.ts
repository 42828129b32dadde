import * as z from 'zod/mini';
import { ESP_IDS, type EspId } from '../esp/esp-id.ts';
import { defineStored, listOf } from './items.ts';

/** A record that the user says is published, or will be. */
export interface WatchedRecord {
  name: string;
  type: string;
  value: string;
}

/** What one resolver last said of one watched record. */
export interface Sighting {
  resolver: string;
  state: 'live' | 'not-yet' | 'wrong' | 'unknown';
  /** What stands there instead, or the fault: shown as text. */
  found: string[];
  /** Why it is wrong: doubled-name, quotes, proxied, wrong-target, second-record, other. */
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

const text = (most: number) => z.string().check(z.maxLength(most));
const sighting = z.object({
  resolver: text(500),
  state: z.enum(['live', 'not-yet', 'wrong', 'unknown']),
  found: z.array(text(5000)),
  fault: z.nullable(text(100)),
  until: z.nullable(z.number()),
  at: z.number(),
});
const watch = z.object({
  domain: text(253),
  from: text(400),
  esp: z.nullable(z.enum([...ESP_IDS, 'none'])),
  account: z.nullable(text(60)),
  records: z.array(z.object({ name: text(253), type: text(10), value: text(5000) })),
  startedAt: z.number(),
  nextAt: z.number(),
  tries: z.number(),
  state: z.enum(['watching', 'live', 'wrong', 'expired']),
  sightings: z.array(z.object({ name: text(253), type: text(10), by: z.array(sighting) })),
});

const item = defineStored<Watch[]>('local:watches', listOf(watch, 100), []);

export const readWatches = item.read;
export const watchWatches = item.watch;
export const updateWatches = item.update;
