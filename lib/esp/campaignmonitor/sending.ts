import type { EspSending } from '../sending.ts';

export const campaignMonitorSending: EspSending = {
  id: 'campaignmonitor',
  name: 'Campaign Monitor',
  checkedOn: '2026-11-25',
  sources: ['https://help.campaignmonitor.com/articles/Knowledge/manage-your-own-authentication'],
  generations: () => [
    {
      id: 'cm',
      selectors: [
        {
          selector: 'cm',
          type: 'TXT',
          target: null,
          publish: '<in Campaign Monitor: Account settings > Sending domains>',
        },
      ],
      old: false,
      campaigns: true,
      certainty: 'certain',
    },
  ],
  sendingSubdomains: [],
  isOwnTarget: /(?:^|\.)createsend\d*\.com$/,
  targetZones: ['createsend.com'],
  mistakenSelectors: ['cmail', 'campaignmonitor'],
  // Its help says so: a base domain's authentication does not cover its subdomains.
  parentKeys: 'never',
  returnPath: {
    kind: 'shared',
    domain: 'cmail20.com',
    own: /(?:^|\.)(?:cmail\d+|createsend\d*)\.com$/,
  },
  unauthenticated: { dkimDomain: 'createsend.com', rewritesFrom: 'never', shownFrom: () => null },
  isOwnInclude: /^(?:_spf\.)?createsend\.com$/,
  includeNeeded: false,
  selectorsArePerAccount: false,
  needsConfirmation: true,
  attribution: {
    dkimDomains: [/(?:^|\.)(?:cmail\d+|createsend\d*)\.com$/],
    dkimSelectors: [/^cm$/],
    returnPaths: [/(?:^|\.)(?:cmail\d+|createsend\d*)\.com$/],
    receivedHosts: [/(?:^|\.)(?:cmail\d+|createsend\d*)\.com$/],
    headers: [],
  },
};
