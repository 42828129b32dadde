import type { EspHelp } from '../help.ts';

export const hubspotHelp: EspHelp = {
  id: 'hubspot',
  checkedOn: '2026-11-25',
  recordsPath: 'Settings > Domains & URLs > Email sending',
  // No address of that page was found in public; the path leads there in every region.
  recordsUrl: () => null,
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
