import type { ReactNode } from 'react';
import type { Verdict } from '../../lib/report/report.ts';
import { usePageWords } from '../page-words.tsx';
import { toHash, type Route } from '../route.ts';
import { Lane } from '../ui/Lane.tsx';
import { Mark, type MarkName } from '../ui/Mark.tsx';
import { useWords } from '../words.tsx';
import styles from './Frame.module.css';
import type { PartSign } from './Part.tsx';

interface TopProps {
  /** Null: on another page of ours. */
  route: Route | null;
  /** The report page, where this is not it. */
  base?: string;
  /** Hash of the domain last looked at; null where none was. */
  domain: string | null;
  optionsHref: string;
}

/** The tabs of the report page. */
export function Top({ route, base = '', domain, optionsHref }: TopProps) {
  const words = usePageWords().top;
  const tabs = [
    ...(domain ? [{ page: 'domain', href: domain, label: words.domain }] : []),
    { page: 'message', href: toHash({ page: 'message' }), label: words.message },
    { page: 'domains', href: toHash({ page: 'domains' }), label: words.domains },
    { page: 'waiting', href: toHash({ page: 'waiting' }), label: words.waiting },
    { page: 'glossary', href: toHash({ page: 'glossary', term: null }), label: words.glossary },
  ];
  const current = route?.page === 'history' ? 'domains' : route?.page;
  return (
    <header className={styles.top}>
      <a className={styles.skip} href="#content" onClick={(event) => skip(event)}>
        {words.skip}
      </a>
      <span className={styles.brand}>
        <Mark name="brand" tone="accent" size="m" />
        Presend
      </span>
      <nav className={styles.tabs} aria-label="Presend">
        <ul>
          {tabs.map(({ page, href, label }) => (
            <li key={page}>
              <a href={`${base}${href}`} aria-current={page === current ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <a href={optionsHref} aria-current={route === null ? 'page' : undefined}>
        {words.settings}
      </a>
    </header>
  );
}

/** The address behind the `#` is a place of its own here, so the link moves the focus itself. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('main')?.focus();
}

interface HeadProps {
  /** Null: no verdict, on plain ground. */
  verdict: Verdict | null;
  mark?: MarkName;
  subject?: ReactNode;
  title: string;
  why?: ReactNode;
  actions?: ReactNode;
  meta?: ReactNode;
  /** What an action opened. */
  under?: ReactNode;
}

/** The band at the head of a page: what is said, before anything is shown. */
export function Head({ verdict, mark = 'blank', subject, title, why, actions, meta, under }: HeadProps) {
  const words = useWords();
  return (
    <div className={verdict ? `${styles.band} ${styles[verdict]}` : styles.band} data-plain={verdict ? undefined : ''}>
      <header className={styles.head}>
        <Lane
          mark={
            <Mark
              name={verdict ?? mark}
              tone={verdict ?? 'accent'}
              size={verdict ? 'xl' : 'l'}
              label={verdict ? words.verdict[verdict] : undefined}
              className={subject ? styles.mark : undefined}
            />
          }
        >
          {subject && <p className={styles.subject}>{subject}</p>}
          <h1>{title}</h1>
          {why && <p className={styles.why}>{why}</p>}
          {actions && <div className={styles.actions}>{actions}</div>}
          {meta && <p className={styles.meta}>{meta}</p>}
          {under && <div className={styles.under}>{under}</div>}
        </Lane>
      </header>
    </div>
  );
}

export interface Section {
  id: string;
  title: string;
  sign: PartSign;
}

/** Sections on the left, their list on the right. */
export function Body({ sections, children }: { sections?: readonly Section[]; children: ReactNode }) {
  const words = usePageWords().top;
  return (
    <div className={styles.page}>
      <div className={styles.body}>{children}</div>
      {sections && sections.length > 0 && (
        <nav className={styles.toc} aria-labelledby="toc-title">
          <h2 id="toc-title">{words.inThisReport}</h2>
          <ul>
            {sections.map(({ id, title, sign }) => (
              <li key={id}>
                <a href={`#${id}`} onClick={(event) => goTo(event, id)}>
                  <Mark name={sign.mark} tone={sign.tone} size="s" />
                  <span>{title}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}

/** As above: the part behind the `#` says which report this is, so a section is scrolled to by hand. */
function goTo(event: { preventDefault: () => void }, id: string): void {
  event.preventDefault();
  const section = document.getElementById(id);
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector<HTMLElement>('h2')?.focus();
}
