import { storage } from 'wxt/utils/storage';
import type { EspId } from '../esp/esp-id.ts';

/** What popup and panel showed last: a tab's campaign, or a sender that was typed. Gone with the browser. */
export type Opened = { tab: number } | { from: string; esp: EspId | 'none' };

const KEY = 'session:opened';

export const readOpened = (): Promise<Opened | null> => storage.getItem<Opened>(KEY);
export const writeOpened = (opened: Opened): Promise<void> => storage.setItem(KEY, opened);
export const watchOpened = (callback: (opened: Opened | null) => void): (() => void) =>
  storage.watch<Opened>(KEY, callback);
