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

/** Audits as a user does who answers each choice: the service named first no longer sends, until nothing is left to choose. */
export async function auditAnswered(zone: Zone, input: Partial<AuditInput> & { from: string }): Promise<ZoneAudit> {
  const drop: string[] = [];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    // Each answer depends on the one before it.
    // oxlint-disable-next-line no-await-in-loop
    const report = await auditZone(zone, { ...input, drop });
    const [choice] = report.findings.flatMap(({ fix }) => fix?.choices ?? []);
    if (choice === undefined) return report;
    if (drop.includes(choice.term)) throw new Error(`${choice.term} is asked about again`);
    drop.push(choice.term);
  }
  throw new Error(`no end of questions: ${drop.join(' ')}`);
}

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
    const report = await auditAnswered(current, input);
    const codes = actionable(report).map(({ code }) => code);
    told.push(`${report.verdict}: ${codes.join(' ')}`);
    const fix = actionable(report).find(carries)?.fix ?? null;
    if (fix === null) return { report, told };
    current = applyFix(current, fix.records, fill);
  }
  throw new Error(`no end:\n${told.join('\n')}`);
}
