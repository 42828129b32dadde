import type { EspPage } from '../detect/field-kind.ts';
import { hubspotPage } from './hubspot/page.ts';
import { klaviyoPage } from './klaviyo/page.ts';
import { mailchimpPage } from './mailchimp/page.ts';

/** Every dashboard that Presend reads. */
export const ESP_PAGES: readonly EspPage[] = [klaviyoPage, hubspotPage, mailchimpPage];

/** Match patterns of all dashboards: the content scripts' and the host permissions. */
export const PAGE_MATCHES: string[] = ESP_PAGES.flatMap((page) => page.matches);

const toUrl = (url: string | URL): URL | null => {
  if (typeof url !== 'string') return url;
  return URL.canParse(url) ? new URL(url) : null;
};

const toPlace = (url: URL): string => url.pathname + url.search + url.hash;

/** The ESP whose dashboard this address belongs to, or null. */
export function findEsp(url: string | URL): EspPage | null {
  const parsed = toUrl(url);
  if (parsed?.protocol !== 'https:') return null;
  return ESP_PAGES.find((page) => page.host.test(parsed.hostname)) ?? null;
}

/** A message with a sender is composed at this address. */
export function isComposing(url: string | URL): boolean {
  const parsed = toUrl(url);
  const page = parsed && findEsp(parsed);
  return !!page && page.composing.some((pattern) => pattern.test(toPlace(parsed)));
}

/** The ESP shows here how a sending domain is set up. */
export function isDomainSettings(url: string | URL): boolean {
  const parsed = toUrl(url);
  const page = parsed && findEsp(parsed);
  return !!page && page.domainSettings.test(toPlace(parsed));
}

/** The account's id as it stands in the address (HubSpot's portal id), or null. */
export function findAccount(url: string | URL): string | null {
  const parsed = toUrl(url);
  const pattern = parsed && findEsp(parsed)?.account;
  return pattern ? (pattern.exec(toPlace(parsed))?.[1] ?? null) : null;
}

/** Two addresses of one campaign (its steps) give the same text; null where nothing is composed. */
export function campaignOf(url: string | URL): string | null {
  const parsed = toUrl(url);
  const page = parsed && findEsp(parsed);
  if (!page || !isComposing(parsed)) return null;
  return `${page.id}:${page.campaign.exec(toPlace(parsed))?.[1] ?? ''}`;
}
