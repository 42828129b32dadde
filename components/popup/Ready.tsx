import { useState } from 'react';
import type { ExplainedCandidate } from '../../lib/detect/page-reading.ts';
import type { ReportFinding } from '../../lib/report/report.ts';
import type { TabState } from '../../lib/messaging/protocol.ts';
import type { Watch } from '../../lib/watch/watched.ts';
import { Answers } from '../findings/Answers.tsx';
import { fixStyles } from '../fix/FixNumber.tsx';
import { RequestPanel } from '../fix/RequestPanel.tsx';
import { WatchPanel } from '../fix/WatchPanel.tsx';
import { Picture } from '../picture/Picture.tsx';
import { ProviderStrip } from '../providers/ProviderStrip.tsx';
import type { ReportView } from '../report-view.ts';
import { toClock } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Hidden, textStyles } from '../ui/Text.tsx';
import { Subject, VerdictHeader } from '../verdict/VerdictHeader.tsx';
import type { UserAnswers } from '../use-answers.ts';
import { useWords } from '../words.tsx';
import { FixSection } from './FixSection.tsx';
import { MainAction } from './MainAction.tsx';
import { More } from './More.tsx';
import styles from './Popup.module.css';
import { SenderForm, type SenderFormProps } from './SenderForm.tsx';
import { Foot, Page } from './States.tsx';

export interface ReadyProps extends UserAnswers {
  view: ReportView;
  now: number;
  /** The panel stays open next to the DNS host: the same column, with the steps of that host open. */
  place: 'popup' | 'panel';
  /** Where the sender was read; null where it was typed. */
  via: string | null;
  /** The addresses of the page that the sender was read from, with the reasons of each; none where it was typed. */
  candidates: readonly ExplainedCandidate[];
  /** What the tab says of this verdict beside it; null where the sender was typed. */
  notice: Pick<TabState, 'fromStep' | 'limitedUntil' | 'retryAt'> | null;
  /** A check is under way again; the last verdict is shown meanwhile. */
  busy: boolean;
  form: Omit<SenderFormProps, 'address' | 'onCancel'>;
  /** The watch on the records of the first fix. */
  watch: Watch | null;
  /** Codes that the user knows of for this domain and does not want to be warned about. */
  accepted: readonly string[];
  /** Why the last request to the worker was not done; null where it was. */
  problem: string | null;
  onAccept: (code: string, accept: boolean) => void;
  onWatch: () => void;
  onUnwatch: () => void;
  onCheckAgain: () => void;
  onReportAddress: (address: string) => void;
  /** Null where the browser has no side panel, or this is it. */
  onKeepOpen: (() => void) | null;
  /** The whole report of this domain. */
  reportHref: string;
  messageHref: string;
}

/** Why the sender is not on this page, and when Presend goes on by itself. */
function Notice({ notice, now }: Pick<ReadyProps, 'now'> & { notice: NonNullable<ReadyProps['notice']> }) {
  const { sender, popup, language } = useWords();
  const { fromStep, limitedUntil, retryAt } = notice;
  if (!fromStep && limitedUntil === null && retryAt === null) return null;
  return (
    <p className={`${styles.part} ${textStyles.small}`} data-notice>
      {fromStep && sender.fromStep(fromStep.step)}{' '}
      {limitedUntil !== null && popup.limited(toClock(limitedUntil, now, language))}{' '}
      {limitedUntil === null && retryAt !== null && popup.retry(toClock(retryAt, now, language))}
    </p>
  );
}

/** What cannot be told yet, and what to do about it. */
function Open({ view, finding }: { view: ReportView; finding: ReportFinding }) {
  const words = useWords();
  const { title, note } = view.explain(finding);
  return (
    <section className={styles.part} data-finding={finding.code} data-severity={finding.severity}>
      <h2 className={styles.heading}>{title}</h2>
      <p className={textStyles.small}>
        {note} {words.unknown.again}
      </p>
      {finding.evidence.length > 0 && (
        <Disclosure summary={words.answers.title}>
          <Answers evidence={finding.evidence} />
        </Disclosure>
      )}
    </section>
  );
}

