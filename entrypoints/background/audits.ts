import type { AuditInput } from '../../lib/audit/audit-input.ts';
import { findEspById } from '../../lib/esp/registry.ts';
import { completeValues, type ValueProblem } from '../../lib/fixes/complete-values.ts';
import type { Report } from '../../lib/report/report.ts';
import { parseSender } from '../../lib/domain/address.ts';
import { isAtOrBelow } from '../../lib/domain/domain-name.ts';
import { newRow } from '../../lib/domains/domain-row.ts';
import { withAudit, type DomainChange } from '../../lib/domains/snapshot.ts';
import { toDomainState } from '../../lib/esp-api/domain-state.ts';
import { organisationalDomain } from '../../lib/public-suffix/organisational-domain.ts';
import { currentWords } from '../../lib/browser/load-words.ts';
import { auditReport } from '../../lib/report/audit-report.ts';
import { addChanges } from '../../lib/storage/changes.ts';
import { withoutLocalParts } from '../../lib/domains/without-local-parts.ts';
import { changeDomains, writeLastReport } from '../../lib/storage/domains.ts';
import { addToHistory, readHistory } from '../../lib/storage/history.ts';
import { readAccounts } from '../../lib/storage/accounts.ts';
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
  /** Who asks. `list`: the list of domains itself. `nobody`: a private window, of which nothing outlives the session. */
  by: 'user' | 'page' | 'list' | 'nobody';
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

interface KnownOfEsp {
  input: AuditInput;
  /** What the ESP's API says is to be published; '' where it was not asked. */
  values: string;
}

/** With what a test message, the ESP's settings page or its API has shown of this sender. */
async function withKnown(input: AuditInput): Promise<KnownOfEsp> {
  const { esp } = input;
  if (esp === null || esp === 'none' || input.observed) return { input, values: '' };
  const sender = parseSender(input.from);
  if (!sender.ok) return { input, values: '' };
  const { domain } = sender.value;
  const [seen, accounts] = await Promise.all([readObservation(domain, esp), readAccounts()]);
  const account = accounts.find((one) => one.esp === esp);
  if (!account) return { input: { ...input, observed: seen }, values: '' };
  const organisation = organisationalDomain(domain);
  const isOfBrand = (name: string) => isAtOrBelow(name, organisation);
  const state = toDomainState(account.domains, isOfBrand, account.readAt ?? 0);
  const observed = seen?.source === 'message' ? seen : (state.observed ?? seen);
  return { input: { ...input, observed, confirmed: state.confirmed }, values: state.values };
}

/**
 * Keeps what an audit says of its domain in the list, and what changed there since the audit before. A domain that is
 * watched for one service is not judged by a look at another. Gives what changed.
 */
async function keepInList(report: Report, by: 'user' | 'page' | 'list'): Promise<DomainChange[]> {
  const { domain } = report;
  let found: DomainChange[] = [];
  let isKept = false;
  await changeDomains([domain], (known) => {
    if (known === null && by === 'list') return null;
    const row = known ?? newRow(domain, by === 'page' ? 'page' : 'user', report.at);
    if (row.watched && by !== 'list' && row.esp !== (report.esp ?? row.esp)) return null;
    const { row: audited, changes } = withAudit(row, report);
    found = changes;
    isKept = true;
    return by === 'page' ? audited : { ...audited, by: 'user' };
  });
  if (isKept) {
    await addChanges(found);
    await writeLastReport(domain, withoutLocalParts(report));
  }
  return found;
}

interface KeptAudit {
  report: Report;
  /** What changed at the domain since the audit before. */
  changes: DomainChange[];
  /** What a connected account says of the domain, as text; '' without one. */
  values: string;
}

/**
 * One audit, with what earlier messages and sends have shown, remembered for the next. Where the storage is full, the
 * verdict is shown all the same.
 */
export async function auditAndKeep(input: AuditInput, { fresh, by }: Omit<AuditPurpose, 'pasted'>): Promise<KeptAudit> {
  const [settings] = await Promise.all([readSettings(), cacheIsWarm]);
  const { reportAddress, rememberDomains } = settings;
  const known = await withKnown(input);
  const audited = await auditReport({ ...known.input, reportAddress, full: by === 'user' }, toolsFor(settings, fresh));
  const report = withDrift(audited, await readHistory(audited.domain));
  const entry = toHistoryEntry(report, input.esp, 'audit');
  const isKept = by !== 'nobody' && (by !== 'page' || rememberDomains);
  if (isKept && by !== 'list') await addToHistory(by === 'page' ? { ...entry, by } : entry).catch(() => undefined);
  const changes = isKept ? await keepInList(audited, by).catch(() => []) : [];
  await saveCache().catch(() => undefined);
  return { report, changes, values: known.values };
}

/** The same, with the words of the report in the reader's language. */
export async function auditAndRemember(
  input: AuditInput,
  { pasted, ...purpose }: AuditPurpose,
): Promise<ExplainedReport> {
  const { report, values } = await auditAndKeep(input, purpose);
  const account = input.account ?? null;
  const [own] = values ? withValues(report, account, values) : [report];
  const [complete, problems] = pasted ? withValues(own, account, pasted) : [own, []];
  return explainReport(complete, await currentWords(), problems);
}
