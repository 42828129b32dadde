import type { DomainChange } from '../../lib/domains/snapshot.ts';
import type { Verdict } from '../../lib/report/report.ts';
import type { HistoryEntry } from '../../lib/watch/history.ts';
import { usePageWords } from '../page-words.tsx';
import { toClock } from '../time.ts';
import { Lane } from '../ui/Lane.tsx';
import { Mark } from '../ui/Mark.tsx';
import { useWords } from '../words.tsx';
import styles from './HistoryList.module.css';
import { toHistorySteps, type HistoryStep } from './to-changes.ts';

function Changes({ changes }: { changes: HistoryStep['changes'] }) {
  const words = usePageWords().history;
  const text = (records: string[]) => records.filter((record) => record !== '').join(' · ') || words.nothing;
  return changes.map(({ name, before, after }) => (
    <dl key={name} className={styles.change} aria-label={name}>
      <div>
        <dt>{words.name}</dt>
        <dd>{name}</dd>
      </div>
      <div>
        <dt>{words.before}</dt>
        <dd>
          <del>{text(before)}</del>
        </dd>
      </div>
      <div>
        <dt>{words.after}</dt>
        <dd>{text(after)}</dd>
      </div>
    </dl>
  ));
}

/** What Presend saw of one domain, the newest first, with what changed in between. */
export function HistoryList({ entries, now }: { entries: readonly HistoryEntry[]; now: number }) {
  const words = usePageWords().history;
  const ui = useWords();
  return (
    <ol className={styles.history}>
      {toHistorySteps(entries).map(({ entry, changes }) => (
        <Lane
          as="li"
          key={`${entry.at} ${entry.kind} ${entry.esp}`}
          className={styles.entry}
          mark={<Mark name={entry.verdict} tone={entry.verdict} label={ui.verdict[entry.verdict]} />}
        >
          <time dateTime={new Date(entry.at).toISOString()}>{toClock(entry.at, now, ui.language)}</time>
          <p>
            {words.kind(entry.kind, entry.esp && entry.esp !== 'none' ? ui.espName[entry.esp] : null)}{' '}
            <strong>{words.verdict(entry.verdict)}</strong> {entry.landed && words.landed(entry.landed)}
          </p>
          <Changes changes={changes} />
        </Lane>
      ))}
    </ol>
  );
}

/** What the audits of the list saw change at one domain, the newest first. */
export function ChangeList({ changes, now }: { changes: readonly DomainChange[]; now: number }) {
  const ui = useWords();
  const toText = ({ kind }: DomainChange, answers: string[]) =>
    kind === 'verdict' ? answers.map((verdict) => ui.verdict[verdict as Verdict]) : answers;
  return (
    <ol className={styles.history} data-changes="">
      {changes.toReversed().map((change) => (
        <Lane
          as="li"
          key={`${change.at} ${change.kind} ${change.name}`}
          className={styles.entry}
          mark={<Mark name="watch" tone={change.isWorse ? 'fail' : 'quiet'} />}
        >
          <time dateTime={new Date(change.at).toISOString()}>{toClock(change.at, now, ui.language)}</time>
          <Changes
            changes={[
              { name: change.name, before: toText(change, change.before), after: toText(change, change.after) },
            ]}
          />
        </Lane>
      ))}
    </ol>
  );
}
