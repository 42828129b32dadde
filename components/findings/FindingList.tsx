import { useState, type ReactNode } from 'react';
import type { Severity } from '../../lib/findings/finding.ts';
import type { ReportFinding } from '../../lib/report/report.ts';
import { useWhere } from '../fix/FixParts.tsx';
import { RecordTable } from '../records/RecordTable.tsx';
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

/** The second level: exact terms, the clause, and the answers it's based on. */
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

function Fixing({ view, finding }: { view: ReportView; finding: ReportFinding }) {
  const records = finding.fix?.records ?? [];
  const where = useWhere(records, view.host);
  const { action, note, zoneFile, copyText } = view.explain(finding);
  return (
    <>
      {note !== null && <p>{note}</p>}
      {records.length > 0 && (
        <div>
          <p>
            <strong>{action}</strong>
          </p>
          <RecordTable
            view={view}
            records={records}
            zoneFile={zoneFile}
            copyText={copyText}
            watch={null}
            lead={where}
          />
        </div>
      )}
    </>
  );
}

/** What follows from this finding, and goes with it. */
export function Consequences({ view, finding }: { view: ReportView; finding: ReportFinding }) {
  const words = useWords().finding;
  const { findings } = view.report;
  const index = findings.indexOf(finding);
  const caused = findings.filter(({ causedBy }) => causedBy === index);
  if (caused.length === 0) return null;
  return (
    <div>
      <p>
        <strong>{words.alsoFixed}</strong>
      </p>
      <ul>
        {caused.map((one) => (
          <li key={`${one.code} ${one.subject}`} data-finding={one.code} data-severity={one.severity}>
            {view.explain(one).title}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FindingRowProps {
  view: ReportView;
  finding: ReportFinding;
  /** What can be done with it besides fixing: accept it. */
  more?: ReactNode;
}

export function FindingRow({ view, finding, more }: FindingRowProps) {
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
        <Fixing view={view} finding={finding} />
        <Consequences view={view} finding={finding} />
        {more}
        <Expert view={view} finding={finding} />
      </div>
    </details>
  );
}

interface FindingListProps {
  view: ReportView;
  findings: readonly ReportFinding[];
  moreOf?: (finding: ReportFinding) => ReactNode;
}

/** Findings, closed, one line each; at most six and then the rest on demand. */
export function FindingList({ view, findings, moreOf }: FindingListProps) {
  const words = useWords().finding;
  const [all, setAll] = useState(false);
  const shown = all ? findings.length : SHOWN_AT_FIRST;
  return (
    <div className={styles.list}>
      {findings.map((finding, index) => (
        <div key={`${finding.code} ${finding.subject} ${index}`} hidden={index >= shown}>
          <FindingRow view={view} finding={finding} more={moreOf?.(finding)} />
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
