import { useEffect, useState } from 'react';
import { applyTheme } from '../../components/mount.tsx';
import { firstFixOf } from '../../components/alignment/to-lineup.ts';
import { Ready } from '../../components/popup/Ready.tsx';
import type { EspChoice } from '../../components/popup/SenderForm.tsx';
import { Ambiguous, Failed, Loading, NoAccess, NoSender, NotLoaded, OffSite } from '../../components/popup/States.tsx';
import { toReportView } from '../../components/report-view.ts';
import { toHash } from '../../components/route.ts';
import { splitAddress } from '../../components/split-name.ts';
import { useStored } from '../../components/use-stored.ts';
import { useWords } from '../../components/words.tsx';
import { requestNotifications, requestSiteAccess } from '../../lib/browser/permissions.ts';
import { reloadTab } from '../../lib/browser/tabs.ts';
import { sendToWorker } from '../../lib/messaging/client.ts';
import { toWatched } from '../../lib/watch/watched.ts';
import type { Report } from '../../lib/report/report.ts';
import type { ExplainedReport } from '../../lib/words/report-words.ts';
import { ACCEPTED, SETTINGS, storeReportAddress, WATCHES } from './stored.ts';
import { useManual, useTab, type TabView } from './use-tab.ts';

const SLOW_AFTER = 300;

const REPORT = '/report.html';

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

function watchFirstFix(report: Report): void {
  // First in the click handler: Firefox takes the gesture away at the first `await`.
  void requestNotifications();
  const records = firstFixOf(report)?.carrier.fix?.records ?? [];
  void sendToWorker({
    kind: 'watch',
    domain: report.domain,
    esp: report.esp ?? 'none',
    account: report.account,
    records: toWatched(records),
  });
}

interface ReadyAppProps {
  report: ExplainedReport;
  via: string | null;
  busy: boolean;
  form: FormProps;
  onCheckAgain: () => void;
}

interface FormProps {
  esp: EspChoice | null;
  problem: string | null;
  onSubmit: (address: string, esp: EspChoice) => void;
}

function ReadyApp({ report, via, busy, form, onCheckAgain }: ReadyAppProps) {
  const [now] = useState(() => Date.now());
  const watches = useStored(WATCHES) ?? [];
  const accepted = (useStored(ACCEPTED) ?? []).filter(({ domain }) => domain === report.domain);
  const accept = (code: string, accepted: boolean) => {
    void sendToWorker({ kind: accepted ? 'accept-finding' : 'unaccept-finding', domain: report.domain, code });
  };
  return (
    <Ready
      view={toReportView(report)}
      now={now}
      via={via}
      busy={busy}
      form={form}
      watch={watches.find(({ domain }) => domain === report.domain) ?? null}
      accepted={accepted.map(({ code }) => code)}
      onAccept={accept}
      onWatch={() => watchFirstFix(report)}
      onUnwatch={() => void sendToWorker({ kind: 'unwatch', domain: report.domain })}
      onCheckAgain={onCheckAgain}
      onReportAddress={(reportAddress) => void storeReportAddress(reportAddress).then(onCheckAgain)}
      reportHref={hrefOf(report)}
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
  const [copied, copyPage] = useCopyPage(tab);
  const pick = () => {
    void sendToWorker({ kind: 'start-pick', tab });
    window.close();
  };
  return (
    <NoSender
      esp={view.esp}
      reason={view.state?.reason ?? null}
      expression={view.state?.expression ?? null}
      form={form}
      onPick={pick}
      onLookAgain={() => void sendToWorker({ kind: 'check-tab', tab, fresh: true })}
      onCopyPage={copyPage}
      copied={copied}
    />
  );
}

function OutsideApp({ view }: { view: TabView }) {
  const words = useWords();
  const manual = useManual();
  const [refused, setRefused] = useState(false);
  const slow = useSlow();
  const form: FormProps = {
    esp: view.esp,
    problem: manual.state === 'unusable' ? words.sender.unusable : null,
    onSubmit: manual.check,
  };
  if (manual.state === 'busy') {
    const { domain } = splitAddress(manual.from);
    return <Loading from={manual.from} domain={domain} esp={null} slow={slow} />;
  }
  if (manual.state === 'failed')
    return <Failed esp={null} domain={null} problem={manual.problem} onAgain={() => manual.again()} />;
  if (manual.report)
    return <ReadyApp report={manual.report} via={null} busy={false} form={form} onCheckAgain={() => manual.again()} />;
  if (view.access && view.composing && view.tab !== null) {
    const { tab } = view;
    return <NotLoaded esp={view.esp} form={form} onReload={() => void reloadTab(tab).then(() => window.close())} />;
  }
  if (view.access)
    return <OffSite form={form} hrefs={{ message: `${REPORT}#/message`, domains: `${REPORT}#/domains` }} />;
  const allow = () => {
    // First in the click handler: Firefox takes the gesture away at the first `await`.
    void requestSiteAccess(view.site ?? undefined).then((granted) => setRefused(!granted));
  };
  return <NoAccess esp={view.esp} host={view.host} onAllow={allow} refused={refused} form={form} />;
}

/** What the worker knows of this tab, as it stands and as it changes. */
export function App({ tab: asked }: { tab: number | null }) {
  const view = useTab(asked);
  const theme = useStored(SETTINGS)?.theme;
  const slow = useSlow();
  const [busySince, setBusySince] = useState(0);
  useEffect(() => {
    if (theme) applyTheme(theme);
  }, [theme]);

  // Nothing is known yet: an empty page for the few milliseconds, rather than a flash of a wrong state.
  if (!view) return null;
  const { tab, state, esp } = view;
  if (tab === null || !state || state.state === 'off-site') return <OutsideApp view={view} />;

  const checkAgain = () => {
    setBusySince(Date.now());
    void sendToWorker({ kind: 'check-tab', tab, fresh: true }).then(() => setBusySince(0));
  };
  const choose = (address: string, chosen: EspChoice | null) => {
    void sendToWorker({ kind: 'choose-sender', tab, address, esp: chosen });
  };
  const form: FormProps = { esp: state.report?.esp ?? esp, problem: null, onSubmit: choose };
  switch (state.state) {
    case 'loading':
      return <Loading from={view.from} domain={view.from && splitAddress(view.from).domain} esp={esp} slow={slow} />;
    case 'no-sender':
      return <NoSenderApp tab={tab} view={view} form={form} />;
    case 'ambiguous':
      return (
        <Ambiguous esp={esp} candidates={state.candidates} onChoose={(address) => choose(address, null)} form={form} />
      );
    case 'ready':
      if (state.report)
        return (
          <ReadyApp report={state.report} via={state.via} busy={busySince > 0} form={form} onCheckAgain={checkAgain} />
        );
      return <Failed esp={esp} domain={null} problem={state.reason} onAgain={checkAgain} />;
    case 'error':
      return <Failed esp={esp} domain={null} problem={state.reason} onAgain={checkAgain} />;
  }
}
