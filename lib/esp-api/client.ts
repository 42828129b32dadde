import * as z from 'zod/mini';
import type { ApiResult, ApiTrouble, EspApi } from './api.ts';

/** A page of 1000 campaigns is below a third of it. */
const MOST_OCTETS = 4_000_000;
/** A fault of the server or of the way to it is tried once more, after this many ms. */
const BACK_OFF = 1500;
/** No server makes us wait longer, in ms. */
const LONGEST_WAIT = 24 * 3_600_000;
const MOST_PAGES = 20;

/** The outside world of a client, handed in. */
export interface ApiTools {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** ms since 1970. */
  now: () => number;
  wait: (ms: number) => Promise<void>;
  /** Covers connection and body of one request, in ms. */
  timeout: number;
}

/** An answer of 4xx. `body` is its JSON, null where it has none. */
export interface Refusal {
  status: number;
  body: unknown;
  /** The scope that the request needs, where the ESP has scopes. */
  scope: string | null;
}

export interface Asking {
  /** In place of the ESP's own headers of the same name. */
  headers?: Record<string, string>;
  /** The scope that this request needs. */
  scope?: string | undefined;
}

/** Asks one ESP's API with one key. Never rejects; requests leave one after the other. */
export interface ApiClient {
  readonly now: () => number;
  /** GET of a path, or of a whole address at the key's own origin; what the schema does not name is ignored. */
  get: <T>(path: string, schema: z.core.$ZodType<T>, asking?: Asking) => Promise<ApiResult<T>>;
}

type Answer = { kind: 'answer'; response: Response; text: string | null } | { kind: 'none' };

/** The body, or null beyond `MOST_OCTETS`. Rejects where the connection breaks. */
async function readBody(response: Response): Promise<string | null> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let octets = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    octets += value.length;
    if (octets > MOST_OCTETS) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

/** RFC 9110 § 10.2.3: seconds or a date; else the seconds of `RateLimit-Reset`. Null where neither can be read. */
function toRetryAt({ headers }: Response, now: number): number | null {
  const told = headers.get('retry-after') ?? headers.get('ratelimit-reset');
  if (told === null) return null;
  const at = /^\d{1,9}$/.test(told.trim()) ? now + Number(told) * 1000 : Date.parse(told);
  return Number.isFinite(at) ? Math.min(Math.max(at, now), now + LONGEST_WAIT) : null;
}

const isMoved = ({ type, status }: Response): boolean => type === 'opaqueredirect' || (status >= 300 && status < 400);

const isFault = (answer: Answer): boolean => answer.kind === 'none' || answer.response.status >= 500;

/** What HTTP means by a status of 4xx. */
function toTrouble(response: Response, scope: string | null, now: number): ApiTrouble {
  switch (response.status) {
    case 401:
      return { kind: 'wrong-key' };
    case 403:
      return { kind: 'missing-scope', scope };
    case 404:
    case 410:
      return { kind: 'gone' };
    case 429:
      return { kind: 'rate-limited', retryAt: toRetryAt(response, now) };
    default:
      return { kind: 'changed-form' };
  }
}

/**
 * A client for this key, or null where the text is no key of this ESP. The key leaves for its own origin alone: no
 * redirect is followed, and an address elsewhere, as in a `next` link, is not asked.
 */
export function createApiClient(api: EspApi, key: string, tools: ApiTools): ApiClient | null {
  const origin = api.originOf(key);
  if (origin === null) return null;
  let last = Number.NEGATIVE_INFINITY;
  let queue: Promise<unknown> = Promise.resolve();

  async function send(url: string, headers: Record<string, string>): Promise<Answer> {
    await tools.wait(Math.max(0, last + api.spacing - tools.now()));
    last = tools.now();
    try {
      const response = await tools.fetch(url, {
        headers: { accept: 'application/json', ...api.headersOf(key), ...headers },
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(tools.timeout),
      });
      return { kind: 'answer', response, text: isMoved(response) ? null : await readBody(response) };
    } catch {
      return { kind: 'none' };
    }
  }

  async function ask<T>(path: string, schema: z.core.$ZodType<T>, asking: Asking): Promise<ApiResult<T>> {
    const url = URL.parse(path, origin ?? undefined);
    if (url?.origin !== origin) return { kind: 'changed-form' };
    const { headers = {}, scope = null } = asking;
    let answer = await send(url.href, headers);
    if (isFault(answer)) {
      await tools.wait(BACK_OFF);
      answer = await send(url.href, headers);
    }
    if (answer.kind === 'none') return { kind: 'unreachable' };
    const { response, text } = answer;
    if (isMoved(response)) return { kind: 'gone' };
    if (response.status >= 500) return { kind: 'unreachable' };
    const body = parseJson(text);
    if (!response.ok) {
      const refusal = { status: response.status, body, scope };
      return api.explainRefusal(refusal) ?? toTrouble(response, scope, tools.now());
    }
    const parsed = z.safeParse(schema, body);
    return parsed.success ? { kind: 'ok', value: parsed.data } : { kind: 'changed-form' };
  }

  return {
    now: tools.now,
    get(path, schema, asking = {}) {
      const turn = queue.then(() => ask(path, schema, asking));
      queue = turn;
      return turn;
    },
  };
}

/**
 * Every item of a list that comes page by page, each once, at most `MOST_PAGES` pages. A page that cannot be read makes
 * the whole list unknown: half a list would look like a list of which the rest was sent.
 */
export async function readPages<P, T>(
  ask: (path: string) => Promise<ApiResult<P>>,
  first: string,
  toItems: (page: P) => T[],
  toNext: (page: P) => string | null,
  keyOf: (item: T) => string,
): Promise<ApiResult<T[]>> {
  const items = new Map<string, T>();
  const seen = new Set<string>();
  let path: string | null = first;
  while (path !== null && !seen.has(path) && seen.size < MOST_PAGES) {
    seen.add(path);
    const page: ApiResult<P> = await ask(path);
    if (page.kind !== 'ok') return page;
    for (const item of toItems(page.value)) items.set(keyOf(item), item);
    path = toNext(page.value);
  }
  return { kind: 'ok', value: [...items.values()] };
}
