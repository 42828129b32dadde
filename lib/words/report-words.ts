import type { EspId } from '../esp/esp-id.ts';
import { findEspById } from '../esp/registry.ts';
import { findDnsHost, toEditorUrl, type DnsHost } from '../fixes/dns-hosts/dns-hosts.ts';
import { isWithin, toEntryForm } from '../fixes/dns-hosts/entry-form.ts';
import type { RecordChange } from '../fixes/fix.ts';
import { toRequest, type DnsRequest } from '../fixes/request.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { entryHints, explainSteps, type StepsContext } from './en/dns-steps.ts';
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
}

/** What to type into each field of the DNS host's editor, and what to mind beside them. */
export interface EntryWords {
  name: string;
  value: string;
  priority: string | null;
  hint: string | null;
}

/** The words of one finding and of its fix. */
export interface FindingView extends Explanation {
  /** One for each record of the fix, in the form that the DNS host's editor wants. */
  entries: EntryWords[];
  /** How these records come in at this host, one step after the other. */
  steps: { text: string; href: string | null }[];
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
  findings: FindingView[];
  /** For whoever manages DNS: all fixes in their order; null where there is nothing to publish. */
  request: DnsRequest | null;
}

export type ExplainedReport = Report & { words: ReportWords };

function toEspView(id: EspId, account: string | null): EspView | null {
  const sender = findEspById(id);
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

function toEntry(change: RecordChange, host: DnsHost | null, zone: string): EntryWords {
  const { name, value, priority, hint } = toEntryForm(change, host, zone);
  return { name, value, priority, hint: hint && entryHints[hint] };
}

function toSteps(records: readonly RecordChange[], context: StepsContext): FindingView['steps'] {
  const { host, zone } = context;
  const editor = host && records.some(({ name }) => isWithin(name, zone)) ? toEditorUrl(host, zone) : null;
  return explainSteps(records, context).map((text, index) => ({ text, href: index === 0 ? editor : null }));
}

function toReportWords(report: Report): ReportWords {
  const { zone, nameServers, name } = report.dnsHost;
  const host = findDnsHost(nameServers);
  const esp = report.esp && toEspView(report.esp, report.account);
  const changes = ({ fix }: ReportFinding) => fix?.records ?? [];
  const isWanted = ({ severity }: ReportFinding) => severity === 'fail' || severity === 'warn';
  return {
    ...explainVerdict(report),
    esp,
    host: { name: host?.name ?? name, zone },
    findings: report.findings.map((finding) => ({
      ...explainReportFinding(report, finding),
      entries: changes(finding).map((change) => toEntry(change, host, zone)),
      steps: toSteps(changes(finding), { host, zone, esp }),
    })),
    request: toRequest(report, report.findings.filter(isWanted)),
  };
}

export const explainReport = (report: Report): ExplainedReport => ({ ...report, words: toReportWords(report) });
