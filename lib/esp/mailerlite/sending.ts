import type { EspSending } from '../sending.ts';

export const mailerliteSending: EspSending = {
  id: 'mailerlite',
  name: 'MailerLite',
  checkedOn: '2026-11-25',
  sources: [
    'https://www.mailerlite.com/help/how-to-verify-and-authenticate-your-domain',
    'https://www.mailerlite.com/video-tutorials/email-domain-alignment',
    'https://github.com/Domain-Connect/Templates',
  ],
  generations: () => [
    {
      id: 'litesrv',
      selectors: [
        {
          selector: 'litesrv',
          type: 'CNAME',
          target: /^litesrv\._domainkey\.mlsend\.com$/,
          publish: 'litesrv._domainkey.mlsend.com',
        },
      ],
      old: false,
      campaigns: true,
      certainty: 'certain',
    },
    // Classic accounts: a 1024-bit key of their own.
    {
      id: 'ml',
      selectors: [
        {
          selector: 'ml',
          type: 'TXT',
          target: null,
          publish: '<in MailerLite: Account settings > Domains>',
          commonlyUsed: true,
        },
      ],
      old: true,
      campaigns: true,
      certainty: 'likely',
    },
  ],
  sendingSubdomains: [],
  verificationTxt: /^mailerlite-domain-verification=|\binclude:_spf\.mlsend\.com\b/i,
  isOwnTarget: /(?:^|\.)mlsend\.com$/,
  targetZones: ['mlsend.com'],
  isBadGuideTarget: /(?:^|\.)mailerlite\.com$/,
  mistakenSelectors: ['mailerlite', 'litesrv1'],
  parentKeys: 'unclear',
  // "Domain alignment" (paid) has a subdomain of the customer's choice with address, MX and SPF.
  returnPath: {
    kind: 'custom',
    domain: 'mlsend.com',
    own: /(?:^|\.)mlsend\.com$/,
    hosts: [
      {
        label: null,
        type: 'MX',
        target: /(?:^|\.)mlsend\.com$/,
        publish: '<in MailerLite: Account settings > Domains > Add custom domain>',
      },
    ],
  },
  unauthenticated: { dkimDomain: 'mlsend.com', rewritesFrom: 'never', shownFrom: () => null },
  isOwnInclude: /^_spf\.mlsend\.com$/,
  includeNeeded: false,
  selectorsArePerAccount: false,
  needsConfirmation: true,
  attribution: {
    dkimDomains: [/(?:^|\.)mlsend\d*\.com$/],
    dkimSelectors: [/^litesrv$/],
    returnPaths: [/(?:^|\.)mlsend\d*\.com$/],
    receivedHosts: [/(?:^|\.)mlsend\d*\.com$/],
    headers: [],
  },
};
