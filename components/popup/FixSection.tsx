import type { ReportFinding } from '../../lib/report/report.ts';
import { AskChoices, AskValues } from '../fix/AskUser.tsx';
import { Steps, WhereToEnter, useWhere } from '../fix/FixParts.tsx';
import { RecordTable } from '../records/RecordTable.tsx';
import { textStyles } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import styles from './Popup.module.css';
import type { ReadyProps } from './Ready.tsx';

/** The first fix: what to do, and all its records in one table. */
export function FixSection({
  view,
  finding,
  watch,
  place,
  pasted,
  onValues,
  onDrop,
}: Pick<ReadyProps, 'view' | 'watch' | 'place' | 'pasted' | 'onValues' | 'onDrop'> & { finding: ReportFinding }) {
  const words = useWords().fix;
  const records = finding.fix?.records ?? [];
  const where = useWhere(records, view.host);
  const { action, note, zoneFile, copyText } = view.explain(finding);
  const [top] = view.report.findings;
  const section = (
    <section className={styles.part} data-finding={finding.code} data-severity={finding.severity}>
      <h2 className={styles.heading}>{words.title(action)}</h2>
      {note && <p className={textStyles.small}>{note}</p>}
      <AskChoices finding={finding} onDrop={onDrop} />
      {records.length > 0 && (
        <RecordTable
          view={view}
          records={records}
          zoneFile={zoneFile}
          copyText={copyText}
          watch={watch}
          lead={where}
          steps={place === 'popup' && <Steps view={view} finding={finding} />}
          bounded={place === 'popup'}
        />
      )}
      <AskValues view={view} finding={finding} pasted={pasted} onValues={onValues} />
      {place === 'panel' && <WhereToEnter view={view} finding={finding} open />}
    </section>
  );
  // The finding that comes first is this one, or follows from it.
  if (!top || top === finding) return section;
  return (
    <div data-finding={top.code} data-severity={top.severity}>
      {section}
    </div>
  );
}
