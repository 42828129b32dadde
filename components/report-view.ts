import type { RecordChange } from '../lib/fixes/fix.ts';
import type { FixPlan } from '../lib/report/fix-plan.ts';
import type { Picture } from '../lib/report/picture.ts';
import type { DnsRequest } from '../lib/words/dns-request.ts';
import type { Report, ReportFinding, Verdict } from '../lib/report/report.ts';
import type { EntryWords, EspView, ExplainedReport, FindingView, HostView } from '../lib/words/report-words.ts';

/** A report with its words: what every component that shows one takes. */
export interface ReportView {
  report: Report;
  esp: EspView | null;
  host: HostView;
  title: string;
  why: string;
  /** As it is shown: without an ESP no campaign is judged, so nothing is green. */
  verdict: Verdict;
  request: DnsRequest | null;
  pasteProblem: string | null;
  picture: Picture;
  pictureAfter: Picture | null;
  plan: FixPlan;
  /** The finding that carries the first fix; null where there is none. */
  first: ReportFinding | null;
  explain: (finding: ReportFinding) => FindingView;
  toEntry: (change: RecordChange) => EntryWords;
}

const NO_WORDS: FindingView = {
  title: '',
  action: '',
  why: '',
  expert: '',
  clause: null,
  note: null,
  entries: [],
  steps: [],
  zoneFile: '',
  copyText: '',
};

export function toReportView(report: ExplainedReport): ReportView {
  const { words, findings } = report;
  const entries = new Map<RecordChange, EntryWords>(
    findings.flatMap(({ fix }, index) =>
      (fix?.records ?? []).flatMap((change, place) => {
        const entry = words.findings[index]?.entries[place];
        return entry ? [[change, entry] as const] : [];
      }),
    ),
  );
  return {
    report,
    esp: words.esp,
    host: words.host,
    title: words.title,
    verdict: report.esp === null && !report.message && report.verdict !== 'fail' ? 'unknown' : report.verdict,
    why: words.why,
    request: words.request,
    pasteProblem: words.pasteProblem,
    picture: words.picture,
    pictureAfter: words.pictureAfter,
    plan: words.plan,
    first: words.plan.first === null ? null : (findings[words.plan.first] ?? null),
    explain: (finding) => words.findings[findings.indexOf(finding)] ?? NO_WORDS,
    toEntry: (change) => entries.get(change) ?? { name: change.name, value: change.value, priority: null, hint: null },
  };
}
