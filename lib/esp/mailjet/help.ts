import type { EspHelp } from '../help.ts';

export const mailjetHelp: EspHelp = {
  id: 'mailjet',
  checkedOn: '2026-11-25',
  recordsPath: 'Account settings > Sender domains & addresses',
  recordsUrl: () => 'https://app.mailjet.com/account/sender',
  confirmButton: 'Check now',
  domainConnect: true,
  articles: [{ topic: 'set-up', url: 'https://documentation.mailjet.com/hc/en-us/articles/360042412734' }],
};
