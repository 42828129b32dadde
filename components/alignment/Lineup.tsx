import { useId, type ReactNode } from 'react';
import { toUnicode } from '../../lib/domain/domain-name.ts';
import { splitAddress, splitName } from '../split-name.ts';
import { Chevron } from '../ui/Disclosure.tsx';
import { besideLane, Lane } from '../ui/Lane.tsx';
import { Mark, type Tone } from '../ui/Mark.tsx';
import { Breakable } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import styles from './Lineup.module.css';
import type { Lineup, LineupName } from './to-lineup.ts';

interface LineupPictureProps {
  lineup: Lineup;
  title: string;
  /** Right of the heading: what it rests on. */
  basis?: string | null;
  /** `card`: one of two on a white ground, larger. */
  look?: 'plain' | 'card';
  /** Of its heading. */
  level?: 2 | 3;
  /** Technical lines under the names. */
  raw?: { from: string; seal: string; returns: string } | undefined;
  /** What the conclusion opens to; without it the conclusion is just said. */
  children?: ReactNode;
}

const TONE_OF_HOLD = { yes: 'pass', no: 'fail', unknown: 'unknown' } as const;
const MARK_OF_NAME = { inline: 'pass', apart: 'apart', unknown: 'unknown' } as const;

function toneOf(name: LineupName): Tone {
  if (name.is === 'unknown') return 'unknown';
  if (name.is === 'inline') return 'pass';
  return name.note === 'not-needed' ? 'quiet' : 'fail';
}

/** The domain as it is compared: what the organisation owns stands out. */
export function ComparedName({ domain, organisation }: { domain: string; organisation: string | null }) {
  const { quiet, strong } = splitName(toUnicode(domain), organisation && toUnicode(organisation));
  return (
    <>
      {quiet && (
        <span className={styles.quiet}>
          <Breakable text={quiet} />
          <wbr />
        </span>
      )}
      <b>
        <Breakable text={strong} />
      </b>
    </>
  );
}

function Name({
  name,
  role,
  organisation,
  raw,
}: {
  name: LineupName;
  role: string;
  organisation: string;
  raw: string | undefined;
}) {
  const words = useWords().lineup;
  const mark = <Mark name={MARK_OF_NAME[name.is]} tone={toneOf(name)} />;
  return (
    <Lane as="li" className={styles.name} mark={mark} data-is={name.is} data-note={name.note}>
      <div className={styles.words}>
        <span className={styles.role}>{role}</span>{' '}
        {name.domain !== null && <span className={styles.state}>{words.note[name.note]}</span>}{' '}
        <span className={styles.domain}>
          {name.domain === null ? (
            <span className={styles.none}>{name.is === 'unknown' ? words.notKnown : words.nobody}</span>
          ) : (
            <ComparedName domain={name.domain} organisation={organisation} />
          )}
        </span>
        {raw && <span className={styles.raw}>{raw}</span>}
      </div>
    </Lane>
  );
}

function Readers({
  from,
  organisation,
  shownAs,
  raw,
}: Pick<Lineup, 'from' | 'organisation' | 'shownAs'> & { raw: string | undefined }) {
  const words = useWords().lineup;
  const { local, domain } = splitAddress(from);
  return (
    <Lane as="li" className={styles.name} mark={<Mark name="from" tone="ink" />} data-is="anchor">
      <div className={styles.words}>
        <span className={styles.role}>{words.readers}</span>{' '}
        <span className={styles.domain}>
          {local !== null && (
            <span className={styles.quiet}>
              <Breakable text={`${local}@`} />
              <wbr />
            </span>
          )}
          <ComparedName domain={domain} organisation={organisation} />
        </span>
        {shownAs && <span className={styles.instead}>{words.shownAs(shownAs)}</span>}
        {raw && <span className={styles.raw}>{raw}</span>}
      </div>
    </Lane>
  );
}

/** The alignment picture: three names on one line, and what a receiver concludes from them. */
export function LineupPicture({ lineup, title, basis, look = 'plain', level = 3, raw, children }: LineupPictureProps) {
  const words = useWords().lineup;
  const id = useId();
  const so = <Mark name={TONE_OF_HOLD[lineup.holds]} tone={TONE_OF_HOLD[lineup.holds]} />;
  const conclusion = words.conclusion[lineup.conclusion];
  const Heading = `h${level}` as const;
  return (
    <figure
      className={look === 'card' ? `${styles.lineup} ${styles.card}` : styles.lineup}
      data-holds={lineup.holds}
      aria-labelledby={id}
    >
      <div className={`${styles.head} ${besideLane}`}>
        <Heading id={id}>{title}</Heading>
        {basis && <span>{basis}</span>}
      </div>
      <ol className={styles.rows}>
        <Readers {...lineup} raw={raw?.from} />
        <Name name={lineup.seal} role={words.seal} organisation={lineup.organisation} raw={raw?.seal} />
        <Name name={lineup.returns} role={words.returns} organisation={lineup.organisation} raw={raw?.returns} />
      </ol>
      <figcaption>
        {children ? (
          <details className={styles.so}>
            <Lane as="summary" mark={so}>
              <span className={styles.soWords}>
                <span>{conclusion}</span>
                <Chevron tone="quiet" />
              </span>
            </Lane>
            <div className={`${styles.details} ${besideLane}`}>{children}</div>
          </details>
        ) : (
          <Lane mark={so}>
            <p className={styles.soWords}>{conclusion}</p>
          </Lane>
        )}
      </figcaption>
    </figure>
  );
}

/** The picture while the answers are on their way: what is known stands, the rest is bones. */
export function LineupWaiting({ from, title }: { from: string; title: string }) {
  const words = useWords().lineup;
  const id = useId();
  return (
    <figure className={styles.lineup} data-holds="unknown" aria-labelledby={id}>
      <div className={`${styles.head} ${besideLane}`}>
        <h2 id={id}>{title}</h2>
      </div>
      <ol className={styles.rows}>
        <Readers from={from} organisation="" shownAs={null} raw={undefined} />
        {[words.seal, words.returns].map((role) => (
          <Lane as="li" key={role} className={styles.name} mark={<Mark name="busy" tone="unknown" />} data-is="waiting">
            <div className={styles.words}>
              <span className={styles.role}>{role}</span>
              <span className={styles.domain}>
                <span className={styles.bone} />
              </span>
            </div>
          </Lane>
        ))}
      </ol>
    </figure>
  );
}
