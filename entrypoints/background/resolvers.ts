import { storage } from 'wxt/utils/storage';
import { createDnsCache } from '../../lib/dns/cache.ts';
import { createDohResolver } from '../../lib/dns/doh.ts';
import type { Resolver } from '../../lib/dns/resolver.ts';

const CACHE_KEY = 'session:dns-cache';
const cache = createDnsCache();
const resolvers = new Map<string, Resolver>();

/** What a worker before this one was told, while it still lives. Audits wait for it: it takes a millisecond. */
export const cacheIsWarm: Promise<void> = storage
  .getItem(CACHE_KEY)
  .then((entries) => cache.fromEntries(entries))
  .catch(() => undefined);

export async function saveCache(): Promise<void> {
  await storage.setItem(CACHE_KEY, cache.toEntries());
}

/** The resolver at this address, behind the one cache of all tabs and audits. */
export function cachedResolver(address: string): Resolver {
  const known = resolvers.get(address);
  if (known) return known;
  const resolver = cache.wrap(createDohResolver(address));
  resolvers.set(address, resolver);
  return resolver;
}
