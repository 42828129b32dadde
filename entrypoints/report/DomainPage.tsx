import { useEffect, useMemo, useState } from 'react';
import { usePageWords } from '../../components/page-words.tsx';
import { DomainReport } from '../../components/report/DomainReport.tsx';
import { Body, Head } from '../../components/report/Frame.tsx';
import { ChangeList, HistoryList } from '../../components/report/HistoryList.tsx';
import { Block, Part } from '../../components/report/Part.tsx';
import { toReportView } from '../../components/report-view.ts';
import { toHash, type Route } from '../../components/route.ts';
import { useAnswers } from '../../components/use-answers.ts';
import { useStored } from '../../components/use-stored.ts';
import { Button } from '../../components/ui/Button.tsx';
import { Code } from '../../components/ui/Text.tsx';
import { Subject } from '../../components/verdict/VerdictHeader.tsx';
import { useWords } from '../../components/words.tsx';
import { SenderForm } from '../../components/popup/SenderForm.tsx';
import { requestNotifications } from '../../lib/browser/permissions.ts';
import { toRoadmap } from '../../lib/fixes/dmarc/roadmap.ts';
import { sendToWorker } from '../../lib/messaging/client.ts';
import type { Answer } from '../../lib/messaging/protocol.ts';
import { toWatched } from '../../lib/watch/watched.ts';
import type { Report, ReportFinding } from '../../lib/report/report.ts';
import { readChanges } from '../../lib/storage/changes.ts';
import { watchDomains } from '../../lib/storage/domains.ts';
import { readHistory, watchHistory } from '../../lib/storage/history.ts';
import { readSettings, watchSettings, writeSettings } from '../../lib/storage/settings.ts';
import { readTabState } from '../../lib/storage/tab-state.ts';
import { readWatches, watchWatches } from '../../lib/storage/watches.ts';
import type { ExplainedReport } from '../../lib/words/report-words.ts';
import { useAudit, type Asked } from './use-audit.ts';

const SETTINGS = { read: readSettings, watch: watchSettings };
const WATCHES = { read: readWatches, watch: watchWatches };

function useHistory(domain: string) {
  const source = useMemo(() => ({ read: () => readHistory(domain), watch: watchHistory }), [domain]);
  return useStored(source);
}

/** Starts the watch on the records of a finding; the answer says whether that was done. */
export function watchRecords(report: Report, finding: ReportFinding): Promise<Answer> {
  // First in the click handler: Firefox takes the gesture away at the first `await`.
  void requestNotifications();
  return sendToWorker({
    kind: 'watch',
    domain: report.domain,
    esp: report.esp ?? 'none',
    account: report.account,
    records: toWatched(finding.fix?.records ?? []),
  });
}

/** The verdict's mark in the tab of the browser. */
function useFavicon(verdict: string | undefined): void {
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon) icon.href = verdict ? `/icon-${verdict}.svg` : '/icon.svg';
    return () => {
      if (icon) icon.href = '/icon.svg';
    };
  }, [verdict]);
}

/** Before the report is there, or where it could not be made. */
function Waiting({ domain, problem, onAgain }: { domain: string; problem: string | null; onAgain: () => void }) {
  const words = usePageWords().page;
  const ui = useWords();
  return (
    <main id="content" tabIndex={-1} data-state={problem === null ? 'loading' : 'error'} data-domain={domain}>
      <Head
        verdict={null}
        mark={problem === null ? 'busy' : 'blank'}
        subject={<Subject from={domain} esp={null} />}
        title={problem === null ? words.loading : ui.failed.title}
        why={problem === null ? ui.loading.asking(domain) : ui.failed.why}
        actions={
          problem !== null && (
            <Button kind="main" mark="again" onClick={onAgain}>
              {words.again}
            </Button>
          )
        }
        meta={problem !== null && <Code>{problem}</Code>}
      />
    </main>
  );
}

type DomainRoute = Extract<Route, { page: 'domain' }>;

/** What the address leaves open: the campaign in that tab knows it, else the last check of this domain. */
async function complete(route: DomainRoute): Promise<Asked> {
  const { domain, from, esp, account, tab } = route;
  const report = tab === null ? null : ((await readTabState(tab))?.report ?? null);
  if (report?.domain === domain) return { from: report.from, esp: report.esp, account: report.account };
  const known = (await readHistory(domain)).findLast((entry) => entry.esp !== null && entry.esp !== 'none');
  const isKnown = known !== undefined && (esp === null || esp === known.esp);
  return { from, esp: esp ?? known?.esp ?? null, account: account ?? (isKnown ? (known.account ?? null) : null) };
}

