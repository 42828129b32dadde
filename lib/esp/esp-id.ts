/** The e-mail service providers that Presend knows, by the names of `--esp`. */
export const ESP_IDS = [
  'klaviyo',
  'hubspot',
  'mailchimp',
  'brevo',
  'sendgrid',
  'mailjet',
  'constantcontact',
  'kit',
  'mailerlite',
  'campaignmonitor',
  'postmark',
  'mailgun',
  'ses',
  'intercom',
  'activecampaign',
] as const;

export type EspId = (typeof ESP_IDS)[number];

/** The three whose dashboards Presend reads. */
export type PageEspId = 'klaviyo' | 'hubspot' | 'mailchimp';

export const isEspId = (text: string): text is EspId => (ESP_IDS as readonly string[]).includes(text);
