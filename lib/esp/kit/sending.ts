import type { EspSending, ExpectedSelector } from '../sending.ts';

const PUBLISH = '<in Kit: Settings > Email > Verified sending domains>';

/** The `dm-` ids of one domain may differ from record to record. */
const toSelector = (selector: string, label: string): ExpectedSelector => ({
  selector,
  type: 'CNAME',
  target: new RegExp(`^${label}\\.dm-[0-9a-z]+\\.sg\\d*\\.convertkit\\.com$`),
  publish: PUBLISH,
});

export const kitSending: EspSending = {
  id: 'kit',
  name: 'Kit',
  checkedOn: '2026-11-25',
  sources: ['https://help.kit.com/en/articles/2502558-verify-your-domain-to-optimize-your-deliverability'],
  generations: () => [
    {
      id: 'cka-cka2',
      selectors: [toSelector('cka', 'dkim'), toSelector('cka2', 'dkim2')],
      old: false,
      campaigns: true,
      certainty: 'certain',
    },
    // The complete set of domains that were verified earlier.
    {
      id: 'cka',
      selectors: [toSelector('cka', 'dkim')],
      old: true,
      campaigns: true,
      certainty: 'certain',
    },
  ],
  sendingSubdomains: [],
  isOwnTarget: /(?:^|\.)convertkit\.com$/,
  targetZones: ['convertkit.com'],
  isBadGuideTarget: /(?:^|\.)kit\.com$/,
  mistakenSelectors: ['cka1', 'ckespa'],
  // Kit verifies no subdomain: what it signs a subdomain's mail with is not known.
  parentKeys: 'unclear',
  returnPath: {
    kind: 'custom',
    domain: 'n.convertkit.com',
    own: /(?:^|\.)(?:convertkit(?:-mail\d*)?|kit-mail\d*)\.com$/,
    hosts: [
      {
        label: 'ckespa',
        type: 'CNAME',
        target: /^spf\.dm-[0-9a-z]+\.sg\d*\.convertkit\.com$/,
        publish: PUBLISH,
      },
    ],
  },
  unauthenticated: {
    dkimDomain: 'convertkit.com',
    rewritesFrom: 'never',
    shownFrom: () => null,
    readShownFrom(address) {
      const localPart = /^([^@]+)@(?:[a-z0-9-]+\.)*(?:convertkit|kit)-mail\d*\.com$/i.exec(address)?.[1];
      return localPart === undefined ? null : { localPart, domain: null };
    },
  },
  isOwnInclude: /(?:^|\.)convertkit\.com$/,
  includeNeeded: false,
  selectorsArePerAccount: false,
  needsConfirmation: true,
  attribution: {
    dkimDomains: [/(?:^|\.)(?:convertkit(?:-mail\d*)?|kit-mail\d*)\.com$/],
    dkimSelectors: [/^cka2?$/],
    returnPaths: [/^ckespa\./, /(?:^|\.)(?:convertkit(?:-mail\d*)?|kit-mail\d*)\.com$/],
    receivedHosts: [/(?:^|\.)(?:convertkit(?:-mail\d*)?|kit-mail\d*)\.com$/],
    headers: [],
  },
};
