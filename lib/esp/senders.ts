import { hubspotHelp } from './hubspot/help.ts';
import { hubspotSending } from './hubspot/sending.ts';
import type { EspHelp } from './help.ts';
import { klaviyoHelp } from './klaviyo/help.ts';
import { klaviyoSending } from './klaviyo/sending.ts';
import { mailchimpHelp } from './mailchimp/help.ts';
import { mailchimpSending } from './mailchimp/sending.ts';
import type { EspId } from './esp-id.ts';
import type { EspSending } from './sending.ts';

/** Everything known of one ESP apart from its dashboard's pages. */
export interface Sender {
  sending: EspSending;
  help: EspHelp;
}

/** The list of the ESPs: one line for each folder. Pages of dashboards have their own list. */
export const SENDERS: readonly Sender[] = [
  { sending: klaviyoSending, help: klaviyoHelp },
  { sending: hubspotSending, help: hubspotHelp },
  { sending: mailchimpSending, help: mailchimpHelp },
];

const byId = new Map<string, Sender>(SENDERS.map((sender) => [sender.sending.id, sender]));

export const findSender = (id: EspId): Sender | null => byId.get(id) ?? null;
