import type { EspHelp } from '../help.ts';

export const intercomHelp: EspHelp = {
  id: 'intercom',
  checkedOn: '2026-11-25',
  recordsPath: 'Settings > Channels > Email > Domains & addresses',
  recordsUrl: () => null,
  confirmButton: 'Validate authentication',
  domainConnect: false,
  articles: [
    { topic: 'set-up', url: 'https://www.intercom.com/help/en/articles/9744849-connect-your-email-support-channel' },
    {
      topic: 'troubleshooting',
      url: 'https://www.intercom.com/help/en/articles/11183745-troubleshooting-email-authentication-issues-dkim-dmarc-and-dns-setup',
    },
  ],
};
