import { findEspById } from '../../esp/registry.ts';
import type { Report, ReportFinding } from '../../report/report.ts';
import { explainFinding, type Explanation, type WordsContext } from '../explain.ts';
import { findingWords } from './findings.ts';

/** What the words of a report's findings may name beside the finding itself. */
export function wordsContextOf({ esp, domain }: Pick<Report, 'esp' | 'domain'>): WordsContext {
  const sender = esp ? findEspById(esp) : null;
  return {
    espName: sender?.sending.name ?? null,
    domain,
    recordsPath: sender?.help.recordsPath ?? null,
    confirmButton: sender?.help.confirmButton ?? null,
  };
}

export const explainReportFinding = (report: Pick<Report, 'esp' | 'domain'>, finding: ReportFinding): Explanation =>
  explainFinding(finding, wordsContextOf(report), findingWords);
