import { isAskable } from '../domain/domain-name.ts';
import { untilAborted } from './client.ts';
import {
  isFailure,
  recordsOf,
  type DnsAnswer,
  type FailedAnswer,
  type MxData,
  type Question,
  type RecordType,
  type Resolver,
  type SoaData,
} from './resolver.ts';

/** An answer that a failing verdict rests on, to be compared with another resolver's. */
export interface Claim {
  answer: DnsAnswer;
  /** Of a TXT answer only the records for which this holds are compared: an unrelated site token is no disagreement. */
  relevant?: ((text: string) => boolean) | undefined;
}

export interface Opinion {
  claim: Claim;
  /**
   * `agree`, `disagree`: another resolver answered. A name that exists for one and not for the other is a disagreement,
   * though both have no record there: whether it matters, a judgement over `second` shows. `failed`: another resolver
   * works in this audit and fails for this question. `not-asked`: there is no other, or none that answered anything in
   * this audit: the first answer counts.
   */
  verdict: 'agree' | 'disagree' | 'failed' | 'not-asked';
  /** The other resolver's answer; null where none was asked. */
  second: DnsAnswer | null;
}

export interface AuditDnsOptions {
  /** The first is asked everything; the others cover for it and confirm. Empty: every question is an `http-error`. */
  resolvers: readonly Resolver[];
  /** Budget of the whole audit in ms: what is not answered by then is a `timeout`. */
  timeout: number;
  signal?: AbortSignal | undefined;
  /** Past the cache. */
  fresh?: boolean | undefined;
  /** ms since 1970. */
  now: () => number;
}

/** The DNS questions of one audit: budget, resolvers, second opinions and counts. Nothing here rejects. */
export interface AuditDns {
  /**
   * Asks the first resolver; one that fails, or that has answered nothing yet and is slow, is covered by the next, and
   * one that cannot be reached is asked last from then on. Where all fail: the most telling failure. Each question goes
   * to a resolver once. A name that cannot exist (RFC 1035 § 2.3.4) is `no-such-name` and not sent.
   */
  ask: <T extends RecordType>(name: string, type: T) => Promise<DnsAnswer<T>>;
  /** Asks another resolver than the one that answered, all claims at once. Opinions in the order of the claims. */
  confirm: (claims: readonly Claim[]) => Promise<Opinion[]>;
  /**
   * The answer of a resolver that has addresses for a name which nobody has registered; null where none does. `below`
   * is the public suffix of the domain, `label` is random.
   */
  findRewriter: (below: string, label: string) => Promise<DnsAnswer<'A'> | null>;
  /** From now on neither a "no" of the resolver that gave this answer is believed, nor the addresses in it. */
  distrust: (control: DnsAnswer<'A'>) => void;
  /** From now on a "no" of the resolver at this address is not believed. */
  distrustNo: (resolver: string) => void;
  /** Addresses of the resolvers asked: those that answered at all, and those that had a record for any name. */
  resolvers: () => { answered: string[]; positive: string[] };
  /**
   * Questions sent, cached answers not counted; `rounds`: the longest chain of questions each of which waited for the
   * answer to the one before it; `ms` since the start.
   */
  measure: () => { sent: number; rounds: number; ms: number };
  /** Ends the questions under way. */
  close: () => void;
}

/** A resolver in this audit. */
interface Member {
  resolver: Resolver;
  /** Answers by question, those under way included. */
  asked: Map<string, Promise<DnsAnswer>>;
  answers: DnsAnswer[];
  /** Questions that may still be sent to it. */
  left: number;
  /** It was slow before it had answered anything. */
  isLate: boolean;
}

/**
 * Questions that one audit sends to one resolver at most, its fixes included: several times what an honest zone takes. A
 * hostile zone can ask for more: what is over the limit is not sent and is a `timeout`, so it is never "missing".
 */
export const MOST_QUESTIONS = 240;
/** ms that a resolver which has answered nothing yet may keep an audit waiting. */
const PATIENCE = 1200;
/** ms. Enough for a resolver that works to show that it does. */
const PROBE_TIMEOUT = 1000;

const keyOf = ({ name, type }: Question) => `${type} ${name}`;
const lastLabels = (name: string) => name.split('.').slice(-2).join('.');

function toComparable(record: string | MxData | SoaData): string {
  if (typeof record === 'string') return record;
  return 'exchange' in record ? `${record.preference} ${record.exchange}` : '';
}

/** The record set of an answer in a form that two resolvers of one zone share: no order, no TTL. */
function toRecordSet({ answer, relevant = () => true }: Claim): string {
  const { type } = answer.question;
  const records = recordsOf(answer);
  // Addresses differ by location and rotate, SOA serials lag: that there are any is what two can agree on.
  if (type === 'A' || type === 'AAAA' || type === 'SOA') return records.length > 0 ? 'some' : '';
  const texts = records.map(toComparable);
  return JSON.stringify((type === 'TXT' ? texts.filter(relevant) : texts).sort());
}

