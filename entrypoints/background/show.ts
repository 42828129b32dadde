import { browser } from 'wxt/browser';
import { setBadge } from '../../lib/browser/badge.ts';
import { loadSendPatterns } from './send-patterns.ts';
import type { OverlayState, TabState, ToPageMessage } from '../../lib/messaging/protocol.ts';
import { readAccepted } from '../../lib/storage/accepted.ts';
import { readHiddenForSession, readSettings } from '../../lib/storage/settings.ts';
import { badgeFor, toOverlayState } from './overlay-state.ts';
import { wordsOfTab } from './tab-language.ts';

export type Shown = TabState | { tab: number; state: 'off-site' };

/** Sends to one frame, or all of a tab; a tab without our scripts is no error. */
export async function sendToTab(tab: number, message: ToPageMessage, frameId?: number): Promise<void> {
  try {
    await browser.tabs.sendMessage(tab, message, frameId === undefined ? {} : { frameId });
  } catch {
    // The page has gone, or never had our scripts.
  }
}

async function overlayOf(shown: Shown): Promise<OverlayState | null> {
  if (!('url' in shown)) return null;
  const [settings, accepted, hidden, words] = await Promise.all([
    readSettings(),
    readAccepted(),
    readHiddenForSession(),
    wordsOfTab(shown.tab),
  ]);
  return toOverlayState(shown, { ...settings, hiddenOn: [...settings.hiddenOn, ...hidden] }, accepted, words);
}

/** Tells the overlay of the tab's top frame. */
export async function showOverlay(shown: Shown): Promise<void> {
  const [state, sendPatterns] = await Promise.all([overlayOf(shown), loadSendPatterns()]);
  await sendToTab(shown.tab, { kind: 'overlay', state, sendPatterns }, 0);
}

/** Tells the three places that show a tab's verdict beside the popup: toolbar badge, badge in the page, guard. */
export async function showTab(shown: Shown): Promise<void> {
  await setBadge(shown.tab, badgeFor(shown, await wordsOfTab(shown.tab)));
  await showOverlay(shown);
}
