import type { CSSProperties } from 'react';
import type { SpfNode } from '../../lib/report/report.ts';
import { usePageWords } from '../page-words.tsx';
import { toSpfRows, type SpfRow } from './spf-rows.ts';
import styles from './SpfTree.module.css';

/** RFC 7208 § 4.6.4. */
const LIMIT = 10;

/** Beyond this many columns of 20 px the cells share the room of thirteen. */
const WIDE = 13;

/** Look-ups `from` to `from + count`, those over the limit hatched. */
function Bar({ from, count }: { from: number; count: number }) {
  const within = Math.max(0, Math.min(count, LIMIT - from));
  const over = count - within;
  return (
    <span className={styles.bar} style={{ '--from': from } as CSSProperties} aria-hidden="true">
      {within > 0 && <span className={styles.cells} style={{ '--n': within } as CSSProperties} />}
      {over > 0 && <span className={`${styles.cells} ${styles.over}`} style={{ '--n': over } as CSSProperties} />}
    </span>
  );
}

function Row({ row, breaks }: { row: SpfRow; breaks: boolean }) {
  const words = usePageWords().spf;
  const notes = [
    breaks && words.breaksHere,
    row.fault && words.fault(row.fault),
    row.void && row.fault === null && words.void,
    row.macro && words.macro,
  ].filter((note) => note !== false && note !== null && note !== '');
  return (
    <li
      className={`${styles.row} ${breaks && row.depth === 0 ? styles.breaks : ''}`}
      data-depth={row.depth}
      style={{ '--depth': row.depth } as CSSProperties}
    >
      <span className={styles.term}>
        {row.text}
        {notes.length > 0 && <small>{notes.join(' ')}</small>}
      </span>
      <span className={styles.count}>{row.count}</span>
      <Bar from={row.from} count={row.count} />
    </li>
  );
}

/** Every look-up of a list of allowed senders, and where the ten that are allowed end. */
export function SpfTree({ tree }: { tree: SpfNode }) {
  const words = usePageWords().spf;
  const { rows, cut } = toSpfRows(tree);
  const cells = Math.max(tree.lookups, LIMIT);
  const breaking = rows.find(({ depth, from, count }) => depth === 0 && from <= LIMIT && from + count > LIMIT);
  return (
    <div className={styles.tree} data-wide={cells > WIDE || undefined} style={{ '--cells': cells } as CSSProperties}>
      <p className={`${styles.row} ${styles.meter}`}>
        <span>{words.meter(tree.lookups, LIMIT)}</span>
        <span />
        <Bar from={0} count={tree.lookups} />
        <span className={styles.limit} aria-hidden="true">
          {LIMIT}
        </span>
      </p>
      <ol>
        {rows.map((row) => (
          <Row key={row.key} row={row} breaks={row === breaking} />
        ))}
      </ol>
      {cut && <p className={styles.row}>{words.cut}</p>}
    </div>
  );
}

/** The record as it stands beside the record proposed: what goes is struck out. */
export function SpfCompare({ now, instead, title }: { now: string; instead: string; title: string }) {
  const words = usePageWords().spf;
  const kept = new Set(instead.split(/\s+/u));
  return (
    <div className={styles.compare}>
      <div>
        <h3>{words.now}</h3>
        <p className={styles.term}>
          {now.split(/\s+/u).map((term, index) => (
            // Terms may stand twice: their place is their identity.
            // oxlint-disable-next-line react/no-array-index-key
            <span key={index}>{kept.has(term) ? term : <del>{term}</del>} </span>
          ))}
        </p>
      </div>
      <div>
        <h3>{title}</h3>
        <p className={styles.term}>{instead}</p>
      </div>
    </div>
  );
}
