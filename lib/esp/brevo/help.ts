import type { EspHelp } from '../help.ts';

export const brevoHelp: EspHelp = {
  id: 'brevo',
  checkedOn: '2026-11-25',
  recordsPath: 'Settings > Senders, domains, IPs > Domains',
  recordsUrl: () => 'https://app.brevo.com/senders/domain/list',
  confirmButton: 'Authenticate',
  domainConnect: true,
  articles: [
    {
      topic: 'troubleshooting',
      url: 'https://help.brevo.com/hc/en-us/articles/16045394674066-Troubleshooting-Domain-authentication-Brevo-code-DKIM-record-DMARC-record',
    },
    {
      topic: 'set-up',
      url: 'https://help.brevo.com/hc/en-us/articles/17286219877778-FAQs-About-domain-authentication-Brevo-code-DKIM-DMARC',
    },
  ],
};
