import type { EspSending } from '../sending.ts';

const PUBLISH = '<in Intercom: Settings > Channels > Email > Domains & addresses>';

export const intercomSending: EspSending = {
  id: 'intercom',
  name: 'Intercom',
  checkedOn: '2026-11-25',
  sources: [
    'https://www.intercom.com/help/en/articles/9744849-connect-your-email-support-channel',
    'https://www.intercom.com/help/en/articles/11183745-troubleshooting-email-authentication-issues-dkim-dmarc-and-dns-setup',
  ],
  generations: () => [
    {
      id: 'intercom',
      selectors: [
        {
          selector: 'intercom',
          type: 'CNAME',
          target: /^[0-9a-f-]{36}\.dkim\.(?:[a-z]{2}\.)?intercom\.io$/,
          publish: PUBLISH,
        },
      ],
      old: false,
      campaigns: true,
      certainty: 'certain',
    },
  ],
  sendingSubdomains: [],
  isOwnTarget: /(?:^|\.)dkim\.(?:[a-z]{2}\.)?intercom\.io$/,
  targetZones: ['intercom.io'],
  isBadGuideTarget: /(?:^|\.)intercom(?:-mail)?\.(?:com|eu)$/,
  mistakenSelectors: ['outbound.intercom'],
  parentKeys: 'unclear',
  returnPath: {
    kind: 'custom',
    domain: 'intercom-mail.com',
    own: /(?:^|\.)intercom-mail\.(?:com|eu)$/,
    hosts: [
      {
        label: 'outbound.intercom',
        type: 'CNAME',
        target: /^rp\.(?:[a-z0-9-]+\.){1,2}intercom-mail\.(?:com|eu)$/,
        publish: PUBLISH,
      },
    ],
  },
  unauthenticated: {
    dkimDomain: 'intercom-mail.com',
    rewritesFrom: 'always',
    shownFrom: (localPart) => `${localPart}@<your workspace>.intercom-mail.com`,
    readShownFrom(address) {
      const localPart = /^([^@]+)@(?:[a-z0-9-]+\.)*intercom-mail\.(?:com|eu)$/i.exec(address)?.[1];
      return localPart === undefined ? null : { localPart, domain: null };
    },
  },
  isOwnInclude: /(?:^|\.)intercom(?:-mail)?\.(?:com|io)$/,
  includeNeeded: false,
  selectorsArePerAccount: false,
  needsConfirmation: true,
  attribution: {
    dkimDomains: [/(?:^|\.)intercom-mail\.(?:com|eu)$/],
    dkimSelectors: [/^intercom$/],
    returnPaths: [/(?:^|\.)intercom-mail\.(?:com|eu)$/, /^outbound\.intercom\./],
    receivedHosts: [/(?:^|\.)intercom-mail\.(?:com|eu)$/],
    headers: [],
  },
};
