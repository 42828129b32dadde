import { storage } from 'wxt/utils/storage';
import type { Watch } from '../watch/watched.ts';
import type { AcceptedFinding } from './accepted.ts';
import type { Settings } from './settings.ts';

/**
 * Stored items as they stand, without the schemas: for the popup, which must be light. The worker alone writes the
 * lists, through their schemas; of the settings the popup takes nothing that it does not check itself.
 */

const listAt = <T>(key: `local:${string}`) => ({
  read: async (): Promise<T[]> => {
    const stored = await storage.getItem<unknown>(key);
    return Array.isArray(stored) ? (stored as T[]) : [];
  },
  watch: (changed: () => void): (() => void) => storage.watch(key, () => changed()),
});

export const storedWatches = listAt<Watch>('local:watches');
export const storedAccepted = listAt<AcceptedFinding>('local:accepted');

const SETTINGS = 'local:settings';

const readStoredSettings = async (): Promise<Record<string, unknown>> =>
  (await storage.getItem<Record<string, unknown>>(SETTINGS)) ?? {};

export const storedTheme = {
  read: async (): Promise<Settings['theme']> => {
    const { theme } = await readStoredSettings();
    return theme === 'light' || theme === 'dark' ? theme : 'system';
  },
  watch: (changed: () => void): (() => void) => storage.watch(SETTINGS, () => changed()),
};

/** Everything else in the settings stays as it is. */
export const storeReportAddress = async (reportAddress: string): Promise<void> =>
  storage.setItem(SETTINGS, { ...(await readStoredSettings()), reportAddress });
