import type { RecordType } from '../dns/resolver.ts';
import type { FindingCode } from '../findings/finding.ts';

/** One change of the zone. `ttl`: seconds, as a proposal. */
export type RecordChange =
  | { action: 'add'; name: string; type: RecordType; value: string; ttl?: number }
  /** `old` is the whole old value. */
  | { action: 'replace'; name: string; type: RecordType; value: string; old: string; ttl?: number }
  /** `value` is the one to remove. */
  | { action: 'remove'; name: string; type: RecordType; value: string };

/** The service by name; null without one. */
interface ByEsp {
  esp: string | null;
}

/** Findings of a test message whose note depends on the code alone. */
export type MessageNoteCode = Extract<
  FindingCode,
  | 'message.dmarc-fail'
  | 'message.no-dkim'
  | 'message.dkim-fail'
  | 'message.dkim-unaligned'
  | 'message.spf-fail'
  | 'message.body-unsigned'
  | 'message.one-click-missing'
  | 'message.one-click-unsigned'
  | 'message.one-click-invalid'
  | 'message.from-differs'
  | 'message.not-via-esp'
  | 'message.prediction-differs'
  | 'message.no-tls'
  | 'message.no-ptr'
  | 'message.format'
  | 'message.damaged'
  | 'message.altered'
>;

/** What each note tells, beside records to publish or in their place. `Record<string, never>`: the code says it all. */
export interface FixNoteParams {
  /** The records of the finding named carry this fix too. */
  sameAs: { code: FindingCode; subject: string };
  /** The record of the finding named, once more. */
  sameRecord: { code: FindingCode; subject: string };
  general: Record<string, never>;
  ownDomainFirst: Record<string, never>;
  domainFirst: Record<string, never>;
  /** Published like this, the campaign would fare worse: nothing is offered. */
  wouldBreak: Record<string, never>;
  noDomain: { registrable: boolean };
  servfail: { dnssec: boolean };
  disagree: Record<string, never>;
  conflict: { target: string };
  freeMail: ByEsp;
  unusable: Record<string, never>;
  noReplies: { nullMx: boolean };
  rewritten: ByEsp;
  replyTo: { address: string };
  parked: Record<string, never>;
  /** `name` exists only by the wildcard `*`; its answers are published at the name itself. */
  wildcardKept: { name: string };
  proxied: Record<string, never>;
  keyIsTheirs: ByEsp & { target: string };
  newKey: ByEsp;
  rsaKey: ByEsp;
  keepOther: { name: string };
  flattened: Record<string, never>;
  wildcard: Record<string, never>;
  restsOnSpf: ByEsp;
  notAligned: ByEsp;
  endOfTest: Record<string, never>;
  endOfTestLater: Record<string, never>;
  hostedElsewhere: { target: string };
  weakerKept: Record<string, never>;
  /** Strict alignment that a fault has kept from taking effect. */
  strictLeftOut: { tags: ('adkim' | 'aspf')[] };
  /** A policy that is not in force today, and under which this campaign would fail. */
  policyHeld: { policy: string };
  inTheirZone: { host: string };
  /** The zone is delegated to the service's name servers: only the service changes records in it. */
  inEspZone: ByEsp & { zone: string };
  reportsToProvider: { address: string; provider: string };
  ownRecord: Record<string, never>;
  oneOrganisation: Record<string, never>;
  noCommonOrganisation: Record<string, never>;
  spfGuess: Record<string, never>;
  /** The vendors' own records are broken: an entry that can allow nobody. */
  spfBroken: { entries: { term: string; vendor: string }[] };
  /** Terms that cannot be read, kept as placeholders. */
  spfUnreadable: { terms: string[] };
  spfChoose: { lookups: number };
  spfChooseOne: Record<string, never>;
  spfDropped: { terms: string[] };
  spfTheirs: { vendor: string };
  spfElsewhere: Record<string, never>;
  spfStuck: { lookups: number };
  byWildcard: Record<string, never>;
  undoChange: Record<string, never>;
  mxHost: Record<string, never>;
  returnPath: ByEsp;
  message: ByEsp & { code: MessageNoteCode };
  content: Record<string, never>;
}

export type FixNoteCode = keyof FixNoteParams;

/** One sentence beside a fix, as code and parameters: the words are worked out where a person reads it. */
export type FixNote = { [C in FixNoteCode]: { code: C; params: FixNoteParams[C] } }[FixNoteCode];

type ParamsOf<C extends FixNoteCode> = FixNoteParams[C] extends Record<string, never> ? [] : [params: FixNoteParams[C]];

export const note = <C extends FixNoteCode>(code: C, ...[params]: ParamsOf<C>): FixNote =>
  // The code picks its own parameters: TypeScript cannot follow that correlation through the union.
  ({ code, params: params ?? {} }) as unknown as FixNote;

/** A sender in an SPF record of which only the user knows whether it is still in use. */
export interface SpfChoice {
  /** As written in the record. */
  term: string;
  vendor: string;
  /** DNS lookups that go away with it. */
  lookups: number;
}

/**
 * What fixes a finding. `records` is what to publish, in order; where no record can fix it, it is empty and `note` says
 * what to do instead. What only the ESP knows is in angle brackets in a value: `<in HubSpot: Settings > Domains>`.
 */
export interface Fix {
  records: RecordChange[];
  note: FixNote | null;
  /** For SPF: the count before and after, as evaluated. */
  lookups?: { before: number; after: number };
  /** For SPF: what the user has to decide; `records` holds what is safe without. Least likely in use first. */
  choices?: SpfChoice[];
}
