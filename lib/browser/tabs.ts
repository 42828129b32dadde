import { browser } from 'wxt/browser';

/** A tab as far as we may see it: the address only where we have site access. */
export interface VisibleTab {
  id: number;
  url: string | null;
}

const toVisibleTab = (tab: { id?: number | undefined; url?: string | undefined } | undefined): VisibleTab | null =>
  tab?.id === undefined ? null : { id: tab.id, url: tab.url ?? null };

export async function activeTab(): Promise<VisibleTab | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return toVisibleTab(tab);
}

export async function readTab(id: number): Promise<VisibleTab | null> {
  try {
    return toVisibleTab(await browser.tabs.get(id));
  } catch {
    return null;
  }
}

/** Opens the report page at a place such as `#/domain/brand.com`. */
export async function openReport(hash: string): Promise<void> {
  await browser.tabs.create({ url: `${browser.runtime.getURL('/report.html')}${hash}` });
}

/** Opens the popup for a tab; where the browser opens none by itself (Firefox without a gesture), the same page in a tab. */
export async function openPopupFor(tab: number): Promise<void> {
  try {
    await browser.action.openPopup();
  } catch {
    await browser.tabs.create({ url: `${browser.runtime.getURL('/popup.html')}?tab=${tab}` });
  }
}

export async function reloadTab(id: number): Promise<void> {
  await browser.tabs.reload(id);
}

/** Calls with the tab that comes to the front in this window; returns what stops it. */
export function onTabActivated(callback: (tab: VisibleTab) => void): () => void {
  const show = async (id: number) => {
    const tab = await readTab(id);
    if (tab) callback(tab);
  };
  const activated = ({ tabId }: { tabId: number }) => void show(tabId);
  const updated = (id: number, _: unknown, tab: { active?: boolean | undefined }) => {
    if (tab.active) void show(id);
  };
  browser.tabs.onActivated.addListener(activated);
  browser.tabs.onUpdated.addListener(updated);
  return () => {
    browser.tabs.onActivated.removeListener(activated);
    browser.tabs.onUpdated.removeListener(updated);
  };
}