/** What to ask for at a place; null until it is known. The page is made anew for every other place. */
export function useAsked(route: DomainRoute): Asked | null {
  const [asked, setAsked] = useState<Asked | null>(null);
  useEffect(() => {
    let current = true;
    void complete(route).then((found) => current && setAsked(found));
    return () => {
      current = false;
    };
    // As said: one place for the life of the page.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return asked;
}

/** The report of one domain. */
export function DomainPage({ route }: { route: DomainRoute }) {
  const asked = useAsked(route);
  if (!asked) return <Waiting domain={route.domain} problem={null} onAgain={() => undefined} />;
  return <AskedDomainPage route={route} asked={asked} />;
}

function AskedDomainPage({ route, asked }: { route: DomainRoute; asked: Asked }) {
  const [{ report, busy, problem }, again] = useAudit(asked);
  useFavicon(report?.verdict);
  if (!report) return <Waiting domain={route.domain} problem={problem} onAgain={again} />;
  return <CheckedDomainPage route={route} report={report} busy={busy} onAgain={again} />;
}

interface CheckedProps {
  route: DomainRoute;
  report: ExplainedReport;
  busy: boolean;
  onAgain: () => void;
}

function CheckedDomainPage({ route, report: checked, busy, onAgain }: CheckedProps) {
  const words = usePageWords().page;
  const history = useHistory(route.domain) ?? [];
  const settings = useStored(SETTINGS);
  const watches = useStored(WATCHES) ?? [];
  const [now] = useState(() => Date.now());
  const { report, problem, ...answers } = useAnswers(checked, (question) =>
    sendToWorker({ kind: 'audit', ...question, selectors: [], fresh: false }),
  );
  const [refused, setRefused] = useState<string | null>(null);
  const told = async (asking: Promise<Answer>) => {
    const answer = await asking;
    setRefused(answer.ok ? null : answer.problem);
  };
  return (
    <DomainReport
      view={toReportView(report)}
      now={now}
      busy={busy}
      roadmap={report.dmarc.result === 'unknown' ? [] : toRoadmap(report, settings?.reportAddress ?? null)}
      history={history}
      watches={watches.filter(({ domain }) => domain === report.domain)}
      onCheckAgain={onAgain}
      problem={refused ?? problem}
      onWatch={(finding) => void told(watchRecords(report, finding))}
      onUnwatch={({ domain, startedAt }) => void told(sendToWorker({ kind: 'unwatch', domain, startedAt }))}
      onReportAddress={(reportAddress) => void writeSettings({ reportAddress }).then(onAgain)}
      answers={answers}
      onPrint={() => window.print()}
      chooser={
        report.esp === null && (
          <>
            <p>{words.noEsp}</p>
            <SenderForm
              address={report.from}
              esp={null}
              look="bare"
              problem={null}
              onSubmit={(from, esp) => {
                location.hash = toHash({ ...route, from, esp, tab: null });
              }}
            />
          </>
        )
      }
    />
  );
}

export function HistoryPage({ domain }: { domain: string }) {
  const words = usePageWords().history;
  const history = useHistory(domain) ?? [];
  const followed = useMemo(() => ({ read: () => readChanges(domain), watch: watchDomains }), [domain]);
  const changes = useStored(followed) ?? [];
  const [now] = useState(() => Date.now());
  return (
    <main id="content" tabIndex={-1} data-domain={domain}>
      <Head
        verdict={null}
        mark="watch"
        title={words.title(domain)}
        actions={
          <a href={toHash({ page: 'domain', domain, from: domain, esp: null, account: null, tab: null })}>
            {words.toReport}
          </a>
        }
      />
      <Body>
        <Part
          id="history"
          sign={{ mark: 'list', tone: 'quiet' }}
          title={words.seen}
          lead={history.length + changes.length === 0 ? words.none : undefined}
        >
          <Block>
            <ChangeList changes={changes} now={now} />
            <HistoryList entries={history} now={now} />
          </Block>
        </Part>
      </Body>
    </main>
  );
}
