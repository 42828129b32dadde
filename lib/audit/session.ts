import { createPanel, type Claim, type Opinion } from '../dns/agreement.ts';
import {
  isFailure,
  recordsOf,
  type AskOptions,
  type DnsAnswer,
  type Question,
  type RecordType,
  type Resolver,
} from '../dns/resolver.ts';
import { isAskable } from '../domain/domain-name.ts';
import type { AuditTools } from './audit-input.ts';
import type { AuditContext } from './context.ts';

/** The questions of one audit: each asked once, all within one budget. */
export interface Session {
  /** The first trustworthy answer: a resolver that fails is covered by the next. Never rejects. */
  ask: AuditContext['ask'];
  /** What another resolver says of the same, all at once. */
  confirm(claims: readonly Claim[]): Promise<Opinion[]>;
  /** The resolver that answers for names which nobody has registered; null where none does. */
  findRewriter(below: string, label: string): Promise<DnsAnswer<'A'> | null>;
  /** From now on neither the "no" of this resolver is believed nor the addresses that it says instead. */
  distrust(control: DnsAnswer<'A'>): void;
  /** From now on the "no" of this resolver is not believed. */
  distrustNo(resolver: string): void;
  standing(): { answered: string[]; silent: string[]; positive: string[] };
  /** `rounds`: the longest chain of questions each of which waited for an answer to the one before it. */
  measure(): { sent: number; rounds: number; ms: number };
  /** Ends what is still under way. */
  close: () => void;
}

interface Gauge {
  sent: number;
  rounds: number;
  /** The round of the answer whose arrival set off what runs now: what is asked next depends on it. */
  cause: number;
}

/** Counts what goes out, and ends every question with the budget. What lay in a cache was neither sent nor waited for. */
function toGauged(
  resolver: Resolver,
  gauge: Gauge,
  tools: AuditTools,
  startedAt: number,
  signal: AbortSignal,
): Resolver {
  const expired = (question: Question): DnsAnswer => ({
    question,
    resolver: resolver.address,
    at: tools.now(),
    outcome: 'timeout',
  });

  async function send(question: Question, options: AskOptions | undefined): Promise<DnsAnswer> {
    if (signal.aborted) return expired(question);
    const before = gauge.cause;
    const answer = await untilAborted(resolver.ask(question, options), signal, () => expired(question));
    const wasSent = answer.at >= startedAt;
    gauge.cause = wasSent ? before + 1 : before;
    if (wasSent) {
      gauge.sent += 1;
      gauge.rounds = Math.max(gauge.rounds, before + 1);
    }
    return answer;
  }

  return {
    address: resolver.address,
    // The resolver answers a question with an answer of its own type.
    ask: <T extends RecordType>(question: Question<T>, options?: AskOptions) =>
      send(question, options) as Promise<DnsAnswer<T>>,
  };
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal, otherwise: () => T): Promise<T> {
  return new Promise((resolve) => {
    const abort = () => resolve(otherwise());
    signal.addEventListener('abort', abort, { once: true });
    const settle = (value: T) => {
      signal.removeEventListener('abort', abort);
      resolve(value);
    };
    void promise.then(settle);
  });
}

/** A budget in ms, and the caller's own signal. */
function startBudget(tools: AuditTools): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const end = () => controller.abort();
  const timer = setTimeout(end, tools.timeout);
  tools.signal?.addEventListener('abort', end, { once: true });
  if (tools.signal?.aborted) end();
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      tools.signal?.removeEventListener('abort', end);
      end();
    },
  };
}

/** RFC 1035 § 2.3.4: a name that is too long for the wire does not exist, and is not asked. */
const cannotExist = (question: Question, resolver: string, at: number): DnsAnswer => ({
  question,
  resolver,
  at,
  outcome: 'no-such-name',
  aliases: [],
  ttl: null,
  authenticated: false,
});

export function createSession(tools: AuditTools & { resolvers: readonly [Resolver, ...Resolver[]] }): Session {
  const startedAt = tools.now();
  const clock = performance.now();
  const { signal, end } = startBudget(tools);
  const gauge: Gauge = { sent: 0, rounds: 0, cause: 0 };
  const [first, ...others] = tools.resolvers;
  const gauged = (resolver: Resolver) => toGauged(resolver, gauge, tools, startedAt, signal);
  const panel = createPanel([gauged(first), ...others.map(gauged)], { signal, fresh: tools.fresh });
  /** What a rewriting resolver says for a name that does not exist, by its address. */
  const rewritten = new Map<string, readonly string[]>();

  function toBelievable<T extends RecordType>(answer: DnsAnswer<T>): DnsAnswer<T> {
    const lies = rewritten.get(answer.resolver);
    if (lies === undefined || isFailure(answer)) return answer;
    const isLie = recordsOf(answer).every((record) => typeof record === 'string' && lies.includes(record));
    if (answer.outcome === 'answer' && !isLie) return answer;
    return { question: answer.question, resolver: answer.resolver, at: answer.at, outcome: 'not-dns' };
  }

  return {
    async ask<T extends RecordType>(name: string, type: T) {
      const question = { name, type };
      if (!isAskable(name)) return cannotExist(question, first.address, tools.now()) as DnsAnswer<T>;
      return toBelievable(await panel.ask(question));
    },
    confirm: (claims) => panel.confirm(claims),
    async findRewriter(below, label) {
      // Nothing can exist below `invalid` (RFC 6761 § 6.4); some resolvers answer for it themselves, hence the other.
      const [nowhere, verdict] = await Promise.all([
        panel.ask({ name: `${label}.invalid`, type: 'A' }),
        panel.checkRewriting(below, label),
      ]);
      if (nowhere.outcome === 'answer') return nowhere;
      return verdict === 'rewrites' ? panel.ask({ name: `${label}.${below}`, type: 'A' }) : null;
    },
    distrust(control) {
      rewritten.set(control.resolver, recordsOf(control));
    },
    distrustNo(resolver) {
      rewritten.set(resolver, []);
    },
    standing: () => panel.standing(),
    measure: () => ({
      sent: gauge.sent,
      rounds: gauge.rounds,
      ms: Math.round((performance.now() - clock) * 10) / 10,
    }),
    close: end,
  };
}
