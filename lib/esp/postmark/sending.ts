import type { EspSending } from '../sending.ts';

const PUBLISH = '<in Postmark: Sender Signatures > DNS settings>';

export const postmarkSending: EspSending = {
  id: 'postmark',
  name: 'Postmark',
  checkedOn: '2026-11-25',
  sources: ['https://postmarkapp.com/support/article/1046-how-do-i-verify-a-domain'],
  generations: () => [
    {
      id: 'timestamp',
      // The moment at which the key was made, 14 digits, then `pm`.
      selectors: [{ selector: '<date and time>pm', type: 'TXT', target: null, publish: PUBLISH }],
      old: false,
      campaigns: true,
      certainty: 'certain',
    },
    {
      id: 'pm',
      selectors: [{ selector: 'pm', type: 'TXT', target: null, publish: PUBLISH, commonlyUsed: true }],
      old: true,
      campaigns: true,
      certainty: 'guess',
    },
  ],
  sendingSubdomains: [],
  verificationTxt: /\binclude:spf\.mtasv\.net\b/i,
  isOwnTarget: /(?:^|\.)mtasv\.net$/,
  targetZones: ['mtasv.net'],
  parentKeys: 'unclear',
  returnPath: {
    kind: 'custom',
    domain: 'pm.mtasv.net',
    own: /(?:^|\.)mtasv\.net$/,
    hosts: [{ label: 'pm-bounces', type: 'CNAME', target: /^pm\.mtasv\.net$/, publish: 'pm.mtasv.net' }],
  },
  unauthenticated: { dkimDomain: 'pm.mtasv.net', rewritesFrom: 'never', shownFrom: () => null },
  isOwnInclude: /^spf\.mtasv\.net$/,
  includeNeeded: false,
  selectorsArePerAccount: true,
  needsConfirmation: true,
  attribution: {
    dkimDomains: [/(?:^|\.)mtasv\.net$/],
    dkimSelectors: [/^\d{14}pm$/],
    returnPaths: [/(?:^|\.)mtasv\.net$/, /^pm-bounces\./],
    receivedHosts: [/(?:^|\.)mtasv\.net$/],
    headers: ['x-pm-rcpt', 'x-pm-message-options'],
  },
};
