import * as z from 'zod/mini';
import type { Observation } from '../audit/audit-input.ts';
import { defineStored, recordOf } from './items.ts';

/** What a test message, or the ESP's settings page, showed for a From domain and ESP. */
const observation = z.object({
  source: z.enum(['message', 'settings']),
  at: z.number(),
  returnPath: z.nullable(z.string().check(z.maxLength(253))),
  dkim: z.array(
    z.object({
      domain: z.string().check(z.maxLength(253)),
      selector: z.string().check(z.maxLength(253)),
      passed: z.boolean(),
    }),
  ),
});

export const observationsItem = defineStored<Record<string, Observation>>('local:observations', {
  schema: recordOf(observation, 1000),
  fallback: {},
});

const keyOf = (domain: string, esp: string) => `${domain} ${esp}`;

export const readObservation = async (domain: string, esp: string): Promise<Observation | null> =>
  (await observationsItem.read())[keyOf(domain, esp)] ?? null;

/** A message proves more than a settings page: it is not replaced by one. */
export const writeObservation = (
  domain: string,
  esp: string,
  seen: Observation,
): Promise<Record<string, Observation>> =>
  observationsItem.update((all) => {
    const old = all[keyOf(domain, esp)];
    if (old?.source === 'message' && seen.source === 'settings') return all;
    return { ...all, [keyOf(domain, esp)]: seen };
  });

/** Calls with each From domain of which a test message has shown something new. */
export const watchSeen = (callback: (domain: string) => void): (() => void) =>
  observationsItem.watch((all, before) => {
    const isNew = ([key, seen]: [string, Observation]) =>
      seen.source === 'message' && JSON.stringify(seen) !== JSON.stringify(before[key]);
    const domains = Object.entries(all)
      .filter(isNew)
      .map(([key]) => key.slice(0, key.indexOf(' ')));
    for (const domain of new Set(domains)) callback(domain);
  });
