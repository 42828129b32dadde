import type { EspHelp } from '../help.ts';

export const sesHelp: EspHelp = {
  id: 'ses',
  checkedOn: '2026-11-25',
  recordsPath: 'Configuration > Identities',
  recordsUrl: () => 'https://console.aws.amazon.com/ses/home#/identities',
  confirmButton: null,
  domainConnect: false,
  articles: [
    { topic: 'set-up', url: 'https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy.html' },
    { topic: 'return-path', url: 'https://docs.aws.amazon.com/ses/latest/dg/mail-from.html' },
  ],
};