/** A name whose alias dangles does exist. */
const exists = (answer: DnsAnswer) => answer.outcome !== 'no-such-name' || answer.aliases.length > 0;
const firstAlias = (answer: DnsAnswer) => ('aliases' in answer ? (answer.aliases[0] ?? null) : null);

/** Whether another answer, which is no failure, says the same of what the claim is about. */
function isAgreement(claim: Claim, second: DnsAnswer): boolean {
  const { answer } = claim;
  if (toRecordSet(claim) !== toRecordSet({ ...claim, answer: second }) || exists(answer) !== exists(second))
    return false;
  const bothEmpty = answer.outcome !== 'answer' && second.outcome !== 'answer';
  return !bothEmpty || firstAlias(answer) === firstAlias(second);
}

const FAILURES: readonly string[] = ['refused', 'timeout', 'not-dns', 'http-error'];

/** Smallest for the answer that tells most: any that is no failure, then DNSSEC, then FAILURES in their order. */
function tellingRank(answer: DnsAnswer): number {
  if (!isFailure(answer)) return 0;
  if (answer.outcome === 'server-failure') return answer.reason === 'dnssec' ? 1 : 2;
  return FAILURES.indexOf(answer.outcome) + 3;
}

/** The first that is no failure, as soon as it comes; else the failure that tells most. */
function firstTrustworthy(attempts: readonly Promise<DnsAnswer>[]): Promise<DnsAnswer> {
  const trusted = attempts.map(async (attempt) => {
    const answer = await attempt;
    return isFailure(answer) ? new Promise<never>(() => {}) : answer;
  });
  const best = Promise.all(attempts).then((answers) =>
    answers.reduce((one, other) => (tellingRank(other) < tellingRank(one) ? other : one)),
  );
  return Promise.race([...trusted, best]);
}

const isAnswered = ({ answers }: Member) => answers.some((answer) => !isFailure(answer));
const isSilent = (member: Member) => !isAnswered(member) && member.answers.length > 0;
/** A server failure or a refusal comes at once; other failures take long, so it is asked last. */
const isUnreached = ({ outcome }: DnsAnswer) => FAILURES.includes(outcome) && outcome !== 'refused';
const isDown = (member: Member) => !isAnswered(member) && (member.isLate || member.answers.some(isUnreached));
const addressesOf = (members: readonly Member[]) => members.map(({ resolver }) => resolver.address);

/** An answered question, to see whether another resolver works at all: best one about an unrelated domain. */
function chooseProbe(answers: readonly DnsAnswer[], claims: readonly Claim[]): Question | null {
  const claimed = new Set(claims.map(({ answer }) => keyOf(answer.question)));
  const domains = new Set(claims.map(({ answer }) => lastLabels(answer.question.name)));
  const rank = ({ question, outcome }: DnsAnswer) =>
    (domains.has(lastLabels(question.name)) ? 0 : 2) + (outcome === 'answer' ? 1 : 0);
  const candidates = answers.filter((answer) => !isFailure(answer) && !claimed.has(keyOf(answer.question)));
  return candidates.sort((one, other) => rank(other) - rank(one))[0]?.question ?? null;
}

