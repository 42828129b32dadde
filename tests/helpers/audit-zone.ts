/** A whole audit over a plain-object zone, through the real resolver and the real wire format. */
import type { AuditInput, AuditTools } from '../../lib/audit/audit-input.ts';
import { createDohResolver } from '../../lib/dns/doh.ts';
import type { FindingCode, Severity } from '../../lib/findings/finding.ts';
import { auditReport } from '../../lib/report/audit-report.ts';
import type { Report, ReportFinding } from '../../lib/report/report.ts';
import type { Zone } from './dns-zone.ts';
import { createZoneFetch, type LoggedQuestion } from './doh-server.ts';

export const FIRST = 'https://first.test/dns-query';
export const SECOND = 'https://second.test/dns-query';

export interface ZoneAudit extends Report {
  codes: FindingCode[];
  severityOf(code: FindingCode): Severity | null;
  find(code: FindingCode): ReportFinding | null;
  /** What was asked of the first resolver, and of the second. */
  logs: { first: LoggedQuestion[]; second: LoggedQuestion[] };
}

export interface ZoneOptions {
  /** What a second resolver sees. */
  second?: Zone;
  timeout?: number;
  now?: () => number;
}

export function toTools(zone: Zone, { second, timeout = 8000, now = Date.now }: ZoneOptions = {}) {
  const first = createZoneFetch(zone);
  const other = second === undefined ? null : createZoneFetch(second);
  const options = { timeout: Math.max(50, timeout / 2.5), now };
  const tools: AuditTools = {
    resolvers: [
      createDohResolver(FIRST, { ...options, fetch: first.fetch }),
      ...(other === null ? [] : [createDohResolver(SECOND, { ...options, fetch: other.fetch })]),
    ],
    timeout,
    now,
    randomLabel: () => 'nobody-has-this-label',
  };
  return { tools, logs: { first: first.log, second: other?.log ?? [] } };
}

/** `from` is a domain or an address. */
export async function auditZone(
  zone: Zone,
  input: Partial<AuditInput> & { from: string },
  options: ZoneOptions = {},
): Promise<ZoneAudit> {
  const { tools, logs } = toTools(zone, options);
  const report = await auditReport({ esp: 'mailchimp', full: true, ...input }, tools);
  const find = (code: FindingCode) => report.findings.find((finding) => finding.code === code) ?? null;
  return {
    ...report,
    logs,
    find,
    codes: report.findings.map(({ code }) => code),
    severityOf: (code) => find(code)?.severity ?? null,
  };
}
