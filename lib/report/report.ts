import type { EspId } from '../esp/esp-id.ts';
import type { Finding } from '../findings/finding.ts';
import type { Fix } from '../fixes/fix.ts';

/**
 * The report: the one shape that popup, report page, command line and exports read.
 * The fields down to `queries` are promised to the outside; change them only by a decision that is written down.
 */
export interface Report {
  schema: 1;
  domain: string;
  esp: EspId | null;
  verdict: Verdict;
  dmarc: DmarcReport;
  legs: { spf: SpfLeg; dkim: DkimLeg[] };
  alignment: Alignment;
  spf: SpfReport;
  mx: { result: 'ok' | 'none' | 'null' | 'unknown'; hosts: string[] };
  providers: Record<ProviderId, ProviderVerdict>;
  /** In the order in which to fix them. */
  findings: ReportFinding[];
  queries: { sent: number; rounds: number; ms: number };
  /** Only of a test message. */
  message?: MessageReport;

  /** The composed From as given (an address, or the domain alone). */
  from: string;
  replyTo: string | null;
  /** ms since 1970. */
  at: number;
  /** DoH addresses that answered, first the one that was asked everything. */
  resolvers: { asked: string[]; confirmedBy: string | null };
  /** Requirement by requirement of each provider: what is met, what is not, what cannot be seen from here. */
  requirements: ProviderRequirement[];
  /** Who hosts the zone's DNS, by the NS records of the zone that holds it. */
  dnsHost: { id: string | null; name: string | null; zone: string; nameServers: string[] };
  /** HubSpot portal, where known. */
  account: string | null;
}

export type Verdict = 'pass' | 'warn' | 'fail' | 'unknown';

export interface DmarcReport {
  result: 'pass' | 'fail' | 'none' | 'unknown';
  record: string | null;
  foundAt: string | null;
  orgDomain: string;
  policy: Policy | null;
  effectivePolicy: Policy | null;
}

export type Policy = 'none' | 'quarantine' | 'reject';
export type Basis = 'predicted' | 'observed' | 'unknown';

export type AlignmentConclusion = 'both' | 'dkim' | 'spf' | 'neither' | 'strict' | 'no-key' | 'unknown';

/** Whether each leg passes *and* aligns with the From (RFC 9989 § 5.3), decided once: whoever shows alignment prints this. */
export interface Alignment {
  /** null: not known. */
  spf: boolean | null;
  /** null: not known. */
  dkim: boolean | null;
  /**
   * `strict`: a domain would align relaxed, the record demands an exact match. `no-key`: the signature's domain aligns,
   * but its key cannot be used. `unknown`: neither leg is known to pass and align, and one of them still may.
   */
  conclusion: AlignmentConclusion;
}

export interface SpfLeg {
  /** The return-path domain; null where not known. */
  domain: string | null;
  aligned: boolean | null;
  basis: Basis;
}

export type KeyState = 'ok' | 'missing' | 'revoked' | 'invalid' | 'weak' | 'dangling' | 'wrong-target' | 'unknown';

export interface DkimLeg {
  domain: string;
  selector: string;
  target: string | null;
  key: KeyState;
  bits: number | null;
  aligned: boolean | null;
}

export interface SpfReport {
  record: string | null;
  result: 'ok' | 'none' | 'permerror' | 'temperror';
  lookups: number;
  voidLookups: number;
  tree: SpfNode | null;
}

/** One record of the static SPF tree. */
export interface SpfNode {
  domain: string;
  record: string | null;
  /** Lookups counted at and below this record. */
  lookups: number;
  terms: SpfTerm[];
}

export interface SpfTerm {
  text: string;
  /** Lookups that this term costs itself: 0 or 1. */
  cost: 0 | 1;
  void: boolean;
  /** It holds a macro: not resolvable without a connecting IP. */
  macro: boolean;
  /** What stands wrong with it, as the reason of a finding; null where it is sound. */
  fault: string | null;
  /** The record that an include or redirect leads to. */
  node: SpfNode | null;
}

export const PROVIDER_IDS = ['gmail', 'yahoo', 'microsoft', 'apple', 'laposte'] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];
export type ProviderVerdict = 'accept' | 'spam' | 'reject' | 'unknown';

export interface ProviderRequirement {
  provider: ProviderId;
  /** Key of its words: `dmarc`, `spf`, `dkim`, `spf-and-dkim`, `alignment`, `key-length`, `one-click`, `ptr`, `tls`, `spam-rate`, ... */
  requirement: string;
  state: 'met' | 'not-met' | 'not-visible' | 'not-asked' | 'unknown';
}

export type ReportFinding = Finding & {
  /** Always there for fail and warn. */
  fix: Fix | null;
  /** Index in `findings` of the root cause that this finding follows from; null where it has none of its own there. */
  causedBy: number | null;
};

export interface ReceiverWord {
  authservId: string | null;
  spf: string | null;
  dkim: string | null;
  dmarc: string | null;
}

export interface MessageReport {
  /** As written where it is no address that can be judged; null where there is none. */
  from: string | null;
  returnPath: string | null;
  receivedVia: 'gmail' | 'microsoft' | 'yahoo' | 'icloud' | 'fastmail' | 'proton' | 'other' | 'unknown';
  receivedAt: string | null;
  ip: string | null;
  helo: string | null;
  spf: { result: string; domain: string | null; aligned: boolean | null };
  dkim: MessageSignature[];
  dmarc: { result: 'pass' | 'fail' | 'none' | 'unknown' };
  /** As this message showed it. */
  alignment: Alignment;
  arc: { result: 'none' | 'pass' | 'fail' | 'unknown' };
  oneClick: { result: 'ok' | 'unsigned' | 'missing' | 'invalid' };
  /** What the receiver wrote that it concluded; null where it wrote nothing. */
  receiver: ReceiverWord | null;
  predicted: { esp: EspId | null; spf: SpfLeg; dkim: DkimLeg[] } | null;
  differences: { what: string; predicted: string; actual: string }[];
  /** Newest first, as the headers stand. */
  hops?: MessageHop[];
  subject?: string;
  /** Where the receiver wrote that it put it; null where it wrote nothing. */
  landed?: 'inbox' | 'promotions' | 'spam' | null;
  /** What was undone before the source could be judged (`Repair` of lib/message/source/source.ts): line ends, a banner, several messages, ... */
  repairs?: string[];
}

export interface MessageHop {
  from: string | null;
  by: string | null;
  ip: string | null;
  at: string | null;
  /** Seconds since the hop before it; null where a clock is missing. */
  delay: number | null;
  tls: string | null;
  /** Written by the receiver that we trust, or below its boundary. */
  trusted: boolean;
}

export interface MessageSignature {
  domain: string;
  selector: string;
  result: 'pass' | 'fail' | 'unknown';
  reason:
    | 'body'
    | 'header'
    | 'expired'
    | 'no-key'
    | 'revoked'
    | 'weak-key'
    | 'sha1'
    | 'bad-key'
    | 'syntax'
    | 'dns'
    | 'altered'
    | null;
  aligned: boolean | null;
  algorithm: string;
  bits: number | null;
  unsignedBytes: number;
}
