import type { EspPage } from '../detect/field-kind.ts';
import { hubspotPage } from './hubspot/page.ts';
import { klaviyoPage } from './klaviyo/page.ts';
import { mailchimpPage } from './mailchimp/page.ts';
import { espOfSite } from './site-matches.ts';

/** Every dashboard that Presend reads. */
export const ESP_PAGES: readonly EspPage[] = [klaviyoPage, hubspotPage, mailchimpPage];

/** The ESP whose dashboard this address belongs to, or null. */
export function findEsp(address: string): EspPage | null {
  const esp = espOfSite(address);
  return ESP_PAGES.find(({ id }) => id === esp) ?? null;
}

/** What the tables of an ESP are held against: everything behind the host. */
const toPlace = (address: string): string => address.replace(/^https:\/\/[^/?#]*/, '');

/** A message with a sender is composed at this address. */
export const isComposing = (address: string): boolean =>
  findEsp(address)?.composing.some((pattern) => pattern.test(toPlace(address))) ?? false;

/** The ESP shows here how a sending domain is set up. */
export const isDomainSettings = (address: string): boolean =>
  findEsp(address)?.domainSettings.test(toPlace(address)) ?? false;

/** The account's id as it is in the address (HubSpot's portal id), or null. */
export const findAccount = (address: string): string | null =>
  findEsp(address)?.account?.exec(toPlace(address))?.[1] ?? null;

/** The same for all addresses (steps, tabs) of one campaign; null where nothing is composed. */
export function campaignOf(address: string): string | null {
  const page = findEsp(address);
  if (!page || !isComposing(address)) return null;
  return `${page.id}:${page.campaign.exec(toPlace(address))?.[1] ?? ''}`;
}
