import { useEffect, useState } from 'react';
import { applyTheme } from '../../components/mount.tsx';
import { Ready, type ReadyProps } from '../../components/popup/Ready.tsx';
import type { EspChoice } from '../../components/popup/SenderForm.tsx';
import { Ambiguous, Failed, Loading, NoAccess, NoSender, NotLoaded, OffSite } from '../../components/popup/States.tsx';
import { toReportView } from '../../components/report-view.ts';
import { toHash } from '../../components/route.ts';
import { splitAddress } from '../../components/split-name.ts';
import { useAnswers } from '../../components/use-answers.ts';
import { useStored } from '../../components/use-stored.ts';
import { useWords } from '../../components/words.tsx';
import { requestNotifications, requestSiteAccess } from '../../lib/browser/permissions.ts';
import { hasSidePanel, openSidePanel } from '../../lib/browser/side-panel.ts';
import { reloadTab } from '../../lib/browser/tabs.ts';
import { sendToWorker } from '../../lib/messaging/client.ts';
import type { ExplainedCandidate } from '../../lib/detect/page-reading.ts';
import type { ExtensionMessage } from '../../lib/messaging/protocol.ts';
import type { Report, ReportFinding } from '../../lib/report/report.ts';
import { writeOpened } from '../../lib/storage/opened.ts';
import { toWatched, type Watch } from '../../lib/watch/watched.ts';
import type { ExplainedReport } from '../../lib/words/report-words.ts';
import { ACCEPTED, SETTINGS, storeReportAddress, WATCHES } from './stored.ts';
import { useManual, useTab, type TabView } from './use-tab.ts';

const SLOW_AFTER = 300;

const REPORT = '/report.html';

const MESSAGE = `${REPORT}${toHash({ page: 'message' })}`;

const hrefOf = (report: Report) =>
  `${REPORT}${toHash({
    page: 'domain',
    domain: report.domain,
    from: report.from,
    esp: report.esp ?? 'none',
    account: report.account,
    tab: null,
  })}`;

/** True once a wait has lasted so long that it should be explained. */
function useSlow(): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER);
    return () => clearTimeout(timer);
  }, []);
  return slow;
}

type Place = 'popup' | 'panel';

/** The watch on the records of the first fix; once nothing is left to fix, the last one that found all its records. */
function watchOf(watches: readonly Watch[], report: Report, first: ReportFinding | null): Watch | null {
  const own = watches.filter(({ domain }) => domain === report.domain);
  const records = first?.fix?.records ?? [];
  const isMeant = (watch: Watch) =>
    records.length === 0
      ? watch.state === 'live'
      : watch.records.some(({ name }) => records.some((record) => record.name === name));
  return own.findLast(isMeant) ?? null;
}

/** Sends to the worker; what was not done is kept to be said. */
function useRequests(): [problem: string | null, send: (message: ExtensionMessage, done?: () => void) => void] {
  const words = useWords().popup;
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (message: ExtensionMessage, done?: () => void) => {
    const answer = await sendToWorker(message);
    setProblem(answer.ok ? null : answer.problem === 'no-answer' ? words.noAnswer : answer.problem);
    if (answer.ok) done?.();
  };
  return [problem, (message, done) => void send(message, done)];
}

interface ReadyAppProps {
  report: ExplainedReport;
  place: Place;
  /** The campaign's tab; null where the sender was typed. */
  tab: number | null;
  via: string | null;
  notice: ReadyProps['notice'];
  busy: boolean;
  form: FormProps;
  onCheckAgain: () => void;
}

interface FormProps {
  esp: EspChoice | null;
  problem: string | null;
  onSubmit: (address: string, esp: EspChoice) => void;
}

