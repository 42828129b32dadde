import type { ReactNode } from 'react';
import type { RecordChange } from '../../lib/fixes/fix.ts';
import { hasPlaceholder, isShownBy, PLACEHOLDER } from '../../lib/fixes/placeholders.ts';
import type { Watch } from '../../lib/watch/watched.ts';
import type { EntryWords, EspView } from '../../lib/words/report-words.ts';
import type { ReportView } from '../report-view.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { IconButton, LinkButton } from '../ui/Button.tsx';
import { Mark, type MarkName, type Tone } from '../ui/Mark.tsx';
import { Breakable, Hidden } from '../ui/Text.tsx';
import { useCopied } from '../ui/use-copied.ts';
import { useWords } from '../words.tsx';
import styles from './RecordTable.module.css';
import { toRecordSeen, type RecordSeen } from './record-state.ts';

/** A value longer than about two lines of the popup takes the whole width of its record. */
const LONG = 64;

const PARTS = new RegExp(`(${PLACEHOLDER.source})`, 'u');

/** A value with its placeholders in words. */
function Value({ text, esp }: { text: string; esp: EspView | null }) {
  const words = useWords().records;
  return text.split(PARTS).map((part, index) =>
    PLACEHOLDER.test(part) ? (
      // The parts of one text have no identity but their place.
      // oxlint-disable-next-line react/no-array-index-key
      <em key={index}>
        {esp && isShownBy(part, esp.name) ? words.placeholder(esp.name, esp.recordsPath) : part.slice(1, -1)}
      </em>
    ) : (
      // oxlint-disable-next-line react/no-array-index-key
      <Breakable key={index} text={part} />
    ),
  );
}

/** Copies one cell; says so in its place. */
function CopyCell({ text, label }: { text: string; label: string }) {
  const words = useWords().records;
  const [state, copy] = useCopied();
  return (
    <span className={styles.copy} data-copied={state === 'idle' ? undefined : state}>
      <IconButton
        mark={state === 'copied' ? 'tick' : state === 'refused' ? 'cross' : 'copy'}
        label={label}
        onClick={() => copy(text)}
      />
      <output>
        {state === 'idle' ? null : <Hidden>{state === 'copied' ? words.copied : words.copyRefused}</Hidden>}
      </output>
    </span>
  );
}

type Shown = 'todo' | 'part' | 'done' | 'wrong' | 'unknown';

const CHIPS: Record<Shown, [MarkName, Tone]> = {
  todo: ['ring', 'unknown'],
  part: ['half', 'unknown'],
  done: ['pass', 'pass'],
  wrong: ['fail', 'fail'],
  unknown: ['unknown', 'unknown'],
};

function toShown({ action }: RecordChange, seen: RecordSeen | null): Shown {
  if (seen === null) return 'todo';
  if (seen.state === 'wrong' || seen.state === 'unknown') return seen.state;
  if ((seen.state === 'absent') === (action === 'remove')) return 'done';
  return seen.done > 0 ? 'part' : 'todo';
}

/** Not there, live at some resolvers, live, wrong: a shape and a word. */
function Chip({ change, seen }: { change: RecordChange; seen: RecordSeen | null }) {
  const words = useWords().records;
  const shown = toShown(change, seen);
  const [mark, tone] = CHIPS[shown];
  const text =
    shown === 'part' && seen ? words.doneAt(change.action, seen.done, seen.asked) : words.state(change.action, shown);
  return (
    <span className={styles.chip} data-tone={tone} title={text}>
      <Mark name={mark} tone={tone} size="s" />
      <span>{text}</span>
    </span>
  );
}

interface RowProps {
  change: RecordChange;
  /** As this DNS host wants it; the record itself where the host is not known. */
  entry: EntryWords;
  /** 1 and up. */
  number: number;
  seen: RecordSeen | null;
  esp: EspView | null;
  /** Several kinds of change are in the table, so each says its own. */
  mixed: boolean;
}

