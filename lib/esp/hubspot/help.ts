import type { EspHelp } from '../help.ts';

const PORTAL = /^\d{1,20}$/;
const DASHBOARD = /^app(?:-[a-z]{2}\d)?\.hubspot\.com$/;

export const hubspotHelp: EspHelp = {
  id: 'hubspot',
  checkedOn: '2026-11-25',
  recordsPath: 'Settings > Domains & URLs > Email sending',
  // The domain manager; its list says which domains are for sending mail.
  recordsUrl: ({ account, host }) =>
    account !== null && PORTAL.test(account)
      ? `https://${host !== null && DASHBOARD.test(host) ? host : 'app.hubspot.com'}/domains/${account}/manage`
      : null,
  confirmButton: 'Verify',
  domainConnect: true,
  articles: [
    { topic: 'set-up', url: 'https://knowledge.hubspot.com/domains-and-urls/connect-your-email-sending-domain' },
    { topic: 'spf', url: 'https://knowledge.hubspot.com/email/do-i-need-to-add-hubspot-to-our-spf-record' },
    {
      topic: 'free-mail',
      url: 'https://knowledge.hubspot.com/marketing-email/verify-the-email-address-used-to-send-marketing-emails',
    },
  ],
};
