import { browser } from 'wxt/browser';

export interface ToolbarBadge {
  text: '' | 'OK' | '!' | 'X' | '?';
  colour: string;
  /** Tooltip of the toolbar button. */
  title: string;
}

/** The toolbar button's badge on one tab. A tab that has just been closed is no error. */
export async function setBadge(tabId: number, { text, colour, title }: ToolbarBadge): Promise<void> {
  try {
    await browser.action.setBadgeText({ tabId, text });
    if (text) {
      await browser.action.setBadgeBackgroundColor({ tabId, color: colour });
      await browser.action.setBadgeTextColor({ tabId, color: '#ffffff' });
    }
    await browser.action.setTitle({ tabId, title });
  } catch {
    // No such tab any more.
  }
}
