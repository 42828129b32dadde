import type { AskOptions, DnsAnswer, Question, RecordType, Resolver } from './resolver.ts';
import { toQueryName } from './query-name.ts';
import { toAnswer } from './to-answer.ts';
import { decodeMessage, encodeQuery, MOST_OCTETS } from './wire.ts';

export interface DohOptions {
  /** What asks, in place of the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /** ms for one question, the reading of its answer included. Default 3500: a slow zone's servers, tried twice. */
  timeout?: number | undefined;
  /** ms since 1970. */
  now?: (() => number) | undefined;
}

type Failure = { outcome: 'timeout' } | { outcome: 'http-error'; status: number | null } | { outcome: 'not-dns' };
type Body = { octets: Uint8Array } | { failure: Failure };

const DEFAULT_TIMEOUT = 3500;
const DNS_MESSAGE = 'application/dns-message';

/** RFC 4648 § 5 without padding, as RFC 8484 § 6 wants it. */
const toBase64Url = (octets: Uint8Array) =>
  btoa(String.fromCharCode(...octets))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/** What the encoded question is put behind. Also takes a template (`.../dns-query{?dns}`); null for no address. */
function toEndpoint(address: string): string | null {
  const bare = address.replace(/\{[^}]*\}$/, '');
  if (!URL.canParse(bare)) return null;
  const url = new URL(bare);
  url.hash = '';
  return `${url.href}${url.search === '' ? '?' : '&'}dns=`;
}

/** Reads a body up to the longest DNS message; null beyond that. */
async function readBounded(body: ReadableStream<Uint8Array>): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (const reader = body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > MOST_OCTETS) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  const octets = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    octets.set(chunk, offset);
    offset += chunk.length;
  }
  return octets;
}

async function readResponse(response: Response): Promise<Body> {
  const { status, body, headers } = response;
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (status === 200 && type === DNS_MESSAGE && body) {
    const octets = await readBounded(body);
    return octets ? { octets } : { failure: { outcome: 'not-dns' } };
  }
  await body?.cancel();
  return { failure: status === 200 ? { outcome: 'not-dns' } : { outcome: 'http-error', status } };
}

/** Runs `work` with a signal that ends by itself after `timeout` ms, or with the caller's own. */
async function withDeadline(
  timeout: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Body>,
): Promise<Body> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, timeout);
  outer?.addEventListener('abort', abort);
  if (outer?.aborted) abort();
  try {
    controller.signal.throwIfAborted();
    return await work(controller.signal);
  } catch {
    return { failure: controller.signal.aborted ? { outcome: 'timeout' } : { outcome: 'http-error', status: null } };
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', abort);
  }
}

/**
 * A resolver behind DNS over HTTPS in wire format (RFC 8484, GET). `address` is its endpoint. Every outcome is a
 * value: a caller's abort and the timeout are both `timeout`, no HTTP answer at all is `http-error` without a status.
 * A name that cannot exist (RFC 1035 § 2.3.4) is answered as `no-such-name` and never sent.
 */
export function createDohResolver(address: string, options: DohOptions = {}): Resolver {
  const { timeout = DEFAULT_TIMEOUT, now = Date.now } = options;
  const send = options.fetch ?? ((...request: Parameters<typeof fetch>) => globalThis.fetch(...request));
  const endpoint = toEndpoint(address);

  const fetchBody = async (query: Uint8Array, signal: AbortSignal) => {
    if (endpoint === null) throw new TypeError('no address');
    const response = await send(endpoint + toBase64Url(query), {
      headers: { accept: DNS_MESSAGE },
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal,
    });
    return readResponse(response);
  };

  async function ask<T extends RecordType>(asked: Question<T>, { signal }: AskOptions = {}): Promise<DnsAnswer<T>> {
    const name = toQueryName(asked.name);
    const source = () => ({ resolver: address, at: now() });
    if (name === null) {
      const nowhere = { question: asked, aliases: [], ttl: null, authenticated: false };
      return { ...nowhere, ...source(), outcome: 'no-such-name' };
    }
    const question = { ...asked, name };
    const query = encodeQuery(name, asked.type);
    const body = await withDeadline(timeout, signal, (deadline) => fetchBody(query, deadline));
    if ('failure' in body) return { question, ...source(), ...body.failure };
    return toAnswer(question, decodeMessage(body.octets), { ...source(), octets: body.octets.length });
  }

  return { address, ask };
}
