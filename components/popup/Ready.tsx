import { useState, type ReactNode } from 'react';
import type { ReportFinding } from '../../lib/report/report.ts';
import type { Watch } from '../../lib/watch/watched.ts';
import { LineupPicture } from '../alignment/Lineup.tsx';
import { firstFixOf, paramsOf, toLineup } from '../alignment/to-lineup.ts';
import { Answers } from '../findings/Answers.tsx';
import { Expert, FindingList } from '../findings/FindingList.tsx';
import { FixCard, fixStyles } from '../fix/FixCard.tsx';
import { RequestPanel } from '../fix/RequestPanel.tsx';
import { WatchPanel } from '../fix/WatchPanel.tsx';
import { ProviderStrip } from '../providers/ProviderStrip.tsx';
import type { ReportView } from '../report-view.ts';
import { toResolverName } from '../resolver-name.ts';
import { toClock, toList } from '../time.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { besideLane, Lane } from '../ui/Lane.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Hidden, RawList, textStyles } from '../ui/Text.tsx';
import { Subject, VerdictHeader } from '../verdict/VerdictHeader.tsx';
import { useWords } from '../words.tsx';
import styles from './Popup.module.css';
import { SenderForm, type SenderFormProps } from './SenderForm.tsx';
import { Foot, Page } from './States.tsx';

export interface ReadyProps {
  view: ReportView;
  now: number;
  /** Where the sender was read; null where it was typed. */
  via: string | null;
  /** A check is under way again; the last verdict stands meanwhile. */
  busy: boolean;
  form: Omit<SenderFormProps, 'address' | 'onCancel'>;
  watch: Watch | null;
  /** Codes that the user knows of for this domain and does not want held against a send. */
  accepted: readonly string[];
  onAccept: (code: string, accept: boolean) => void;
  onWatch: () => void;
  onUnwatch: () => void;
  onCheckAgain: () => void;
  onReportAddress: (address: string) => void;
  /** Where the whole report of this domain stands. */
  reportHref: string;
}

/** The exact names behind the picture. */
function Exactly({ view }: { view: ReportView }) {
  const words = useWords().exact;
  const { report } = view;
  const { dkim, spf } = report.legs;
  return (
    <RawList
      rows={[
        [words.from, report.domain],
        [words.organisation, report.dmarc.orgDomain],
        ...dkim.map((leg) => [`DKIM ${leg.selector}`, words.dkim(leg.domain, leg.key, leg.aligned)] as const),
        [words.mailFrom, spf.domain && words.mailFromIs(spf.domain, report.alignment.spf)],
        [words.dmarc, report.dmarc.record ?? (paramsOf(report, 'dmarc.missing') ? words.noRecord : words.notKnown)],
        [words.result, words.resultIs(report.dmarc.result, report.dmarc.effectivePolicy)],
      ]}
    />
  );
}

/** Beside a finding that could hold a send up: "I know", and the way back. */
function Acceptance({
  finding,
  accepted,
  onAccept,
}: {
  finding: ReportFinding;
  accepted: boolean;
  onAccept: ReadyProps['onAccept'];
}) {
  const words = useWords().accept;
  return (
    <p className={`${styles.accept} ${textStyles.quiet}`}>
      {accepted ? `${words.accepted} ` : ''}
      <LinkButton onClick={() => onAccept(finding.code, !accepted)}>{accepted ? words.undo : words.accept}</LinkButton>
    </p>
  );
}

const isHeld = (finding: ReportFinding) => finding.severity === 'fail' || finding.severity === 'warn';

function Next({ view, finding }: { view: ReportView; finding: ReportFinding }) {
  const words = useWords();
  const { title, note } = view.explain(finding);
  return (
    <section className={fixStyles.card} data-finding={finding.code} data-severity={finding.severity}>
      <Lane mark={<Mark name="again" tone="accent" size="m" />}>
        <h2 className={fixStyles.kicker}>{words.unknown.next}</h2>
        <h3 className={fixStyles.title}>{title}</h3>
        {note !== null && <p className={fixStyles.lead}>{note}</p>}
        <p className={fixStyles.lead}>{words.unknown.again}</p>
        {finding.evidence.length > 0 && (
          <Disclosure summary={words.answers.title} open>
            <Answers evidence={finding.evidence} />
          </Disclosure>
        )}
      </Lane>
    </section>
  );
}

function FixActions({
  view: { request },
  watch,
  now,
  onWatch,
  onUnwatch,
}: Pick<ReadyProps, 'view' | 'watch' | 'now' | 'onWatch' | 'onUnwatch'>) {
  const words = useWords();
  const [sending, setSending] = useState(false);
  return (
    <>
      {watch && <WatchPanel watch={watch} now={now} onStop={onUnwatch} />}
      <div className={fixStyles.actions}>
        {!watch && (
          <Button kind="main" mark="watch" wide onClick={onWatch}>
            {words.watch.start}
          </Button>
        )}
        {request && (
          <Button mark="letter" wide aria-expanded={sending} onClick={() => setSending(!sending)}>
            {words.request.open}
          </Button>
        )}
        {request && sending && <RequestPanel request={request} />}
      </div>
    </>
  );
}

