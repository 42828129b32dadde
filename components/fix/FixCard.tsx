import { useId, type ReactNode } from 'react';
import { isEnough, type FirstFix } from '../alignment/to-lineup.ts';
import type { ReportView } from '../report-view.ts';
import { Lane } from '../ui/Lane.tsx';
import { useWords } from '../words.tsx';
import styles from './FixCard.module.css';
import { ReportAddress, wantsReportAddress } from './ReportAddress.tsx';
import { After, Slips, useWhere, WhereToEnter } from './FixParts.tsx';

export const fixStyles = styles;

/** The number of a fix in its order; the first is filled. */
export const FixNumber = ({ number }: { number: number }) => (
  <span className={number === 1 ? styles.number : `${styles.number} ${styles.later}`} aria-hidden="true">
    {number}
  </span>
);

interface FixCardProps {
  view: ReportView;
  first: FirstFix;
  onReportAddress: (address: string) => void;
  /** What can be done with it: watch, send on. */
  children?: ReactNode;
}

/** "Fix this first": the one white card of the popup. */
export function FixCard({ view, first, onReportAddress, children }: FixCardProps) {
  const words = useWords().fix;
  const id = useId();
  const { finding, carrier } = first;
  const records = carrier.fix?.records ?? [];
  const { action, note } = view.explain(carrier);
  const where = useWhere(records, view.host);
  const body = (
    <Lane mark={<FixNumber number={1} />}>
      <h2 className={styles.kicker}>{words.first}</h2>
      <h3 className={styles.title} id={id}>
        {action}
      </h3>
      {records.length > 0 && <p className={styles.lead}>{where}</p>}
      {note && <p className={styles.lead}>{note}</p>}
      <Slips view={view} records={records} />
      <After finding={carrier} enough={isEnough(view.report)} />
      {wantsReportAddress(records) && <ReportAddress onSave={onReportAddress} />}
      <WhereToEnter view={view} finding={carrier} />
      {children}
    </Lane>
  );
  return (
    <section className={styles.card} aria-labelledby={id} data-finding={finding.code} data-severity={finding.severity}>
      {carrier === finding ? (
        body
      ) : (
        <div data-finding={carrier.code} data-severity={carrier.severity}>
          {body}
        </div>
      )}
    </section>
  );
}
