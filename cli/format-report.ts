import { findEspById } from '../lib/esp/registry.ts';
import type { RecordChange } from '../lib/fixes/fix.ts';
import { PROVIDER_IDS, type Report, type ReportFinding } from '../lib/report/report.ts';
import { toPlain } from './output.ts';
import { explainReportFinding } from '../lib/words/en/explain-report.ts';
import { explainAlignment, explainVerdict, providerNames, providerVerdicts } from '../lib/words/en/verdict.ts';

const VERDICTS: Record<Report['verdict'], string> = { pass: 'OK', warn: 'WARN', fail: 'FAIL', unknown: 'UNKNOWN' };

const row = (label: string, text: string): string => `  ${label.padEnd(14)}${toPlain(text)}`;

const toChange = (change: RecordChange): string[] => [
  `     ${change.action.padEnd(8)}${toPlain(change.name)}  ${change.type}  ${toPlain(change.value)}`,
  ...(change.action === 'replace' ? [`     ${'instead'.padEnd(8)}${toPlain(change.old)}`] : []),
];

function toFinding(report: Report, finding: ReportFinding, number: number): string[] {
  const words = explainReportFinding(report, finding);
  const clause = words.clause === null ? '' : ` (${words.clause})`;
  const fix = finding.fix;
  return [
    `${String(number).padStart(2)}. ${toPlain(words.title)}`,
    `    ${finding.severity}  ${finding.code}  ${toPlain(finding.subject)}${clause}`,
    `    ${toPlain(words.why)}`,
    ...(fix === null ? [] : fix.records.flatMap(toChange)),
    ...(fix?.note ? [`    ${toPlain(fix.note)}`] : []),
  ];
}

function toSignatures({ legs }: Report): string[] {
  if (legs.dkim.length === 0) return [row('Signed by', 'no key is known')];
  return legs.dkim.map(({ domain, selector, key, bits, aligned }) => {
    const alignment = aligned === null ? ', not known whether it aligns' : aligned ? ', aligns' : ', does not align';
    const size = bits === null ? '' : `, ${bits} bits`;
    return row('Signed by', `${domain} (${selector}): key ${key}${size}${key === 'ok' ? alignment : ''}`);
  });
}

function toReturnPath({ legs: { spf }, alignment }: Report): string {
  const unaligned = spf.aligned === true ? 'matches, but SPF does not pass' : 'does not align';
  const state = alignment.spf === null ? 'not known whether it aligns' : alignment.spf ? 'aligns' : unaligned;
  return row('Mailed by', `${spf.domain ?? 'not known'}: ${state} (${spf.basis})`);
}

const toDmarc = ({ dmarc }: Report): string =>
  dmarc.record === null
    ? `${dmarc.result}, no record applies`
    : `${dmarc.result}, at ${dmarc.foundAt}: ${dmarc.record}`;

const toSpf = ({ spf }: Report): string =>
  `${spf.result}, ${spf.lookups} of 10 lookups, ${spf.voidLookups} void${spf.record === null ? '' : `: ${spf.record}`}`;

function toSource({ queries, resolvers }: Report): string {
  const asked = resolvers.asked.length === 0 ? 'nobody answered' : `answered by ${resolvers.asked.join(', ')}`;
  const confirmed = resolvers.confirmedBy === null ? '' : `; what is red was confirmed by ${resolvers.confirmedBy}`;
  return `${queries.sent} questions in ${queries.rounds} rounds, ${queries.ms} ms; ${asked}${confirmed}.`;
}

/** The report as a person reads it in a terminal. */
export function formatReport(report: Report): string {
  const { title, why } = explainVerdict(report);
  const esp = report.esp === null ? null : findEspById(report.esp)?.sending.name;
  const findings = report.findings.flatMap((finding, index) => toFinding(report, finding, index + 1));
  const lines = [
    toPlain(esp ? `${report.from}, sent with ${esp}` : report.from),
    '',
    `${VERDICTS[report.verdict]}: ${toPlain(title)}`,
    toPlain(why),
    '',
    row('Readers see', report.from),
    ...toSignatures(report),
    toReturnPath(report),
    `  ${toPlain(explainAlignment(report))}`,
    '',
    ...PROVIDER_IDS.map((id) => row(providerNames[id], providerVerdicts[report.providers[id]])),
    '',
    row('DMARC', toDmarc(report)),
    row('SPF', toSpf(report)),
    row('MX', report.mx.hosts.length > 0 ? report.mx.hosts.join(', ') : report.mx.result),
    '',
    ...findings,
    ...(findings.length > 0 ? [''] : []),
    toPlain(toSource(report)),
  ];
  return `${lines.join('\n')}\n`;
}
