import { browser } from 'wxt/browser';
import { ALL_SITE_MATCHES } from '../esp/site-matches.ts';

/**
 * Puts the content script into dashboards that were open before this version of the extension was there; Chrome does not
 * do it by itself. A frame in which it already runs is left as it is. A tab that cannot be reached is no error.
 */
export async function injectIntoOpenTabs(): Promise<void> {
  const tabs = await browser.tabs.query({ url: [...ALL_SITE_MATCHES], discarded: false });
  for (const { id } of tabs) {
    if (id === undefined) continue;
    const target = { tabId: id, allFrames: true };
    await browser.scripting.executeScript({ target, files: ['/content-scripts/page.js'] }).catch(() => undefined);
  }
}
