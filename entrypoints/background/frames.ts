import { storage } from 'wxt/utils/storage';
import { mergeReadings } from '../../lib/detect/merge-readings.ts';
import type { PageReading } from '../../lib/detect/page-reading.ts';
import type { EspId } from '../../lib/esp/esp-id.ts';

/** What the frames of one tab have told, in session storage: the worker may end between two of them. */
export interface TabFrames {
  /** Address of the top document, as it told it last. */
  url: string;
  /** Identity of the top document: a new one makes all frames' readings stale. */
  document: string;
  frames: Record<string, PageReading>;
  /** Typed or picked by the user; holds while the page says the same as it did then. */
  choice: { address: string; esp: EspId | 'none' | null; seen: string } | null;
}

const keyOf = (tab: number): `session:${string}` => `session:frames:${tab}`;

export const readFrames = (tab: number): Promise<TabFrames | null> => storage.getItem<TabFrames>(keyOf(tab));
export const writeFrames = (tab: number, frames: TabFrames): Promise<void> => storage.setItem(keyOf(tab), frames);
export const removeFrames = (tab: number): Promise<void> => storage.removeItem(keyOf(tab));

const EMPTY: TabFrames = { url: '', document: '', frames: {}, choice: null };

export interface FrameReport {
  frame: number;
  document: string;
  url: string;
  reading: PageReading | null;
}

/** The frames after one of them has spoken. A top frame with a new document, or at another page, starts anew. */
export function withReport(known: TabFrames | null, report: FrameReport): TabFrames {
  const before = known ?? EMPTY;
  const isTop = report.frame === 0;
  const base = isTop && before.document !== report.document ? { ...EMPTY, document: report.document } : before;
  const frames = { ...base.frames };
  if (report.reading) frames[report.frame] = report.reading;
  else delete frames[report.frame];
  return { ...base, url: isTop ? report.url : base.url, frames };
}

export function mergedReading(frames: TabFrames): PageReading | null {
  const inOrder = Object.entries(frames.frames)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, reading]) => reading);
  return mergeReadings(inOrder);
}

/** What the page says of the sender, in a form to compare: a choice made by hand holds while it stays the same. */
export const seenSender = (url: string, reading: PageReading | null): string =>
  JSON.stringify([url.replace(/#.*$/, ''), reading?.sender.kind, reading && addressesOf(reading)]);

export function addressesOf({ sender }: PageReading): string[] {
  if (sender.kind === 'found') return [sender.address];
  return sender.kind === 'ambiguous' ? sender.candidates.map(({ address }) => address) : [];
}
