import type { EspId } from '../esp/esp-id.ts';
import { findSender } from '../esp/senders.ts';
import { findDnsHost, toEditorUrl } from '../fixes/dns-hosts.ts';
import { toEntryForm, type EntryForm } from '../fixes/entry-form.ts';
import type { Report } from '../report/report.ts';
import { explainReportFinding } from './en/explain-report.ts';
import { explainVerdict } from './en/verdict.ts';
import type { Explanation } from './explain.ts';

/** What our pages show of the service that sends. */
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

/** What our pages show of the DNS host that serves the zone. */
export interface HostView {
  /** Null: not one that we know. */
  name: string | null;
  zone: string;
  editorUrl: string | null;
}

/**
 * Everything that a person reads of one report, worked out once, where the words are: the worker puts it beside the
 * report, so that the popup needs neither the catalogue nor the facts of the services.
 */
export interface ReportWords {
  title: string;
  why: string;
  esp: EspView | null;
  host: HostView;
  /** One for each finding, in their order. */
  explanations: Explanation[];
  /** For each finding, one for each record of its fix, in the form that the DNS host's editor wants. */
  entries: EntryForm[][];
}

export type ExplainedReport = Report & { words: ReportWords };

function toEspView(id: EspId, account: string | null): EspView | null {
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

function toReportWords(report: Report): ReportWords {
  const { zone, nameServers, name } = report.dnsHost;
  const host = findDnsHost(nameServers);
  return {
    ...explainVerdict(report),
    esp: report.esp && toEspView(report.esp, report.account),
    host: { name: host?.name ?? name, zone, editorUrl: host && toEditorUrl(host, zone) },
    explanations: report.findings.map((finding) => explainReportFinding(report, finding)),
    entries: report.findings.map(({ fix }) => (fix?.records ?? []).map((change) => toEntryForm(change, host, zone))),
  };
}

export const explainReport = (report: Report): ExplainedReport => ({ ...report, words: toReportWords(report) });
