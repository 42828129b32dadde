import { findSender } from '../esp/senders.ts';
import type { Report } from '../report/report.ts';
import type { WordsContext } from './explain.ts';

/** What the words may know of a report: the names of its service, and where in it the values stand. */
export function toWordsContext(report: Pick<Report, 'esp' | 'domain'>): WordsContext {
  const sender = report.esp === null ? null : findSender(report.esp);
  return {
    espName: sender?.sending.name ?? null,
    domain: report.domain,
    recordsPath: sender?.help.recordsPath ?? null,
    confirmButton: sender?.help.confirmButton ?? null,
  };
}