function Row({ change, entry, number, seen, esp, mixed }: RowProps) {
  const all = useWords();
  const words = all.records;
  const open = hasPlaceholder(change.value);
  const differs = entry.value !== change.value || open;
  const notes: ReactNode[] = [
    seen?.wrong && (
      <span className={styles.wrong} key="wrong">
        {all.watch.fault(seen.wrong.fault ?? 'other')}{' '}
        {seen.wrong.found.map((found) => (
          <mark key={found}>{found}</mark>
        ))}
      </span>
    ),
    entry.hint && <span key="hint">{entry.hint}</span>,
  ].filter(Boolean);
  return (
    <tr
      className={styles.record}
      data-record-name={change.name}
      data-record-type={change.type}
      data-record-action={change.action}
      data-record-state={seen?.state}
      data-long={entry.value.length > LONG || undefined}
    >
      <td className={styles.name}>
        <span className={styles.label} aria-hidden="true">
          {words.name}
        </span>
        <code>
          <Breakable text={entry.name} />
        </code>
        <CopyCell text={entry.name} label={words.copyName(number)} />
      </td>
      <td className={styles.type}>
        <code>{change.type}</code>
        <CopyCell text={change.type} label={words.copyType(number)} />
      </td>
      <td className={styles.value}>
        <span className={styles.label} aria-hidden="true">
          {words.value}
        </span>
        <div className={styles.text}>
          {entry.priority !== null && (
            <span className={styles.priority}>
              {words.priority} <code>{entry.priority}</code>
            </span>
          )}
          {differs ? (
            <>
              <code>
                <Value text={entry.value} esp={esp} />
              </code>
              <span hidden data-record-value>
                {change.value}
              </span>
            </>
          ) : (
            <code data-record-value>
              <Breakable text={change.value} />
            </code>
          )}
          {change.action === 'replace' && (
            <Disclosure summary={words.replaces} className={styles.old}>
              <code>
                <del>{change.old}</del>
              </code>
            </Disclosure>
          )}
          {notes.length > 0 && <div className={styles.notes}>{notes}</div>}
        </div>
        {!open && <CopyCell text={entry.value} label={words.copyValue(number)} />}
      </td>
      <td className={styles.state}>
        {mixed && <span className={styles.action}>{words.action[change.action]}</span>}
        <Chip change={change} seen={seen} />
      </td>
    </tr>
  );
}

const keyOf = (change: RecordChange) => `${change.action} ${change.name} ${change.type} ${change.value}`;

function CopyLink({ text, label, primary }: { text: string; label: string; primary: boolean }) {
  const words = useWords().records;
  const [state, copy] = useCopied();
  return (
    <span className={styles.copyAll}>
      <LinkButton
        data-copy-all={primary ? '' : undefined}
        data-copy-zone={primary ? undefined : ''}
        onClick={() => copy(text)}
      >
        {label}
      </LinkButton>
      <output data-copied={state === 'idle' ? undefined : state}>
        {state === 'copied' && (
          <>
            <Mark name="tick" size="s" tone="pass" /> {words.copied}
          </>
        )}
        {state === 'refused' && words.copyRefused}
      </output>
    </span>
  );
}

interface RecordTableProps {
  view: ReportView;
  records: readonly RecordChange[];
  /** Of the fix, as lines of a zone file; '' where there is none to copy. */
  zoneFile: string;
  /** The same as lines of name, type and value. */
  copyText: string;
  watch: Watch | null;
  /** "Add 2 records at GoDaddy". */
  lead: string;
  /** How that is done, behind the lead. */
  steps?: ReactNode;
  /** It scrolls inside beyond three records, so that what is below stays in sight. */
  bounded?: boolean;
}

/** The records of one fix: name, type, value and state of each; copied all at once, by cell, or as a zone file. */
export function RecordTable({
  view,
  records,
  zoneFile,
  copyText,
  watch,
  lead,
  steps,
  bounded = false,
}: RecordTableProps) {
  const words = useWords().records;
  const mixed = new Set(records.map(({ action }) => action)).size > 1;
  const open = records.some(({ value }) => hasPlaceholder(value));
  const table = (
    <table className={styles.table} data-records aria-label={lead}>
      <thead>
        <tr>
          {[words.name, words.type, words.value, words.stateTitle].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {records.map((change, index) => (
          <Row
            key={keyOf(change)}
            change={change}
            entry={view.toEntry(change)}
            number={index + 1}
            seen={toRecordSeen(change, watch)}
            esp={view.esp}
            mixed={mixed}
          />
        ))}
      </tbody>
    </table>
  );
  return (
    <div className={styles.records}>
      <div className={styles.bar}>
        {steps ? <Disclosure summary={lead}>{steps}</Disclosure> : <p>{lead}</p>}
        <div className={styles.copies}>
          <CopyLink primary text={copyText} label={words.copyAll} />
          {zoneFile !== '' && !open && <CopyLink primary={false} text={zoneFile} label={words.copyZone} />}
        </div>
      </div>
      {bounded ? (
        // A scrolling region must be reachable by keyboard (WCAG 2.1.1).
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <section className={styles.bounded} tabIndex={0} aria-label={words.region}>
          {table}
        </section>
      ) : (
        table
      )}
    </div>
  );
}
