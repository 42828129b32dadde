import type { Fix } from '../fixes/fix.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { explainFixNote } from './fix-note.ts';
import type { Words } from './say.ts';

/** A report as `--json` and the exports give it: each note as its sentence, everything else as codes and parameters. `words` are English there. */
export type PrintedReport = Omit<Report, 'findings'> & {
  findings: (Omit<ReportFinding, 'fix'> & { fix: (Omit<Fix, 'note'> & { note: string | null }) | null })[];
};

export const printReport = (report: Report, words: Words): PrintedReport => ({
  ...report,
  findings: report.findings.map((finding) => ({
    ...finding,
    fix: finding.fix && { ...finding.fix, note: explainFixNote(report, finding, words) },
  })),
});
