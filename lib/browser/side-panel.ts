import { browser } from 'wxt/browser';

/** Chrome's side panel and Firefox's sidebar, as far as either browser has it. */
interface Panels {
  sidePanel?: { open: (options: { tabId: number } | { windowId: number }) => Promise<void> };
  sidebarAction?: { open: () => Promise<void> };
}

const panels = (): Panels => browser;

export const hasSidePanel = (): boolean => {
  const { sidePanel, sidebarAction } = panels();
  return typeof sidePanel?.open === 'function' || typeof sidebarAction?.open === 'function';
};

/** Chrome's id for the window that a page of ours is in (chrome.windows.WINDOW_ID_CURRENT). */
const THIS_WINDOW = -2;

/**
 * Opens the panel next to the page of a tab, or of this window's tab where none is given. Call it as the first thing in
 * a click handler: an `await` before it loses the gesture in both browsers. Rejects where the browser does not open it.
 */
export async function openSidePanel(tabId: number | null): Promise<void> {
  const { sidePanel, sidebarAction } = panels();
  if (!sidePanel && !sidebarAction) throw new Error('this browser has no side panel');
  await (sidePanel ? sidePanel.open(tabId === null ? { windowId: THIS_WINDOW } : { tabId }) : sidebarAction?.open());
}
