import type { EspHelp } from '../help.ts';

export const sendgridHelp: EspHelp = {
  id: 'sendgrid',
  checkedOn: '2026-11-25',
  recordsPath: 'Settings > Sender Authentication',
  recordsUrl: () => 'https://app.sendgrid.com/settings/sender_auth',
  confirmButton: 'Verify',
  domainConnect: true,
  articles: [
    {
      topic: 'set-up',
      url: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/how-to-set-up-domain-authentication',
    },
  ],
};
