import type { Sighting, Watch } from '../../lib/watch/watched.ts';
import { toResolverName } from '../resolver-name.ts';
import { toClock } from '../time.ts';
import { LinkButton } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Mark, type MarkName, type Tone } from '../ui/Mark.tsx';
import { useWords } from '../words.tsx';
import styles from './WatchPanel.module.css';

const SIGNS = {
  live: ['pass', 'pass'],
  'not-yet': ['unknown', 'unknown'],
  wrong: ['fail', 'fail'],
  unknown: ['unknown', 'unknown'],
} as const satisfies Record<Sighting['state'], [MarkName, Tone]>;

interface Seen {
  resolver: string;
  state: Sighting['state'];
  live: string[];
  missing: string[];
  /** The first that is there and wrong. */
  wrong: { name: string; sighting: Sighting } | null;
  until: number | null;
}

const RANK = { wrong: 0, unknown: 1, 'not-yet': 2, live: 3 } as const;

/** What each resolver sees of all watched records, in the order in which they were asked. */
export function toSeen(watch: Watch): Seen[] {
  const seen = new Map<string, Seen>();
  for (const { name, by } of watch.sightings)
    for (const sighting of by) {
      const fresh: Seen = {
        resolver: sighting.resolver,
        state: 'live',
        live: [],
        missing: [],
        wrong: null,
        until: null,
      };
      const entry = seen.get(sighting.resolver) ?? fresh;
      if (RANK[sighting.state] < RANK[entry.state]) entry.state = sighting.state;
      (sighting.state === 'live' ? entry.live : entry.missing).push(name);
      if (sighting.state === 'wrong') entry.wrong ??= { name, sighting };
      if (sighting.until !== null) entry.until = Math.max(entry.until ?? 0, sighting.until);
      seen.set(sighting.resolver, entry);
    }
  return [...seen.values()];
}

function SeenBy({ seen, now }: { seen: Seen; now: number }) {
  const { watch: words, language } = useWords();
  const [mark, tone] = SIGNS[seen.state];
  const name = toResolverName(seen.resolver);
  return (
    <li>
      <Mark name={mark} tone={tone} size="m" />
      <div>
        {seen.state === 'live' && words.sees(name)}
        {seen.state === 'not-yet' &&
          words.notYet(
            name,
            seen.live.length,
            seen.live.length + seen.missing.length,
            seen.until === null ? null : toClock(seen.until, now, language),
          )}
        {seen.state === 'unknown' && words.noAnswer(name)}
        {seen.wrong && (
          <>
            {words.wrongAt(name, seen.wrong.name)} {words.fault(seen.wrong.sighting.fault ?? 'other')}
            {seen.wrong.sighting.found.map((found) => (
              <span key={found} className={styles.found}>
                <mark>{found}</mark>
              </span>
            ))}
          </>
        )}
      </div>
    </li>
  );
}

interface WatchPanelProps {
  watch: Watch;
  now: number;
  onStop: () => void;
  /** The answers of each resolver are behind a line that opens. */
  folded?: boolean;
}

/** What Presend has seen of the records since the user said that they are published. */
export function WatchPanel({ watch, now, onStop, folded = false }: WatchPanelProps) {
  const { watch: words, language } = useWords();
  const seen = toSeen(watch);
  const live = seen.filter((one) => one.state === 'live').length;
  const title = words.title(watch.state, live, seen.length, watch.records.length);
  const isOn = watch.state === 'watching' || watch.state === 'wrong';
  const details = (
    <>
      <ul className={styles.sights}>
        {seen.map((one) => (
          <SeenBy key={one.resolver} seen={one} now={now} />
        ))}
      </ul>
      <div className={styles.foot}>
        <span>
          {words.since(toClock(watch.startedAt, now, language))}.{' '}
          {isOn && words.next(toClock(watch.nextAt, now, language))}
        </span>
        <LinkButton onClick={onStop}>{words.stop(watch.state)}</LinkButton>
      </div>
    </>
  );
  return (
    <section className={styles.panel} data-watch={watch.state}>
      <div aria-live="polite">
        {folded ? (
          <Disclosure summary={title}>{details}</Disclosure>
        ) : (
          <>
            <h3>{title}</h3>
            {details}
          </>
        )}
      </div>
    </section>
  );
}
