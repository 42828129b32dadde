import { browser } from 'wxt/browser';
import { SITE_MATCHES } from '../esp/site-matches.ts';
import type { PageEspId } from '../esp/esp-id.ts';

const originsOf = (esp?: PageEspId): string[] => (esp ? [...SITE_MATCHES[esp]] : Object.values(SITE_MATCHES).flat());

/** Whether Presend may look at this ESP's dashboard, or at all three. Firefox lets users revoke it at any time. */
export const hasSiteAccess = (esp?: PageEspId): Promise<boolean> =>
  browser.permissions.contains({ origins: originsOf(esp) });

/**
 * Asks the user. Call it as the first thing in a click handler: an `await` before it loses the gesture in Firefox.
 */
export const requestSiteAccess = (esp?: PageEspId): Promise<boolean> =>
  browser.permissions.request({ origins: originsOf(esp) });

export const hasNotifications = (): Promise<boolean> =>
  browser.permissions.contains({ permissions: ['notifications'] });

/** As above: first in the click handler. */
export const requestNotifications = (): Promise<boolean> =>
  browser.permissions.request({ permissions: ['notifications'] });

const originPattern = (address: string): string => {
  const url = new URL(address);
  // Match patterns take no port.
  return `${url.protocol}//${url.hostname}/*`;
};

/** Whether Presend may ask this host. */
export const hasOrigin = (address: string): Promise<boolean> =>
  browser.permissions.contains({ origins: [originPattern(address)] });

/** Gives the host back; one that the manifest requires stays. */
export async function dropOrigin(address: string): Promise<void> {
  await browser.permissions.remove({ origins: [originPattern(address)] }).catch(() => false);
}

/** For a host that sends no `Access-Control-Allow-Origin`: a resolver of the user's own, an API. First in the click handler. */
export const requestOrigin = (address: string): Promise<boolean> =>
  browser.permissions.request({ origins: [originPattern(address)] });

/** The MTA-STS policies stand on hosts nobody knows beforehand. First in the click handler. */
export const requestAllSites = (): Promise<boolean> => browser.permissions.request({ origins: ['https://*/*'] });

export const onAccessChanged = (callback: () => void): (() => void) => {
  const listener = () => callback();
  browser.permissions.onAdded.addListener(listener);
  browser.permissions.onRemoved.addListener(listener);
  return () => {
    browser.permissions.onAdded.removeListener(listener);
    browser.permissions.onRemoved.removeListener(listener);
  };
};
