import type { PageMessage } from '../../lib/messaging/protocol.ts';
import type { PageReading } from '../../lib/detect/page-reading.ts';
import type { PageEspId } from '../../lib/esp/esp-id.ts';
import { openReport } from '../../lib/browser/tabs.ts';
import { acceptFinding } from '../../lib/storage/accepted.ts';
import { addToHistory } from '../../lib/storage/history.ts';
import { writeObservation } from '../../lib/storage/observations.ts';
import { addPick, readPicks } from '../../lib/storage/picks.ts';
import { readSettings, writeSettings } from '../../lib/storage/settings.ts';
import { readTabState } from '../../lib/storage/tab-state.ts';
import { toHistoryEntry } from '../../lib/watch/history-entry.ts';
import { readFrames, seenSender, mergedReading, withReport, writeFrames } from './frames.ts';
import { overlayOf, sendToTab, showTab } from './show.ts';
import { addStructure } from './page-report.ts';
import { inOrder } from './in-order.ts';
import { refreshTab } from './tab-verdict.ts';

export interface PageSender {
  tab: number;
  frame: number;
  /** Identity of the document that speaks; '' where the browser does not tell. */
  document: string;
  esp: PageEspId;
}

/** What the ESP's own settings page says of the domain is looked up in later audits. */
async function rememberSettings({ esp, sending }: PageReading): Promise<void> {
  if (!sending?.domain) return;
  const domain = sending.domain.toLowerCase();
  const dkim = sending.selectors.map((selector) => ({ domain, selector, passed: false }));
  await writeObservation(domain, esp, { source: 'settings', at: Date.now(), returnPath: null, dkim });
}

async function takeReading(sender: PageSender, url: string, reading: PageReading | null): Promise<void> {
  const frames = withReport(await readFrames(sender.tab), {
    frame: sender.frame,
    document: sender.document,
    url,
    reading,
  });
  await writeFrames(sender.tab, frames);
  if (reading) await rememberSettings(reading);
}

async function showAgain(tab: number): Promise<void> {
  const state = await readTabState(tab);
  if (state) await showTab(state);
}

const placeOf = (url: string): string => url.replace(/#.*$/, '');

/** A verdict of the page before this one is not shown again: the detector's word on the new page is on its way. */
async function greetOverlay(tab: number, url: string): Promise<void> {
  const known = await readTabState(tab);
  const state = known && placeOf(known.url) === placeOf(url) ? known : null;
  await sendToTab(tab, { kind: 'settings', picks: await readPicks() });
  if (state) await sendToTab(tab, { kind: 'overlay', state: await overlayOf(state) }, 0);
}

async function openTabReport(tab: number): Promise<void> {
  const state = await readTabState(tab);
  const domain = state?.report?.domain;
  await openReport(domain ? `#/domain/${domain}?tab=${tab}` : `#/domains`);
}

async function rememberSend(tab: number): Promise<void> {
  const state = await readTabState(tab);
  if (state?.report) await addToHistory(toHistoryEntry({ ...state.report, at: Date.now() }, state.report.esp, 'send'));
}

async function hideBadge(tab: number): Promise<void> {
  const state = await readTabState(tab);
  if (!state) return;
  const { hiddenOn } = await readSettings();
  await writeSettings({ hiddenOn: [...hiddenOn, state.url.replace(/[?#].*$/, '')].slice(-200) });
  await showAgain(tab);
}

/** The user pointed at the sender: it counts now, and the place is remembered for the next campaign. */
async function takePick(sender: PageSender, message: PageMessage & { kind: 'pick-done' }): Promise<void> {
  const picks = await addPick(message.pick);
  const frames = await readFrames(sender.tab);
  if (frames) {
    const seen = seenSender(frames.url, mergedReading(frames));
    await writeFrames(sender.tab, { ...frames, choice: { address: message.address, esp: sender.esp, seen } });
    await refreshTab(sender.tab);
  }
  await sendToTab(sender.tab, { kind: 'settings', picks });
}

/** Does what a content script's message asks for. Messages of one tab are worked off one after the other. */
export async function answerPage(message: PageMessage, sender: PageSender): Promise<void> {
  const { tab } = sender;
  switch (message.kind) {
    case 'page-reading':
      // A page of one ESP cannot speak for another.
      if (message.reading.esp !== sender.esp) return;
      await inOrder(tab, () => takeReading(sender, message.url, message.reading));
      return refreshTab(tab);
    case 'page-gone':
      await inOrder(tab, () => takeReading(sender, '', null));
      return refreshTab(tab);
    case 'overlay-ready':
      return greetOverlay(tab, message.url);
    case 'open-report':
      return openTabReport(tab);
    case 'check-again':
      return refreshTab(tab, true);
    case 'sending':
      return rememberSend(tab);
    case 'accept-finding':
      await acceptFinding(message.domain, message.code, Date.now());
      return showAgain(tab);
    case 'hide-badge':
      return hideBadge(tab);
    case 'pick-done':
      return takePick(sender, message);
    case 'pick-cancelled':
      return showAgain(tab);
    case 'page-structure':
      addStructure(tab, sender.frame, message.text);
  }
}
