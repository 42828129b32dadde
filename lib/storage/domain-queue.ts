import * as z from 'zod/mini';
import { changeDomains } from './domains.ts';
import { defineStored } from './items.ts';

/** The checks of many domains that were asked for at once: they go on after the worker or the browser was ended. */
export interface DomainQueue {
  paused: boolean;
  /** How many were asked for since nothing was left to do. */
  total: number;
  /** Since when no resolver answers, ms since 1970; null while they do. */
  stalledAt: number | null;
}

const schema = z.object({ paused: z.boolean(), total: z.number(), stalledAt: z.nullable(z.number()) });

const queueItem = defineStored<DomainQueue>('local:domain-queue', {
  schema,
  fallback: { paused: false, total: 0, stalledAt: null },
});

export const readQueue = queueItem.read;
export const watchQueue = queueItem.watch;
export const changeQueue = (changes: Partial<DomainQueue>): Promise<DomainQueue> =>
  queueItem.update((queue) => ({ ...queue, ...changes }));

/** Lets these domains of the list wait for a check; those that wait already go on waiting. `left`: how many wait now. */
export async function queueChecks(domains: readonly string[], left: number, now: number): Promise<void> {
  let added = 0;
  await changeDomains(domains, (row) => {
    if (row === null || row.pendingAt !== null) return null;
    added += 1;
    return { ...row, by: 'user', pendingAt: now };
  });
  await queueItem.update((queue) => ({
    ...queue,
    paused: false,
    total: left === 0 ? added : Math.max(queue.total, left) + added,
  }));
}
