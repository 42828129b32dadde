import type { EspId } from '../esp/esp-id.ts';
import { findEspById } from '../esp/registry.ts';
import { findDnsHost, toEditorUrl } from '../fixes/dns-hosts/dns-hosts.ts';
import { isWithin, toEntryForm } from '../fixes/dns-hosts/entry-form.ts';
import type { ValueProblem } from '../fixes/complete-values.ts';
import type { RecordChange } from '../fixes/fix.ts';
import { toRequest, type DnsRequest } from './dns-request.ts';
import { toCopyText, toZoneFile } from './zone-file.ts';
import { toFixPlan, type FixPlan } from '../report/fix-plan.ts';
import { toPicture, toPictureAfter, type Picture } from '../report/picture.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { explainSteps, type StepsContext } from './dns-steps.ts';
import { explainReportFinding, type Explanation } from './explain-finding.ts';
import { explainFixNote } from './fix-note.ts';
import type { Language } from './language.ts';
import type { Words } from './say.ts';
import { explainVerdict } from './verdict.ts';

/** What our pages show of the service that sends. */
export interface EspView {
  id: EspId;
  name: string;
  /** Menu path to the page that shows its records. */
  recordsPath: string;
  recordsUrl: string | null;
  confirmButton: string | null;
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
  /** The sentence beside the fix; null where there is none. */
  note: string | null;
  /** One for each record of the fix, in the form that the DNS host's editor wants. */
  entries: EntryWords[];
  /** How these records come in at this host, one step after the other. */
  steps: { text: string; href: string | null }[];
  /** The records of the fix as lines of a zone file; '' where it has none. */
  zoneFile: string;
  /** The same as name, type and value, a line each, with tabs between. */
  copyText: string;
}

/**
 * Everything that a person reads of one report, worked out once, where the words are: the worker puts it next to the
 * report, so that the popup needs neither the catalogue nor the facts of the services.
 */
export interface ReportWords {
  language: Language;
  title: string;
  why: string;
  esp: EspView | null;
  host: HostView;
  /** Who signs and who mails: today, and as the first fix makes it where it moves a row. */
  picture: Picture;
  pictureAfter: Picture | null;
  plan: FixPlan;
  /** One for each finding, in their order. */
  findings: FindingView[];
  /** For whoever manages DNS: all fixes in their order; null where there is nothing to publish. */
  request: DnsRequest | null;
  /** Why a value that was pasted completes no record; null where none was, or it is just not there. */
  pasteProblem: string | null;
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
    helpUrl: help.articles.find(({ topic }) => topic === 'set-up')?.url ?? null,
  };
}

function toEntry(change: RecordChange, { host, zone, words }: StepsContext): EntryWords {
  const { name, value, priority, hint } = toEntryForm(change, host, zone);
  return { name, value, priority, hint: hint && words.say(`steps.hint.${hint}`) };
}

function toSteps(records: readonly RecordChange[], context: StepsContext): FindingView['steps'] {
  const { host, zone } = context;
  const editor = host && records.some(({ name }) => isWithin(name, zone)) ? toEditorUrl(host, zone) : null;
  return explainSteps(records, context).map((text, index) => ({ text, href: index === 0 ? editor : null }));
}

function explainPaste(problems: readonly ValueProblem[], esp: EspView | null, words: Words): string | null {
  const [first] = problems.filter(({ code }) => code !== 'missing');
  return first ? words.say('ui.values.problem', { value: '', found: '', esp: esp?.name ?? '', ...first }) : null;
}

function toReportWords(report: Report, words: Words, problems: readonly ValueProblem[]): ReportWords {
  const { zone, nameServers, name } = report.dnsHost;
  const host = findDnsHost(nameServers);
  const esp = report.esp && toEspView(report.esp, report.account);
  const context: StepsContext = { host, zone, esp, words };
  const changes = ({ fix }: ReportFinding) => fix?.records ?? [];
  const isWanted = ({ severity }: ReportFinding) => severity === 'fail' || severity === 'warn';
  return {
    language: words.language,
    ...explainVerdict(report, words),
    esp,
    host: { name: host?.name ?? name, zone },
    picture: toPicture(report),
    pictureAfter: toPictureAfter(report),
    plan: toFixPlan(report),
    findings: report.findings.map((finding) => ({
      ...explainReportFinding(report, finding, words),
      note: explainFixNote(report, finding, words),
      entries: changes(finding).map((change) => toEntry(change, context)),
      steps: toSteps(changes(finding), context),
      zoneFile: toZoneFile(changes(finding), words),
      copyText: toCopyText(changes(finding), words),
    })),
    request: toRequest(report, report.findings.filter(isWanted), words),
    pasteProblem: explainPaste(problems, esp, words),
  };
}

/** The report with its words; `problems`: of values that the user has pasted into it. */
export const explainReport = (
  report: Report,
  words: Words,
  problems: readonly ValueProblem[] = [],
): ExplainedReport => ({
  ...report,
  words: toReportWords(report, words, problems),
});
