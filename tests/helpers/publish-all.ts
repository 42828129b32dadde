import type { AuditInput } from '../../lib/audit/audit-input.ts';
import type { RecordChange } from '../../lib/fixes/fix.ts';
import type { Verdict } from '../../lib/report/report.ts';
import { applyFix } from './apply-fix.ts';
import type { ZoneAudit } from './audit-zone.ts';
import type { Zone } from './dns-zone.ts';
import { actionable, auditAnswered } from './mend-all.ts';

const VERDICTS: readonly Verdict[] = ['pass', 'warn', 'unknown', 'fail'];

/** Two values that a report proposes in the place of one record; none where each record has one. */
function contradictions({ findings }: ZoneAudit): string[] {
  const values = new Map<string, Set<string>>();
  for (const change of findings.flatMap(({ fix }) => fix?.records ?? [])) {
    if (change.action !== 'replace') continue;
    const key = `${change.name} ${change.type} ${change.old}`;
    values.set(key, (values.get(key) ?? new Set()).add(change.value));
  }
  return [...values].flatMap(([key, proposed]) => (proposed.size > 1 ? [`${key}: ${[...proposed].join(' | ')}`] : []));
}

const keyOf = ({ action, name, type, value }: RecordChange): string => JSON.stringify([action, name, type, value]);

/**
 * Publishes the records of every red and amber finding at once, and audits again. `faults`: how that breaks the law that
 * nothing gets worse, no red finding with records stays red, and one record has one proposed value.
 */
export async function publishAll(
  zone: Zone,
  input: Partial<AuditInput> & { from: string },
  fill: (change: RecordChange) => string,
): Promise<{ before: ZoneAudit; after: ZoneAudit; faults: string[] }> {
  const before = await auditAnswered(zone, input);
  const all = actionable(before).flatMap(({ fix }) => fix?.records ?? []);
  const changes = all.filter((change, index) => all.findIndex((other) => keyOf(other) === keyOf(change)) === index);
  const after = await auditAnswered(applyFix(zone, changes, fill), input);
  const faults = contradictions(before);
  if (VERDICTS.indexOf(after.verdict) > VERDICTS.indexOf(before.verdict)) {
    faults.push(`${before.verdict} became ${after.verdict}: ${after.codes.join(' ')}`);
  }
  for (const { code, fix } of before.findings.filter(({ severity }) => severity === 'fail')) {
    const isLeft = (fix?.records.length ?? 0) > 0 && after.severityOf(code) === 'fail';
    if (isLeft) faults.push(`${code} is still red`);
  }
  return { before, after, faults };
}
