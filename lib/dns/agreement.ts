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

/** An answer that a verdict is about to rest on, and what of it matters. */
export interface Claim {
  answer: DnsAnswer;
  /** Of a TXT answer only the records for which this holds are compared: a stranger's site token is no disagreement. */
  relevant?: ((text: string) => boolean) | undefined;
}

export interface Opinion {
  claim: Claim;
  /**
   * `agree`, `disagree`: another resolver answered. Names that exist for one and not for the other are a disagreement,
   * though both have no record there: whether it matters, a judgement over `second` shows. `failed`: another works in this audit and fails for this question.
   * `not-asked`: there is no other, or none that answered anything in this audit: the first one's word counts.
   */
  verdict: 'agree' | 'disagree' | 'failed' | 'not-asked';
  /** What the other one said; null where none was asked. */
  second: DnsAnswer | null;
}

/** The resolvers of one audit as one resolver, and their second opinion. */
export interface Panel extends Resolver {
  /**
   * Asks the first resolver; one that fails, or lets wait without having answered anything, is covered by the next, and
   * one that cannot be reached is asked last from then on. Where all fail: the most telling failure. Each question goes
   * to a resolver once in an audit.
   */
  ask<T extends RecordType>(question: Question<T>): Promise<DnsAnswer<T>>;
  /** Asks another resolver than the one that answered, all claims at once. Opinions in the order of the claims. */
  confirm(claims: readonly Claim[]): Promise<Opinion[]>;
  /**
   * Whether names that nobody has registered are answered with addresses. `below` is a name without a wildcard of its
   * own, best the public suffix of the domain; `label` is random. `unknown`: the question failed.
   */
  checkRewriting(below: string, label: string): Promise<'honest' | 'rewrites' | 'unknown'>;
  /** Addresses of the resolvers that were asked: those that answered at all, those that never did, those that had a record for any name. */
  standing(): { answered: string[]; silent: string[]; positive: string[] };
}

export interface PanelOptions {
  /** Of the whole audit. */
  signal?: AbortSignal | undefined;
  fresh?: boolean | undefined;
}

interface Member {
  resolver: Resolver;
  /** Each question once in an audit, whoever wants to know. */
  heard: Map<string, Promise<DnsAnswer>>;
  answers: number;
  /** Answers with a record in them. */
  positives: number;
  failures: number;
  /** Failures on the way to it, which take long; a server failure or a refusal comes at once. */
  unreached: number;
}

/** ms that a resolver which has answered nothing yet may keep an audit waiting. */
const PATIENCE = 1200;
/** Enough for a resolver that works to show that it does. */
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
  // Addresses are handed out by nearness and rotate, SOA serials lag: that there are any is what two can agree on.
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

function tellingRank(failure: FailedAnswer): number {
  if (failure.outcome === 'server-failure') return failure.reason === 'dnssec' ? 0 : 1;
  return ['refused', 'timeout', 'not-dns', 'http-error'].indexOf(failure.outcome) + 2;
}

const byTelling = (one: FailedAnswer, other: FailedAnswer) => tellingRank(one) - tellingRank(other);

/** The first of several that is no failure, else the failure that tells most. */
function firstTrustworthy<T extends RecordType>(attempts: readonly Promise<DnsAnswer<T>>[]): Promise<DnsAnswer<T>> {
  const never = new Promise<never>(() => {});
  const trusted = attempts.map(async (attempt) => {
    const answer = await attempt;
    return isFailure(answer) ? never : answer;
  });
  const best = async () => {
    const answers = await Promise.all(attempts);
    const [telling] = answers.filter((answer) => isFailure(answer)).sort(byTelling);
    return answers.find((answer) => !isFailure(answer)) ?? (telling as FailedAnswer<T>);
  };
  return Promise.race([...trusted, best()]);
}

/** A question that was answered, to see whether a resolver works at all: best one about somebody else's domain. */
function chooseProbe(answered: readonly DnsAnswer[], claims: readonly Claim[]): Question | null {
  const claimed = new Set(claims.map(({ answer }) => keyOf(answer.question)));
  const domains = new Set(claims.map(({ answer }) => lastLabels(answer.question.name)));
  const rank = ({ question, outcome }: DnsAnswer) =>
    (domains.has(lastLabels(question.name)) ? 0 : 2) + (outcome === 'answer' ? 1 : 0);
  const candidates = answered.filter(({ question }) => !claimed.has(keyOf(question)));
  return candidates.sort((one, other) => rank(other) - rank(one))[0]?.question ?? null;
}

const isSilent = ({ answers, failures }: Member) => answers === 0 && failures > 0;
const isDown = ({ answers, unreached }: Member) => answers === 0 && unreached > 0;
const addressesOf = (members: readonly Member[]) => members.map(({ resolver }) => resolver.address);

