export interface VendorDomain {
  /** The vendor's own corporate domain, which sends the mail of its staff. */
  domain: string;
  vendor: string;
  /** The record for its customers' mail; null where there is none, or it is the account's own. */
  instead: string | null;
}

/** Corporate domains that people include in the belief that their campaigns come from there. */
export const VENDOR_DOMAINS: readonly VendorDomain[] = [
  { domain: 'klaviyo.com', vendor: 'Klaviyo', instead: null },
  { domain: 'hubspot.com', vendor: 'HubSpot', instead: null },
  { domain: 'mailchimp.com', vendor: 'Mailchimp', instead: null },
  { domain: 'mandrill.com', vendor: 'Mandrill', instead: 'spf.mandrillapp.com' },
  { domain: 'brevo.com', vendor: 'Brevo', instead: 'spf.brevo.com' },
  { domain: 'sendinblue.com', vendor: 'Brevo', instead: 'spf.brevo.com' },
  { domain: 'sendgrid.com', vendor: 'SendGrid', instead: 'sendgrid.net' },
  { domain: 'mailjet.com', vendor: 'Mailjet', instead: 'spf.mailjet.com' },
  { domain: 'constantcontact.com', vendor: 'Constant Contact', instead: 'spf.constantcontact.com' },
  { domain: 'convertkit.com', vendor: 'Kit', instead: null },
  { domain: 'kit.com', vendor: 'Kit', instead: null },
  { domain: 'mailerlite.com', vendor: 'MailerLite', instead: '_spf.mlsend.com' },
  { domain: 'campaignmonitor.com', vendor: 'Campaign Monitor', instead: '_spf.createsend.com' },
  { domain: 'postmarkapp.com', vendor: 'Postmark', instead: 'spf.mtasv.net' },
  { domain: 'mailgun.com', vendor: 'Mailgun', instead: 'mailgun.org' },
  { domain: 'amazon.com', vendor: 'Amazon', instead: 'amazonses.com' },
  { domain: 'amazonaws.com', vendor: 'Amazon', instead: 'amazonses.com' },
  { domain: 'intercom.com', vendor: 'Intercom', instead: null },
  { domain: 'intercom.io', vendor: 'Intercom', instead: null },
  { domain: 'activecampaign.com', vendor: 'ActiveCampaign', instead: null },
  { domain: 'omnisend.com', vendor: 'Omnisend', instead: 'spf.omnisend.com' },
  { domain: 'salesforce.com', vendor: 'Salesforce', instead: '_spf.salesforce.com' },
  { domain: 'zendesk.com', vendor: 'Zendesk', instead: 'mail.zendesk.com' },
  { domain: 'shopify.com', vendor: 'Shopify', instead: null },
  { domain: 'google.com', vendor: 'Google', instead: '_spf.google.com' },
  { domain: 'gmail.com', vendor: 'Google', instead: '_spf.google.com' },
  { domain: 'microsoft.com', vendor: 'Microsoft', instead: 'spf.protection.outlook.com' },
  { domain: 'outlook.com', vendor: 'Microsoft', instead: 'spf.protection.outlook.com' },
  { domain: 'office365.com', vendor: 'Microsoft', instead: 'spf.protection.outlook.com' },
];

export const findVendorDomain = (name: string): VendorDomain | null =>
  VENDOR_DOMAINS.find((vendor) => vendor.domain === name) ?? null;
