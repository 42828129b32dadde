import type { EspSending, ExpectedSelector } from '../sending.ts';

/** Regions that serve keys in a zone of their own; all others share one. */
const REGIONS =
  '(?:af-south-1|ap-northeast-3|ap-south-2|ap-southeast-3|ap-southeast-5|ca-west-1|eu-central-2|eu-south-1|il-central-1|me-central-1|us-gov-east-1)';

/** The selector is the first label of its target: a token of 32 characters. */
const toSelector = (selector: string, token: string, publish: string): ExpectedSelector => ({
  selector,
  type: 'CNAME',
  target: new RegExp(`^${token}\\.dkim\\.(?:${REGIONS}\\.)?amazonses\\.com$`),
  publish,
});

const toUnknown = (ordinal: string): ExpectedSelector =>
  toSelector(`<${ordinal} token>`, '[a-z0-9]{32}', `<${ordinal} token>.dkim.amazonses.com`);

export const sesSending: EspSending = {
  id: 'ses',
  name: 'Amazon SES',
  checkedOn: '2026-11-25',
  sources: [
    'https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy.html',
    'https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html',
    'https://docs.aws.amazon.com/ses/latest/dg/mail-from.html',
  ],
  generations: () => [
    {
      id: 'easy-dkim',
      selectors: [toUnknown('first'), toUnknown('second'), toUnknown('third')],
      old: false,
      campaigns: true,
      certainty: 'certain',
    },
  ],
  toSelector: (name) =>
    /^[a-z0-9]{32}$/.test(name)
      ? toSelector(name, name, '<in Amazon SES: Configuration > Identities>')
      : { selector: name, type: 'TXT', target: null, publish: '<in Amazon SES: Configuration > Identities>' },
  sendingSubdomains: [],
  isOwnTarget: /(?:^|\.)amazonses\.com$/,
  targetZones: ['amazonses.com'],
  // An identity covers its subdomains, its keys included.
  parentKeys: 'sign',
  returnPath: {
    kind: 'custom',
    domain: 'amazonses.com',
    own: /(?:^|\.)amazonses\.com$/,
    // "Custom MAIL FROM": a subdomain of the customer's choice with MX and SPF.
    hosts: [
      {
        label: null,
        type: 'MX',
        target: /^feedback-smtp\.[a-z0-9-]+\.amazonses\.com$/,
        publish: '10 feedback-smtp.<region>.amazonses.com',
      },
    ],
  },
  unauthenticated: { dkimDomain: 'amazonses.com', rewritesFrom: 'never', shownFrom: () => null },
  isOwnInclude: /^amazonses\.com$/,
  includeNeeded: false,
  selectorsArePerAccount: true,
  needsConfirmation: false,
  attribution: {
    dkimDomains: [/(?:^|\.)amazonses\.com$/],
    dkimSelectors: [/^[a-z0-9]{32}$/],
    returnPaths: [/(?:^|\.)amazonses\.com$/],
    receivedHosts: [/(?:^|\.)amazonses\.com$/],
    headers: ['x-ses-outgoing'],
    carriesOthers: true,
  },
};
