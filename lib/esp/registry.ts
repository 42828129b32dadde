import { activeCampaignHelp } from './activecampaign/help.ts';
import { activeCampaignSending } from './activecampaign/sending.ts';
import { brevoHelp } from './brevo/help.ts';
import { brevoSending } from './brevo/sending.ts';
import { campaignMonitorHelp } from './campaignmonitor/help.ts';
import { campaignMonitorSending } from './campaignmonitor/sending.ts';
import { constantContactHelp } from './constantcontact/help.ts';
import { constantContactSending } from './constantcontact/sending.ts';
import { hubspotHelp } from './hubspot/help.ts';
import { hubspotSending } from './hubspot/sending.ts';
import { intercomHelp } from './intercom/help.ts';
import { intercomSending } from './intercom/sending.ts';
import { kitHelp } from './kit/help.ts';
import { kitSending } from './kit/sending.ts';
import { klaviyoHelp } from './klaviyo/help.ts';
import { klaviyoSending } from './klaviyo/sending.ts';
import { mailchimpHelp } from './mailchimp/help.ts';
import { mailchimpSending } from './mailchimp/sending.ts';
import { mailerliteHelp } from './mailerlite/help.ts';
import { mailerliteSending } from './mailerlite/sending.ts';
import { mailgunHelp } from './mailgun/help.ts';
import { mailgunSending } from './mailgun/sending.ts';
import { mailjetHelp } from './mailjet/help.ts';
import { mailjetSending } from './mailjet/sending.ts';
import { postmarkHelp } from './postmark/help.ts';
import { postmarkSending } from './postmark/sending.ts';
import { sendgridHelp } from './sendgrid/help.ts';
import { sendgridSending } from './sendgrid/sending.ts';
import { sesHelp } from './ses/help.ts';
import { sesSending } from './ses/sending.ts';
import type { EspId } from './esp-id.ts';
import type { EspHelp } from './help.ts';
import type { EspSending } from './sending.ts';

/** Everything known of one ESP apart from its dashboard's pages. */
export interface Esp {
  sending: EspSending;
  help: EspHelp;
}

/** The list of the ESPs: one line for each folder. Pages of dashboards have their own list. */
export const ESPS: readonly Esp[] = [
  { sending: klaviyoSending, help: klaviyoHelp },
  { sending: hubspotSending, help: hubspotHelp },
  { sending: mailchimpSending, help: mailchimpHelp },
  { sending: brevoSending, help: brevoHelp },
  { sending: sendgridSending, help: sendgridHelp },
  { sending: mailjetSending, help: mailjetHelp },
  { sending: constantContactSending, help: constantContactHelp },
  { sending: kitSending, help: kitHelp },
  { sending: mailerliteSending, help: mailerliteHelp },
  { sending: campaignMonitorSending, help: campaignMonitorHelp },
  { sending: postmarkSending, help: postmarkHelp },
  { sending: mailgunSending, help: mailgunHelp },
  { sending: sesSending, help: sesHelp },
  { sending: intercomSending, help: intercomHelp },
  { sending: activeCampaignSending, help: activeCampaignHelp },
];

const byId = new Map<string, Esp>(ESPS.map((sender) => [sender.sending.id, sender]));

export const findEspById = (id: EspId): Esp | null => byId.get(id) ?? null;
