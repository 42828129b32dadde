import type { EspSending, ExpectedSelector } from '../sending.ts';

/** Number and prefix are variables of the set-up template; 100, 200 and `cc` are the usual ones. */
const toSelector = (number: 1 | 2): ExpectedSelector => ({
  selector: `ctct${number}`,
  type: 'CNAME',
  target: new RegExp(`^\\d+\\._domainkey\\.dkim${number}\\.\\w+send\\.com$`),
  publish: `<in Constant Contact: Account settings > Advanced settings; usually ${number}00._domainkey.dkim${number}.ccsend.com>`,
});

export const constantContactSending: EspSending = {
  id: 'constantcontact',
  name: 'Constant Contact',
  checkedOn: '2026-11-25',
  sources: [
    'https://knowledgebase.constantcontact.com/email-digital-marketing/articles/KnowledgeBase/5932-self-publishing-for-authentication',
    'https://github.com/Domain-Connect/Templates',
  ],
  generations: () => [
    {
      id: 'ctct1-ctct2',
      selectors: [toSelector(1), toSelector(2)],
      old: false,
      campaigns: true,
      certainty: 'certain',
    },
  ],
  sendingSubdomains: [],
  isOwnTarget: /(?:^|\.)_domainkey\.dkim[12]\.\w+send\.com$/,
  targetZones: ['ccsend.com'],
  isBadGuideTarget: /(?:^|\.)constantcontact\.com$/,
  mistakenSelectors: ['ctct', 'constantcontact'],
  parentKeys: 'unclear',
  lends: /(?:^|\.)ccsend\.com$/,
  returnPath: {
    kind: 'shared',
    domain: 'in.constantcontact.com',
    own: /(?:^|\.)(?:constantcontact|ccsend)\.com$/,
  },
  unauthenticated: {
    dkimDomain: 'ccsend.com',
    rewritesFrom: 'always',
    shownFrom: (localPart, domain) => `${localPart}-${domain}@shared1.ccsend.com`,
    readShownFrom(address) {
      const written = /^([^@]+)@(?:[a-z0-9-]+\.)+ccsend\.com$/i.exec(address)?.[1];
      if (written === undefined) return null;
      // A hyphen may belong to the domain: only one with a dot on its right and no other before can be told.
      const [, localPart, domain] = /^([^-]+)-([a-z0-9.-]+\.[a-z0-9]+)$/i.exec(written) ?? [];
      return { localPart: localPart ?? written, domain: domain?.toLowerCase() ?? null };
    },
  },
  isOwnInclude: /(?:^|\.)(?:constantcontact|ccsend)\.com$/,
  includeNeeded: false,
  // Whoever shares a domain between accounts gets a TXT key under a name of its own instead.
  selectorsArePerAccount: true,
  needsConfirmation: true,
  attribution: {
    dkimDomains: [/(?:^|\.)(?:constantcontact|ccsend)\.com$/],
    dkimSelectors: [/^ctct[12]$/],
    returnPaths: [/(?:^|\.)(?:constantcontact|ccsend)\.com$/],
    receivedHosts: [/(?:^|\.)(?:constantcontact|ccsend|msgexch)\.com$/],
    headers: ['x-roving-id', 'x-roving-campaignid', 'x-ctct-id'],
  },
};
