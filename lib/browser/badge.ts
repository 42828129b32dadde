import { browser } from 'wxt/browser';

export interface ToolbarBadge {
  text: '' | 'OK' | '!' | 'X' | '?';
  colour: string;
  /** Tooltip of the toolbar button. */
  title: string;
  /** Blue where a campaign is composed, else grey. */
  active: boolean;
}

const iconsOf = (folder: 'icon' | 'icon-off') =>
  Object.fromEntries([16, 32, 48].map((size) => [size, `/${folder}/${size}.png`]));

/** The toolbar button's badge on one tab. A tab that has just been closed is no error. */
export async function setBadge(tabId: number, { text, colour, title, active }: ToolbarBadge): Promise<void> {
  try {
    await browser.action.setBadgeText({ tabId, text });
    if (text) {
      await browser.action.setBadgeBackgroundColor({ tabId, color: colour });
      await browser.action.setBadgeTextColor({ tabId, color: '#ffffff' });
    }
    await browser.action.setTitle({ tabId, title });
    await browser.action.setIcon({ tabId, path: iconsOf(active ? 'icon' : 'icon-off') });
  } catch {
    // No such tab any more.
  }
}
