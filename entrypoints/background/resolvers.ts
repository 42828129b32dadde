import { storage } from 'wxt/utils/storage';
import { createDnsClient } from '../../lib/dns/client.ts';

const CACHE_KEY = 'session:dns-cache';
const client = createDnsClient();

/** What a worker before this one was told, while it still lives. Audits wait for it: it takes a millisecond. */
export const cacheIsWarm: Promise<void> = storage
  .getItem(CACHE_KEY)
  .then((entries) => client.fromEntries(entries))
  .catch(() => undefined);

export async function saveCache(): Promise<void> {
  await storage.setItem(CACHE_KEY, client.toEntries());
}

/** The resolver at this address, behind the one cache of all tabs and audits. */
export const cachedResolver = client.resolver;
