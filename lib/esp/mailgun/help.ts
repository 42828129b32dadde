import type { EspHelp } from '../help.ts';

export const mailgunHelp: EspHelp = {
  id: 'mailgun',
  checkedOn: '2026-11-25',
  recordsPath: 'Sending > Domains > DNS records',
  recordsUrl: () => 'https://app.mailgun.com/mg/sending/domains',
  confirmButton: 'Verify',
  domainConnect: false,
  articles: [
    { topic: 'set-up', url: 'https://documentation.mailgun.com/docs/mailgun/user-manual/domains/domains-verify' },
  ],
};
