import type { Report, ReportFinding } from '../report/report.ts';
import { explainNote } from './en/fixes.ts';
import { explainReportFinding } from './explain-finding.ts';
import type { Words } from './say.ts';

/** The sentence beside a finding's fix; null where its records say it all, or it has no fix. */
export function explainFixNote(
  report: Pick<Report, 'esp' | 'domain' | 'findings'>,
  { fix }: Pick<ReportFinding, 'fix'>,
  words: Words,
): string | null {
  if (fix === null || fix.note === null) return null;
  return explainNote(fix.note, ({ code, subject }) => {
    const named = report.findings.find((finding) => finding.code === code && finding.subject === subject);
    return named === undefined ? null : explainReportFinding(report, named, words).title;
  });
}
