import { createDohResolver, toQueryName, type DohOptions } from './doh.ts';
import {
  isFailure,
  type AskOptions,
  type DnsAnswer,
  type Question,
  type RecordType,
  type Resolver,
} from './resolver.ts';
import { parseStoredAnswer } from './stored-answer.ts';

/**
 * All resolvers of a process behind one cache: an answer is kept by resolver, name and type for as long as DNS allows.
 * A cached answer is the one that came, with its own `at` and `ttl`; it is shared, so nobody changes it.
 */
export interface DnsClient {
  /**
   * The DoH resolver at this address, behind the cache. Failures pass through and are never kept; the same question
   * asked several times at once is sent once, and given up when the last one who asked has aborted.
   */
  resolver: (address: string) => Resolver;
  /**
   * The cached answers that have not expired, least recently used first, to keep while the worker sleeps. Plain JSON
   * of about 2 MB at most; beyond that the least recently used are left out.
   */
  toEntries: () => DnsAnswer[];
  /** Takes back what `toEntries` gave. What is no answer, or has expired, is left out. Never throws. */
  fromEntries: (entries: unknown) => void;
}

export interface DnsClientOptions extends DohOptions {
  /** Answers kept (default 2000); beyond that the least recently used goes. */
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
  /** ms since 1970. */
  since: number;
}

/** Seconds. A record that was just corrected must be seen within the hour; a "no" within five minutes. */
const SHORTEST = 5;
const LONGEST = 3600;
const LONGEST_NEGATIVE = 300;
const MOST_OCTETS = 16_384;
/** Of answers to be stored. An extension has 10 MB for everything that lives as long as the browser. */
const MOST_STORED_OCTETS = 1_000_000;
const OCTETS_OF_A_NO = 200;

/** Seconds; 0 is not kept: a failure, a "no" without a SOA (RFC 2308 § 5), an answer larger than mail domains have. */
function toLifetime(answer: DnsAnswer): number {
  if (isFailure(answer) || answer.ttl === null) return 0;
  if (answer.outcome === 'answer' && answer.octets > MOST_OCTETS) return 0;
  const longest = answer.outcome === 'answer' ? LONGEST : LONGEST_NEGATIVE;
  return Math.min(Math.max(answer.ttl, SHORTEST), longest);
}

/** ms between questions that are asked at the same time. */
const AT_ONCE = 100;

const toKey = (resolver: string, { name, type }: Question) => `${resolver} ${type} ${toQueryName(name) ?? name}`;

/** The value of a promise that never rejects, or null once the signal aborts, whichever comes first. */
export async function untilAborted<V>(promise: Promise<V>, signal: AbortSignal | undefined): Promise<V | null> {
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

export function createDnsClient({ now = Date.now, most = 2000, ...doh }: DnsClientOptions = {}): DnsClient {
  /** Least recently used first: a Map keeps the order of insertion. */
  const entries = new Map<string, Entry>();
  const flights = new Map<string, Flight>();

  /** An answer from the future, after the clock was set back, has expired too. */
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
    entries.delete(key);
    if (!entry || !isAlive(entry)) return null;
    entries.set(key, entry);
    return entry.answer;
  }

  function startFlight(key: string, resolver: Resolver, question: Question): Flight {
    const controller = new AbortController();
    const answer = resolver.ask(question, { signal: controller.signal }).then((landed) => {
      store(landed);
      return landed;
    });
    const flight = { answer, controller, askers: 0, since: now() };
    flights.set(key, flight);
    return flight;
  }

  /** A fresh question joins none that has been under way for long: that may have left before a fault was over. */
  async function join(key: string, resolver: Resolver, question: Question, { signal, fresh = false }: AskOptions) {
    const under = flights.get(key);
    const isTooOld = fresh && under !== undefined && Math.abs(now() - under.since) > AT_ONCE;
    const flight = under && !isTooOld ? under : startFlight(key, resolver, question);
    flight.askers += 1;
    const landed = await untilAborted(flight.answer, signal);
    flight.askers -= 1;
    if ((landed !== null || flight.askers === 0) && flights.get(key) === flight) flights.delete(key);
    if (landed === null && flight.askers === 0) flight.controller.abort();
    return landed;
  }

  function resolver(address: string): Resolver {
    const plain = createDohResolver(address, { ...doh, now });
    async function ask<T extends RecordType>(question: Question<T>, options: AskOptions = {}) {
      const key = toKey(address, question);
      const known = options.fresh ? null : recall(key);
      const answer = known ?? (options.signal?.aborted ? null : await join(key, plain, question, options));
      // The key holds the type, so that what was kept under it is of that type.
      return (answer ?? { question, resolver: address, at: now(), outcome: 'timeout' }) as DnsAnswer<T>;
    }
    return { address, ask };
  }

  return {
    resolver,
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
