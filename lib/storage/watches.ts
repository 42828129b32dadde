import * as z from 'zod/mini';
import { ESP_IDS } from '../esp/esp-id.ts';
import type { Watch } from '../watch/watched.ts';
import { defineStored, listOf } from './items.ts';

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
  esp: z.nullable(z.enum([...ESP_IDS, 'none'])),
  account: z.nullable(text(60)),
  records: z.array(
    z.object({
      name: text(253),
      type: text(10),
      value: text(5000),
      action: z.optional(z.enum(['publish', 'remove'])),
    }),
  ),
  startedAt: z.number(),
  nextAt: z.number(),
  tries: z.number(),
  state: z.enum(['watching', 'live', 'wrong', 'expired']),
  sightings: z.array(z.object({ name: text(253), type: text(10), by: z.array(sighting) })),
});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The sender's address is not kept any more: the domain is all that a watch needs. */
function withoutFrom(stored: unknown): unknown {
  if (!Array.isArray(stored)) return stored;
  return stored.map((one: unknown) => {
    if (!isRecord(one)) return one;
    const { from: _, ...rest } = one;
    return rest;
  });
}

export const watchesItem = defineStored<Watch[]>('local:watches', {
  schema: listOf(watch, 100),
  fallback: [],
  version: 2,
  migrations: { 2: withoutFrom },
});

export const readWatches = watchesItem.read;
export const watchWatches = watchesItem.watch;
export const updateWatches = watchesItem.update;
