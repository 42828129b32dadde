import { useEffect, useState } from 'react';
import type { EspChoice } from '../../components/popup/SenderForm.tsx';
import { hasSiteAccess, onAccessChanged } from '../../lib/browser/permissions.ts';
import { activeTab, onTabActivated, readTab, type VisibleTab } from '../../lib/browser/tabs.ts';
import type { EspId, PageEspId } from '../../lib/esp/esp-id.ts';
import { isComposing } from '../../lib/esp/dashboards.ts';
import { espOfSite } from '../../lib/esp/site-matches.ts';
import { sendToWorker } from '../../lib/messaging/client.ts';
import type { TabState } from '../../lib/messaging/protocol.ts';
import type { ExplainedReport } from '../../lib/words/report-words.ts';
import { readOpened, watchOpened, writeOpened, type Opened } from '../../lib/storage/opened.ts';
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
  /** A sender typed by hand, shown last: it is shown again. */
  remembered: TypedSender | null;
}

export type TypedSender = Extract<Opened, { from: string }>;

function toView(tab: VisibleTab | null, state: TabState | null, access: boolean, opened: Opened | null): TabView {
  const url = tab?.url ?? null;
  const site = espOfSite(state?.url ?? url ?? '');
  return {
    tab: tab?.id ?? null,
    state,
    esp: state?.esp ?? site,
    site,
    host: url && (URL.parse(url)?.host ?? null),
    composing: !state && url !== null && isComposing(url),
    access,
    from: state?.report?.from ?? null,
    remembered: opened && 'from' in opened ? opened : null,
  };
}

/** A campaign is open in the tab, or it is a dashboard's: what it shows comes before what was shown last. */
const isOnDashboard = (tab: VisibleTab | null, state: TabState | null): boolean =>
  (state !== null && state.state !== 'off-site') || espOfSite(tab?.url ?? '') !== null;

interface Found {
  tab: VisibleTab | null;
  state: TabState | null;
  opened: Opened | null;
}

/**
 * The tab to speak of: the one asked for, else the active one where it is a dashboard's, else what was shown last.
 * A tab that has been closed since is not found again.
 */
async function findTab(asked: number | null): Promise<Found> {
  const tab = asked === null ? await activeTab() : await readTab(asked);
  const state = tab && (await readTabState(tab.id));
  if (asked !== null || isOnDashboard(tab, state)) return { tab, state, opened: null };
  const opened = await readOpened();
  if (!opened || 'from' in opened) return { tab, state, opened };
  const last = await readTab(opened.tab);
  const lastState = last && (await readTabState(last.id));
  return lastState?.state === 'ready' ? { tab: last, state: lastState, opened } : { tab, state, opened: null };
}

/**
 * The tab that popup or panel speaks of, followed through storage; null until it is known. With `follow` it moves on to
 * each dashboard that comes to the front, and stays where it is while other tabs do.
 */
export function useTab(asked: number | null, follow: boolean): TabView | null {
  const [view, setView] = useState<TabView | null>(null);
  const [wanted, setWanted] = useState(asked);
  useEffect(() => {
    let stop = () => {};
    let current = true;
    const show = async () => {
      const { tab, state, opened } = await findTab(wanted);
      // An address is only to be seen where we have access: without one, the access to all dashboards is asked for.
      const access = await hasSiteAccess(espOfSite(state?.url ?? tab?.url ?? '') ?? undefined);
      if (!current) return;
      setView(toView(tab, state, access, opened));
      if (!tab) return;
      if (state?.state === 'ready') void writeOpened({ tab: tab.id });
      stop();
      // A look: an audit that a worker's end cut short begins again, and what is old or unknown is asked for anew.
      void sendToWorker({ kind: 'check-tab', tab: tab.id, fresh: false });
      stop = watchTabState(tab.id, (next) => {
        // A campaign's tab that is closed leaves its last verdict where the panel stays open beside other tabs.
        if (next || !follow) setView(toView(tab, next, access, opened));
      });
    };
    void show();
    const stops = [onAccessChanged(() => void show())];
    if (follow) {
      const activated = async (tab: VisibleTab) => {
        if (isOnDashboard(tab, await readTabState(tab.id)) && current) setWanted(tab.id);
      };
      stops.push(onTabActivated((tab) => void activated(tab)));
      stops.push(watchOpened((opened) => opened && (!('tab' in opened) || opened.tab !== wanted) && setWanted(null)));
    }
    return () => {
      current = false;
      stop();
      for (const end of stops) end();
    };
  }, [wanted, follow]);
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

/** A domain typed by hand where no campaign is open; `remembered` is checked at once. */
export function useManual(remembered: TypedSender | null): Manual {
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
    else {
      setOutcome({ state: 'done', report: answer.value, problem: null });
      void writeOpened({ from, esp });
    }
  };
  useEffect(() => {
    if (remembered) void run(remembered.from, remembered.esp, false);
    // Once, with what was remembered when this was opened.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return {
    ...outcome,
    from: asked?.from ?? '',
    check: (from, esp) => void run(from, esp, false),
    again: () => asked && void run(asked.from, asked.esp, true),
  };
}
