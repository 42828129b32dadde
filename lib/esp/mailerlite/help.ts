import type { EspHelp } from '../help.ts';

export const mailerliteHelp: EspHelp = {
  id: 'mailerlite',
  checkedOn: '2026-11-25',
  recordsPath: 'Account settings > Domains',
  recordsUrl: () => 'https://dashboard.mailerlite.com/account/domains',
  confirmButton: 'Check DNS records',
  domainConnect: true,
  articles: [
    { topic: 'set-up', url: 'https://www.mailerlite.com/help/how-to-verify-and-authenticate-your-domain' },
    { topic: 'return-path', url: 'https://www.mailerlite.com/video-tutorials/email-domain-alignment' },
  ],
};
