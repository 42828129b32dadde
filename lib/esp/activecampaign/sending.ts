import type { EspSending, ExpectedSelector } from '../sending.ts';

const toSelector = (number: 1 | 2): ExpectedSelector => ({
  selector: `acdkim${number}`,
  type: 'CNAME',
  target: new RegExp(`^dkim\\.acdkim${number}\\.acems\\d\\.com$`),
  // Both were seen on acems1 alone; the digit leaves room for others.
  publish: `<in ActiveCampaign: Settings > Domains; usually dkim.acdkim${number}.acems1.com>`,
});

export const activeCampaignSending: EspSending = {
  id: 'activecampaign',
  name: 'ActiveCampaign',
  checkedOn: '2026-11-25',
  sources: [
    'https://help.activecampaign.com/hc/en-us/articles/360015584680-Set-up-your-sending-domain',
    'https://help.activecampaign.com/hc/en-us/articles/5955748151964-How-to-achieve-Full-Domain-Alignment',
  ],
  generations: () => [
    {
      id: 'acdkim1-acdkim2',
      selectors: [toSelector(1), toSelector(2)],
      old: false,
      campaigns: true,
      certainty: 'likely',
    },
    // Known from lists of selectors only.
    {
      id: 'dk',
      selectors: [
        {
          selector: 'dk',
          type: 'TXT',
          target: null,
          publish: '<in ActiveCampaign: Settings > Domains>',
          commonlyUsed: true,
        },
      ],
      old: true,
      campaigns: true,
      certainty: 'guess',
    },
  ],
  sendingSubdomains: [],
  verificationTxt: /\binclude:emsd1\.com\b/i,
  isOwnTarget: /(?:^|\.)acdkim[12]\.acems\d\.com$/,
  targetZones: ['acems1.com'],
  isBadGuideTarget: /(?:^|\.)activehosted\.com$/,
  mistakenSelectors: ['acdkim'],
  parentKeys: 'unclear',
  returnPath: {
    kind: 'custom',
    domain: 'acems1.com',
    own: /(?:^|\.)(?:acems\d{0,3}|emsd1|emsend\d)\.com$/,
    hosts: [
      // `em-` and the number of the account.
      { label: null, type: 'CNAME', target: /^cmd\.emsend\d\.com$/, publish: 'cmd.emsend1.com' },
    ],
  },
  unauthenticated: { dkimDomain: 'acems1.com', rewritesFrom: 'never', shownFrom: () => null },
  isOwnInclude: /^emsd1\.com$/,
  includeNeeded: false,
  selectorsArePerAccount: false,
  needsConfirmation: true,
  attribution: {
    dkimDomains: [/(?:^|\.)(?:acems\d{0,3}|emsd1|emsend\d)\.com$/],
    dkimSelectors: [/^acdkim[12]$/],
    returnPaths: [/(?:^|\.)(?:acems\w{0,3}|emsd1|emsend\d)\.com$/],
    receivedHosts: [/(?:^|\.)(?:acems\w{0,3}|emsd1|emsend\d)\.com$/],
    headers: [],
  },
};
