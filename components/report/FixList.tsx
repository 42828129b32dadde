import type { ReportFinding } from '../../lib/report/report.ts';
import type { Watch } from '../../lib/watch/watched.ts';
import { Consequences, Expert } from '../findings/FindingList.tsx';
import { FixNumber, fixStyles } from '../fix/FixNumber.tsx';
import { After, useWhere, WhereToEnter } from '../fix/FixParts.tsx';
import { ReportAddress, wantsReportAddress } from '../fix/ReportAddress.tsx';
import { WatchPanel } from '../fix/WatchPanel.tsx';
import { RecordTable } from '../records/RecordTable.tsx';
import type { ReportView } from '../report-view.ts';
import { Button } from '../ui/Button.tsx';
import { Lane } from '../ui/Lane.tsx';
import { useWords } from '../words.tsx';
import styles from './DomainReport.module.css';

export interface FixListProps {
  view: ReportView;
  fixes: readonly ReportFinding[];
  now: number;
  watch: Watch | null;
  onWatch: (finding: ReportFinding) => void;
  onUnwatch: () => void;
  onReportAddress: (address: string) => void;
}

function Fix({
  view,
  finding,
  number,
  ...rest
}: Omit<FixListProps, 'fixes'> & {
  finding: ReportFinding;
  number: number;
}) {
  const words = useWords();
  const records = finding.fix?.records ?? [];
  const where = useWhere(records, view.host);
  const { action, why, note, zoneFile, copyText } = view.explain(finding);
  const { watch } = rest;
  const watched = watch?.records.some(({ name }) => records.some((record) => record.name === name)) ?? false;
  return (
    <li className={styles.fix} data-finding={finding.code} data-severity={finding.severity}>
      <Lane mark={<FixNumber number={number} />}>
        <h3>{action}</h3>
        <p>{why}</p>
        {note !== null && <p>{note}</p>}
        {records.length > 0 && (
          <RecordTable
            view={view}
            records={records}
            zoneFile={zoneFile}
            copyText={copyText}
            watch={watched ? watch : null}
            lead={where}
          />
        )}
        <After finding={finding} enough={finding === view.first && view.plan.enough} />
        <Consequences view={view} finding={finding} />
        {wantsReportAddress(records) && <ReportAddress onSave={rest.onReportAddress} />}
        <WhereToEnter view={view} finding={finding} />
        <Expert view={view} finding={finding} />
        {watch && watched && <WatchPanel watch={watch} now={rest.now} onStop={rest.onUnwatch} />}
        {records.length > 0 && !watched && (
          <div className={fixStyles.row}>
            <Button kind={number === 1 ? 'main' : 'plain'} mark="watch" onClick={() => rest.onWatch(finding)}>
              {words.watch.start}
            </Button>
          </div>
        )}
      </Lane>
    </li>
  );
}

/** The findings to fix, in order: each cause once, where its records are. */
export function toFixes({ report, first }: ReportView): ReportFinding[] {
  const own = report.findings.filter(
    ({ severity, fix, causedBy }) =>
      (severity === 'fail' || severity === 'warn') && fix !== null && (causedBy === null || fix.records.length > 0),
  );
  return first ? [first, ...own.filter((finding) => finding !== first)] : own;
}

/** What to do, in this order, each with its records. */
export const FixList = ({ fixes, ...rest }: FixListProps) => (
  <ol className={styles.fixes}>
    {fixes.map((finding, index) => (
      <Fix key={`${finding.code} ${finding.subject}`} {...rest} finding={finding} number={index + 1} />
    ))}
  </ol>
);
