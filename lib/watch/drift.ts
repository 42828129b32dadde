import { note } from '../fixes/fix.ts';
import { moveCauses, type MovedFinding } from '../report/move-causes.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import type { HistoryEntry } from './history.ts';
import { toHistoryEntry } from './history-entry.ts';

const isTroubled = ({ verdict }: { verdict: string }) => verdict === 'fail' || verdict === 'warn';

/** The name whose answer is not what it was, and both answers. */
function findChange(before: HistoryEntry['answers'], now: HistoryEntry['answers']) {
  for (const [name, old] of Object.entries(before)) {
    const current = now[name] ?? [];
    if (String(old) !== String(current)) return { name, before: old.join(' '), now: current.join(' ') };
  }
  return null;
}

/** After the findings that are worse, before those that are only worth knowing. */
function insertWarning(findings: readonly ReportFinding[], warning: ReportFinding): ReportFinding[] {
  const first = findings.findIndex(({ severity }) => severity === 'info');
  const moved: MovedFinding[] = findings.map((finding, was) => ({ finding, was }));
  return moveCauses(moved.toSpliced(first < 0 ? moved.length : first, 0, { finding: warning, was: null }));
}

/**
 * Says what changed since the last send that was in order (`watch.drift`), where the domain is not in order any more.
 * `history` is the domain's, oldest first.
 */
export function withDrift(report: Report, history: readonly HistoryEntry[]): Report {
  if (!isTroubled(report)) return report;
  const lastSend = history.findLast(({ kind, esp }) => kind === 'send' && esp === report.esp);
  if (lastSend?.verdict !== 'pass') return report;
  const change = findChange(lastSend.answers, toHistoryEntry(report, report.esp, 'audit').answers);
  if (!change) return report;
  const drift: ReportFinding = {
    code: 'watch.drift',
    severity: 'warn',
    subject: change.name,
    params: {
      what: change.name,
      before: change.before,
      now: change.now,
      since: new Date(lastSend.at).toISOString(),
    },
    evidence: [],
    causedBy: null,
    fix: { records: [], note: note('undoChange') },
  };
  return { ...report, findings: insertWarning(report.findings, drift) };
}
