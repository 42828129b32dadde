/** The e-mail service providers that Presend knows, by the names of `--esp`, and as a marketer calls them. */
export const ESP_NAMES = {
  klaviyo: 'Klaviyo',
  hubspot: 'HubSpot',
  mailchimp: 'Mailchimp',
  brevo: 'Brevo',
  sendgrid: 'SendGrid',
  mailjet: 'Mailjet',
  constantcontact: 'Constant Contact',
  kit: 'Kit',
  mailerlite: 'MailerLite',
  campaignmonitor: 'Campaign Monitor',
  postmark: 'Postmark',
  mailgun: 'Mailgun',
  ses: 'Amazon SES',
  intercom: 'Intercom',
  activecampaign: 'ActiveCampaign',
} as const;

export type EspId = keyof typeof ESP_NAMES;

export const ESP_IDS = Object.keys(ESP_NAMES) as [EspId, ...EspId[]];

/** The three whose dashboards Presend reads. */
export const PAGE_ESP_IDS = ['klaviyo', 'hubspot', 'mailchimp'] as const satisfies readonly EspId[];

export type PageEspId = (typeof PAGE_ESP_IDS)[number];

export const isEspId = (text: string): text is EspId => Object.hasOwn(ESP_NAMES, text);
