import type { ReactNode } from 'react';
import { toUnicode } from '../../lib/domain/unicode.ts';
import type { Verdict } from '../../lib/report/report.ts';
import { splitAddress } from '../split-name.ts';
import { Lane } from '../ui/Lane.tsx';
import { Mark, type MarkName } from '../ui/Mark.tsx';
import { Breakable } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import styles from './VerdictHeader.module.css';

/** Which sender in which ESP: the first thing said, so that nobody wonders what was checked. */
export function Subject({ from, esp }: { from: string | null; esp: string | null }) {
  const words = useWords().subject;
  if (from === null) return <span>{esp ? words.presendIn(esp) : words.presend}</span>;
  const { local, domain } = splitAddress(from);
  return (
    <span>
      {words.from}{' '}
      <b>
        <Breakable text={local === null ? toUnicode(domain) : `${local}@${toUnicode(domain)}`} />
      </b>
      {esp && <> {words.inEsp(esp)}</>}
    </span>
  );
}

interface VerdictHeaderProps {
  /** Null: no verdict, on plain ground. */
  verdict: Verdict | null;
  subject: ReactNode;
  /** At the end of the subject's row. */
  action?: ReactNode;
  title: string;
  why: ReactNode;
  /** Where there is no verdict. */
  mark?: MarkName;
  /** Below the reason: what each provider does. */
  children?: ReactNode;
}

/** The head of popup and panel: who sends, what will happen, why. */
export function VerdictHeader({ verdict, subject, action, title, why, mark = 'blank', children }: VerdictHeaderProps) {
  const words = useWords();
  const sign = verdict ? (
    <Mark name={verdict} tone={verdict} size="l" label={words.verdict[verdict]} />
  ) : (
    <Mark name={mark} tone="unknown" size="l" />
  );
  return (
    <header className={`${styles.verdict} ${verdict ? styles[verdict] : styles.plain}`}>
      <div className={styles.subject}>
        {subject}
        {action && <span className={styles.action}>{action}</span>}
      </div>
      <Lane className={styles.says} mark={sign}>
        <h1>{title}</h1>
        <p>{why}</p>
      </Lane>
      {children}
    </header>
  );
}
