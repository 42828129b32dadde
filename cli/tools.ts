import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Dispatcher } from 'undici';
import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import type { AuditTools } from '../lib/audit/audit-input.ts';
import { createDnsClient } from '../lib/dns/client.ts';
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
function toFetch(dispatcher: Dispatcher): typeof globalThis.fetch {
  return async (address, init) => {
    const url = address instanceof Request ? address.url : address;
    const { origin, pathname, search } = new URL(url);
    const { statusCode, headers, body } = await request.call(dispatcher, {
      origin,
      path: `${pathname}${search}`,
      method: 'GET',
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

const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'] as const;

/** Over HTTP/2 where the resolver speaks it; through the proxy that the environment names, loopback excepted. */
async function toDispatcher(): Promise<Dispatcher> {
  const options = { allowH2: true, connections: CONNECTIONS, keepAliveTimeout: 1000 };
  if (!PROXY_VARIABLES.some((name) => process.env[name])) return new Agent(options);
  const { default: EnvHttpProxyAgent } = await import('undici/lib/dispatcher/env-http-proxy-agent.js');
  const named = process.env['NO_PROXY'] ?? process.env['no_proxy'];
  return new EnvHttpProxyAgent({ ...options, noProxy: [named, '127.0.0.1,localhost,[::1]'].filter(Boolean).join(',') });
}

/** The outside world of the command line: the resolvers, behind one cache for all audits of a run. */
export async function toTools({ resolvers, timeout }: Pick<Command, 'resolvers' | 'timeout'>): Promise<AuditTools> {
  // One signal ends all questions of an audit: many listeners are no leak here, and Node 20 would warn of them.
  setMaxListeners(0);
  const dispatcher = await toDispatcher();
  const client = createDnsClient({
    fetch: toFetch(dispatcher),
    timeout: toQuestionTimeout(timeout, resolvers.length),
  });
  // One label for the whole run: what is asked about it is asked once.
  const label = `presend-${randomUUID().slice(0, 13)}`;
  return {
    resolvers: resolvers.map(client.resolver),
    timeout,
    now: Date.now,
    randomLabel: () => label,
  };
}
