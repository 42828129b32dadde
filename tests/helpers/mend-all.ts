import type { AuditInput } from '../../lib/audit/audit-input.ts';
import type { RecordChange } from '../../lib/fixes/fix.ts';
import type { ReportFinding } from '../../lib/report/report.ts';
import { applyFix } from './apply-fix.ts';
import { auditZone, type ZoneAudit } from './audit-zone.ts';
import type { Zone } from './dns-zone.ts';

const MOST_STEPS = 16;

export const actionable = (report: ZoneAudit): ReportFinding[] =>
  report.findings.filter(({ severity }) => severity === 'fail' || severity === 'warn');

export const carries = ({ fix }: ReportFinding): boolean => fix !== null && fix.records.length > 0;

/**
 * Publishes the first fix, audits again, and so on, until no finding that asks for something carries records any more.
 * `told` is what each audit found. Throws where that takes no end, or a change cannot be made as it stands.
 */
export async function mendAll(
  zone: Zone,
  input: Partial<AuditInput> & { from: string },
  fill: (change: RecordChange) => string,
): Promise<{ report: ZoneAudit; told: string[] }> {
  let current = zone;
  const told: string[] = [];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    // Each audit judges what the fix before it has left.
    // oxlint-disable-next-line no-await-in-loop
    const report = await auditZone(current, input);
    const codes = actionable(report).map(({ code }) => code);
    told.push(`${report.verdict}: ${codes.join(' ')}`);
    const fix = actionable(report).find(carries)?.fix ?? null;
    if (fix === null) return { report, told };
    current = applyFix(current, fix.records, fill);
  }
  throw new Error(`no end:\n${told.join('\n')}`);
}
