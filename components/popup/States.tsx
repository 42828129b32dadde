import type { ReactNode } from 'react';
import type { EspId } from '../../lib/esp/esp-id.ts';
import type { Report } from '../../lib/report/report.ts';
import { PictureWaiting } from '../picture/Picture.tsx';
import { toClock } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { besideLane, Lane } from '../ui/Lane.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Breakable, Code, textStyles } from '../ui/Text.tsx';
import { Subject, VerdictHeader } from '../verdict/VerdictHeader.tsx';
import { useWords } from '../words.tsx';
import styles from './Popup.module.css';
import { SenderForm, type SenderFormProps } from './SenderForm.tsx';

/** The frame of every state: hooks for tests, one column, a foot. */
export function Page({
  state,
  verdict,
  domain,
  esp,
  children,
}: {
  state: 'ready' | 'loading' | 'no-sender' | 'ambiguous' | 'no-access' | 'off-site' | 'error';
  verdict?: string | undefined;
  domain?: string | undefined;
  esp?: string | undefined;
  children: ReactNode;
}) {
  return (
    <main className={styles.page} data-state={state} data-verdict={verdict} data-domain={domain} data-esp={esp}>
      {children}
    </main>
  );
}

/** Stays in sight while what is above it scrolls. */
export const Foot = ({ children }: { children: ReactNode }) => <footer className={styles.foot}>{children}</footer>;

interface WithEsp {
  /** The service in this tab. */
  esp: EspId | null;
}

export function Loading({
  from,
  domain,
  esp,
  slow,
  until,
}: WithEsp & {
  from: string | null;
  domain: string | null;
  slow: boolean;
  /** When it is asked for, ms since 1970, where too much was asked for before; null: now. */
  until: number | null;
}) {
  const words = useWords();
  const asking = slow && domain ? words.loading.asking(domain) : words.loading.short;
  return (
    <Page state="loading" domain={domain ?? undefined} esp={esp ?? undefined}>
      <VerdictHeader
        verdict={null}
        mark="busy"
        subject={<Subject from={from ?? domain} esp={esp && words.espName[esp]} />}
        title={words.loading.title}
        why={until === null ? asking : words.popup.limited(toClock(until, until, words.language))}
      />
      {from !== null && (
        <div className={styles.part}>
          <PictureWaiting from={from} title={words.picture.title} />
        </div>
      )}
    </Page>
  );
}

interface NoSenderProps extends WithEsp {
  /** `no-field`, `empty`, `variable`, `gave-up`, `loading`. */
  reason: string | null;
  /** The merge tag, where one stands in the field. */
  expression: string | null;
  form: Omit<SenderFormProps, 'address'>;
  onPick: () => void;
  onLookAgain: () => void;
  onCopyPage: () => void;
  /** What came of copying the page's structure. */
  copied: 'idle' | 'busy' | 'copied' | 'failed';
}

export function NoSender({ esp, reason, expression, form, onPick, onLookAgain, onCopyPage, copied }: NoSenderProps) {
  const words = useWords();
  const name = esp ? words.espName[esp] : words.noSender.thisPage;
  return (
    <>
      <Page state="no-sender" esp={esp ?? undefined}>
        <VerdictHeader
          verdict={null}
          subject={<Subject from={null} esp={esp && words.espName[esp]} />}
          title={words.noSender.title(reason)}
          why={
            <>
              {words.noSender.why(reason, name)} {expression && <Code>{expression}</Code>}
            </>
          }
        />
        <div className={styles.ways}>
          <SenderForm address="" focused {...form} />
          <Lane mark={<Mark name="aim" size="m" tone="accent" />}>
            <div className={styles.field}>
              <h2>{words.noSender.pickTitle}</h2>
              <p className={`${textStyles.quiet} ${textStyles.small}`}>{words.noSender.pickWhy(name)}</p>
              <div className={styles.fieldRow}>
                <Button onClick={onPick}>{words.noSender.pick}</Button>
              </div>
            </div>
          </Lane>
          <Disclosure summary={words.noSender.help} className={besideLane}>
            <div className={styles.field}>
              <p className={textStyles.small}>{words.noSender.helpWhy}</p>
              <div className={styles.fieldRow}>
                <Button mark="copy" onClick={onCopyPage}>
                  {words.noSender.copyPage}
                </Button>
              </div>
              <output className={textStyles.small}>{words.noSender.copied[copied]}</output>
            </div>
          </Disclosure>
        </div>
      </Page>
      <Foot>
        <Button mark="again" onClick={onLookAgain}>
          {words.noSender.again}
        </Button>
        <p>{words.noSender.foot}</p>
      </Foot>
    </>
  );
}

