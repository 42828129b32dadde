import type { PageMessage } from '../../lib/messaging/protocol.ts';
import type { PageReading } from '../../lib/detect/page-reading.ts';
import { isComposing } from '../../lib/esp/dashboards.ts';
import type { PageEspId } from '../../lib/esp/esp-id.ts';
import { openSidePanel } from '../../lib/browser/side-panel.ts';
import { openPopupFor, openReport } from '../../lib/browser/tabs.ts';
import { acceptFindings } from '../../lib/storage/accepted.ts';
import { addToHistory, readHistory } from '../../lib/storage/history.ts';
import { writeObservation } from '../../lib/storage/observations.ts';
import { writeOpened } from '../../lib/storage/opened.ts';
import { addPick, readPicks } from '../../lib/storage/picks.ts';
import { hideBadgeOn, readSettings } from '../../lib/storage/settings.ts';
import { readTabState } from '../../lib/storage/tab-state.ts';
import { toHistoryEntry } from '../../lib/watch/history-entry.ts';
import { API_FRAME, readByApi } from './campaign-check.ts';
import { heldFindings, judgedReport } from './overlay-state.ts';
import { addStructure } from './page-report.ts';
import { rememberLanguage } from './tab-language.ts';
import { sendToTab, showOverlay } from './show.ts';
import { placeOf } from './tab-machine.ts';
import { readTabMemory } from './tab-store.ts';
import { askFrames, dispatch, repaintTab, repaintTabs } from './tabs.ts';

export interface PageSender {
  tab: number;
  frame: number;
  /** Identity of the document that speaks: the browser's, else the page's own. */
  document: string;
  /** Address of the document, or of the tab where it has none of its own. */
  url: string;
  esp: PageEspId;
  isPrivate: boolean;
}

/** What the ESP's own settings page says of the domain is looked up in later audits. */
async function rememberSettings({ esp, sending }: PageReading): Promise<void> {
  if (!sending?.domain) return;
  const domain = sending.domain.toLowerCase();
  const dkim = sending.selectors.map((selector) => ({ domain, selector, passed: false }));
  await writeObservation(domain, esp, { source: 'settings', at: Date.now(), returnPath: null, dkim });
}

async function takeReading(sender: PageSender, message: PageMessage & { kind: 'page-reading' }): Promise<void> {
  const { url, reading, typing = false } = message;
  const { tab, frame, document, isPrivate, esp } = sender;
  // A page of one ESP cannot speak for another.
  if (reading.esp !== esp) return;
  if (!isPrivate) await rememberSettings(reading).catch(() => undefined);
  await dispatch(tab, { kind: 'report', frame, document, url, reading, isPrivate, typing });
  if (frame === 0) await holdAgainstApi(sender, url, reading);
}

/** The last address that each tab's top frame told: what an API says late of another campaign is not taken. */
const places = new Map<number, string>();

/** Adds what the connected account says of the open campaign; takes it away where it says nothing any more. */
async function holdAgainstApi(sender: PageSender, url: string, page: PageReading): Promise<void> {
  const { tab, document, isPrivate } = sender;
  places.set(tab, url);
  const reading = await readByApi(url, page).catch(() => null);
  if (places.get(tab) !== url) return;
  if (reading)
    await dispatch(tab, { kind: 'report', frame: API_FRAME, document, url, reading, isPrivate, typing: false });
  else await dropApiFrame(tab);
}

/** Nothing is done in a tab that the API has said nothing of. */
async function dropApiFrame(tab: number): Promise<void> {
  const frames = (await readTabMemory(tab))?.frames ?? {};
  if (String(API_FRAME) in frames) await dispatch(tab, { kind: 'frame-gone', frame: API_FRAME });
}

/** With the top frame goes what was read of its campaign. */
async function takeGone(tab: number, frame: number): Promise<void> {
  if (frame === 0) {
    places.delete(tab);
    await dropApiFrame(tab);
  }
  await dispatch(tab, { kind: 'frame-gone', frame });
}

