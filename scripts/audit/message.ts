import type { AuditTools } from '../../lib/audit/audit-input.ts';
import type { Report } from '../../lib/report/report.ts';
import type { Command } from './command.ts';

export async function auditMessage(
  _command: Command & { kind: 'message' },
  _tools: AuditTools,
): Promise<Report | string> {
  return 'no message';
}
