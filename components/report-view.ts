import type { RecordChange } from '../lib/fixes/fix.ts';
import type { EntryForm } from '../lib/fixes/entry-form.ts';
import type { Report, ReportFinding } from '../lib/report/report.ts';
import type { Explanation } from '../lib/words/explain.ts';
import type { EspView, ExplainedReport, HostView } from '../lib/words/report-words.ts';

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

const NO_WORDS: Explanation = { title: '', action: '', why: '', expert: '', clause: null };

export function toReportView(report: ExplainedReport): ReportView {
  const { words, findings } = report;
  const entries = new Map<RecordChange, EntryForm>(
    findings.flatMap(({ fix }, index) =>
      (fix?.records ?? []).flatMap((change, place) => {
        const entry = words.entries[index]?.[place];
        return entry ? [[change, entry] as const] : [];
      }),
    ),
  );
  return {
    report,
    esp: words.esp,
    host: words.host,
    title: words.title,
    why: words.why,
    explain: (finding) => words.explanations[findings.indexOf(finding)] ?? NO_WORDS,
    toEntry: (change) =>
      entries.get(change) ?? { name: change.name, type: change.type, value: change.value, priority: null, hint: null },
  };
}
