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

type Source = { resolver: string; at: number };
type Body = { octets: Uint8Array } | { failure: 'http-error'; status: number } | { failure: 'not-dns' };

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
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (response.status === 200 && type === DNS_MESSAGE && response.body) {
    const octets = await readBounded(response.body);
    return octets ? { octets } : { failure: 'not-dns' };
  }
  await response.body?.cancel();
  return response.status === 200 ? { failure: 'not-dns' } : { failure: 'http-error', status: response.status };
}

/** Runs `work` with a signal that ends by itself after `timeout` ms, or with the caller's own. */
async function withDeadline<R>(
  timeout: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<R>,
): Promise<R | 'timeout' | 'failed'> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, timeout);
  outer?.addEventListener('abort', abort);
  if (outer?.aborted) abort();
  try {
    controller.signal.throwIfAborted();
    return await work(controller.signal);
  } catch {
    return controller.signal.aborted ? 'timeout' : 'failed';
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
    const common = (question: Question<T>) => ({ question, resolver: address, at: now() });
    if (name === null)
      return { ...common(asked), outcome: 'no-such-name', aliases: [], ttl: null, authenticated: false };
    const question = { ...asked, name };
    const query = encodeQuery(name, asked.type);
    const body = await withDeadline(timeout, signal, (deadline) => fetchBody(query, deadline));
    if (body === 'timeout') return { ...common(question), outcome: 'timeout' };
    if (body === 'failed') return { ...common(question), outcome: 'http-error', status: null };
    if (!('failure' in body)) {
      const source: Source = { resolver: address, at: now() };
      return toAnswer(question, decodeMessage(body.octets), { ...source, octets: body.octets.length });
    }
    return body.failure === 'not-dns'
      ? { ...common(question), outcome: 'not-dns' }
      : { ...common(question), outcome: 'http-error', status: body.status };
  }

  return { address, ask };
}
