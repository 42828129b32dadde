import type { DnsAnswer, FailedAnswer, Question, RecordDataOf, RecordType } from './resolver.ts';
import type { WireMessage, WireRecord } from './wire.ts';

const NO_ERROR = 0;
const SERVER_FAILURE = 2;
const NAME_ERROR = 3;
const REFUSED = 5;

/** RFC 8914 § 4 and its registry: why validation failed. */
const DNSSEC_ERRORS = new Set([1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 25, 27]);
/** Forged, blocked, censored, filtered, prohibited: a filter speaks, not the domain. */
const FILTERED = new Set([4, 15, 16, 17, 18]);

/** Longer chains no resolver follows. */
const MOST_ALIASES = 32;

interface Common<T extends RecordType> {
  question: Question<T>;
  resolver: string;
  at: number;
}

interface Chain {
  /** Where the aliases end: the owner of the answer proper. */
  end: string;
  aliases: string[];
  /** Smallest TTL of the aliases; Infinity without any. */
  ttl: number;
  looped: boolean;
}

/** Follows the CNAMEs of an answer in whatever order they have in it (RFC 1034 § 4.3.2, step 3a). */
function followAliases(name: string, answers: readonly WireRecord[]): Chain {
  const targets = new Map<string, WireRecord<'CNAME'>>();
  for (const record of answers) {
    if (record.type === 'CNAME' && !targets.has(record.name)) targets.set(record.name, record as WireRecord<'CNAME'>);
  }
  const chain: Chain = { end: name, aliases: [], ttl: Infinity, looped: false };
  for (let alias = targets.get(name); alias; alias = targets.get(chain.end)) {
    if (chain.aliases.length === MOST_ALIASES || chain.aliases.includes(alias.data) || alias.data === name)
      return { ...chain, looped: true };
    chain.end = alias.data;
    chain.aliases.push(alias.data);
    chain.ttl = Math.min(chain.ttl, alias.ttl);
  }
  return chain;
}

function isAbout(message: WireMessage, question: Question): boolean {
  // A resolver that fails may leave the question out; a question of somebody else's is never right.
  if (message.question === null) return message.rcode !== NO_ERROR && message.rcode !== NAME_ERROR;
  return message.question.name === question.name && message.question.type === question.type;
}

/** The failure that a message means, whatever else is in it; null where it answers the question. */
function toFailure<T extends RecordType>(common: Common<T>, message: WireMessage): FailedAnswer<T> | null {
  if (!isAbout(message, common.question)) return { ...common, outcome: 'not-dns' };
  const { rcode, extendedErrors } = message;
  if (rcode === REFUSED || extendedErrors.some((code) => FILTERED.has(code))) return { ...common, outcome: 'refused' };
  const unusable = message.truncated || (message.referral && message.answers.length === 0);
  if ((rcode === NO_ERROR || rcode === NAME_ERROR) && !unusable) return null;
  const dnssec = rcode === SERVER_FAILURE && extendedErrors.some((code) => DNSSEC_ERRORS.has(code));
  return { ...common, outcome: 'server-failure', reason: dnssec ? 'dnssec' : null };
}

/** RFC 2308 § 5: a "no" lives as long as the SOA beside it, and as the SOA says. */
function toNegativeTtl(chain: Chain, soa: WireMessage['soa']): number | null {
  return soa === null ? null : Math.min(chain.ttl, soa.ttl, soa.data.minimum);
}

/**
 * What a decoded response means for the question that was sent; null is a body that was no DNS.
 * `octets` is the size of that body.
 */
export function toAnswer<T extends RecordType>(
  question: Question<T>,
  message: WireMessage | null,
  { octets, ...source }: { resolver: string; at: number; octets: number },
): DnsAnswer<T> {
  const common: Common<T> = { question, ...source };
  if (message === null) return { ...common, outcome: 'not-dns' };
  const failure = toFailure(common, message);
  if (failure) return failure;

  const { answers, authenticated, rcode, soa } = message;
  const chain = followAliases(question.name, question.type === 'CNAME' ? [] : answers);
  if (chain.looped) return { ...common, outcome: 'server-failure', reason: null };
  const ofType = answers.filter((record): record is WireRecord<T> => record.type === question.type);
  const records = ofType.filter(({ name }) => name === chain.end);
  // Records that no alias leads to, or records at a name that does not exist: nobody's "no" rests on such an answer.
  const contradictory = records.length === 0 ? ofType.length > 0 : rcode === NAME_ERROR;
  if (contradictory) return { ...common, outcome: 'not-dns' };

  const { aliases } = chain;
  if (records.length === 0) {
    const outcome = rcode === NAME_ERROR ? 'no-such-name' : 'no-such-type';
    return { ...common, outcome, aliases, ttl: toNegativeTtl(chain, soa), authenticated };
  }
  const ttl = Math.min(chain.ttl, ...records.map((record) => record.ttl));
  const data: RecordDataOf[T][] = records.map((record) => record.data);
  return { ...common, outcome: 'answer', records: data, aliases, ttl, authenticated, octets };
}
