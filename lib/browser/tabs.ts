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

export async function reloadTab(id: number): Promise<void> {
  await browser.tabs.reload(id);
}
