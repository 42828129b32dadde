import type { DnsAnswer, RecordType } from '../dns/resolver.ts';
import type { EspSending } from '../esp/sending.ts';
import type { Finding, FindingCode, Severity } from '../findings/finding.ts';
import type { DkimLeg, SpfReport } from '../report/report.ts';
import type { Observation } from './audit-input.ts';

/**
 * What every check works on. A check is a pure function of the answers that `ask` gives: the same answers
 * give the same findings, so that an audit can be judged again over a second resolver's answers.
 */
export interface AuditContext {
  /** The From domain: A-label, lower case, no final dot. */
  readonly domain: string;
  /** By the public suffix list; the tree walk's organisational domain is a result, not an input. */
  readonly registrableDomain: string;
  readonly esp: EspSending | null;
  /** `plain`: a domain audit (`--esp none`). `unsaid`: nobody said which ESP, so nothing is judged of a campaign. */
  readonly mode: 'campaign' | 'plain' | 'unsaid';
  readonly account: string | null;
  /** Given by hand, beside the ESP's own. */
  readonly selectors: readonly string[];
  readonly observed: Observation | null;
  /** Domains that the ESP itself says it signs with; absent where it was not asked. */
  readonly confirmed?: readonly string[];
  /** Asks each name and type once in an audit; every later call gets the same answer. Never rejects. */
  readonly ask: <T extends RecordType>(name: string, type: T) => Promise<DnsAnswer<T>>;
  readonly randomLabel: string;
  /** Whether what decides nothing is asked too. */
  readonly full: boolean;
  /** The text of an MTA-STS policy, null where it cannot be had; absent unless the user turned that on. Never rejects. */
  readonly fetchPolicy?: ((url: string) => Promise<string | null>) | undefined;
}

/**
 * A finding before the verdict. `leg` stands for "fail where this campaign rests on it, else warn" (or info, where
 * the catalogue says so): only the whole audit knows which leg counts.
 */
export type DraftFinding = Finding extends infer F
  ? F extends Finding
    ? Omit<F, 'severity'> & { severity: Severity | 'leg'; leg?: 'spf' | 'dkim'; cause?: FindingCode | null }
    : never
  : never;

/** A finding of the audit. `cause`: the code of another finding that it follows from, if that one is raised too. */
export type AuditFinding = Finding & { cause?: FindingCode | null };

/** A question that could decide the verdict and has no trustworthy answer. */
export interface OpenQuestion {
  name: string;
  type: RecordType;
  leg: 'spf' | 'dkim' | 'dmarc' | 'from';
}

export interface DkimFacts {
  findings: DraftFinding[];
  /** As the report shows them; `aligned` is filled in later. */
  keys: Omit<DkimLeg, 'aligned'>[];
  /** Domains and selectors with a usable key, by which this campaign will be signed. Empty: not in the brand's name. */
  signers: { domain: string; selector: string }[];
  /** `unknowable`: per-account selectors, none given. `unknown`: DNS did not answer. */
  setUp: 'complete' | 'partly' | 'none' | 'unknown' | 'unknowable';
  /** The brand's sending subdomain that leads to this ESP (by CNAME or NS), with or without keys below it. */
  sendingSubdomain?: string | null;
  open: OpenQuestion[];
}

export interface SpfFacts {
  findings: DraftFinding[];
  report: SpfReport;
  open: OpenQuestion[];
}
