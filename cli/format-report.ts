import { findEspById } from '../lib/esp/registry.ts';
import type { RecordChange } from '../lib/fixes/fix.ts';
import { PROVIDER_IDS, type Report, type ReportFinding } from '../lib/report/report.ts';
import { toPlain } from './output.ts';
import { explainReportFinding } from '../lib/words/explain-finding.ts';
import { explainFixNote } from '../lib/words/fix-note.ts';
import { providerName, providerOutcome } from '../lib/words/provider-words.ts';
import type { Words } from '../lib/words/say.ts';
import { explainAlignment, explainVerdict } from '../lib/words/verdict.ts';

const row = (label: string, text: string): string => `  ${label.padEnd(22)}${toPlain(text)}`;

const toChange = (change: RecordChange, words: Words): string[] => [
  `     ${words.say(`request.${change.action}`).padEnd(10)}${toPlain(change.name)}  ${change.type}  ${toPlain(change.value)}`,
  ...(change.action === 'replace' ? [`     ${words.say('cli.instead').padEnd(10)}${toPlain(change.old)}`] : []),
];

function toFinding(report: Report, finding: ReportFinding, number: number, words: Words): string[] {
  const { title, why, clause } = explainReportFinding(report, finding, words);
  const { fix } = finding;
  const note = explainFixNote(report, finding, words);
  return [
    `${String(number).padStart(2)}. ${toPlain(title)}`,
    `    ${finding.severity}  ${finding.code}  ${toPlain(finding.subject)}${clause === null ? '' : ` (${clause})`}`,
    `    ${toPlain(why)}`,
    ...(fix === null ? [] : fix.records.flatMap((change) => toChange(change, words))),
    ...(note === null ? [] : [`    ${toPlain(note)}`]),
  ];
}

const alignmentOf = (aligned: boolean | null, words: Words): string => words.say(`cli.aligned.${aligned}`);

function toSigned({ legs }: Report, words: Words): string[] {
  const label = words.say('cli.signed-by');
  if (legs.dkim.length === 0) return [row(label, words.say('cli.no-key'))];
  return legs.dkim.map(({ domain, selector, key, bits, aligned }) => {
    if (key !== 'ok') return row(label, words.say('cli.bad-key', { domain, selector, key }));
    const params = { domain, selector, alignment: alignmentOf(aligned, words) };
    return row(label, bits === null ? words.say('cli.key', params) : words.say('cli.key-bits', { ...params, bits }));
  });
}

function toMailed({ legs: { spf }, alignment }: Report, words: Words): string {
  const isFailing = spf.aligned === true && alignment.spf === false;
  return row(
    words.say('cli.mailed-by'),
    words.say('cli.return-path', {
      domain: spf.domain,
      alignment: isFailing ? words.say('cli.aligned.failing') : alignmentOf(alignment.spf, words),
      basis: spf.basis,
    }),
  );
}

const toDmarc = ({ dmarc: { result, record, foundAt } }: Report, words: Words): string =>
  record === null
    ? words.say('cli.no-dmarc', { result })
    : words.say('cli.dmarc', { result, record, foundAt: foundAt ?? '' });

const toSpf = ({ spf: { result, lookups, voidLookups, record } }: Report, words: Words): string =>
  record === null
    ? words.say('cli.spf', { result, lookups, voidLookups })
    : words.say('cli.spf-record', { result, lookups, voidLookups, record });

function toSource({ queries, resolvers: { asked, confirmedBy } }: Report, words: Words): string {
  const source = words.say('cli.source', { ...queries, asked: asked.length === 0 ? null : asked.join(', ') });
  return confirmedBy === null ? source : `${source} ${words.say('cli.confirmed', { resolver: confirmedBy })}`;
}

/** The report as a person reads it in a terminal, in the language of the words. */
export function formatReport(report: Report, words: Words): string {
  const { title, why } = explainVerdict(report, words);
  const esp = report.esp === null ? null : findEspById(report.esp)?.sending.name;
  const findings = report.findings.flatMap((finding, index) => toFinding(report, finding, index + 1, words));
  const lines = [
    toPlain(esp ? words.say('cli.sent-with', { from: report.from, esp }) : report.from),
    '',
    `${words.say(`cli.verdict.${report.verdict}`)}: ${toPlain(title)}`,
    toPlain(why),
    '',
    row(words.say('cli.from'), report.from),
    ...toSigned(report, words),
    toMailed(report, words),
    `  ${toPlain(explainAlignment(report, words))}`,
    '',
    ...PROVIDER_IDS.map((id) => row(providerName(id, words), providerOutcome(report.providers[id], words))),
    '',
    row('DMARC', toDmarc(report, words)),
    row('SPF', toSpf(report, words)),
    row('MX', report.mx.hosts.length > 0 ? report.mx.hosts.join(', ') : report.mx.result),
    '',
    ...findings,
    ...(findings.length > 0 ? [''] : []),
    toPlain(toSource(report, words)),
  ];
  return `${lines.join('\n')}\n`;
}
