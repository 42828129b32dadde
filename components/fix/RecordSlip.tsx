import type { ReactNode } from 'react';
import type { RecordChange } from '../../lib/fixes/fix.ts';
import type { EntryWords } from '../../lib/words/report-words.ts';
import { IconButton } from '../ui/Button.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Breakable } from '../ui/Text.tsx';
import { useCopied } from '../ui/use-copied.ts';
import { useWords } from '../words.tsx';
import styles from './RecordSlip.module.css';

/** Longer than about five lines of a slip: scrolls inside. */
const LONG = 190;

interface RowProps {
  label: string;
  /** What is copied; null where copying would mislead. */
  copy: string | null;
  copyLabel: string;
  children: ReactNode;
}

function Row({ label, copy, copyLabel, children }: RowProps) {
  const words = useWords().fix;
  const [state, copyText] = useCopied();
  return (
    <div className={styles.row}>
      <dt>{label}</dt>
      <dd>{children}</dd>
      <dd className={styles.copy}>
        {copy !== null && <IconButton mark="copy" label={copyLabel} onClick={() => copyText(copy)} />}
        <output className={`${styles.copied} ${state === 'refused' ? styles.refused : ''}`}>
          {state === 'copied' && (
            <>
              <Mark name="pass" size="s" tone="pass" />
              {words.copied}
            </>
          )}
          {state === 'refused' && words.copyRefused}
        </output>
      </dd>
    </div>
  );
}

/** What only the service knows stands in angle brackets, and may hold a menu path: `<in HubSpot: Settings > Domains>`. */
const BLANK = /(<[^<]{1,300}>)/u;

/** A value with its blanks set off. */
function WithBlanks({ text }: { text: string }) {
  const parts = text.split(BLANK);
  return parts.map((part, index) =>
    // The parts of one text have no identity but their place.
    // oxlint-disable-next-line react/no-array-index-key
    part.startsWith('<') ? <em key={index}>{part}</em> : <Breakable key={index} text={part} />,
  );
}

function Value({ text, ...data }: { text: string; 'data-record-value'?: true }) {
  const long = text.length > LONG;
  return (
    // A scrolling region must be reachable by keyboard (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <span className={styles.value} data-long={long || undefined} tabIndex={long ? 0 : undefined} {...data}>
      <WithBlanks text={text} />
    </span>
  );
}

interface RecordSlipProps {
  change: RecordChange;
  /** As this DNS host wants it; the record itself where the host is not known. */
  entry: EntryWords;
  /** 1 and up, of `of`. */
  number: number;
  of: number;
  /** What only the service knows stands in its dashboard. */
  blankHint?: ReactNode;
}

/** One record to publish, replace or remove: name, type, value, each to be copied. */
export function RecordSlip({ change, entry, number, of, blankHint }: RecordSlipProps) {
  const words = useWords().fix;
  const hasBlank = BLANK.test(change.value);
  const differs = entry.value !== change.value;
  return (
    <div data-record-name={change.name} data-record-type={change.type} data-record-action={change.action}>
      <p className={styles.title}>{words.record[change.action](number, of)}</p>
      <dl className={styles.slip}>
        <Row label={words.name} copy={entry.name} copyLabel={words.copyName(number)}>
          <Value text={entry.name} />
        </Row>
        <Row label={words.type} copy={change.type} copyLabel={words.copyType(number)}>
          <Value text={change.type} />
        </Row>
        {entry.priority !== null && (
          <Row label={words.priority} copy={entry.priority} copyLabel={words.copyPriority(number)}>
            <Value text={entry.priority} />
          </Row>
        )}
        {change.action === 'replace' && (
          <Row label={words.instead} copy={null} copyLabel="">
            <del className={`${styles.value} ${styles.old}`}>{change.old}</del>
          </Row>
        )}
        <Row label={words.value} copy={hasBlank ? null : entry.value} copyLabel={words.copyValue(number)}>
          {differs ? (
            <>
              <Value text={entry.value} />
              <span hidden data-record-value>
                {change.value}
              </span>
            </>
          ) : (
            <Value text={change.value} data-record-value />
          )}
          {hasBlank && blankHint && <p className={styles.hint}>{blankHint}</p>}
          {entry.hint && <p className={styles.hint}>{entry.hint}</p>}
        </Row>
      </dl>
    </div>
  );
}
