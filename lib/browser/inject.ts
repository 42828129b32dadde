import { browser } from 'wxt/browser';
import { ALL_SITE_MATCHES } from '../esp/site-matches.ts';

const CONTENT_SCRIPT = '/content-scripts/page.js';
const TOOLS = '/page-tools.js' as typeof CONTENT_SCRIPT;

/** Into every frame of a tab in which the browser lets us. A tab that cannot be reached is no error. */
async function injectInto(tabId: number, file: typeof CONTENT_SCRIPT): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId, allFrames: true }, files: [file] }).catch(() => undefined);
}

/** Puts picker and page report into a tab: they are needed only after the user has asked for one of them. */
export const injectTools = (tab: number): Promise<void> => injectInto(tab, TOOLS);

/**
 * Puts the content script into dashboards that were open before this version of the extension was there; Chrome does not
 * do it by itself. A frame in which it already runs is left as it is.
 */
export async function injectIntoOpenTabs(): Promise<void> {
  const tabs = await browser.tabs.query({ url: [...ALL_SITE_MATCHES], discarded: false });
  for (const { id } of tabs) {
    if (id !== undefined) await injectInto(id, CONTENT_SCRIPT);
  }
}
