import * as z from 'zod/mini';
import { ESP_IDS } from '../esp/esp-id.ts';
import type { StoredPick } from '../messaging/protocol.ts';
import { defineStored, listOf } from './items.ts';

const short = z.string().check(z.maxLength(200));

/** What the user pointed at when Presend did not find the sender. */
export const pickSchema = z.object({
  esp: z.enum(ESP_IDS),
  labels: z.array(short).check(z.maxLength(10)),
  tag: z.string().check(z.maxLength(60)),
  role: z.nullable(z.string().check(z.maxLength(60))),
  attributes: z
    .record(z.string().check(z.maxLength(60)), short)
    .check(z.refine((attributes) => Object.keys(attributes).length <= 20)),
  frame: z.string().check(z.maxLength(300)),
});

export const picksItem = defineStored<StoredPick[]>('local:picks', { schema: listOf(pickSchema, 50), fallback: [] });

export const readPicks = picksItem.read;
export const watchPicks = picksItem.watch;

/** One pick per ESP and frame: a new one replaces the old. */
export const addPick = (pick: StoredPick): Promise<StoredPick[]> =>
  picksItem.update((picks) => [...picks.filter((one) => one.esp !== pick.esp || one.frame !== pick.frame), pick]);

export const forgetPicks = (esp: string): Promise<StoredPick[]> =>
  picksItem.update((picks) => picks.filter((one) => one.esp !== esp));
