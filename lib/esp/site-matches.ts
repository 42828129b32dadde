import type { PageEspId } from './esp-id.ts';

/**
 * The dashboards that Presend may look at, as match patterns: the manifest's host permissions and the content
 * scripts' matches. HubSpot's hosts are listed one by one: `app-*.` is no legal pattern, and `*.hubspot.com` would
 * take in its website, help centre and community as well.
 */
export const SITE_MATCHES: Readonly<Record<PageEspId, readonly string[]>> = {
  klaviyo: ['https://www.klaviyo.com/*'],
  hubspot: [
    'https://app.hubspot.com/*',
    'https://app-na1.hubspot.com/*',
    'https://app-na2.hubspot.com/*',
    'https://app-na3.hubspot.com/*',
    'https://app-na1-sandbox.hubspot.com/*',
    'https://app-eu1.hubspot.com/*',
    'https://app-eu2.hubspot.com/*',
    'https://app-ap1.hubspot.com/*',
    'https://app-jp1.hubspot.com/*',
    'https://app-au1.hubspot.com/*',
    'https://app-ca1.hubspot.com/*',
  ],
  /** The bare host as well: `*.` stands for none, too. */
  mailchimp: ['https://*.admin.mailchimp.com/*'],
};

export const ALL_SITE_MATCHES: readonly string[] = Object.values(SITE_MATCHES).flat();

const toHostTest = (match: string): RegExp => {
  const host = match.replace(/^https:\/\//, '').replace(/\/\*$/, '');
  const escaped = host.replaceAll('.', '\\.').replace(/^\*\\\./, '(?:[^.]+\\.)*');
  return new RegExp(`^${escaped}$`);
};

const HOST_TESTS = Object.entries(SITE_MATCHES).map(
  ([esp, matches]) => [esp as PageEspId, matches.map(toHostTest)] as const,
);

/** The ESP whose dashboard is at this address, or null. */
export function espOfSite(address: string): PageEspId | null {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') return null;
  return HOST_TESTS.find(([, tests]) => tests.some((test) => test.test(url.hostname)))?.[0] ?? null;
}
