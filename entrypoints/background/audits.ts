import type { AuditInput } from '../../lib/audit/audit-input.ts';
import { findEspById } from '../../lib/esp/registry.ts';
import { completeValues, type ValueProblem } from '../../lib/fixes/complete-values.ts';
import type { Report } from '../../lib/report/report.ts';
import { parseSender } from '../../lib/domain/address.ts';
import { currentWords } from '../../lib/browser/load-words.ts';
import { auditReport } from '../../lib/report/audit-report.ts';
import { addToHistory, readHistory } from '../../lib/storage/history.ts';
import { readObservation } from '../../lib/storage/observations.ts';
import { readSettings } from '../../lib/storage/settings.ts';
import { explainReport, type ExplainedReport } from '../../lib/words/report-words.ts';
import { withDrift } from '../../lib/watch/drift.ts';
import { toHistoryEntry } from '../../lib/watch/history-entry.ts';
import { cacheIsWarm, saveCache } from './resolvers.ts';
import { toolsFor } from './tools.ts';

export interface AuditPurpose {
  /** Past every cache. */
  fresh: boolean;
  /** Whose domains the history keeps; `nobody`: a private window, of which nothing outlives the session. */
  by: 'user' | 'page' | 'nobody';
  /** Copied out of the ESP's page: the values in it complete the records. */
  pasted?: string | undefined;
}

/** The report with the values that only the ESP knows, as far as they are in the text, and why not where they are not. */
function withValues(report: Report, account: string | null, pasted: string): [Report, ValueProblem[]] {
  const sending = (report.esp && findEspById(report.esp)?.sending) || null;
  const context = { sending, domain: report.domain, account };
  const completed = report.findings.map(({ fix }) => fix && completeValues(fix.records, pasted, context));
  const findings = report.findings.map((finding, index) =>
    finding.fix ? { ...finding, fix: { ...finding.fix, records: completed[index]?.records ?? [] } } : finding,
  );
  return [{ ...report, findings }, completed.flatMap((one) => one?.problems ?? [])];
}

async function withObservation(input: AuditInput): Promise<AuditInput> {
  if (input.esp === null || input.esp === 'none' || input.observed) return input;
  const sender = parseSender(input.from);
  if (!sender.ok) return input;
  return { ...input, observed: await readObservation(sender.value.domain, input.esp) };
}

/** One audit, with what earlier messages and sends have shown, remembered for the next. */
export async function auditAndRemember(
  input: AuditInput,
  { fresh, by, pasted }: AuditPurpose,
): Promise<ExplainedReport> {
  const [settings] = await Promise.all([readSettings(), cacheIsWarm]);
  const { reportAddress } = settings;
  const report = await auditReport(
    { ...(await withObservation(input)), reportAddress, full: by === 'user' },
    toolsFor(settings, fresh),
  );
  const withHistory = withDrift(report, await readHistory(report.domain));
  // Where the storage is full, the verdict is shown all the same.
  const entry = toHistoryEntry(withHistory, input.esp, 'audit');
  if (by !== 'nobody') await addToHistory(by === 'page' ? { ...entry, by } : entry).catch(() => undefined);
  await saveCache().catch(() => undefined);
  const [complete, problems] = pasted ? withValues(withHistory, input.account ?? null, pasted) : [withHistory, []];
  return explainReport(complete, await currentWords(), problems);
}