/** Why this sender: the addresses of the tab's page with the reasons of each. */
function useCandidates(tab: number | null, from: string): readonly ExplainedCandidate[] {
  const [told, setTold] = useState<{ from: string; candidates: readonly ExplainedCandidate[] } | null>(null);
  useEffect(() => {
    let isCurrent = tab !== null;
    const ask = async (asked: number) => {
      const answer = await sendToWorker<ExplainedCandidate[]>({ kind: 'why-sender', tab: asked });
      if (isCurrent && answer.ok) setTold({ from, candidates: answer.value });
    };
    if (tab !== null) void ask(tab);
    return () => {
      isCurrent = false;
    };
  }, [tab, from]);
  return told?.from === from ? told.candidates : [];
}

function ReadyApp({ report: asked, place, tab, via, notice, busy, form, onCheckAgain }: ReadyAppProps) {
  const {
    report,
    problem: answerProblem,
    ...answers
  } = useAnswers(asked, (question) => sendToWorker({ kind: 'audit', ...question, selectors: [], fresh: false }));
  const candidates = useCandidates(tab, report.from);
  const [now] = useState(() => Date.now());
  const [problem, send] = useRequests();
  const [panelProblem, setPanelProblem] = useState<string | null>(null);
  const watches = useStored(WATCHES) ?? [];
  const accepted = (useStored(ACCEPTED) ?? []).filter(({ domain }) => domain === report.domain);
  const view = toReportView(report);
  const watch = watchOf(watches, report, view.first);
  const { domain, from, esp, account } = report;
  const watchRecords = () => {
    // First in the click handler: Firefox takes the gesture away at the first `await`.
    void requestNotifications();
    send({ kind: 'watch', domain, esp: esp ?? 'none', account, records: toWatched(view.first?.fix?.records ?? []) });
  };
  const keepOpen = () => {
    const opened = openSidePanel(tab);
    void writeOpened(tab === null ? { from, esp: esp ?? 'none' } : { tab });
    opened.then(
      () => window.close(),
      (error: unknown) => setPanelProblem(String(error)),
    );
  };
  return (
    <Ready
      view={view}
      now={now}
      place={place}
      via={via}
      candidates={candidates}
      notice={notice}
      busy={busy}
      form={form}
      watch={watch}
      accepted={accepted.map(({ code }) => code)}
      {...answers}
      problem={problem ?? panelProblem ?? answerProblem}
      onAccept={(code, accept) => send({ kind: accept ? 'accept-finding' : 'unaccept-finding', domain, code })}
      onWatch={watchRecords}
      onUnwatch={() => send({ kind: 'unwatch', domain, startedAt: watch?.startedAt })}
      onCheckAgain={onCheckAgain}
      onReportAddress={(reportAddress) => void storeReportAddress(reportAddress).then(onCheckAgain)}
      onKeepOpen={place === 'popup' && hasSidePanel() ? keepOpen : null}
      reportHref={hrefOf(report)}
      messageHref={MESSAGE}
    />
  );
}

function useCopyPage(tab: number): ['idle' | 'busy' | 'copied' | 'failed', () => void] {
  const [copied, setCopied] = useState<'idle' | 'busy' | 'copied' | 'failed'>('idle');
  const copy = async () => {
    setCopied('busy');
    const answer = await sendToWorker<string>({ kind: 'page-report', tab });
    if (!answer.ok || !answer.value) {
      setCopied('failed');
      return;
    }
    await navigator.clipboard.writeText(answer.value).then(
      () => setCopied('copied'),
      () => setCopied('failed'),
    );
  };
  return [copied, () => void copy()];
}

function NoSenderApp({ tab, view, form }: { tab: number; view: TabView; form: FormProps }) {
  const [problem, send] = useRequests();
  const [copied, copyPage] = useCopyPage(tab);
  const pick = () => send({ kind: 'start-pick', tab }, () => window.close());
  return (
    <NoSender
      esp={view.esp}
      reason={view.state?.reason ?? null}
      expression={view.state?.expression ?? null}
      form={{ ...form, problem: problem ?? form.problem }}
      onPick={pick}
      onLookAgain={() => void sendToWorker({ kind: 'check-tab', tab, fresh: true })}
      onCopyPage={copyPage}
      copied={copied}
    />
  );
}

