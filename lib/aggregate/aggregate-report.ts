import type { DomainName } from '../domain/domain-name.ts';

/** What receivers report of mail that came in a domain's name, in the one form that both schemas are read into. */

export type Disposition = 'none' | 'quarantine' | 'reject';

/** One row of a DMARC aggregate report (RFC 9990 § 3.1, RFC 7489 appendix C). */
export interface AggregateRow {
  /** As written; may be anything where a receiver hides it. */
  ip: string;
  /** Messages, at least 0. */
  count: number;
  /** What the receiver did. */
  disposition: Disposition;
  /** DKIM, SPF: passes *and* aligns, as the receiver found. */
  dkimAligned: boolean;
  spfAligned: boolean;
  /** Why it did something else than the policy says: `forwarded`, `mailing_list`, `local_policy`, ... */
  overrides: string[];
  headerFrom: string;
  envelopeFrom: string | null;
  dkim: { domain: string; selector: string | null; result: string }[];
  spf: { domain: string; result: string }[];
}

export interface AggregateReport {
  kind: 'dmarc';
  schema: 'rfc7489' | 'rfc9990';
  /** Whose report it is, as it calls itself. */
  receiver: string;
  id: string;
  /** ms since 1970. */
  begin: number;
  end: number;
  domain: DomainName;
  policy: { p: string | null; sp: string | null; np: string | null; testing: boolean };
  rows: AggregateRow[];
}

/** A report on the encryption of incoming mail (RFC 8460). */
export interface TlsReport {
  kind: 'tls';
  receiver: string;
  id: string;
  begin: number;
  end: number;
  policies: {
    type: string;
    domain: string;
    successes: number;
    failures: number;
    details: { result: string; count: number; host: string | null }[];
  }[];
}

export type ReceiverReport = AggregateReport | TlsReport;

export type ReportFault =
  | 'empty'
  /** Over the limit before or after unpacking. */
  | 'too-large'
  /** An archive that cannot be unpacked, or that holds nothing to read. */
  | 'broken-archive'
  /** Neither an aggregate report nor a TLS report. */
  | 'no-report'
  /** XML or JSON that ends early or is not well formed. */
  | 'broken'
  /** It names no domain, or no period. */
  | 'incomplete';

/** Longest text that is kept of one field. */
export const LONGEST_FIELD = 500;
/** Rows of one report: what lies beyond is no report that a receiver sends. */
export const MOST_ROWS = 100_000;
