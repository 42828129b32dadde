import type { EspHelp } from '../help.ts';

export const kitHelp: EspHelp = {
  id: 'kit',
  checkedOn: '2026-11-25',
  recordsPath: 'Settings > Email > Verified sending domains',
  recordsUrl: () => null,
  confirmButton: 'Verify',
  domainConnect: false,
  articles: [
    {
      topic: 'set-up',
      url: 'https://help.kit.com/en/articles/2502558-verify-your-domain-to-optimize-your-deliverability',
    },
  ],
};
