import { browser } from 'wxt/browser';

/**
 * Content scripts may not read or write what is stored: they run beside the dashboards' own scripts, and need none of
 * it. Firefox cannot be told; there as here they never name the storage.
 */
export async function keepFromPages(): Promise<void> {
  await browser.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}