/** A campaign that was open before Presend was installed or updated: the browser gives its page no scripts of ours. */
export function NotLoaded({
  esp,
  form,
  onReload,
}: WithEsp & { form: Omit<SenderFormProps, 'address'>; onReload: () => void }) {
  const words = useWords();
  return (
    <>
      <Page state="no-sender" esp={esp ?? undefined}>
        <VerdictHeader
          verdict={null}
          subject={<Subject from={null} esp={esp && words.espName[esp]} />}
          title={words.notLoaded.title}
          why={words.notLoaded.why}
        />
        <div className={styles.part}>
          <SenderForm address="" focused {...form} />
        </div>
      </Page>
      <Foot>
        <Button mark="again" onClick={onReload}>
          {words.notLoaded.reload}
        </Button>
      </Foot>
    </>
  );
}

interface AmbiguousProps extends WithEsp {
  /** The worst first. */
  candidates: readonly { address: string; report: Report | null }[];
  onChoose: (address: string) => void;
  form: Omit<SenderFormProps, 'address'>;
}

export function Ambiguous({ esp, candidates, onChoose, form }: AmbiguousProps) {
  const words = useWords();
  return (
    <Page state="ambiguous" esp={esp ?? undefined}>
      <VerdictHeader
        verdict={null}
        subject={<Subject from={null} esp={esp && words.espName[esp]} />}
        title={words.ambiguous.title}
        why={words.ambiguous.why(candidates.length)}
      />
      <ul className={`${styles.candidates} ${styles.part}`}>
        {candidates.map(({ address, report }) => (
          <li key={address} data-candidate={address} data-verdict={report?.verdict} data-domain={report?.domain}>
            <button type="button" className={styles.candidate} onClick={() => onChoose(address)}>
              {report ? (
                <Mark name={report.verdict} tone={report.verdict} label={words.verdict[report.verdict]} />
              ) : (
                <Mark name="busy" tone="unknown" />
              )}
              <span>
                <b>
                  <Breakable text={address} />
                </b>
                <small>{report ? words.ambiguous.verdict[report.verdict] : words.loading.title}</small>
              </span>
              <Mark name="chevron" size="s" tone="quiet" />
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.part}>
        <Disclosure summary={words.ambiguous.another} className={besideLane}>
          <SenderForm address="" look="bare" {...form} />
        </Disclosure>
      </div>
    </Page>
  );
}

interface NoAccessProps extends WithEsp {
  /** Host of the dashboard in this tab; null where the browser does not even tell the address. */
  host: string | null;
  onAllow: () => void;
  refused: boolean;
  form: Omit<SenderFormProps, 'address'>;
}

export function NoAccess({ esp, host, onAllow, refused, form }: NoAccessProps) {
  const words = useWords();
  return (
    <Page state="no-access" esp={esp ?? undefined}>
      <VerdictHeader
        verdict={null}
        subject={<Subject from={null} esp={esp && words.espName[esp]} />}
        title={host ? words.noAccess.title : words.noAccess.titleAll}
        why={words.noAccess.why}
      />
      <div className={styles.part}>
        <div className={`${styles.field} ${besideLane}`}>
          <div className={styles.fieldRow}>
            <Button kind="main" onClick={onAllow}>
              {words.noAccess.allow(host)}
            </Button>
          </div>
          <output className={`${textStyles.quiet} ${textStyles.small}`}>
            {refused ? words.noAccess.refused : words.noAccess.foot}
          </output>
          <Disclosure summary={words.noAccess.byHand}>
            <SenderForm address="" look="bare" {...form} />
          </Disclosure>
        </div>
      </div>
    </Page>
  );
}

export function OffSite({
  form,
  hrefs,
}: {
  form: Omit<SenderFormProps, 'address'>;
  /** Where the report page's tabs stand. */
  hrefs: { message: string; domains: string };
}) {
  const words = useWords();
  return (
    <>
      <Page state="off-site">
        <VerdictHeader
          verdict={null}
          subject={<Subject from={null} esp={null} />}
          title={words.offSite.title}
          why={words.offSite.why}
        />
        <div className={styles.part}>
          <SenderForm address="" focused {...form} />
        </div>
      </Page>
      <Foot>
        <a href={hrefs.message} target="_blank" rel="opener">
          {words.offSite.message}
        </a>
        <a href={hrefs.domains} target="_blank" rel="opener">
          {words.offSite.domains}
        </a>
      </Foot>
    </>
  );
}

interface FailedProps extends WithEsp {
  domain: string | null;
  problem: string | null;
  onAgain: () => void;
}

/** Our own mistake. It never speaks of the campaign. */
export function Failed({ esp, domain, problem, onAgain }: FailedProps) {
  const words = useWords();
  return (
    <Page state="error" domain={domain ?? undefined} esp={esp ?? undefined}>
      <VerdictHeader
        verdict={null}
        subject={<Subject from={domain} esp={esp && words.espName[esp]} />}
        title={words.failed.title}
        why={words.failed.why}
      />
      <div className={styles.part}>
        <div className={`${styles.stack} ${besideLane}`}>
          <div className={styles.fieldRow}>
            <Button kind="main" onClick={onAgain}>
              {words.failed.again}
            </Button>
          </div>
          {problem && (
            <Disclosure summary={words.failed.what}>
              <Code>{problem}</Code>
            </Disclosure>
          )}
        </div>
      </div>
    </Page>
  );
}