function OutsideApp({ view, place }: { view: TabView; place: Place }) {
  const words = useWords();
  const manual = useManual(view.remembered);
  const [refused, setRefused] = useState(false);
  const slow = useSlow();
  const form: FormProps = {
    esp: view.esp,
    problem: manual.state === 'unusable' ? words.sender.unusable : null,
    onSubmit: manual.check,
  };
  if (manual.state === 'busy') {
    const { domain } = splitAddress(manual.from);
    return <Loading from={manual.from} domain={domain} esp={null} slow={slow} until={null} />;
  }
  if (manual.state === 'failed')
    return <Failed esp={null} domain={null} problem={manual.problem} onAgain={() => manual.again()} />;
  if (manual.report) {
    const { report } = manual;
    return (
      <ReadyApp
        report={report}
        place={place}
        tab={null}
        via={null}
        notice={null}
        busy={false}
        form={{ ...form, esp: report.esp ?? 'none' }}
        onCheckAgain={() => manual.again()}
      />
    );
  }
  if (view.access && view.composing && view.tab !== null) {
    const { tab } = view;
    return <NotLoaded esp={view.esp} form={form} onReload={() => void reloadTab(tab).then(() => window.close())} />;
  }
  if (view.access) return <OffSite form={form} hrefs={{ message: MESSAGE, domains: `${REPORT}#/domains` }} />;
  const allow = () => {
    // First in the click handler: Firefox takes the gesture away at the first `await`.
    void requestSiteAccess(view.site ?? undefined).then((granted) => setRefused(!granted));
  };
  return <NoAccess esp={view.esp} host={view.host} onAllow={allow} refused={refused} form={form} />;
}

function TabApp({ view, tab, place }: { view: TabView; tab: number; place: Place }) {
  const { state, esp } = view;
  const slow = useSlow();
  const [busySince, setBusySince] = useState(0);
  const [problem, send] = useRequests();
  if (!state) return null;
  const checkAgain = () => {
    setBusySince(Date.now());
    void sendToWorker({ kind: 'check-tab', tab, fresh: true }).then(() => setBusySince(0));
  };
  const choose = (address: string, chosen: EspChoice | null) =>
    send({ kind: 'choose-sender', tab, address, esp: chosen });
  const form: FormProps = { esp: state.report?.esp ?? esp, problem, onSubmit: choose };
  switch (state.state) {
    case 'no-sender':
      return <NoSenderApp tab={tab} view={view} form={form} />;
    case 'ambiguous':
      return (
        <Ambiguous esp={esp} candidates={state.candidates} onChoose={(address) => choose(address, null)} form={form} />
      );
    case 'ready':
      if (state.report)
        return (
          <ReadyApp
            report={state.report}
            place={place}
            tab={tab}
            via={state.via}
            notice={state}
            busy={busySince > 0 || state.checking}
            form={form}
            onCheckAgain={checkAgain}
          />
        );
      return <Failed esp={esp} domain={null} problem={state.reason} onAgain={checkAgain} />;
    case 'error':
      return <Failed esp={esp} domain={null} problem={state.reason} onAgain={checkAgain} />;
    case 'loading':
    case 'off-site':
      return (
        <Loading
          from={view.from}
          domain={view.from && splitAddress(view.from).domain}
          esp={esp}
          slow={slow}
          until={state.limitedUntil}
        />
      );
  }
}

/** What the worker knows of this tab, as it is and as it changes; the panel goes on showing it beside other tabs. */
export function App({ tab: asked, place }: { tab: number | null; place: Place }) {
  const view = useTab(asked, place === 'panel');
  const theme = useStored(SETTINGS)?.theme;
  useEffect(() => {
    if (theme) applyTheme(theme);
  }, [theme]);

  // Nothing is known yet: an empty page for the few milliseconds, rather than a flash of a wrong state.
  if (!view) return null;
  const { tab, state } = view;
  if (tab === null || !state || state.state === 'off-site') return <OutsideApp view={view} place={place} />;
  return <TabApp view={view} tab={tab} place={place} />;
}