const countOf = (findings: readonly ReportFinding[], severity: string) =>
  findings.filter((finding) => finding.severity === severity).length;

function Rest({ view, accepted, onAccept }: Pick<ReadyProps, 'view' | 'accepted' | 'onAccept'>) {
  const words = useWords().popup;
  const first = firstFixOf(view.report);
  const [top] = view.report.findings;
  const above = new Set([first?.finding, first?.carrier, top?.severity === 'unknown' ? top : undefined]);
  const rest = view.report.findings.filter((finding) => !above.has(finding));
  if (rest.length === 0) return null;
  const renderMore = (finding: ReportFinding): ReactNode =>
    isHeld(finding) && <Acceptance finding={finding} accepted={accepted.includes(finding.code)} onAccept={onAccept} />;
  const infoOnly = countOf(rest, 'info') === rest.length;
  const title = first ? words.afterwards : infoOnly ? words.worthKnowing(rest.length) : words.alsoFound;
  return (
    <section className={`${styles.part} ${styles.loose}`}>
      <div className={`${styles.sectionHead} ${besideLane}`}>
        <h2>{title}</h2>
      </div>
      <FindingList view={view} findings={rest} mendedBy={first?.carrier.code ?? null} moreOf={renderMore} />
    </section>
  );
}

/** The verdict, the picture, what to fix first, the rest, the providers: in that order. */
export function Ready(props: ReadyProps) {
  const { view, now, via, busy, form, accepted, onAccept, onCheckAgain, reportHref } = props;
  const words = useWords();
  const [changing, setChanging] = useState(false);
  const { report, esp } = view;
  const first = firstFixOf(report);
  const [top] = report.findings;
  const basis = report.legs.spf.basis === 'observed' ? words.lineup.observed : words.lineup.predicted;
  const resolvers = report.resolvers.asked.map(toResolverName);
  return (
    <>
      <Page state="ready" verdict={report.verdict} domain={report.domain} esp={report.esp ?? undefined}>
        <VerdictHeader
          verdict={report.verdict}
          subject={<Subject domain={report.domain} esp={esp?.name ?? null} />}
          action={
            <LinkButton aria-expanded={changing} onClick={() => setChanging(!changing)}>
              {words.sender.change} <Hidden>{words.sender.changeWhat}</Hidden>
            </LinkButton>
          }
          title={view.title}
          why={view.why}
        />
        {changing && (
          <section className={styles.part} aria-label={`${words.sender.change} ${words.sender.changeWhat}`}>
            <SenderForm address={report.from} {...form} onCancel={() => setChanging(false)} />
            {via && <p className={`${besideLane} ${textStyles.quiet} ${textStyles.small}`}>{words.sender.via(via)}</p>}
          </section>
        )}
        {esp && (
          <div className={styles.part}>
            <LineupPicture
              lineup={toLineup(report, esp.sealDomain)}
              title={words.lineup.title}
              basis={report.verdict === 'unknown' ? null : basis}
              level={2}
            >
              <Exactly view={view} />
            </LineupPicture>
          </div>
        )}
        {!esp && (
          <section className={styles.part}>
            <h2 className={`${besideLane} ${styles.ask}`}>{words.sender.which}</h2>
            <SenderForm address={report.from} {...form} esp={null} />
          </section>
        )}
        {first && (
          <FixCard view={view} first={first} onReportAddress={props.onReportAddress}>
            <Expert view={view} finding={first.carrier} />
            {first.carrier.fix && first.carrier.fix.records.length > 0 && <FixActions {...props} />}
            {isHeld(first.finding) && (
              <Acceptance
                finding={first.finding}
                accepted={accepted.includes(first.finding.code)}
                onAccept={onAccept}
              />
            )}
          </FixCard>
        )}
        {top?.severity === 'unknown' && <Next view={view} finding={top} />}
        <Rest view={view} accepted={accepted} onAccept={onAccept} />
        <section className={`${styles.part} ${styles.loose}`}>
          <div className={`${styles.sectionHead} ${besideLane}`}>
            <h2>{words.providers.title}</h2>
            <span>{words.providers.basis}</span>
          </div>
          <ProviderStrip providers={report.providers} />
        </section>
      </Page>
      <Foot>
        <Button mark={busy ? 'busy' : 'again'} aria-disabled={busy} onClick={busy ? undefined : onCheckAgain}>
          {busy ? words.popup.checking : words.popup.again}
        </Button>
        <a href={reportHref} target="_blank" rel="opener">
          {words.popup.report}
        </a>
        <p>
          {words.popup.checked(
            toClock(report.at, now, words.language),
            toList(resolvers, words.language),
            report.resolvers.confirmedBy !== null,
          )}
        </p>
      </Foot>
    </>
  );
}
