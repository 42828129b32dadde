import { isAskable, parseDnsName } from '../domain/domain-name.ts';
import type { AskOptions, DnsAnswer, Question, RecordType, Resolver } from './resolver.ts';
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
    .replace(/(?<!=)=+$/, '');

/** What the encoded question is put behind. Also takes a template (`.../dns-query{?dns}`); null for no address. */
function toEndpoint(address: string): string | null {
  const bare = address.replace(/\{[^{}]*\}$/, '');
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

/**
 * The name of a query: A-labels, lower case, no final dot (RFC 4343, RFC 8616 § 4). Null where no such name can exist:
 * an empty label, one over 63 octets, a name over 253 (RFC 1035 § 2.3.4).
 */
export function toQueryName(name: string): string | null {
  // Names out of CNAMEs and SPF terms are queried with whatever ASCII is in them: only DNS says what exists.
  // oxlint-disable-next-line no-control-regex
  if (/[^\u0000-\u007f]/.test(name)) {
    const parsed = parseDnsName(name);
    return parsed.ok ? parsed.value : null;
  }
  const bare = name.toLowerCase().replace(/\.$/, '');
  return isAskable(bare) ? bare : null;
}

/**
 * A resolver behind DNS over HTTPS in wire format (RFC 8484, GET). `address` is its endpoint. Every outcome is a
 * value: a caller's abort and the timeout are both `timeout`, no HTTP answer at all is `http-error` without a status.
 * A name that cannot exist (RFC 1035 § 2.3.4) is answered as `no-such-name` and never sent.
 */
export function createDohResolver(address: string, options: DohOptions = {}): Resolver {
  const { timeout = DEFAULT_TIMEOUT, now = Date.now } = options;
  const fetchIt = options.fetch ?? ((...request: Parameters<typeof fetch>) => globalThis.fetch(...request));
  const endpoint = toEndpoint(address);

  async function send(query: Uint8Array, signal: AbortSignal): Promise<Body> {
    try {
      signal.throwIfAborted();
      if (endpoint === null) throw new TypeError('no address');
      const response = await fetchIt(endpoint + toBase64Url(query), {
        headers: { accept: DNS_MESSAGE },
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        signal,
      });
      return await readResponse(response);
    } catch {
      return { failure: signal.aborted ? { outcome: 'timeout' } : { outcome: 'http-error', status: null } };
    }
  }

  async function ask<T extends RecordType>(asked: Question<T>, { signal }: AskOptions = {}): Promise<DnsAnswer<T>> {
    const name = toQueryName(asked.name);
    const source = () => ({ resolver: address, at: now() });
    if (name === null) {
      const nowhere = { question: asked, aliases: [], ttl: null, authenticated: false };
      return { ...nowhere, ...source(), outcome: 'no-such-name' };
    }
    const question = { ...asked, name };
    // No AbortSignal.timeout: its timer outlives the answer by seconds, thousands of them in a bulk run.
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeout);
    const ends = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
    const body = await send(encodeQuery(name, asked.type), ends);
    clearTimeout(timer);
    if ('failure' in body) return { question, ...source(), ...body.failure };
    return toAnswer(question, decodeMessage(body.octets), { ...source(), octets: body.octets.length });
  }

  return { address, ask };
}
