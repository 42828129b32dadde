import * as z from 'zod/mini';
import { ESP_IDS } from '../esp/esp-id.ts';
import type { HistoryEntry } from '../watch/history.ts';
import { defineStored, listOf } from './items.ts';

const MOST = 1000;

const entry = z.object({
  domain: z.string().check(z.maxLength(253)),
  esp: z.nullable(z.enum([...ESP_IDS, 'none'])),
  account: z.optional(z.nullable(z.string().check(z.maxLength(60)))),
  at: z.number(),
  verdict: z.enum(['pass', 'warn', 'fail', 'unknown']),
  codes: z.array(z.string().check(z.maxLength(60))),
  answers: z.record(z.string(), z.array(z.string())),
  kind: z.enum(['audit', 'send', 'message']),
  landed: z.nullable(z.enum(['inbox', 'promotions', 'spam', 'missing'])),
});

const item = defineStored<HistoryEntry[]>('local:history', listOf(entry, MOST), []);

export const readHistory = async (domain: string): Promise<HistoryEntry[]> =>
  (await item.read()).filter((one) => one.domain === domain);

export const readDomains = async (): Promise<HistoryEntry[]> => {
  const newest = new Map<string, HistoryEntry>();
  for (const one of await item.read()) newest.set(one.domain, one);
  return [...newest.values()].sort((a, b) => b.at - a.at);
};

const isSame = (a: HistoryEntry, b: HistoryEntry) =>
  a.esp === b.esp &&
  a.kind === b.kind &&
  a.kind === 'audit' &&
  a.verdict === b.verdict &&
  String(a.codes) === String(b.codes);

/** Adds an audit; one that says the same as the domain's newest only moves that one's time on. */
export const addToHistory = (added: HistoryEntry): Promise<HistoryEntry[]> =>
  item.update((entries) => {
    const newest = entries.findLast((one) => one.domain === added.domain);
    if (newest && isSame(newest, added)) return entries.map((one) => (one === newest ? added : one));
    return [...entries, added].slice(-MOST);
  });

export const changeHistory = item.update;
export const watchHistory = item.watch;
