import type { DnsAnswer, RecordType } from '../dns/resolver.ts';
import type { EspHelp } from '../esp/help.ts';
import type { EspSending } from '../esp/sending.ts';
import type { Finding } from '../findings/finding.ts';
import type { DmarcReport, DkimLeg, SpfLeg, SpfReport } from '../report/report.ts';
import type { RecordChange } from './fix.ts';
import type { Outlook } from './trial.ts';

/** What the fixes know beyond the findings: the facts of one audit, and two ways to try a proposal out. */
export interface FixContext {
  /** The From domain: A-label, lower case, no final dot. */
  domain: string;
  /** By the public suffix list; the From domain itself where it has none. */
  registrableDomain: string;
  mode: 'campaign' | 'plain' | 'unsaid';
  esp: { sending: EspSending; help: EspHelp } | null;
  account: string | null;
  /** The zone at or above the From domain that is delegated to the ESP's name servers; null where there is none. */
  espZone: string | null;
  /** Where the user wants DMARC reports, a mail address; null where not said. */
  reportAddress: string | null;
  spf: SpfReport;
  dmarc: DmarcReport;
  legs: { spf: SpfLeg; dkim: readonly DkimLeg[] };
  mxHosts: readonly string[];
  /** SPF terms that no longer send, as the user said. */
  drop: readonly string[];
  /** The audit's own answers; a name and type that it has not asked yet is asked now. Never rejects. */
  ask: <T extends RecordType>(name: string, type: T) => Promise<DnsAnswer<T>>;
  /**
   * Reads the SPF of `domain` as if each name in `records` had exactly that one SPF record and everything else stayed as
   * it is. Every SPF proposal is evaluated by it before it is offered.
   */
  evaluateSpf: (domain: string, records: Readonly<Record<string, string>>) => Promise<SpfTrial>;
  /** What the audit concluded of this campaign. */
  today: Outlook;
  /** What it would conclude with these changes published; those with a value in angle brackets are left out. Never rejects. */
  tryOut: (changes: readonly RecordChange[]) => Promise<Outlook>;
}

export interface SpfTrial {
  report: SpfReport;
  /** The `spf.*` findings that these records would raise. */
  findings: readonly SpfFault[];
}

/** A finding of a trial: its severity is not known, and not needed. */
export type SpfFault = Finding extends infer F
  ? F extends { code: `spf.${string}` }
    ? Pick<F, Extract<keyof F, 'code' | 'subject' | 'params'>>
    : never
  : never;
