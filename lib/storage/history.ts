import * as z from 'zod/mini';
import { ESP_IDS } from '../esp/esp-id.ts';
import type { HistoryEntry } from '../watch/history.ts';
import { defineStored, listOf } from './items.ts';

const MOST = 1000;
/** Of those that a dashboard named: they never push out what the user looked up. */
const MOST_OF_PAGES = 300;

const entry = z.object({
  domain: z.string().check(z.maxLength(253)),
  esp: z.nullable(z.enum([...ESP_IDS, 'none'])),
  account: z.optional(z.nullable(z.string().check(z.maxLength(60)))),
  at: z.number(),
  verdict: z.enum(['pass', 'warn', 'fail', 'unknown']),
  codes: z.array(z.string().check(z.maxLength(60))),
  answers: z.record(z.string(), z.array(z.string())),
  by: z.optional(z.literal('page')),
  kind: z.enum(['audit', 'send', 'message']),
  landed: z.nullable(z.enum(['inbox', 'promotions', 'spam', 'missing'])),
});

export const historyItem = defineStored<HistoryEntry[]>('local:history', { schema: listOf(entry, MOST), fallback: [] });

export const readHistory = async (domain: string): Promise<HistoryEntry[]> =>
  (await historyItem.read()).filter((one) => one.domain === domain);

export const readDomains = async (): Promise<HistoryEntry[]> => {
  const newest = new Map<string, HistoryEntry>();
  for (const one of await historyItem.read()) newest.set(one.domain, one);
  return [...newest.values()].sort((a, b) => b.at - a.at);
};

const isSame = (a: HistoryEntry, b: HistoryEntry) =>
  a.esp === b.esp &&
  a.kind === b.kind &&
  a.kind === 'audit' &&
  a.verdict === b.verdict &&
  String(a.codes) === String(b.codes);

const isOfPage = ({ by, kind }: HistoryEntry): boolean => by === 'page' && kind === 'audit';

/** The oldest goes first: of pages beyond their share, then of pages at all, then of the user's own. */
function cut(entries: HistoryEntry[]): HistoryEntry[] {
  const ofPages = entries.filter(isOfPage);
  const tooMany = Math.max(ofPages.length - MOST_OF_PAGES, Math.min(entries.length - MOST, ofPages.length), 0);
  const gone = new Set(ofPages.slice(0, tooMany));
  return entries.filter((one) => !gone.has(one)).slice(-MOST);
}

/** Adds an audit; one that says the same as the domain's newest only moves that one's time on. */
export const addToHistory = (added: HistoryEntry): Promise<HistoryEntry[]> =>
  historyItem.update((entries) => {
    const newest = entries.findLast((one) => one.domain === added.domain);
    if (!newest || !isSame(newest, added)) return cut([...entries, added]);
    // A domain that the user looked up stays the user's own.
    const { by: _, ...own } = added;
    return entries.map((one) => (one === newest ? (isOfPage(newest) ? added : own) : one));
  });

/** Everything of all domains, the oldest first. */
export const readAllHistory = historyItem.read;

export const changeHistory = historyItem.update;
export const watchHistory = historyItem.watch;
