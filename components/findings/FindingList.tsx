import { useState, type ReactNode } from 'react';
import type { FindingCode, Severity } from '../../lib/findings/finding.ts';
import type { ReportFinding } from '../../lib/report/report.ts';
import { Slips, useWhere } from '../fix/FixParts.tsx';
import type { ReportView } from '../report-view.ts';
import { toHash } from '../route.ts';
import { LinkButton } from '../ui/Button.tsx';
import { Chevron, Disclosure } from '../ui/Disclosure.tsx';
import { besideLane, Lane } from '../ui/Lane.tsx';
import { Mark, type MarkName, type Tone } from '../ui/Mark.tsx';
import { textStyles } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import { Answers } from './Answers.tsx';
import styles from './FindingList.module.css';

const SHOWN_AT_FIRST = 6;

export const SIGNS = {
  fail: ['fail', 'fail'],
  unknown: ['unknown', 'unknown'],
  warn: ['warn', 'warn'],
  info: ['info', 'quiet'],
} as const satisfies Record<Severity, [MarkName, Tone]>;

export function SeverityMark({ severity, size = 'm' }: { severity: Severity; size?: 's' | 'm' | 'n' }) {
  const words = useWords().severity;
  const [name, tone] = SIGNS[severity];
  return <Mark name={name} tone={tone} size={size} label={words[severity]} />;
}

/** The entry of the glossary that explains an area of findings, and how it is called. */
export const TERMS: Record<string, [id: string, name: string]> = {
  spf: ['spf', 'SPF'],
  dkim: ['dkim', 'DKIM'],
  esp: ['dkim', 'DKIM'],
  dmarc: ['dmarc', 'DMARC'],
  align: ['alignment', 'alignment'],
  mx: ['mx', 'MX'],
  dns: ['dns', 'DNS'],
  'return-path': ['return-path', 'return-path'],
  bimi: ['bimi', 'BIMI'],
  'mta-sts': ['mta-sts', 'MTA-STS'],
  'tls-rpt': ['mta-sts', 'TLS-RPT'],
};

/** The second level: exact terms, the clause, and the answers it rests on. */
export function Expert({ view, finding }: { view: ReportView; finding: ReportFinding }) {
  const words = useWords().finding;
  const { expert, clause } = view.explain(finding);
  const term = TERMS[finding.code.split('.')[0] ?? ''];
  return (
    <Disclosure summary={words.exactly}>
      <div className={styles.expert}>
        <p>
          {expert} {clause && <span className={textStyles.quiet}>{clause}</span>}
        </p>
        <p className={textStyles.quiet}>
          <code>{finding.code}</code> {finding.subject && words.about(finding.subject)}
        </p>
        {finding.evidence.length > 0 && <Answers evidence={finding.evidence} />}
        {term && (
          <p>
            <a href={`/report.html${toHash({ page: 'glossary', term: term[0] })}`} target="_blank" rel="opener">
              {words.learn(term[1])}
            </a>
          </p>
        )}
      </div>
    </Disclosure>
  );
}

function Mending({
  view,
  finding,
  mendedBy,
}: {
  view: ReportView;
  finding: ReportFinding;
  mendedBy: FindingCode | null;
}) {
  const words = useWords().finding;
  const records = finding.fix?.records ?? [];
  const { note } = view.explain(finding);
  const where = useWhere(records, view.host);
  const cause = finding.causedBy === null ? undefined : view.report.findings[finding.causedBy];
  const carried = cause !== undefined && cause.code === mendedBy;
  if (carried && records.length === 0) return <p className={textStyles.quiet}>{words.mendedByFirst}</p>;
  return (
    <>
      {note !== null && <p>{note}</p>}
      {records.length > 0 && (
        <div>
          <p>
            <strong>{view.explain(finding).action}.</strong> {where}
          </p>
          <Slips view={view} records={records} />
        </div>
      )}
    </>
  );
}

interface FindingRowProps {
  view: ReportView;
  finding: ReportFinding;
  mendedBy: FindingCode | null;
  /** What can be done with it beside mending: accept it. */
  more?: ReactNode;
}

export function FindingRow({ view, finding, mendedBy, more }: FindingRowProps) {
  const { title, why } = view.explain(finding);
  return (
    <details className={styles.finding} data-finding={finding.code} data-severity={finding.severity}>
      <Lane as="summary" mark={<SeverityMark severity={finding.severity} />}>
        <span className={styles.title}>
          <span>{title}</span>
          <Chevron tone="quiet" />
        </span>
      </Lane>
      <div className={`${styles.body} ${besideLane}`}>
        <p>{why}</p>
        <Mending view={view} finding={finding} mendedBy={mendedBy} />
        {more}
        <Expert view={view} finding={finding} />
      </div>
    </details>
  );
}

interface FindingListProps {
  view: ReportView;
  findings: readonly ReportFinding[];
  /** The code whose fix stands above this list. */
  mendedBy: FindingCode | null;
  moreOf?: (finding: ReportFinding) => ReactNode;
}

/** Findings, closed, one line each; at most six and then the rest on demand. */
export function FindingList({ view, findings, mendedBy, moreOf }: FindingListProps) {
  const words = useWords().finding;
  const [all, setAll] = useState(false);
  const shown = all ? findings.length : SHOWN_AT_FIRST;
  return (
    <div className={styles.list}>
      {findings.map((finding, index) => (
        <div key={`${finding.code} ${finding.subject} ${index}`} hidden={index >= shown}>
          <FindingRow view={view} finding={finding} mendedBy={mendedBy} more={moreOf?.(finding)} />
        </div>
      ))}
      {findings.length > shown && (
        <div className={`${styles.moreRow} ${besideLane}`}>
          <LinkButton onClick={() => setAll(true)}>{words.showMore(findings.length - shown)}</LinkButton>
        </div>
      )}
    </div>
  );
}
