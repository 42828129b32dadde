import type { RecordChange } from '../../lib/fixes/fix.ts';
import type { ReportFinding } from '../../lib/report/report.ts';
import type { HostView } from '../../lib/words/report-words.ts';
import type { ReportView } from '../report-view.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Mark } from '../ui/Mark.tsx';
import { useWords } from '../words.tsx';
import styles from './Fix.module.css';

/** "Add 2 records at GoDaddy". */
export function useWhere(records: readonly RecordChange[], host: HostView): string {
  const words = useWords().fix;
  const actions = new Set(records.map((record) => record.action));
  const [action] = actions;
  const kind = actions.size === 1 && action ? action : 'change';
  return words.where(kind, records.length, host.name);
}

/** "I've added them: check", by what is to be done with these records. */
export function usePublished(records: readonly RecordChange[]): string {
  const words = useWords().watch;
  if (records.length > 0 && records.every(({ action }) => action === 'remove')) return words.startRemoved;
  if (records.length > 0 && records.every(({ action }) => action === 'replace')) return words.startChanged;
  return records.length === 1 ? words.startOne : words.start;
}

/** How it is entered at this DNS host, step by step; null where there is nothing to enter. */
export function Steps({ view, finding }: { view: ReportView; finding: ReportFinding }) {
  const words = useWords().fix;
  const { esp } = view;
  const { steps } = view.explain(finding);
  if (steps.length === 0) return null;
  return (
    <>
      <ol className={styles.steps}>
        {steps.map(({ text, href }) => (
          <li key={text}>
            {href ? (
              <a href={href} target="_blank" rel="noreferrer">
                {text}
              </a>
            ) : (
              text
            )}
          </li>
        ))}
      </ol>
      {esp?.helpUrl && (
        <p className={styles.espHelp}>
          <a href={esp.helpUrl} target="_blank" rel="noreferrer">
            {words.espHelp(esp.name)}
          </a>
        </p>
      )}
    </>
  );
}

/** The same behind a line that opens. */
export function WhereToEnter({
  view,
  finding,
  open = false,
}: {
  view: ReportView;
  finding: ReportFinding;
  open?: boolean;
}) {
  const words = useWords().fix;
  const { name } = view.host;
  if (view.explain(finding).steps.length === 0) return null;
  return (
    <Disclosure summary={name ? words.whereToEnterAt(name) : words.whereToEnter} open={open} className={styles.more}>
      <Steps view={view} finding={finding} />
    </Disclosure>
  );
}

/** What the fix changes, said only where the report knows it. */
export function After({ finding, enough }: { finding: ReportFinding; enough: boolean }) {
  const words = useWords().fix;
  const lookups = finding.fix?.lookups;
  if (!enough && !lookups) return null;
  return (
    <p className={styles.after}>
      <Mark name="pass" tone="pass" size="m" />
      <span>
        {lookups && words.lookups(lookups.before, lookups.after)} {enough && words.enough}
      </span>
    </p>
  );
}
