import type { EspSending, SelectorGeneration } from '../sending.ts';

const PORTAL = /^\d{1,20}$/;
const PUBLISH = '<in HubSpot: Settings > Domains & URLs > Email sending>';

const toPair = (id: string, suffix: string, old: boolean): SelectorGeneration => ({
  id,
  // `a` belongs to the first selector, `b` to the second; the number before it (hs04) cannot be derived.
  selectors: [
    {
      selector: `hs1${suffix}`,
      type: 'CNAME',
      target: /^[a-z0-9-]+\.hs\d{2,3}a\.dkim\.hubspotemail\.net$/,
      publish: PUBLISH,
    },
    {
      selector: `hs2${suffix}`,
      type: 'CNAME',
      target: /^[a-z0-9-]+\.hs\d{2,3}b\.dkim\.hubspotemail\.net$/,
      publish: PUBLISH,
    },
  ],
  old,
  campaigns: true,
  certainty: 'certain',
});

export const hubspotSending: EspSending = {
  id: 'hubspot',
  name: 'HubSpot',
  checkedOn: '2026-11-25',
  sources: [
    'https://knowledge.hubspot.com/domains-and-urls/connect-your-email-sending-domain',
    'https://knowledge.hubspot.com/marketing-email/verify-the-email-address-used-to-send-marketing-emails',
    'https://dmarc.wiki/hubspot',
  ],
  // The pair without a portal id is that of older connections; both go on being served.
  generations: ({ account }) =>
    account === null || !PORTAL.test(account)
      ? [toPair('without-portal', '', false)]
      : [toPair('portal', `-${account}`, false), toPair('without-portal', '', true)],
  sendingSubdomains: [],
  isOwnTarget: /(?:^|\.)dkim\.hubspotemail\.net$/,
  targetZones: ['dkim.hubspotemail.net', 'hubspotemail.net'],
  isBadGuideTarget: /(?:^|\.)hubspot\.(?:com|net)$/,
  mistakenSelectors: ['hubspot', 'hs'],
  // HubSpot: the connected domain should match the one in the From address.
  parentKeys: 'never',
  accountInTarget: /^([a-z0-9-]+)\.hs\d{2,3}[ab]\.dkim\.hubspotemail\.net$/,
  // Seen in public zones: `panfactum-com`, and `wedia--group-com` for wedia-group.com.
  accountOf: (domain) => domain.replaceAll('-', '--').replaceAll('.', '-'),
  otherAccountKeys: 'unlikely',
  lends: /(?:^|\.)hs-[a-z]+\.com$/,
  // A dedicated IP has one of the brand's, such as `12345m.brand.com`, which only a message shows.
  returnPath: {
    kind: 'shared',
    domain: 'hubspotemail.net',
    own: /(?:^|\.)(?:hubspotemail|hubspotstarter)\.net$/,
  },
  unauthenticated: {
    dkimDomain: 'hubspotemail.net',
    rewritesFrom: 'always',
    shownFrom: (localPart, domain) => `${localPart}=${domain}@<a HubSpot domain, such as hs-send.com>`,
    readShownFrom(address) {
      const [, localPart, domain] =
        /^([^@=]+)=([a-z0-9.-]+\.[a-z0-9-]+)@(?:[a-z0-9-]+\.)*hs-[a-z]+\.com$/i.exec(address) ?? [];
      return localPart === undefined || domain === undefined ? null : { localPart, domain: domain.toLowerCase() };
    },
  },
  isOwnInclude: /^(?:\d+\.spf\d{2}\.hubspotemail\.net|(?:_spf\.|_hspf\.)?hubspot\.(?:com|net)|hubspotemail\.net)$/,
  includeNeeded: false,
  accountInSelectors: PORTAL,
  selectorsArePerAccount: false,
  needsConfirmation: true,
  attribution: {
    dkimDomains: [/(?:^|\.)hubspotemail\.net$/, /^hs-send\.com$/],
    dkimSelectors: [/^hs[12](?:-\d+)?$/],
    returnPaths: [/(?:^|\.)(?:hubspotemail|hubspotstarter)\.net$/, /^\d+m\./],
    receivedHosts: [/(?:^|\.)(?:hubspotemail|hubspotstarter)\.net$/],
    headers: ['x-hs-cid'],
  },
};
