import { browser } from 'wxt/browser';
import { ALL_SITE_MATCHES } from '../../lib/esp/site-matches.ts';
import { readTabState, removeTabState } from '../../lib/storage/tab-state.ts';
import type { StoredPick } from '../../lib/messaging/protocol.ts';
import { removeFrames } from './frames.ts';
import { forgetOrder } from './in-order.ts';
import { sendToTab, showTab } from './show.ts';
import { refreshTab } from './tab-verdict.ts';

async function openTabs(): Promise<number[]> {
  const tabs = await browser.tabs.query({ url: [...ALL_SITE_MATCHES] });
  return tabs.flatMap(({ id }) => (id === undefined ? [] : [id]));
}

export async function forgetTab(tab: number): Promise<void> {
  forgetOrder(tab);
  await Promise.all([removeFrames(tab), removeTabState(tab)]);
}

/** Settings, accepted findings or picks have changed: every open dashboard shows what follows. */
export async function refreshOpenTabs(): Promise<void> {
  for (const tab of await openTabs()) {
    const state = await readTabState(tab);
    if (state) await showTab(state);
  }
}

export async function sendPicks(picks: StoredPick[]): Promise<void> {
  for (const tab of await openTabs()) await sendToTab(tab, { kind: 'settings', picks });
}

/** An audit that the worker's end cut short is begun again. */
export async function resumeLoadingTabs(): Promise<void> {
  for (const tab of await openTabs()) {
    const state = await readTabState(tab);
    if (state?.state === 'loading') await refreshTab(tab);
  }
}

/** A new record is live, or a test message has shown more: what rests on this domain is judged anew. */
export async function recheckDomain(domain: string): Promise<void> {
  for (const tab of await openTabs()) {
    const state = await readTabState(tab);
    if (state?.report?.domain === domain) await refreshTab(tab, true);
  }
}
