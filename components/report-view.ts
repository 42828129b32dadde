import type { EspId } from '../lib/esp/esp-id.ts';
import { findSender, SENDERS } from '../lib/esp/senders.ts';
import type { RecordChange } from '../lib/fixes/fix.ts';
import type { Report, ReportFinding } from '../lib/report/report.ts';
import { explainReportFinding } from '../lib/words/en/explain-report.ts';
import { explainVerdict } from '../lib/words/en/verdict.ts';
import type { Explanation } from '../lib/words/explain.ts';
import type { EntryForm } from './fix/RecordSlip.tsx';

/** What the pages show of the service that sends. */
export interface EspView {
  id: EspId;
  name: string;
  /** Menu path to the page that shows its records. */
  recordsPath: string;
  recordsUrl: string | null;
  confirmButton: string | null;
  /** What it signs with while the domain is not set up. */
  sealDomain: string | null;
  helpUrl: string | null;
}

/** What the pages show of the DNS host that serves the zone. */
export interface HostView {
  /** Null: not one that we know. */
  name: string | null;
  zone: string;
  editorUrl: string | null;
  /** How a record comes in there, step by step. */
  steps: readonly string[];
}

/** A report with its words: what every component that shows one takes. */
export interface ReportView {
  report: Report;
  esp: EspView | null;
  host: HostView;
  title: string;
  why: string;
  explain: (finding: ReportFinding) => Explanation;
  toEntry: (change: RecordChange) => EntryForm;
}

export function toEspView(id: EspId, account: string | null): EspView | null {
  const sender = findSender(id);
  if (!sender) return null;
  const { sending, help } = sender;
  return {
    id,
    name: sending.name,
    recordsPath: help.recordsPath,
    recordsUrl: help.recordsUrl({ account, host: null }),
    confirmButton: help.confirmButton,
    sealDomain: sending.unauthenticated.dkimDomain,
    helpUrl: help.articles.find(({ topic }) => topic === 'set-up')?.url ?? null,
  };
}

/** Every service that Presend knows, to choose from. */
export const espChoices = (): { id: EspId; name: string }[] =>
  SENDERS.map(({ sending }) => ({ id: sending.id, name: sending.name }));

export function toReportView(report: Report): ReportView {
  const { title, why } = explainVerdict(report);
  return {
    report,
    esp: report.esp && toEspView(report.esp, report.account),
    host: { name: report.dnsHost.name, zone: report.dnsHost.zone, editorUrl: null, steps: [] },
    title,
    why,
    explain: (finding) => explainReportFinding(report, finding),
    toEntry: ({ name, value }) => ({ name, value, hint: null }),
  };
}
