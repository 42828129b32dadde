import { randomUUID } from 'node:crypto';
import { Agent, fetch as fetchWith } from 'undici';
import type { AuditTools } from '../../lib/audit/audit-input.ts';
import { createDnsCache } from '../../lib/dns/cache.ts';
import { createDohResolver } from '../../lib/dns/doh.ts';
import type { Command } from './command.ts';

/** Some resolvers speak HTTP/2 only, which Node's own fetch does not. */
const CONNECTIONS = 8;

/** ms for one question: one resolver may take the whole budget, of several each leaves time for the next. */
const toQuestionTimeout = (budget: number, resolvers: number): number =>
  resolvers > 1 ? Math.max(1, Math.floor(budget / 2.5)) : budget;

/** The outside world of the command line: the resolvers, behind one cache for all audits of a run. */
export function toTools({ resolvers, timeout }: Pick<Command, 'resolvers' | 'timeout'>): AuditTools {
  const dispatcher = new Agent({ allowH2: true, connections: CONNECTIONS, keepAliveTimeout: 1000 });
  // undici's fetch and the global one are the same interface with separately written types.
  const fetch = ((input: string, init: object) =>
    fetchWith(input, { ...init, dispatcher })) as unknown as typeof globalThis.fetch;
  const cache = createDnsCache();
  // One label for the whole run: what is asked about it is asked once.
  const label = `presend-${randomUUID().slice(0, 13)}`;
  return {
    resolvers: resolvers.map((address) =>
      cache.wrap(createDohResolver(address, { fetch, timeout: toQuestionTimeout(timeout, resolvers.length) })),
    ),
    timeout,
    now: Date.now,
    randomLabel: () => label,
  };
}
