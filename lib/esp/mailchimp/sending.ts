import type { EspSending, ExpectedSelector } from '../sending.ts';

const toSelector = (number: number): ExpectedSelector => ({
  selector: `k${number}`,
  type: 'CNAME',
  target: new RegExp(`^dkim${number}\\.mcsv\\.net$`),
  publish: `dkim${number}.mcsv.net`,
});

export const mailchimpSending: EspSending = {
  id: 'mailchimp',
  name: 'Mailchimp',
  checkedOn: '2026-11-25',
  sources: [
    'https://mailchimp.com/help/set-up-email-domain-authentication/',
    'https://mailchimp.com/help/limitations-of-free-email-addresses/',
    'https://github.com/Domain-Connect/Templates',
  ],
  generations: () => [
    {
      id: 'k2-k3',
      selectors: [toSelector(2), toSelector(3)],
      // The set-up template leaves number and target open: a pair of later numbers is as good.
      alternates: [toSelector(4), toSelector(5), toSelector(6)],
      old: false,
      campaigns: true,
      certainty: 'certain',
    },
    {
      id: 'k1',
      // Mailgun and others hand out a TXT key by the same name.
      selectors: [
        { selector: 'k1', type: 'CNAME', target: /^dkim\.mcsv\.net$/, publish: 'dkim.mcsv.net', commonlyUsed: true },
      ],
      old: true,
      campaigns: true,
      certainty: 'certain',
    },
  ],
  sendingSubdomains: [],
  isOwnTarget: /(?:^|\.)mcsv\.net$/,
  targetZones: ['mcsv.net'],
  isBadGuideTarget: /^dkim1\.mcsv\.net$|(?:^|\.)(?:mailchimp\.com|mailchimpapp\.(?:net|com)|mandrillapp\.com)$/,
  mistakenSelectors: ['dkim2', 'dkim3', 'mailchimp'],
  // Each domain is verified and authenticated on its own, subdomains too.
  parentKeys: 'never',
  returnPath: {
    kind: 'shared',
    domain: 'mcsv.net',
    own: /(?:^|\.)(?:mcsv|mcdlv|rsgsv)\.net$/,
  },
  unauthenticated: {
    dkimDomain: 'mailchimpapp.net',
    rewritesFrom: 'possibly',
    shownFrom: (localPart, domain) => `${localPart}.${domain}@send.mailchimpapp.com`,
    readShownFrom(address) {
      const localPart = /^([^@]+)@(?:[a-z0-9-]+\.)*mailchimpapp\.com$/i.exec(address)?.[1];
      return localPart === undefined ? null : { localPart, domain: null };
    },
  },
  isOwnInclude: /^(?:servers\.mcsv\.net|mcsv\.net|spf\.mandrillapp\.com)$/,
  includeNeeded: false,
  selectorsArePerAccount: false,
  needsConfirmation: true,
  attribution: {
    dkimDomains: [/(?:^|\.)mailchimpapp\.(?:net|com)$/, /(?:^|\.)mcsv\.net$/],
    dkimSelectors: [/^k[1-6]$/],
    returnPaths: [/(?:^|\.)(?:mcsv|mcdlv|rsgsv)\.net$/],
    receivedHosts: [/(?:^|\.)(?:mcsv|mcdlv|rsgsv)\.net$/],
    headers: ['x-mc-user'],
  },
};
