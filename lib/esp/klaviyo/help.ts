import type { EspHelp } from '../help.ts';

export const klaviyoHelp: EspHelp = {
  id: 'klaviyo',
  checkedOn: '2026-11-25',
  recordsPath: 'Settings > Domains',
  // No address of that page was found in public.
  recordsUrl: () => null,
  confirmButton: 'Apply domain',
  domainConnect: false,
  articles: [
    { topic: 'set-up', url: 'https://help.klaviyo.com/hc/en-us/articles/115000357752' },
    { topic: 'troubleshooting', url: 'https://help.klaviyo.com/hc/en-us/articles/4417768780827' },
    { topic: 'return-path', url: 'https://help.klaviyo.com/hc/en-us/articles/50941715515675' },
    {
      topic: 'free-mail',
      url: 'https://academy.klaviyo.com/en-us/quick-guides/how-to-meet-google-yahoo-and-microsofts-email-sender-requirements',
    },
  ],
};
