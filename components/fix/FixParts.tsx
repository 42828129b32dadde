import type { RecordChange } from '../../lib/fixes/fix.ts';
import type { ReportFinding } from '../../lib/report/report.ts';
import type { EspView, HostView } from '../../lib/words/report-words.ts';
import type { ReportView } from '../report-view.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Mark } from '../ui/Mark.tsx';
import { useWords } from '../words.tsx';
import styles from './FixCard.module.css';
import { RecordSlip } from './RecordSlip.tsx';

/** Where a value stands that only the service knows, with a link where its address is known. */
function BlankHint({ esp, value }: { esp: EspView | null; value: string }) {
  const words = useWords().fix;
  if (!esp) return null;
  const text = words.onlyEspKnows(esp.name, value.includes(esp.recordsPath) ? null : esp.recordsPath);
  if (!esp.recordsUrl) return text;
  return (
    <>
      {text}{' '}
      <a href={esp.recordsUrl} target="_blank" rel="noreferrer">
        {words.openInEsp(esp.name)}
      </a>
    </>
  );
}

const keyOf = (change: RecordChange) => `${change.action} ${change.name} ${change.type} ${change.value}`;

/** The records of one fix, in order. */
export function Slips({ view, records }: { view: ReportView; records: readonly RecordChange[] }) {
  return (
    <div className={styles.slips}>
      {records.map((change, index) => (
        <RecordSlip
          key={keyOf(change)}
          change={change}
          entry={view.toEntry(change)}
          number={index + 1}
          of={records.length}
          blankHint={<BlankHint esp={view.esp} value={change.value} />}
        />
      ))}
    </div>
  );
}

/** "Add two records at GoDaddy, your DNS host." */
export function useWhere(records: readonly RecordChange[], host: HostView): string {
  const words = useWords().fix;
  const actions = new Set(records.map((record) => record.action));
  const [action] = actions;
  const kind = actions.size === 1 && action ? action : 'change';
  return words.where(kind, records.length, host.name);
}

/** How it is entered at this DNS host, step by step. */
export function WhereToEnter({ view, finding }: { view: ReportView; finding: ReportFinding }) {
  const words = useWords().fix;
  const { host, esp } = view;
  const { steps } = view.explain(finding);
  if (steps.length === 0) return null;
  return (
    <Disclosure summary={host.name ? words.whereToEnterAt(host.name) : words.whereToEnter} className={styles.more}>
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
