import { useId, useState, type ReactNode } from 'react';
import { toUnicode } from '../../lib/domain/unicode.ts';
import type { Picture as PictureData, PictureRow } from '../../lib/report/picture.ts';
import { splitAddress, splitName } from '../split-name.ts';
import { Mark, type Tone } from '../ui/Mark.tsx';
import { Breakable, Hidden } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import styles from './Picture.module.css';

type Placed = 'on' | 'off' | 'unknown';

const toPlaced = ({ match }: PictureRow): Placed => (match === null ? 'unknown' : match ? 'on' : 'off');
const MARKS = { on: 'pass', off: 'apart', unknown: 'unknown' } as const;

function toTone({ match, note }: PictureRow): Tone {
  if (match === null) return 'unknown';
  if (match) return 'pass';
  return note === 'not-needed' ? 'quiet' : 'fail';
}

const holds = ({ signedBy, mailedBy }: PictureData): 'yes' | 'no' | 'unknown' => {
  if (signedBy.match === true || mailedBy.match === true) return 'yes';
  return signedBy.match === null || mailedBy.match === null ? 'unknown' : 'no';
};

/** A domain as it is compared with another: what the organisation owns stands out. */
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

function Row({ row, role, term, organisation }: { row: PictureRow; role: string; term: string; organisation: string }) {
  const words = useWords().picture;
  const placed = toPlaced(row);
  return (
    <li className={styles.row} data-is={placed} data-note={row.note}>
      <Mark name={MARKS[placed]} tone={toTone(row)} />
      <span className={styles.role}>{role}</span>
      <span className={styles.says}>
        <span className={styles.domain}>
          {row.domain === null ? (
            <span className={styles.quiet}>{row.match === null ? words.notKnown : words.nobody}</span>
          ) : (
            <ComparedName domain={row.domain} organisation={organisation} />
          )}
        </span>{' '}
        <span className={styles.term}>({term})</span> <span className={styles.note}>{words.note[row.note]}</span>
      </span>
    </li>
  );
}

function FromRow({
  from,
  organisation,
  shownAs,
  children,
}: Pick<PictureData, 'from' | 'organisation' | 'shownAs'> & { children?: ReactNode }) {
  const words = useWords().picture;
  const { domain } = splitAddress(from);
  return (
    <li className={styles.row} data-is="anchor">
      <Mark name="from" tone="ink" />
      <span className={styles.role}>{words.from}</span>
      <span className={styles.says}>
        <span className={styles.domain}>
          <ComparedName domain={domain} organisation={organisation} />
        </span>{' '}
        {children}
        {shownAs && (
          <span className={styles.instead}>
            {words.shownAs} <Breakable text={shownAs} />
          </span>
        )}
      </span>
    </li>
  );
}

interface PictureProps {
  picture: PictureData;
  /** As the first fix makes it; null where it moves no row. */
  after?: PictureData | null;
  title: string;
  /** Predicted, or seen; null where neither is to be said. */
  basis?: string | null;
  /** `card` on the report page: larger, with its title and conclusion shown. */
  look?: 'plain' | 'card';
}

/**
 * From, signed by (DKIM), mailed by (return-path): whether each matches is read by position, line, glyph and word.
 * One picture at a time; the toggle shows what the first fix changes.
 */
export function Picture({ picture, after = null, title, basis = null, look = 'plain' }: PictureProps) {
  const words = useWords().picture;
  const id = useId();
  const [isAfter, setAfter] = useState(false);
  const shown = isAfter && after ? after : picture;
  const toggle = after && (
    <button type="button" className={styles.toggle} aria-pressed={isAfter} onClick={() => setAfter(!isAfter)}>
      {words.afterFix}
    </button>
  );
  return (
    <figure
      className={look === 'card' ? `${styles.picture} ${styles.card}` : styles.picture}
      data-holds={holds(shown)}
      data-picture={shown === picture ? 'today' : 'after'}
      aria-labelledby={id}
    >
      {look === 'card' ? (
        <div className={styles.head}>
          <h3 id={id}>{title}</h3>
          {toggle}
          {basis && <span className={styles.basis}>{basis}</span>}
        </div>
      ) : (
        <Hidden>
          <span id={id}>
            {title} {basis}
          </span>
        </Hidden>
      )}
      <ol className={styles.rows}>
        <FromRow {...shown}>{look === 'plain' && toggle}</FromRow>
        <Row row={shown.signedBy} role={words.signedBy} term="DKIM" organisation={shown.organisation} />
        <Row row={shown.mailedBy} role={words.mailedBy} term={words.returnPath} organisation={shown.organisation} />
      </ol>
      <figcaption className={look === 'card' ? styles.conclusion : undefined}>
        {look === 'card' ? words.conclusion[shown.conclusion] : <Hidden>{words.conclusion[shown.conclusion]}</Hidden>}
      </figcaption>
    </figure>
  );
}

/** The picture while the answers are on their way: what is known is shown, the rest is a placeholder. */
export function PictureWaiting({ from, title }: { from: string; title: string }) {
  const words = useWords().picture;
  const id = useId();
  return (
    <figure className={styles.picture} data-holds="unknown" aria-labelledby={id}>
      <Hidden>
        <span id={id}>{title}</span>
      </Hidden>
      <ol className={styles.rows}>
        <FromRow from={from} organisation="" shownAs={null} />
        {[words.signedBy, words.mailedBy].map((role) => (
          <li key={role} className={styles.row} data-is="waiting">
            <Mark name="busy" tone="unknown" />
            <span className={styles.role}>{role}</span>
            <span className={styles.says}>
              <span className={styles.bone} />
            </span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