/**
 * The resolvers of one audit. With one, its word counts; with more, what would turn the verdict red goes through
 * `confirm`. Make a panel for each audit: it remembers who answered and who failed.
 */
export function createPanel(resolvers: readonly [Resolver, ...Resolver[]], options: PanelOptions = {}): Panel {
  const members: Member[] = resolvers.map((resolver) => ({
    resolver,
    heard: new Map(),
    answers: 0,
    positives: 0,
    failures: 0,
    unreached: 0,
  }));
  const answered = new Map<string, DnsAnswer>();

  async function askFirst(member: Member, question: Question, signal = options.signal): Promise<DnsAnswer> {
    const answer = await member.resolver.ask(question, { ...options, signal });
    if (answer.outcome === 'answer') member.positives += 1;
    if (!isFailure(answer)) member.answers += 1;
    else member.failures += 1;
    if (isFailure(answer) && answer.outcome !== 'server-failure' && answer.outcome !== 'refused') member.unreached += 1;
    return answer;
  }

  function askMember<T extends RecordType>(member: Member, question: Question<T>): Promise<DnsAnswer<T>> {
    const key = keyOf(question);
    const pending = member.heard.get(key) ?? askFirst(member, question);
    member.heard.set(key, pending);
    return pending as Promise<DnsAnswer<T>>;
  }

  const inOrder = () => members.toSorted((one, other) => Number(isDown(one)) - Number(isDown(other)));

  /** The answer, or null where one that has shown nothing yet keeps the audit waiting: the next is asked beside it. */
  function withPatience<T extends RecordType>(
    member: Member,
    attempt: Promise<DnsAnswer<T>>,
  ): Promise<DnsAnswer<T> | null> {
    if (member.answers > 0) return attempt;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        if (member.answers === 0) member.unreached += 1;
        resolve(member.answers === 0 ? null : attempt);
      }, PATIENCE);
      void attempt.finally(() => clearTimeout(timer)).then(resolve);
    });
  }

  async function ask<T extends RecordType>(question: Question<T>): Promise<DnsAnswer<T>> {
    const attempts: Promise<DnsAnswer<T>>[] = [];
    for (const member of inOrder()) {
      const attempt = askMember(member, question);
      attempts.push(attempt);
      const answer = await withPatience(member, attempt);
      if (answer && !isFailure(answer)) break;
    }
    const answer = await firstTrustworthy(attempts);
    if (!isFailure(answer)) answered.set(keyOf(question), answer);
    return answer;
  }

  /** A resolver that failed for every claim may still be one that works: it is asked what another has answered. */
  async function probe(silent: Member, claims: readonly Claim[]): Promise<void> {
    const question = chooseProbe([...answered.values()], claims);
    const limit = AbortSignal.timeout(PROBE_TIMEOUT);
    const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
    if (question && !silent.heard.has(keyOf(question))) await askFirst(silent, question, signal);
  }

  /** From the first of the others that answers, else the last one's failure; null where there is no other. */
  async function askOthers(claim: Claim): Promise<DnsAnswer | null> {
    const { question, resolver } = claim.answer;
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
    return { claim, verdict: others.some(({ answers }) => answers > 0) ? 'failed' : 'not-asked', second };
  }

  async function confirm(claims: readonly Claim[]): Promise<Opinion[]> {
    const seconds = await Promise.all(claims.map(askOthers));
    const unanswered = claims.filter((_, index) => seconds[index] && isFailure(seconds[index]));
    if (unanswered.length > 0) {
      await Promise.all(members.filter(isSilent).map((member) => probe(member, unanswered)));
    }
    return claims.map((claim, index) => toOpinion(claim, seconds[index] ?? null));
  }

  async function checkRewriting(below: string, label: string): Promise<'honest' | 'rewrites' | 'unknown'> {
    const answer = await ask({ name: `${label}.${below}`, type: 'A' });
    if (isFailure(answer)) return 'unknown';
    const member = members.find(({ resolver }) => resolver.address === answer.resolver);
    if (answer.outcome !== 'answer' || !member) return 'honest';
    // A few top-level domains have a wildcard of their own. Who answers for a name elsewhere too rewrites.
    const elsewhere = await askMember(member, { name: `${label}.${below === 'com' ? 'net' : 'com'}`, type: 'A' });
    if (isFailure(elsewhere)) return 'unknown';
    return elsewhere.outcome === 'answer' ? 'rewrites' : 'honest';
  }

  const standing = () => ({
    answered: addressesOf(members.filter(({ answers }) => answers > 0)),
    silent: addressesOf(members.filter(isSilent)),
    positive: addressesOf(members.filter(({ positives }) => positives > 0)),
  });

  return { address: resolvers[0].address, ask, confirm, checkRewriting, standing };
}