/** Once every watched record is live, the head says so and since when. */
function useHead({ view, watch, now }: ReadyProps): Pick<ReportView, 'title' | 'why'> & { fixed: boolean } {
  const { watch: words, sender, language } = useWords();
  const { verdict } = view.report;
  const fixed = watch?.state === 'live' && (verdict === 'pass' || verdict === 'warn');
  if (!view.esp && verdict === 'pass') return { title: sender.which, why: sender.whichWhy, fixed: false };
  if (!watch || !fixed) return { title: view.title, why: view.why, fixed: false };
  const since = Math.max(...watch.sightings.flatMap(({ by }) => by.map(({ at }) => at)), watch.startedAt);
  return { title: words.fixed(watch.records.length, toClock(since, now, language)), why: words.fixedWhy, fixed };
}

/** Verdict, picture, the records of the first fix, everything else folded, the one action: one screen. */
export function Ready(props: ReadyProps) {
  const { view, via, busy, form, watch, now, place } = props;
  const words = useWords();
  const [changing, setChanging] = useState(false);
  const [sending, setSending] = useState(false);
  const { report, esp, first, request } = view;
  const [top] = report.findings;
  const { title, why, fixed } = useHead(props);
  const basis = report.legs.spf.basis === 'observed' ? words.picture.observed : words.picture.predicted;
  return (
    <>
      <Page state="ready" verdict={report.verdict} domain={report.domain} esp={report.esp ?? undefined}>
        <VerdictHeader
          verdict={view.verdict}
          subject={<Subject from={report.from} esp={esp?.name ?? null} />}
          action={
            <>
              <button
                type="button"
                className={styles.tool}
                title={words.popup.again}
                aria-disabled={busy}
                onClick={busy ? undefined : props.onCheckAgain}
              >
                <Mark name={busy ? 'busy' : 'again'} size="s" />
                <Hidden>{busy ? words.popup.checking : words.popup.again}</Hidden>
              </button>
              <button
                type="button"
                className={styles.tool}
                title={words.sender.change}
                aria-expanded={changing}
                onClick={() => setChanging(!changing)}
              >
                <Mark name="edit" size="s" />
                <Hidden>
                  {words.sender.change} {words.sender.changeWhat}
                </Hidden>
              </button>
            </>
          }
          title={title}
          why={why}
        >
          <ProviderStrip providers={report.providers} />
        </VerdictHeader>
        {props.notice && <Notice notice={props.notice} now={now} />}
        {changing && (
          <section className={styles.part} aria-label={`${words.sender.change} ${words.sender.changeWhat}`}>
            <SenderForm address={report.from} focused {...form} onCancel={() => setChanging(false)} />
            {via && <p className={`${textStyles.quiet} ${textStyles.small}`}>{words.sender.via(via)}</p>}
          </section>
        )}
        {esp && (
          <div className={`${styles.part} ${styles.ruled}`}>
            <Picture
              picture={view.picture}
              after={view.pictureAfter}
              title={words.picture.title}
              basis={report.verdict === 'unknown' ? null : basis}
            />
          </div>
        )}
        {!esp && (
          <section className={styles.part}>
            {title !== words.sender.which && <h2 className={styles.heading}>{words.sender.which}</h2>}
            <SenderForm address={report.from} {...form} esp={null} />
          </section>
        )}
        {first && !fixed && <FixSection {...props} finding={first} />}
        {!first && top?.severity === 'unknown' && <Open view={view} finding={top} />}
        {watch && !fixed && (
          <div className={styles.part}>
            <WatchPanel watch={watch} now={now} onStop={props.onUnwatch} folded={place === 'popup'} />
          </div>
        )}
        <More {...props} />
      </Page>
      <Foot>
        {props.problem !== null && (
          <p role="alert" className={styles.problem}>
            <Mark name="fail" tone="fail" size="s" /> {words.popup.problem(props.problem)}
          </p>
        )}
        {sending && request?.complete && (
          <div className={fixStyles.sending}>
            <RequestPanel request={request} />
          </div>
        )}
        <MainAction {...props} />
        {request?.complete && !fixed && (
          <Button aria-expanded={sending} onClick={() => setSending(!sending)}>
            {words.request.open}
          </Button>
        )}
        {props.onKeepOpen && (
          <Button title={words.popup.keepOpenWhy} onClick={props.onKeepOpen}>
            {words.popup.keepOpen}
          </Button>
        )}
      </Foot>
    </>
  );
}
