import type { EspSending, ExpectedSelector, SelectorGeneration } from '../sending.ts';

const PUBLISH = '<in Mailgun: Sending > Domains > DNS records>';

const toSelector = (number: 1 | 2): ExpectedSelector => ({
  selector: `pdk${number}`,
  type: 'CNAME',
  target: new RegExp(
    `^pdk${number}\\._domainkey\\.[0-9a-z]+\\.(?:dkim\\d+\\.mailgun\\.com|dkim\\d+\\.(?:us|eu)\\.mgsend\\.org|service\\.mailgun\\.com)$`,
  ),
  publish: PUBLISH,
});

/** Selectors seen on domains that were set up earlier, each with one TXT key; the customer could choose any other. */
const EARLIER = ['mx', 'k1', 'pic', 'smtp', 'krs', 'email', 'mailo'];

const toEarlier = (selector: string): SelectorGeneration => ({
  id: selector,
  selectors: [{ selector, type: 'TXT', target: null, publish: PUBLISH, commonlyUsed: true }],
  old: true,
  campaigns: true,
  certainty: 'guess',
});

const MX = { type: 'MX', target: /^mx[ab]\.(?:eu\.)?mailgun\.org$/, publish: '10 mxa.mailgun.org' } as const;

export const mailgunSending: EspSending = {
  id: 'mailgun',
  name: 'Mailgun',
  checkedOn: '2026-11-25',
  sources: [
    'https://documentation.mailgun.com/docs/mailgun/user-manual/domains/domains-verify',
    'https://github.com/Domain-Connect/Templates',
  ],
  generations: () => [
    {
      id: 'pdk1-pdk2',
      selectors: [toSelector(1), toSelector(2)],
      old: false,
      campaigns: true,
      certainty: 'certain',
    },
    ...EARLIER.map(toEarlier),
  ],
  sendingSubdomains: ['mg', 'mail'],
  // The label is the customer's choice.
  accountLabels: [
    'mailgun',
    'mailer',
    'mailers',
    'send',
    'sender',
    'email',
    'em',
    'e',
    'm',
    'news',
    'newsletter',
    'marketing',
    'info',
    'go',
    'ire',
    'notify',
    'notifications',
    'post',
    'smtp',
    'mta',
    'reply',
    'www',
  ],
  lends: /^sandbox[0-9a-f]+\.mailgun\.org$/,
  verificationTxt: /\binclude:(?:eu\.)?mailgun\.org\b/i,
  isOwnTarget: /(?:^|\.)(?:mailgun\.(?:com|org)|mgsend\.org)$/,
  targetZones: ['mailgun.com', 'mgsend.org'],
  parentKeys: 'sign',
  // The domain that is set up at Mailgun is the return-path itself; receiving mail there (MX) is optional.
  returnPath: {
    kind: 'custom',
    domain: 'mailgun.org',
    own: /(?:^|\.)mailgun\.(?:org|net|info|us)$/,
    followsKeys: true,
    hosts: [
      { label: 'mg', ...MX },
      { label: 'mail', ...MX },
      { label: '', ...MX },
      { label: null, ...MX },
    ],
  },
  unauthenticated: { dkimDomain: 'mailgun.org', rewritesFrom: 'never', shownFrom: () => null },
  isOwnInclude: /^(?:eu\.)?mailgun\.(?:org|net)$/,
  includeNeeded: true,
  selectorsArePerAccount: true,
  needsConfirmation: true,
  attribution: {
    dkimDomains: [/(?:^|\.)mailgun\.(?:org|net|info|us|com)$/],
    dkimSelectors: [/^pdk[12]$/],
    returnPaths: [/(?:^|\.)mailgun\.(?:org|net|info|us)$/],
    receivedHosts: [/(?:^|\.)mailgun\.(?:net|info|us|com|org)$/],
    headers: ['x-mailgun-sid', 'x-mailgun-sending-ip'],
    carriesOthers: true,
  },
};
