import { storage } from 'wxt/utils/storage';
import { tabKey, type TabState } from '../messaging/protocol.ts';

/**
 * What the worker knows of each tab, in session storage: the worker may be ended at any moment, the popup reads and
 * follows it, and it is gone with the browser. Only the worker writes it, so it is read as it stands.
 */
export const readTabState = (tab: number): Promise<TabState | null> => storage.getItem<TabState>(tabKey(tab));

export const writeTabState = (state: TabState): Promise<void> => storage.setItem(tabKey(state.tab), state);

export const removeTabState = (tab: number): Promise<void> => storage.removeItem(tabKey(tab));

export const watchTabState = (tab: number, callback: (state: TabState | null) => void): (() => void) =>
  storage.watch<TabState>(tabKey(tab), callback);