/** A reading beyond every bound clears what its frame told before: nothing old is shown for it. */
export async function takeUnreadable({ tab, frame, document, url, esp, isPrivate }: PageSender): Promise<void> {
  const reading: PageReading = {
    esp,
    composing: isComposing(url),
    sender: { kind: 'notFound', reason: 'gave-up' },
    replyTo: null,
    fromName: null,
    subject: null,
    candidates: [],
    audience: null,
    account: null,
    sending: null,
  };
  await dispatch(tab, { kind: 'report', frame, document, url, reading, isPrivate, typing: false });
}

/** A verdict of another campaign is not shown again: the detector's word on this page is on its way. */
async function greetOverlay(tab: number, url: string): Promise<void> {
  await askFrames(tab);
  const known = await readTabState(tab);
  if (!known || placeOf(known.url) !== placeOf(url)) return;
  await showOverlay(known);
  await dispatch(tab, { kind: 'look' });
}

/**
 * The side panel next to this tab, on its campaign; where the browser opens none (no gesture of the user, or none that
 * reaches the worker), the report of its domain, or the popup where its sender can be typed or chosen.
 */
async function openVerdict(tab: number): Promise<void> {
  // Before anything is awaited: the press in the page counts as a gesture until then.
  const opened = openSidePanel(tab).then(
    () => true,
    () => false,
  );
  const state = await readTabState(tab);
  if (await opened) return writeOpened({ tab });
  if (state?.state === 'no-sender' || state?.state === 'ambiguous') return openPopupFor(tab);
  const domain = state && judgedReport(state)?.domain;
  await openReport(domain ? `#/domain/${domain}?tab=${tab}` : `#/domains`);
}

async function rememberSend({ tab, isPrivate }: PageSender): Promise<void> {
  const report = isPrivate ? null : (await readTabState(tab))?.report;
  if (!report) return;
  const [{ rememberDomains }, known] = await Promise.all([readSettings(), readHistory(report.domain)]);
  if (!rememberDomains && known.length === 0) return;
  await addToHistory(toHistoryEntry({ ...report, at: Date.now() }, report.esp, 'send'));
}

/** "Don't warn me again": all that is held against this tab's campaign, and nothing about another domain. */
async function acceptHeld({ tab, isPrivate }: PageSender): Promise<void> {
  const state = await readTabState(tab);
  const report = state && judgedReport(state);
  if (report) {
    const codes = heldFindings(report).map(({ code }) => code);
    await acceptFindings(report.domain, codes, Date.now(), isPrivate ? 'session' : 'local');
  }
  await repaintTabs();
}

async function hideBadge({ tab, isPrivate }: PageSender): Promise<void> {
  const state = await readTabState(tab);
  if (state) await hideBadgeOn(state.url, isPrivate ? 'session' : 'local');
  await repaintTab(tab);
}

/** The user pointed at the sender: it counts now, and the place is remembered for the next campaign. */
async function takePick(sender: PageSender, message: PageMessage & { kind: 'pick-done' }): Promise<void> {
  const { tab, esp, isPrivate } = sender;
  if (message.pick.esp !== esp) return;
  const picks = isPrivate ? [...(await readPicks()), message.pick] : await addPick(message.pick);
  await sendToTab(tab, { kind: 'settings', picks });
  await dispatch(tab, { kind: 'choose', address: message.address, esp });
}

/** Does what a content script's message asks for. The events of one tab are worked off one after the other. */
export async function answerPage(message: PageMessage, sender: PageSender): Promise<void> {
  const { tab, frame } = sender;
  switch (message.kind) {
    case 'page-reading':
      return takeReading(sender, message);
    case 'page-gone':
      return takeGone(tab, frame);
    case 'look':
      return dispatch(tab, { kind: 'look' });
    case 'overlay-ready':
      await rememberLanguage(tab, message.language);
      return greetOverlay(tab, message.url);
    case 'open-report':
      return openVerdict(tab);
    case 'sending':
      return rememberSend(sender);
    case 'accept-finding':
      return acceptHeld(sender);
    case 'hide-badge':
      return hideBadge(sender);
    case 'pick-done':
      return takePick(sender, message);
    case 'pick-cancelled':
      return repaintTab(tab);
    case 'page-structure':
      addStructure(tab, frame, message.text);
  }
}
