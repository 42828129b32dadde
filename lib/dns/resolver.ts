/**
 * The resolver port: what the rest of Presend knows of DNS. Implementations are next to it (doh.ts);
 * tests hand in their own. Nothing here throws for trouble on the way: every outcome is a value.
 */

export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'MX' | 'NS' | 'PTR' | 'SOA' | 'TXT';

export interface MxData {
  preference: number;
  /** Lower case, without the final dot; '' is the null MX of RFC 7505. */
  exchange: string;
}

export interface SoaData {
  primary: string;
  admin: string;
  serial: number;
  /** Seconds a negative answer may live (RFC 2308 § 5). */
  minimum: number;
}

/** What one record of each type holds. Names are A-labels in lower case without the final dot. */
export interface RecordDataOf {
  A: string;
  AAAA: string;
  CNAME: string;
  NS: string;
  PTR: string;
  MX: MxData;
  SOA: SoaData;
  /** The character-strings of one record joined with nothing between them (RFC 7208 § 3.3, RFC 6376 § 3.6.2.2). */
  TXT: string;
}

export interface Question<T extends RecordType = RecordType> {
  /** A-labels, lower case, no final dot; always absolute. */
  name: string;
  type: T;
}

interface Common<T extends RecordType> {
  question: Question<T>;
  /** Address of the DoH endpoint that answered. */
  resolver: string;
  /** When the answer came, in ms since 1970. */
  at: number;
}

interface Negative<T extends RecordType> extends Common<T> {
  /** CNAME chain that was followed, nearest target first. Not empty and NXDOMAIN: a dangling CNAME. */
  aliases: string[];
  /** Seconds this "no" may be kept, from the SOA of the answer; null where it carried none. */
  ttl: number | null;
  authenticated: boolean;
}

export type PositiveAnswer<T extends RecordType = RecordType> = Common<T> & {
  outcome: 'answer';
  /** Records of exactly the asked type, in the order received; never empty. */
  records: RecordDataOf[T][];
  aliases: string[];
  /** Seconds: the smallest TTL of the chain. */
  ttl: number;
  /** The resolver's AD bit: shown, never relied on. */
  authenticated: boolean;
  /** Size of the DNS answer in octets. */
  octets: number;
};

/** The name does not exist (RCODE 3). Together with `no-such-type` the only outcomes that may lead to "missing". */
export type NoSuchName<T extends RecordType = RecordType> = Negative<T> & { outcome: 'no-such-name' };
/** The name exists and has no record of this type (RCODE 0 without one). */
export type NoSuchType<T extends RecordType = RecordType> = Negative<T> & { outcome: 'no-such-type' };

export type FailedAnswer<T extends RecordType = RecordType> =
  | (Common<T> & {
      outcome: 'server-failure';
      /** Why, where the resolver says so (RFC 8914). */ reason: 'dnssec' | null;
    })
  | (Common<T> & { outcome: 'refused' })
  | (Common<T> & { outcome: 'timeout' })
  /** `status` is null where no HTTP answer came at all: no network, refused connection, blocked by CORS. */
  | (Common<T> & { outcome: 'http-error'; status: number | null })
  | (Common<T> & { outcome: 'not-dns' });

export type DnsAnswer<T extends RecordType = RecordType> =
  | PositiveAnswer<T>
  | NoSuchName<T>
  | NoSuchType<T>
  | FailedAnswer<T>;

export type Outcome = DnsAnswer['outcome'];

export interface AskOptions {
  signal?: AbortSignal | undefined;
  /** Past the cache: "Check again", and the watch. */
  fresh?: boolean | undefined;
}

export interface Resolver {
  /** The DoH address, which is also its name in reports. */
  readonly address: string;
  ask<T extends RecordType>(question: Question<T>, options?: AskOptions): Promise<DnsAnswer<T>>;
}

export const isFailure = <T extends RecordType>(answer: DnsAnswer<T>): answer is FailedAnswer<T> =>
  answer.outcome !== 'answer' && answer.outcome !== 'no-such-name' && answer.outcome !== 'no-such-type';

/** The records of a positive answer, else none. Ask `isFailure` first where "none" would be believed. */
export const recordsOf = <T extends RecordType>(answer: DnsAnswer<T>): RecordDataOf[T][] =>
  answer.outcome === 'answer' ? answer.records : [];
