import type { EspSending } from '../sending.ts';

const PUBLISH = '<in Mailjet: Account settings > Sender domains & addresses>';

export const mailjetSending: EspSending = {
  id: 'mailjet',
  name: 'Mailjet',
  checkedOn: '2026-11-25',
  sources: [
    'https://documentation.mailjet.com/hc/en-us/articles/360042412734',
    'https://github.com/Domain-Connect/Templates',
  ],
  generations: () => [
    {
      id: 'mailjet',
      selectors: [{ selector: 'mailjet', type: 'TXT', target: null, publish: PUBLISH }],
      old: false,
      campaigns: true,
      certainty: 'certain',
    },
  ],
  sendingSubdomains: [],
  isOwnTarget: /(?:^|\.)mailjet\.com$/,
  targetZones: ['mailjet.com'],
  parentKeys: 'unclear',
  returnPath: {
    kind: 'custom',
    domain: 'bnc3.mailjet.com',
    own: /(?:^|\.)mailjet\.com$/,
    hosts: [{ label: 'bnc3', type: 'CNAME', target: /^bnc3\.mailjet\.com$/, publish: 'bnc3.mailjet.com' }],
  },
  unauthenticated: { dkimDomain: 'mailjet.com', rewritesFrom: 'never', shownFrom: () => null },
  isOwnInclude: /^spf\.mailjet\.com$/,
  includeNeeded: false,
  selectorsArePerAccount: false,
  needsConfirmation: true,
  attribution: {
    dkimDomains: [/(?:^|\.)mailjet\.com$/],
    dkimSelectors: [/^mailjet$/],
    returnPaths: [/(?:^|\.)mailjet\.com$/, /^bnc3\./],
    receivedHosts: [/(?:^|\.)mailjet\.com$/],
    headers: ['x-mj-mid', 'x-mj-smtpguid', 'x-mailjet-campaign'],
  },
};
