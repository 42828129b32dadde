import { useEffect, useState } from 'react';
import type { EspChoice } from '../../components/popup/SenderForm.tsx';
import { hasSiteAccess, onAccessChanged } from '../../lib/browser/permissions.ts';
import { activeTab, readTab } from '../../lib/browser/tabs.ts';
import type { EspId, PageEspId } from '../../lib/esp/esp-id.ts';
import { isComposing } from '../../lib/esp/dashboards.ts';
import { espOfSite } from '../../lib/esp/site-matches.ts';
import { sendToWorker } from '../../lib/messaging/client.ts';
import type { TabState } from '../../lib/messaging/protocol.ts';
import type { ExplainedReport } from '../../lib/words/report-words.ts';
import { readTabState, watchTabState } from '../../lib/storage/tab-state.ts';

export interface TabView {
  tab: number | null;
  state: TabState | null;
  esp: EspId | null;
  /** The dashboard in this tab, where its address is to be seen. */
  site: PageEspId | null;
  host: string | null;
  /** A campaign is composed at the tab's address, and yet nothing has been told of it. */
  composing: boolean;
  /** Whether Presend may look at what it is for. */
  access: boolean;
  /** The sender whose answers are on their way. */
  from: string | null;
}

const toView = (tab: number | null, url: string | null, state: TabState | null, access: boolean): TabView => {
  const site = espOfSite(state?.url ?? url ?? '');
  const esp = state?.esp ?? site;
  return {
    tab,
    state,
    esp,
    site,
    host: url && (URL.parse(url)?.host ?? null),
    composing: !state && url !== null && isComposing(url),
    access,
    from: state?.report?.from ?? null,
  };
};

/** The tab that the popup speaks of, followed through storage; null until it is known. */
export function useTab(asked: number | null): TabView | null {
  const [view, setView] = useState<TabView | null>(null);
  useEffect(() => {
    let stop = () => {};
    let current = true;
    const follow = async () => {
      const tab = asked === null ? await activeTab() : await readTab(asked);
      const state = tab && (await readTabState(tab.id));
      // An address is only to be seen where we have access: without one, the access to all dashboards is asked for.
      const site = espOfSite(state?.url ?? tab?.url ?? '');
      const access = await hasSiteAccess(site ?? undefined);
      if (!current) return;
      setView(toView(tab?.id ?? null, tab?.url ?? null, state, access));
      if (!tab) return;
      stop();
      // A look: an audit that a worker's end cut short begins again, and what is old or unknown is asked for anew.
      void sendToWorker({ kind: 'check-tab', tab: tab.id, fresh: false });
      stop = watchTabState(tab.id, (next) => setView(toView(tab.id, tab.url, next, access)));
    };
    void follow();
    const stopAccess = onAccessChanged(() => void follow());
    return () => {
      current = false;
      stop();
      stopAccess();
    };
  }, [asked]);
  return view;
}

interface Manual {
  state: 'idle' | 'busy' | 'done' | 'unusable' | 'failed';
  from: string;
  report: ExplainedReport | null;
  problem: string | null;
  check: (from: string, esp: EspChoice) => void;
  again: () => void;
}

/** A domain typed by hand where no campaign is open. */
export function useManual(): Manual {
  const [asked, setAsked] = useState<{ from: string; esp: EspChoice } | null>(null);
  const [outcome, setOutcome] = useState<Pick<Manual, 'state' | 'report' | 'problem'>>({
    state: 'idle',
    report: null,
    problem: null,
  });
  const run = async (from: string, esp: EspChoice, fresh: boolean) => {
    setAsked({ from, esp });
    setOutcome({ state: 'busy', report: null, problem: null });
    const answer = await sendToWorker<ExplainedReport>({
      kind: 'audit',
      from,
      replyTo: null,
      esp,
      account: null,
      selectors: [],
      fresh,
    });
    if (!answer.ok) setOutcome({ state: 'failed', report: null, problem: answer.problem });
    else if (answer.value.findings.some(({ code }) => code === 'from.unusable'))
      setOutcome({ state: 'unusable', report: null, problem: null });
    else setOutcome({ state: 'done', report: answer.value, problem: null });
  };
  return {
    ...outcome,
    from: asked?.from ?? '',
    check: (from, esp) => void run(from, esp, false),
    again: () => asked && void run(asked.from, asked.esp, true),
  };
}
