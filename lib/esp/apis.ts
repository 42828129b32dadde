import type { EspApi } from '../esp-api/api.ts';
import type { PageEspId } from './esp-id.ts';
import { hubspotApi } from './hubspot/api.ts';
import { klaviyoApi } from './klaviyo/api.ts';
import { mailchimpApi } from './mailchimp/api.ts';

/** The APIs that an account can be connected by: one line for each. */
export const ESP_APIS: Readonly<Record<PageEspId, EspApi>> = {
  klaviyo: klaviyoApi,
  mailchimp: mailchimpApi,
  hubspot: hubspotApi,
};
