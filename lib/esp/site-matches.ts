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
    'https://app-eu1.hubspot.com/*',
    'https://app-ap1.hubspot.com/*',
  ],
  mailchimp: ['https://*.admin.mailchimp.com/*'],
};

export const ALL_SITE_MATCHES: readonly string[] = Object.values(SITE_MATCHES).flat();
