import type { EspHelp } from '../help.ts';

export const mailchimpHelp: EspHelp = {
  id: 'mailchimp',
  checkedOn: '2026-11-25',
  recordsPath: 'Account & billing > Domains',
  // The data centre (`us14`) is part of the host; without it the sign-in page leads there.
  recordsUrl: ({ host }) => `https://${isDashboardHost(host) ? host : 'admin.mailchimp.com'}/account/domains/`,
  confirmButton: 'Authenticate',
  domainConnect: true,
  articles: [
    { topic: 'set-up', url: 'https://mailchimp.com/help/set-up-email-domain-authentication/' },
    { topic: 'free-mail', url: 'https://mailchimp.com/help/limitations-of-free-email-addresses/' },
  ],
};

function isDashboardHost(host: string | null): host is string {
  return host !== null && /^us\d{1,3}\.admin\.mailchimp\.com$/.test(host);
}
