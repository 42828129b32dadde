import { storage } from 'wxt/utils/storage';
import * as z from 'zod/mini';
import { readingSchema } from '../../lib/messaging/schemas.ts';
import { tabKey, type TabState } from '../../lib/messaging/protocol.ts';
import { EMPTY_TAB, type TabMemory } from './tab-machine.ts';

/** Both halves of what is kept of a tab in session storage: the machine's memory, and what is shown of it. */

const PREFIX = 'tab-memory:';
const memoryKey = (tab: number): `session:${string}` => `session:${PREFIX}${tab}`;

const time = z.nullable(z.number());
const text = z.string();
const report = z.looseObject({ domain: text, verdict: text, findings: z.array(z.looseObject({ code: text })) });
const memorySchema = z.object({
  document: text,
  url: text,
  isPrivate: z.boolean(),
  frames: z.record(text, readingSchema),
  choice: z.nullable(z.looseObject({ address: text, seen: text })),
  known: z.nullable(z.looseObject({ address: text, via: text, url: text })),
  answers: z.record(text, z.looseObject({ report: z.nullable(report), rests: text, at: z.number() })),
  runs: z.record(text, z.object({ id: z.number(), life: text, rests: text })),
  nextRun: z.number(),
  restsUntil: time,
  asked: z.array(z.object({ domain: text, at: z.number() })),
  limitedUntil: time,
  tries: z.number(),
  retryAt: time,
});

/** Null where nothing is known of the tab, or what was is damaged: its frames then tell again. */
export async function readTabMemory(tab: number): Promise<TabMemory | null> {
  const result = z.safeParse(memorySchema, await storage.getItem<unknown>(memoryKey(tab)));
  return result.success ? (result.data as unknown as TabMemory) : null;
}

async function write(tab: number, memory: TabMemory, state: TabState | null): Promise<void> {
  await storage.setItems([
    { key: memoryKey(tab), value: memory },
    { key: tabKey(tab), value: state },
  ]);
}

/**
 * Writes both at once. Where the session's storage is full, the answers of DNS that are kept beside it go first: they
 * can be asked for again, a verdict that is there must be shown.
 */
export async function writeTab(tab: number, memory: TabMemory, state: TabState | null): Promise<void> {
  try {
    await write(tab, memory, state);
  } catch {
    await storage.removeItem('session:dns-cache');
    await write(tab, memory, state).catch(() => undefined);
  }
}

export const removeTab = (tab: number): Promise<void> => storage.removeItems([memoryKey(tab), tabKey(tab)]);

/** Every tab of which something is kept. */
export async function rememberedTabs(): Promise<number[]> {
  const all = await storage.snapshot('session');
  return Object.keys(all)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => Number(key.slice(PREFIX.length)))
    .filter(Number.isInteger);
}

/** A tab of which nothing is known leaves nothing behind. */
export const isEmpty = (memory: TabMemory): boolean => JSON.stringify(memory) === JSON.stringify(EMPTY_TAB);
