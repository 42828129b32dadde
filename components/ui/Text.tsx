import { Fragment, type ReactNode } from 'react';
import styles from './Text.module.css';

export const textStyles = styles;

/** Words for screen readers alone. */
export const Hidden = ({ children }: { children: ReactNode }) => <span className={styles.hidden}>{children}</span>;

export const Code = ({ children }: { children: ReactNode }) => <code className={styles.code}>{children}</code>;

/** A name that may break after its dots and after the @, and nowhere else before it must. */
export function Breakable({ text }: { text: string }) {
  const parts = text.split(/(?<=[.@])/u);
  return parts.map((part, index) => (
    // A name's parts have no identity but their place.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** Label and exact value, row by row. Rows without a value are left out. */
export function RawList({ rows }: { rows: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className={styles.raw}>
      {rows
        .filter(([, value]) => value !== null && value !== '')
        .map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{typeof value === 'string' ? <Code>{value}</Code> : value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
