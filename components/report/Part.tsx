import { useId, type ReactNode } from 'react';
import { Lane } from '../ui/Lane.tsx';
import { Mark, type MarkName, type Tone } from '../ui/Mark.tsx';
import styles from './Part.module.css';

export const partStyles = styles;

export interface PartSign {
  mark: MarkName;
  tone: Tone;
  /** For the verdict's shapes, what they say. */
  label?: string | undefined;
}

interface PartProps {
  id: string;
  sign: PartSign;
  title: ReactNode;
  /** One plain sentence before any table. */
  lead?: ReactNode;
  children?: ReactNode;
}

/** A section of the report: its mark on the line, its heading, one sentence, then the rest. */
export function Part({ id, sign, title, lead, children }: PartProps) {
  const heading = useId();
  return (
    <Lane
      as="section"
      id={id}
      className={styles.part}
      aria-labelledby={heading}
      mark={<Mark name={sign.mark} tone={sign.tone} label={sign.label} />}
    >
      <h2 id={heading} tabIndex={-1}>
        {title}
      </h2>
      {lead && <p className={styles.lead}>{lead}</p>}
      {children}
    </Lane>
  );
}

/** Whatever stands in a section below its sentence: as wide as the page where it is narrow. */
export const Block = ({ children }: { children: ReactNode }) => <div className={styles.block}>{children}</div>;

/** A table that scrolls inside where it is wider than the page, reachable by keyboard. */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    // A scrolling region must be reachable by keyboard (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.scroll} tabIndex={0} aria-label={label}>
      <table>{children}</table>
    </section>
  );
}

/** A sign and its word, in a table. */
export function Cell({ mark, tone, children }: { mark: MarkName; tone: Tone; children: ReactNode }) {
  return (
    <span className={styles.cell}>
      <Mark name={mark} tone={tone} size="s" />
      <span>{children}</span>
    </span>
  );
}
