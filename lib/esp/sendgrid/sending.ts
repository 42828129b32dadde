import type { EspSending, ExpectedSelector } from '../sending.ts';

const PUBLISH = '<in SendGrid: Settings > Sender Authentication>';

/** The target begins with the selector; `u` and a number is the account. */
const toSelector = (selector: string): ExpectedSelector => ({
  selector,
  type: 'CNAME',
  target: new RegExp(`^${selector}\\.domainkey\\.u\\d+\\.wl\\d*\\.(?:eu\\.)?sendgrid\\.net$`),
  publish: PUBLISH,
});

export const sendgridSending: EspSending = {
  id: 'sendgrid',
  name: 'SendGrid',
  checkedOn: '2026-11-25',
  sources: [
    'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/how-to-set-up-domain-authentication',
    'https://github.com/Domain-Connect/Templates',
  ],
  generations: () => [
    {
      id: 's1-s2',
      selectors: [toSelector('s1'), toSelector('s2')],
      old: false,
      campaigns: true,
      certainty: 'certain',
    },
    // Without "automated security" the key is a TXT; others have that selector too.
    {
      id: 'm1',
      selectors: [{ selector: 'm1', type: 'TXT', target: null, publish: PUBLISH, commonlyUsed: true }],
      old: false,
      campaigns: true,
      certainty: 'guess',
    },
    // Whether this one still signs is not confirmed, so it proves nothing.
    {
      id: 'smtpapi',
      selectors: [
        { selector: 'smtpapi', type: 'CNAME', target: /^dkim\.sendgrid\.net$/, publish: 'dkim.sendgrid.net' },
      ],
      old: true,
      campaigns: false,
      certainty: 'guess',
    },
  ],
  toSelector: (name) =>
    /^[a-z0-9]+$/.test(name) ? toSelector(name) : { selector: name, type: 'TXT', target: null, publish: PUBLISH },
  sendingSubdomains: [],
  // The account's default domain may be any of the brand's; these labels are the usual ones.
  accountLabels: [
    'em',
    'mail',
    'email',
    'send',
    'sender',
    'sendgrid',
    'sg',
    'news',
    'newsletter',
    'marketing',
    'info',
    'm',
    'e',
    'www',
  ],
  accountKeys: 'unclear',
  isOwnTarget: /(?:^|\.)sendgrid\.net$/,
  targetZones: ['sendgrid.net'],
  isBadGuideTarget: /(?:^|\.)sendgrid\.com$/,
  // The domain that matches the From signs, else the account's default: which one that is cannot be seen.
  parentKeys: 'unclear',
  accountInTarget: /\.(u\d+)\.wl\d*\.(?:eu\.)?sendgrid\.net$/,
  returnPath: {
    kind: 'custom',
    domain: 'sendgrid.net',
    own: /(?:^|\.)sendgrid\.net$/,
    hosts: [
      // `em` and a number that SendGrid chooses, or a label that the customer does.
      {
        label: null,
        type: 'CNAME',
        target: /^u\d+\.wl\d*\.(?:eu\.)?sendgrid\.net$/,
        publish: PUBLISH,
      },
      { label: null, type: 'MX', target: /^mx\.sendgrid\.net$/, publish: '10 mx.sendgrid.net' },
    ],
  },
  unauthenticated: { dkimDomain: 'sendgrid.net', rewritesFrom: 'never', shownFrom: () => null },
  isOwnInclude: /^(?:sendgrid\.net|u\d+\.wl\d*\.(?:eu\.)?sendgrid\.net)$/,
  includeNeeded: false,
  selectorsArePerAccount: true,
  needsConfirmation: true,
  attribution: {
    dkimDomains: [/(?:^|\.)sendgrid\.(?:net|info)$/],
    dkimSelectors: [/^s[12]$/, /^smtpapi$/],
    returnPaths: [/(?:^|\.)sendgrid\.net$/, /^em\d+\./],
    receivedHosts: [/(?:^|\.)sendgrid\.net$/],
    headers: ['x-sg-eid', 'x-sg-id'],
    carriesOthers: true,
  },
};
