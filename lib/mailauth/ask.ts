import { isFailure, type DnsAnswer, type MxData, type RecordDataOf, type RecordType } from '../dns/resolver.ts';

/** Asks one question; never rejects. The audit's and the resolver's own `ask` have this shape. */
export type Ask = <T extends RecordType>(name: string, type: T) => Promise<DnsAnswer<T>>;

/** What mailauth expects of a resolver: Node's `dns.promises.resolve`, whose MX records are objects in spite of the type. */
export type MailauthResolver = (name: string, type: string) => Promise<string[][]>;

/** The error codes of Node by which mailauth tells "no" from trouble. */
const CODES: Record<Exclude<DnsAnswer['outcome'], 'answer'>, string> = {
  'no-such-name': 'ENOTFOUND',
  'no-such-type': 'ENODATA',
  'server-failure': 'ESERVFAIL',
  refused: 'EREFUSED',
  timeout: 'ETIMEOUT',
  'http-error': 'ECONNREFUSED',
  'not-dns': 'EBADRESP',
};

const ASKED_TYPES: readonly string[] = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'PTR', 'SOA', 'TXT'] satisfies RecordType[];

const isAskedType = (type: string): type is RecordType => ASKED_TYPES.includes(type);

class ResolverError extends Error {
  readonly code: string;

  constructor(code: string, name: string) {
    super(`${code} ${name}`);
    this.code = code;
  }
}

/** A TXT record as the list of character-strings that mailauth joins, an MX as Node writes it. */
function toNodeRecord(record: RecordDataOf[RecordType], type: RecordType): unknown {
  if (type === 'TXT') return [record];
  if (type === 'MX') {
    const { preference, exchange } = record as MxData;
    return { priority: preference, exchange };
  }
  return record;
}

export interface Bridge {
  resolver: MailauthResolver;
  /** Questions that DNS did not answer: what was concluded from them is open. */
  failed: { name: string; type: RecordType }[];
}

/**
 * Serves mailauth from our answers. `rewriteTxt` may replace the TXT records of a name, so that mailauth reads no
 * record otherwise than lib/records does.
 */
export function toBridge(ask: Ask, rewriteTxt?: (name: string, records: string[]) => string[]): Bridge {
  const failed: Bridge['failed'] = [];
  const resolver: MailauthResolver = async (name, type) => {
    const question = name.toLowerCase().replace(/\.$/, '');
    if (!isAskedType(type)) throw new ResolverError('ENODATA', question);
    const answer: DnsAnswer = await ask(question, type);
    if (isFailure(answer)) failed.push({ name: question, type });
    if (answer.outcome !== 'answer') throw new ResolverError(CODES[answer.outcome], question);
    const records = answer.records;
    const rewritten = type === 'TXT' && rewriteTxt ? rewriteTxt(question, records as string[]) : records;
    if (rewritten.length === 0) throw new ResolverError('ENODATA', question);
    return rewritten.map((record) => toNodeRecord(record, type)) as string[][];
  };
  return { resolver, failed };
}
