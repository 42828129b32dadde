import {
  isFailure,
  type AskOptions,
  type DnsAnswer,
  type Question,
  type RecordType,
  type Resolver,
} from './resolver.ts';
import { toQueryName } from './query-name.ts';
import { parseStoredAnswer } from './stored-answer.ts';

/**
 * Answers by resolver, name and type, for as long as DNS lets them live. An answer out of it is the one that came,
 * with its own `at` and `ttl`; it is shared, so nobody changes it.
 */
export interface DnsCache {
  /** The same resolver behind the cache: failures pass through and are never kept; askers share what is under way. */
  wrap(resolver: Resolver): Resolver;
  /**
   * What is still alive, the longest unused first: to keep while the worker sleeps. Plain JSON, about 2 MB at most: of
   * more, what was used last.
   */
  toEntries(): DnsAnswer[];
  /** Takes back what `toEntries` gave. Whatever is not an answer, or no longer alive, is left out. */
  fromEntries(entries: unknown): void;
}

export interface CacheOptions {
  /** ms since 1970. */
  now?: (() => number) | undefined;
  /** Answers kept; beyond it the longest unused goes. */
  most?: number | undefined;
}

interface Entry {
  answer: DnsAnswer;
  /** ms since 1970. */
  expires: number;
}

interface Flight {
  answer: Promise<DnsAnswer>;
  controller: AbortController;
  askers: number;
}

/** Seconds. A record just repaired must be seen within the hour; a "no" within five minutes. */
const SHORTEST = 5;
const LONGEST = 3600;
const LONGEST_NEGATIVE = 300;
const MOST_OCTETS = 16_384;
const DEFAULT_MOST = 2000;
/** Of answers to be stored. An extension has 10 MB for everything that lives as long as the browser. */
const MOST_STORED_OCTETS = 1_000_000;
const OCTETS_OF_A_NO = 200;

/** Seconds; 0 is not kept: a failure, a "no" without a SOA (RFC 2308 § 5), an answer that is a burden. */
function toLifetime(answer: DnsAnswer): number {
  if (isFailure(answer) || answer.ttl === null) return 0;
  if (answer.outcome === 'answer' && answer.octets > MOST_OCTETS) return 0;
  const longest = answer.outcome === 'answer' ? LONGEST : LONGEST_NEGATIVE;
  return Math.min(Math.max(answer.ttl, SHORTEST), longest);
}

const toKey = (resolver: string, { name, type }: Question) => `${resolver} ${type} ${toQueryName(name) ?? name}`;

/** The value of a promise, or null once the signal ends the wait. */
async function orAborted<V>(promise: Promise<V>, signal: AbortSignal | undefined): Promise<V | null> {
  if (!signal) return promise;
  let onAbort = () => {};
  const aborted = new Promise<null>((resolve) => {
    onAbort = () => resolve(null);
    signal.addEventListener('abort', onAbort);
  });
  const value = await Promise.race([promise, aborted]);
  signal.removeEventListener('abort', onAbort);
  return value;
}

export function createDnsCache({ now = Date.now, most = DEFAULT_MOST }: CacheOptions = {}): DnsCache {
  /** In the order of use: a Map keeps the order of insertion. */
  const entries = new Map<string, Entry>();
  const flights = new Map<string, Flight>();

  /** Also not alive: what came later than now, after the clock was set back. */
  const isAlive = ({ answer, expires }: Entry) => answer.at <= now() && now() < expires;

  function store(answer: DnsAnswer): void {
    const key = toKey(answer.resolver, answer.question);
    const entry = { answer, expires: answer.at + toLifetime(answer) * 1000 };
    if (!isAlive(entry)) return;
    entries.delete(key);
    entries.set(key, entry);
    const [oldest] = entries.keys();
    if (entries.size > most && oldest !== undefined) entries.delete(oldest);
  }

  function recall(key: string): DnsAnswer | null {
    const entry = entries.get(key);
    if (!entry) return null;
    entries.delete(key);
    if (!isAlive(entry)) return null;
    entries.set(key, entry);
    return entry.answer;
  }

  function takeOff(key: string, resolver: Resolver, question: Question): Flight {
    const controller = new AbortController();
    const answer = resolver.ask(question, { signal: controller.signal }).then((landed) => {
      if (flights.get(key)?.controller === controller) flights.delete(key);
      store(landed);
      return landed;
    });
    const flight = { answer, controller, askers: 0 };
    flights.set(key, flight);
    return flight;
  }

  /** One asker leaves; with the last of them the question itself is given up. */
  function leave(key: string, flight: Flight): void {
    flight.askers -= 1;
    if (flight.askers > 0 || flights.get(key) !== flight) return;
    flights.delete(key);
    flight.controller.abort();
  }

  async function fly(resolver: Resolver, question: Question, signal: AbortSignal | undefined): Promise<DnsAnswer> {
    const late: DnsAnswer = { question, resolver: resolver.address, at: now(), outcome: 'timeout' };
    if (signal?.aborted) return late;
    const key = toKey(resolver.address, question);
    const flight = flights.get(key) ?? takeOff(key, resolver, question);
    flight.askers += 1;
    const landed = await orAborted(flight.answer, signal);
    leave(key, flight);
    return landed ?? { ...late, at: now() };
  }

  const wrap = (resolver: Resolver): Resolver => ({
    address: resolver.address,
    async ask<T extends RecordType>(question: Question<T>, { signal, fresh = false }: AskOptions = {}) {
      const known = fresh ? null : recall(toKey(resolver.address, question));
      // The key holds the type, so that what was kept under it is of that type.
      return (known ?? (await fly(resolver, question, signal))) as DnsAnswer<T>;
    },
  });

  return {
    wrap,
    toEntries() {
      let octets = 0;
      const fits = ({ answer }: Entry) => {
        octets += answer.outcome === 'answer' ? answer.octets : OCTETS_OF_A_NO;
        return octets <= MOST_STORED_OCTETS;
      };
      const lastFirst = [...entries.values()].filter(isAlive).toReversed().filter(fits);
      return lastFirst.map(({ answer }) => answer).toReversed();
    },
    fromEntries(stored) {
      if (!Array.isArray(stored)) return;
      for (const candidate of stored.slice(-most)) {
        const answer = parseStoredAnswer(candidate);
        if (answer) store(answer);
      }
    },
  };
}
