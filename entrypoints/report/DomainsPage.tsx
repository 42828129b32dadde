import { useCallback, useEffect, useState } from 'react';
import { DomainsView, type DomainsViewProps, type ExportKind } from '../../components/domains/DomainsView.tsx';
import { toDay } from '../../components/time.ts';
import { useStored } from '../../components/use-stored.ts';
import { useCatalogue, useWords } from '../../components/words.tsx';
import { currentWords, loadWords } from '../../lib/browser/load-words.ts';
import { requestNotifications } from '../../lib/browser/permissions.ts';
import { newRow, type DomainRow } from '../../lib/domains/domain-row.ts';
import { toDomainsCsv, toDomainsMarkdown } from '../../lib/domains/export-rows.ts';
import { withHistory } from '../../lib/domains/known-rows.ts';
import type { ListedDomain } from '../../lib/domains/parse-list.ts';
import { countChips } from '../../lib/domains/view-rows.ts';
import { sendToWorker } from '../../lib/messaging/client.ts';
import { changeQueue, queueChecks, readQueue, watchQueue } from '../../lib/storage/domain-queue.ts';
import {
  changeDomains,
  readDomainRows,
  readLastReports,
  removeDomains,
  watchDomains,
} from '../../lib/storage/domains.ts';
import { changeHistory, readAllHistory, watchHistory } from '../../lib/storage/history.ts';
import { readSettings, watchSettings, writeSettings } from '../../lib/storage/settings.ts';
import { explainFirst } from '../../lib/words/first-problem.ts';
import { printReport } from '../../lib/words/print-report.ts';
import type { Words } from '../../lib/words/say.ts';

/** A list that is being checked changes several times a second. */
const REDRAW_EVERY = 400;

const readRows = async (): Promise<DomainRow[]> => withHistory(await readDomainRows(), await readAllHistory());

/** Calls at once, and at most once in each interval after that. */
function throttled(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  return () => {
    if (timer !== undefined) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        last = Date.now();
        work();
      },
      Math.max(0, last + REDRAW_EVERY - Date.now()),
    );
  };
}

const ROWS = {
  read: readRows,
  watch: (changed: () => void) => {
    const redraw = throttled(changed);
    const stops = [watchDomains(redraw), watchHistory(redraw)];
    return () => {
      for (const stop of stops) stop();
    };
  },
};
const QUEUE = { read: readQueue, watch: watchQueue };
const SETTINGS = { read: readSettings, watch: watchSettings };
const IDLE = { paused: false, total: 0, stalledAt: null };

function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Words of findings: needed once there are rows, and heavier than the page's own. */
function useFindingWords(): Words | null {
  const [words, setWords] = useState<Words | null>(null);
  useEffect(() => {
    void currentWords(['core']).then(setWords);
  }, []);
  return words;
}

/** A domain that only the history knew comes into the list with the first thing that is done with it. */
const change = (rows: readonly DomainRow[], domains: string[], changes: (row: DomainRow) => Partial<DomainRow>) => {
  const byName = new Map(rows.map((row) => [row.domain, row]));
  return changeDomains(domains, (known, domain) => {
    const row = known ?? byName.get(domain);
    return row === undefined ? null : { ...row, by: 'user', ...changes(row) };
  });
};

/** The list of domains, read from storage and followed. */
export function DomainsPage() {
  const rows = useStored(ROWS);
  const queue = useStored(QUEUE) ?? IDLE;
  const settings = useStored(SETTINGS);
  const words = useFindingWords();
  const { say } = useCatalogue();
  const ui = useWords();
  const [now] = useState(() => Date.now());
  const [isRefused, setIsRefused] = useState(false);
  const problemOf = useCallback((row: DomainRow) => (words ? explainFirst(row, words) : ''), [words]);

  /** Whether it was stored; where the browser refused, the page says so. */
  const store = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      setIsRefused(false);
      await sendToWorker({ kind: 'run-domains' });
      return true;
    } catch {
      setIsRefused(true);
      return false;
    }
  };
  const left = () => rows?.filter(({ pendingAt }) => pendingAt !== null).length ?? 0;
  const add = (listed: ListedDomain[]) =>
    store(async () => {
      const at = Date.now();
      const byName = new Map(listed.map((one) => [one.domain, one]));
      await changeDomains([...byName.keys()], (known, domain) => {
        const said = byName.get(domain);
        const row = known ?? newRow(domain, 'user', at);
        return {
          ...row,
          esp: said?.esp ?? row.esp,
          account: said?.account ?? row.account,
          client: said?.client ?? row.client,
        };
      });
      await queueChecks([...byName.keys()], left(), at);
    });
  const actions: Pick<DomainsViewProps, 'onCheck' | 'onWatch' | 'onClient' | 'onRemove' | 'onPause'> = {
    onCheck: (domains) =>
      void store(async () => {
        await change(rows ?? [], domains, () => ({}));
        await queueChecks(domains, left(), Date.now());
      }),
    onWatch: (domains, watched) => {
      // First in the click handler: Firefox takes the gesture away at the first `await`.
      if (watched) void requestNotifications().catch(() => false);
      void store(() => change(rows ?? [], domains, () => ({ watched, nextAt: watched ? Date.now() : null })));
    },
    onClient: (domains, client) => void store(() => change(rows ?? [], domains, () => ({ client }))),
    onRemove: (domains) =>
      void store(async () => {
        const gone = new Set(domains);
        await removeDomains(domains);
        await changeHistory((entries) => entries.filter(({ domain }) => !gone.has(domain)));
      }),
    onPause: (paused) => void store(async () => void (await changeQueue({ paused }))),
  };
  const exportRows = async (kind: ExportKind, chosen: DomainRow[]) => {
    if (kind === 'csv') download('presend-domains.csv', 'text/csv', toDomainsCsv(chosen, problemOf));
    if (kind === 'json') {
      const english = await loadWords('en', ['core']);
      const reports = await readLastReports(chosen.map(({ domain }) => domain));
      const printed = reports.map((report) => printReport(report, english));
      download('presend-domains.json', 'application/json', `${JSON.stringify(printed, null, 2)}\n`);
    }
    if (kind === 'markdown') {
      const column = (key: 'verdict' | 'domain' | 'esp' | 'problem' | 'checkedAt') => say(`page.list.column.${key}`);
      const text = toDomainsMarkdown(chosen, {
        esp: ({ esp }) => (esp && esp !== 'none' ? ui.espName[esp] : ''),
        verdict: ({ verdict }) => (verdict === null ? say('page.list.notChecked') : ui.verdict[verdict]),
        problem: problemOf,
        day: (at) => toDay(at, ui.language),
        title: say('page.list.title'),
        noClient: say('page.list.noClient'),
        columns: [column('verdict'), column('domain'), column('esp'), column('problem'), column('checkedAt')],
        counts: (own) => {
          const { all, fail, warn, pass, unknown, unchecked } = countChips(own);
          return say('page.list.summary', { count: all, fail, warn, pass, unknown: unknown + unchecked });
        },
      });
      download('presend-domains.md', 'text/markdown', text);
    }
  };
  return (
    <DomainsView
      rows={rows}
      queue={queue}
      now={now}
      problemOf={problemOf}
      remember={settings?.rememberDomains ?? true}
      isRefused={isRefused}
      onAdd={add}
      {...actions}
      onExport={(kind, chosen) => void exportRows(kind, chosen)}
      onRemember={(rememberDomains) => void writeSettings({ rememberDomains })}
    />
  );
}
