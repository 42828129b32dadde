import { toUnicode } from '../../lib/domain/domain-name.ts';
import type { ReactNode } from 'react';
import type { Verdict } from '../../lib/report/report.ts';
import { Lane } from '../ui/Lane.tsx';
import { Mark, type MarkName } from '../ui/Mark.tsx';
import { Breakable } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import styles from './VerdictHeader.module.css';

/** Which domain in which service: the first thing said, so that nobody wonders what was checked. */
export function Subject({ domain, esp }: { domain: string | null; esp: string | null }) {
  const words = useWords().subject;
  if (domain === null) return <span>{esp ? words.presendIn(esp) : words.presend}</span>;
  return (
    <span>
      {words.from}{' '}
      <b>
        <Breakable text={toUnicode(domain)} />
      </b>
      {esp && <> {words.inEsp(esp)}</>}
    </span>
  );
}

interface VerdictHeaderProps {
  /** Null: no verdict, on plain ground. */
  verdict: Verdict | null;
  subject: ReactNode;
  /** Right of the subject. */
  action?: ReactNode;
  title: string;
  why: ReactNode;
  /** Where there is no verdict. */
  mark?: MarkName;
}

export function VerdictHeader({ verdict, subject, action, title, why, mark = 'blank' }: VerdictHeaderProps) {
  const words = useWords();
  const sign = verdict ? (
    <Mark name={verdict} tone={verdict} size="l" label={words.verdict[verdict]} />
  ) : (
    <Mark name={mark} tone="unknown" size="l" />
  );
  return (
    <header className={`${styles.verdict} ${verdict ? styles[verdict] : styles.plain}`}>
      <Lane className={styles.subject} mark={<Mark name="brand" tone="accent" size="m" />}>
        <div className={styles.subjectWords}>
          {subject}
          {action}
        </div>
      </Lane>
      <Lane className={styles.says} mark={sign}>
        <h1>{title}</h1>
        <p>{why}</p>
      </Lane>
    </header>
  );
}
