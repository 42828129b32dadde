import type { ReactNode } from 'react';
import styles from './Disclosure.module.css';
import { Mark } from './Mark.tsx';

/** The arrow of anything that opens. */
export const Chevron = ({ tone }: { tone?: 'quiet' }) => (
  <Mark name="chevron" size="s" tone={tone} className={styles.chevron} />
);

interface DisclosureProps {
  summary: string;
  open?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

/** A line that opens to more. The browser's own element: find-in-page and keyboard work by themselves. */
export function Disclosure({ summary, open = false, className, children }: DisclosureProps) {
  return (
    <details className={className ? `${styles.more} ${className}` : styles.more} open={open}>
      <summary>
        <Chevron />
        {summary}
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}
