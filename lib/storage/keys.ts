import type { PageEspId } from '../esp/esp-id.ts';
import { openBulk } from './bulk.ts';

/**
 * The keys of connected accounts. Content scripts run in the dashboards' origins and cannot open the extension's
 * database, an export does not read it, and nothing synchronises it. Only the worker and the settings page come here.
 */

export const readKey = async (esp: PageEspId): Promise<string | null> =>
  (await (await openBulk()).get('keys', esp))?.key ?? null;

export async function writeKey(esp: PageEspId, key: string): Promise<void> {
  await (await openBulk()).put('keys', { esp, key });
}

export async function eraseKey(esp: PageEspId): Promise<void> {
  await (await openBulk()).delete('keys', esp);
}
