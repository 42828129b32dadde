import { storage } from 'wxt/utils/storage';
import { tabKey, type TabState } from '../messaging/protocol.ts';

/**
 * What the worker shows of each tab, in session storage: the worker may be ended at any moment, popup and panel read
 * and follow it, and it is gone with the browser. Only the worker writes it.
 */

const STATES: readonly string[] = ['loading', 'ready', 'no-sender', 'ambiguous', 'error'] satisfies TabState['state'][];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isReport = (value: unknown): boolean => isObject(value) && Array.isArray(value.findings);

/** A stored value as a tab's state; null where it is damaged. */
function parseTabState(stored: unknown): TabState | null {
  if (!isObject(stored) || !STATES.includes(String(stored.state)) || typeof stored.url !== 'string') return null;
  if (!Array.isArray(stored.candidates) || !stored.candidates.every(isObject)) return null;
  const isWhole = stored.state === 'ready' ? isReport(stored.report) : true;
  return isWhole ? (stored as unknown as TabState) : null;
}

export const readTabState = async (tab: number): Promise<TabState | null> =>
  parseTabState(await storage.getItem<unknown>(tabKey(tab)));

export const watchTabState = (tab: number, callback: (state: TabState | null) => void): (() => void) =>
  storage.watch<unknown>(tabKey(tab), (stored) => callback(parseTabState(stored)));
