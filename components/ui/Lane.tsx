import type { HTMLAttributes, ReactNode } from 'react';
import styles from './Lane.module.css';

interface LaneProps extends HTMLAttributes<HTMLElement> {
  as?: 'div' | 'li' | 'section' | 'header' | 'summary' | 'figcaption';
  mark: ReactNode;
  children: ReactNode;
}

/** One row of the page's line: its mark on the left, everything else right of it. */
export function Lane({ as: Tag = 'div', mark, children, className, ...rest }: LaneProps) {
  return (
    <Tag className={className ? `${styles.lane} ${className}` : styles.lane} {...rest}>
      <div className={styles.mark}>{mark}</div>
      <div className={styles.words}>{children}</div>
    </Tag>
  );
}

/** Words without a mark of their own, under those that have one. */
export const besideLane = styles.beside;
