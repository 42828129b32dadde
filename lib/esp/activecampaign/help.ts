import type { EspHelp } from '../help.ts';

export const activeCampaignHelp: EspHelp = {
  id: 'activecampaign',
  checkedOn: '2026-11-25',
  recordsPath: 'Settings > Domains',
  // The account's name is part of the host.
  recordsUrl: () => null,
  confirmButton: 'Verify',
  domainConnect: false,
  articles: [
    {
      topic: 'set-up',
      url: 'https://help.activecampaign.com/hc/en-us/articles/360015584680-Set-up-your-sending-domain',
    },
    {
      topic: 'return-path',
      url: 'https://help.activecampaign.com/hc/en-us/articles/5955748151964-How-to-achieve-Full-Domain-Alignment',
    },
  ],
};
