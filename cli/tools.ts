import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import type { AuditTools } from '../lib/audit/audit-input.ts';
import { createDnsCache } from '../lib/dns/cache.ts';
import { createDohResolver } from '../lib/dns/doh.ts';
import type { Command } from './command.ts';

/** A whole first round at once, also over HTTP/1.1, where each question in flight takes a connection. */
const CONNECTIONS = 100;

/** ms for one question: one resolver may take the whole budget, of several each leaves time for the next. */
const toQuestionTimeout = (budget: number, resolvers: number): number =>
  resolvers > 1 ? Math.max(1, Math.floor(budget / 2.5)) : budget;

/** No DNS message is longer. */
const MOST_OCTETS = 65_535;

async function readBounded(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    length += chunk.length;
    if (length > MOST_OCTETS) break;
  }
  return new Uint8Array(Buffer.concat(read));
}

/** `fetch` as far as the resolver needs it, on undici's plain client, which answers twice as fast as its `fetch`. */
function toFetch(dispatcher: Agent): typeof globalThis.fetch {
  return async (address, init) => {
    const url = address instanceof Request ? address.url : address;
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(init?.signal && { signal: init.signal }),
    });
    const type = headers['content-type'];
    const octets = await readBounded(body);
    return new Response(statusCode === 204 || statusCode === 304 ? null : octets, {
      status: statusCode,
      headers: typeof type === 'string' ? { 'content-type': type } : {},
    });
  };
}

/** The outside world of the command line: the resolvers, behind one cache for all audits of a run. */
export function toTools({ resolvers, timeout }: Pick<Command, 'resolvers' | 'timeout'>): AuditTools {
  const dispatcher = new Agent({ allowH2: true, connections: CONNECTIONS, keepAliveTimeout: 1000 });
  const fetch = toFetch(dispatcher);
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
