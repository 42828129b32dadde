import type { EspId } from '../esp/esp-id.ts';
import type { Finding } from '../findings/finding.ts';
import type { Verdict } from '../report/report.ts';

/** The root cause that is to be fixed first, without its evidence: its words are made where it is shown. */
export type FirstProblem = Pick<Finding, 'code' | 'severity' | 'subject' | 'params'>;

/** What a verdict rested on, so that a later audit can be compared with it. */
export interface Snapshot {
  /** ms since 1970. */
  at: number;
  verdict: Verdict;
  /** Codes of findings that are more than info. */
  codes: string[];
  /** By DNS name: an SPF or DMARC record, or state and target of a key. */
  answers: Record<string, string[]>;
}

/** One domain of the list, with what its last audit said. All times are ms since 1970. */
export interface DomainRow {
  /** A-label, lower case. */
  domain: string;
  /** `none`: no service; null: nobody said. */
  esp: EspId | 'none' | null;
  /** HubSpot portal and the like. */
  account: string | null;
  /** Whose domain it is, in the user's own words. */
  client: string | null;
  /** `page`: seen in a campaign and never touched by the user; of these only so many are kept. */
  by: 'page' | 'user';
  addedAt: number;
  verdict: Verdict | null;
  first: FirstProblem | null;
  /** Root causes that are fail or warn. */
  problems: number;
  checkedAt: number | null;
  sentAt: number | null;
  watched: boolean;
  /** Waits to be checked, since then. */
  pendingAt: number | null;
  /** Of a watched domain: when it is audited next. */
  nextAt: number | null;
  /** Audits in a row that got no answer from any resolver. */
  failures: number;
  /** The last audit that got answers. */
  snapshot: Snapshot | null;
}

/** A domain that nothing is known of yet. */
export const newRow = (domain: string, by: DomainRow['by'], now: number): DomainRow => ({
  domain,
  esp: null,
  account: null,
  client: null,
  by,
  addedAt: now,
  verdict: null,
  first: null,
  problems: 0,
  checkedAt: null,
  sentAt: null,
  watched: false,
  pendingAt: null,
  nextAt: null,
  failures: 0,
  snapshot: null,
});