export function createAuditDns(options: AuditDnsOptions): AuditDns {
  const { now, fresh } = options;
  const startedAt = now();
  const clock = performance.now();
  const end = new AbortController();
  const ends = [end.signal, AbortSignal.timeout(options.timeout), options.signal];
  const budget = AbortSignal.any(ends.filter((signal) => signal !== undefined));
  const members: Member[] = options.resolvers.map((resolver) => ({
    resolver,
    asked: new Map(),
    answers: [],
    left: MOST_QUESTIONS,
    isLate: false,
  }));
  /** Addresses that a distrusted resolver gives for names which do not exist, by its own address. */
  const distrusted = new Map<string, readonly string[]>();
  let sent = 0;
  let rounds = 0;
  /** The round of the answer whose arrival caused what runs now: the next question depends on it. */
  let cause = 0;

  const failed = <T extends RecordType>(question: Question<T>, resolver: string): FailedAnswer<T> =>
    resolver === ''
      ? { question, resolver, at: now(), outcome: 'http-error', status: null }
      : { question, resolver, at: now(), outcome: 'timeout' };

  async function send(member: Member, question: Question, signal: AbortSignal): Promise<DnsAnswer> {
    if (signal.aborted || member.left === 0) return failed(question, member.resolver.address);
    const before = cause;
    member.left -= 1;
    const answer = await member.resolver.ask(question, { signal, fresh });
    member.answers.push(answer);
    // What was in the cache was neither sent nor waited for.
    const wasSent = answer.at >= startedAt;
    if (!wasSent) member.left += 1;
    cause = wasSent ? before + 1 : before;
    if (wasSent) {
      sent += 1;
      rounds = Math.max(rounds, cause);
    }
    return answer;
  }

  function askMember(member: Member, question: Question, signal = budget): Promise<DnsAnswer> {
    const key = keyOf(question);
    const pending = member.asked.get(key) ?? send(member, question, signal);
    member.asked.set(key, pending);
    return pending;
  }

  const inOrder = () => members.toSorted((one, other) => Number(isDown(one)) - Number(isDown(other)));

  /** The answer, or null where a resolver that has answered nothing yet is slow: the next is asked as well. */
  async function withPatience(member: Member, attempt: Promise<DnsAnswer>): Promise<DnsAnswer | null> {
    if (members.length === 1 || isAnswered(member)) return attempt;
    const answer = await untilAborted(attempt, AbortSignal.timeout(PATIENCE));
    if (answer !== null) return answer;
    if (isAnswered(member)) return attempt;
    member.isLate = true;
    return null;
  }

  async function askInOrder(question: Question): Promise<DnsAnswer> {
    const attempts: Promise<DnsAnswer>[] = [];
    for (const member of inOrder()) {
      const attempt = askMember(member, question);
      attempts.push(attempt);
      const answer = await withPatience(member, attempt);
      if (answer && !isFailure(answer)) return answer;
    }
    return attempts.length > 0 ? firstTrustworthy(attempts) : failed(question, '');
  }

  function toBelievable(answer: DnsAnswer): DnsAnswer {
    const lies = distrusted.get(answer.resolver);
    if (lies === undefined || isFailure(answer)) return answer;
    const isLie = recordsOf(answer).every((record) => typeof record === 'string' && lies.includes(record));
    if (answer.outcome === 'answer' && !isLie) return answer;
    return { question: answer.question, resolver: answer.resolver, at: answer.at, outcome: 'not-dns' };
  }

  /** From the first of the others that answers, else the last one's failure; null where there is no other. */
  async function askOthers({ answer: { question, resolver } }: Claim): Promise<DnsAnswer | null> {
    let last: DnsAnswer | null = null;
    for (const member of inOrder()) {
      if (member.resolver.address === resolver) continue;
      last = await askMember(member, question);
      if (!isFailure(last)) return last;
    }
    return last;
  }

  function toOpinion(claim: Claim, second: DnsAnswer | null): Opinion {
    if (isFailure(claim.answer)) return { claim, verdict: 'failed', second };
    if (second && !isFailure(second)) {
      return { claim, verdict: isAgreement(claim, second) ? 'agree' : 'disagree', second };
    }
    const others = members.filter(({ resolver }) => resolver.address !== claim.answer.resolver);
    return { claim, verdict: others.some(isAnswered) ? 'failed' : 'not-asked', second };
  }

  return {
    async ask<T extends RecordType>(name: string, type: T) {
      const question = { name, type };
      if (!isAskable(name)) {
        const source = { question, resolver: options.resolvers[0]?.address ?? '', at: now() };
        return { ...source, outcome: 'no-such-name', aliases: [], ttl: null, authenticated: false };
      }
      // A resolver answers a question with an answer of its type.
      return toBelievable(await askInOrder(question)) as DnsAnswer<T>;
    },
    async confirm(claims) {
      const seconds = await Promise.all(claims.map(askOthers));
      const unanswered = claims.filter((_, index) => seconds[index] && isFailure(seconds[index]));
      // A resolver that failed for every claim may still work: it is asked something that another has answered.
      const probe = chooseProbe(
        members.flatMap(({ answers }) => answers),
        unanswered,
      );
      if (unanswered.length > 0 && probe) {
        const limit = AbortSignal.any([budget, AbortSignal.timeout(PROBE_TIMEOUT)]);
        await Promise.all(members.filter(isSilent).map((member) => askMember(member, probe, limit)));
      }
      return claims.map((claim, index) => toOpinion(claim, seconds[index] ?? null));
    },
    async findRewriter(below, label) {
      const ofLabel = (suffix: string) => ({ name: `${label}.${suffix}`, type: 'A' }) as const;
      // Nothing can exist below `invalid` (RFC 6761 § 6.4); some resolvers answer for it themselves, hence the other.
      const answers = await Promise.all([askInOrder(ofLabel('invalid')), askInOrder(ofLabel(below))]);
      const [nowhere, answer] = answers as DnsAnswer<'A'>[];
      if (nowhere?.outcome === 'answer') return nowhere;
      const member = members.find(({ resolver }) => resolver.address === answer?.resolver);
      if (answer?.outcome !== 'answer' || !member) return null;
      // A few top-level domains have a wildcard of their own. Who answers for a name elsewhere too rewrites.
      const elsewhere = await askMember(member, ofLabel(below === 'com' ? 'net' : 'com'));
      return elsewhere.outcome === 'answer' ? answer : null;
    },
    distrust(control) {
      distrusted.set(control.resolver, recordsOf(control));
    },
    distrustNo(resolver) {
      distrusted.set(resolver, []);
    },
    resolvers: () => ({
      answered: addressesOf(members.filter(isAnswered)),
      positive: addressesOf(members.filter(({ answers }) => answers.some(({ outcome }) => outcome === 'answer'))),
    }),
    measure: () => ({ sent, rounds, ms: Math.round((performance.now() - clock) * 10) / 10 }),
    close: () => end.abort(),
  };
}
