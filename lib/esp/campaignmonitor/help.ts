import type { EspHelp } from '../help.ts';

export const campaignMonitorHelp: EspHelp = {
  id: 'campaignmonitor',
  checkedOn: '2026-11-25',
  recordsPath: 'Account settings > Sending domains',
  recordsUrl: () => null,
  confirmButton: 'Authenticate now',
  domainConnect: false,
  articles: [
    { topic: 'set-up', url: 'https://help.campaignmonitor.com/articles/Knowledge/manage-your-own-authentication' },
    { topic: 'troubleshooting', url: 'https://help.campaignmonitor.com/articles/Knowledge/email-authentication' },
  ],
};
