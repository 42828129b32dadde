import type { EspSending, SelectorGeneration } from '../sending.ts';

const PUBLISH = '<in Klaviyo: Settings > Domains>';

/** The same name comes before the target, where that names a selector at all. */
function toPair(names: readonly [string, string], facts: Pick<SelectorGeneration, 'old' | 'campaigns'>) {
  return {
    id: names.join('-'),
    selectors: names.map((selector) => ({
      selector,
      type: 'CNAME' as const,
      target: new RegExp(`^(?!(?!${selector}\\.)[a-z]{2,3}\\d?\\._?domainkey\\.)(?:[a-z0-9_-]+\\.)*klaviyodns\\.com$`),
      publish: PUBLISH,
    })),
    certainty: 'certain' as const,
    ...facts,
  };
}

/** `kl` keys are also known to be in Klaviyo's own SendGrid account, and their first target is called kl or kl1. */
const klTarget = (label: string) =>
  new RegExp(`^${label}\\._?domainkey\\.(?:\\d+\\.klaviyodns\\.com|u161779\\.wl030\\.sendgrid\\.net)$`);

export const klaviyoSending: EspSending = {
  id: 'klaviyo',
  name: 'Klaviyo',
  checkedOn: '2026-11-25',
  sources: [
    'https://help.klaviyo.com/hc/en-us/articles/115000357752',
    'https://help.klaviyo.com/hc/en-us/articles/4417768780827',
    'https://help.klaviyo.com/hc/en-us/articles/50941715515675',
  ],
  generations: () => [
    toPair(['km1', 'km2'], { old: false, campaigns: true }),
    toPair(['mtd1', 'mtd2'], { old: false, campaigns: true }),
    {
      id: 'kl-kl2',
      selectors: [
        { selector: 'kl', type: 'CNAME', target: klTarget('kl1?'), publish: PUBLISH },
        { selector: 'kl2', type: 'CNAME', target: klTarget('kl2'), publish: PUBLISH },
      ],
      old: false,
      campaigns: true,
      certainty: 'certain',
    },
    // Transactional and service mail: they are distinguished by send type, and never sign a campaign.
    toPair(['kt1', 'kt2'], { old: false, campaigns: false }),
    toPair(['ks1', 'ks2'], { old: false, campaigns: false }),
  ],
  // Seen: send, email, mail, klv, envoi. The others are likely.
  sendingSubdomains: [
    'send',
    'email',
    'mail',
    'klv',
    'envoi',
    'e',
    'em',
    'news',
    'newsletter',
    'k',
    'kl',
    'klaviyo',
    'mkt',
    'marketing',
    'go',
    'hello',
  ],
  isSendingTarget: /^(?:\d+\.klaviyodns\.com|u161779\.wl030\.sendgrid\.net)$/,
  isSendingNameServer: /^ns\d\.klaviyo\.com$/,
  verificationTxt: /^klaviyo-site-verification=/,
  isOwnTarget: /(?:^|\.)(?:klaviyodns\.com|u161779\.wl030\.sendgrid\.net)$/,
  targetZones: ['klaviyodns.com'],
  isBadGuideTarget: /(?:^|\.)klaviyo(?:mail)?\.com$/,
  mistakenSelectors: ['klaviyo1', 'klaviyo2', 'klaviyo', 'kl1'],
  // The sending domain is set up for the root, whatever comes before it in the From.
  parentKeys: 'sign',
  accountInTarget: /(?:^|\.)(\d+)\.klaviyodns\.com$/,
  returnPath: {
    kind: 'unknown',
    domain: null,
    own: /(?:^|\.)(?:klaviyomail|klaviyodns)\.com$/,
  },
  unauthenticated: {
    dkimDomain: 'klaviyomail.com',
    rewritesFrom: 'never',
    shownFrom: () => null,
  },
  isOwnInclude: /^(?:spf\.klaviyodns\.com|(?:_spf\.)?klaviyomail\.com|(?:_spf\.)?klaviyo\.com)$/,
  includeNeeded: false,
  isOldTarget: /\.u161779\.wl030\.sendgrid\.net$/,
  selectorsArePerAccount: false,
  needsConfirmation: true,
  attribution: {
    dkimDomains: [/(?:^|\.)klaviyomail\.com$/],
    dkimSelectors: [/^k[mts][12]$/, /^mtd[12]$/, /^kl2?$/],
    returnPaths: [/(?:^|\.)klaviyo(?:mail|dns)\.com$/],
    receivedHosts: [/(?:^|\.)klaviyomail\.com$/],
    headers: ['x-kmail-account', 'x-kmail-message'],
  },
};
