import { isFromEsp } from '../../lib/fixes/placeholders.ts';
import type { ReportFinding } from '../../lib/report/report.ts';
import type { Watch } from '../../lib/watch/watched.ts';
import { Consequences, Expert } from '../findings/FindingList.tsx';
import { AskChoices, AskValues } from '../fix/AskUser.tsx';
import { FixNumber, fixStyles } from '../fix/FixNumber.tsx';
import { After, usePublished, useWhere, WhereToEnter } from '../fix/FixParts.tsx';
import { ReportAddress, wantsReportAddress } from '../fix/ReportAddress.tsx';
import { WatchPanel } from '../fix/WatchPanel.tsx';
import { RecordTable } from '../records/RecordTable.tsx';
import type { ReportView } from '../report-view.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { Lane } from '../ui/Lane.tsx';
import type { UserAnswers } from '../use-answers.ts';
import { useWords } from '../words.tsx';
import styles from './DomainReport.module.css';

export interface FixListProps {
  view: ReportView;
  fixes: readonly ReportFinding[];
  now: number;
  /** Of this domain; each fix shows its own. */
  watches: readonly Watch[];
  onWatch: (finding: ReportFinding) => void;
  onUnwatch: (watch: Watch) => void;
  onReportAddress: (address: string) => void;
  /** Null where the report cannot be completed by answers: a test message's. */
  answers: UserAnswers | null;
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
  const { watches, answers } = rest;
  const published = usePublished(records);
  const watch = watches.findLast((one) =>
    one.records.some(({ name }) => records.some((record) => record.name === name)),
  );
  const missing = records.filter(({ value }) => isFromEsp(value)).length;
  const valuesHref = view.esp && (view.esp.recordsUrl ?? view.esp.helpUrl);
  return (
    <li className={styles.fix} data-finding={finding.code} data-severity={finding.severity}>
      <Lane mark={<FixNumber number={number} />}>
        <h3>{action}</h3>
        <p>{why}</p>
        {note !== null && <p>{note}</p>}
        {answers && <AskChoices finding={finding} onDrop={answers.onDrop} />}
        {records.length > 0 && (
          <RecordTable
            view={view}
            records={records}
            zoneFile={zoneFile}
            copyText={copyText}
            watch={watch ?? null}
            lead={where}
          />
        )}
        {answers && <AskValues view={view} finding={finding} {...answers} />}
        <After finding={finding} enough={finding === view.first && view.plan.enough} />
        <Consequences view={view} finding={finding} />
        {wantsReportAddress(records) && <ReportAddress onSave={rest.onReportAddress} />}
        <WhereToEnter view={view} finding={finding} />
        <Expert view={view} finding={finding} />
        {watch && <WatchPanel watch={watch} now={rest.now} onStop={() => rest.onUnwatch(watch)} />}
        {records.length > 0 && !watch && (
          <div className={fixStyles.row}>
            {missing > 0 && view.esp && valuesHref ? (
              <ButtonLink kind={number === 1 ? 'main' : 'plain'} mark="open" href={valuesHref} target="_blank">
                {words.values.get(missing, view.esp.name)}
              </ButtonLink>
            ) : (
              <Button kind={number === 1 ? 'main' : 'plain'} mark="watch" onClick={() => rest.onWatch(finding)}>
                {published}
              </Button>
            )}
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
