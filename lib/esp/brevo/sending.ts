import type { EspSending } from '../sending.ts';

const toAccount = (domain: string): string => domain.replaceAll('.', '-');

/** One key for all accounts, published as TXT; still offered beside the CNAMEs. */
const SHARED_KEY =
  'k=rsa;p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDeMVIzrCa3T14JsNY0IRv5/2V1/v2itlviLQBwXsa7shBD6TrBkswsFUToPyMRWC9tbR/5ey0nRBH0ZVxp+lsmTxid2Y2z+FApQ6ra2VsXfbJP3HE6wAO0YTVEJt1TmeczhEd2Jiz/fcabIISgXEdSpTYJhb0ct0VJRxcg4c8c7wIDAQAB';

export const brevoSending: EspSending = {
  id: 'brevo',
  name: 'Brevo',
  checkedOn: '2026-11-25',
  sources: [
    'https://help.brevo.com/hc/en-us/articles/16045394674066-Troubleshooting-Domain-authentication-Brevo-code-DKIM-record-DMARC-record',
    'https://help.brevo.com/hc/en-us/articles/17286219877778-FAQs-About-domain-authentication-Brevo-code-DKIM-DMARC',
    'https://github.com/Domain-Connect/Templates',
  ],
  generations: ({ domain }) => [
    {
      id: 'brevo1-brevo2',
      selectors: [
        {
          selector: 'brevo1',
          type: 'CNAME',
          target: /^b1\.[a-z0-9-]+\.dkim\.brevo\.com$/,
          publish: `b1.${toAccount(domain)}.dkim.brevo.com`,
        },
        {
          selector: 'brevo2',
          type: 'CNAME',
          target: /^b2\.[a-z0-9-]+\.dkim\.brevo\.com$/,
          publish: `b2.${toAccount(domain)}.dkim.brevo.com`,
        },
      ],
      old: false,
      campaigns: true,
      certainty: 'certain',
    },
    {
      id: 'mail',
      selectors: [{ selector: 'mail', type: 'TXT', target: null, publish: SHARED_KEY, commonlyUsed: true }],
      old: true,
      campaigns: true,
      certainty: 'certain',
    },
  ],
  sendingSubdomains: [],
  verificationTxt: /^(?:brevo|sendinblue)-code:|\binclude:spf\.(?:brevo|sendinblue)\.com\b/i,
  isOwnTarget: /(?:^|\.)dkim\.brevo\.com$/,
  targetZones: ['dkim.brevo.com', 'brevo.com'],
  isBadGuideTarget: /(?:^|\.)(?:sendinblue\.com|brevosend\.com)$/,
  mistakenSelectors: ['brevo', 'mail1', 'mail2'],
  parentKeys: 'unclear',
  accountInTarget: /^b[12]\.([a-z0-9-]+)\.dkim\.brevo\.com$/,
  accountOf: toAccount,
  // A key is made for one domain: DNS at the target serves it, and Brevo signs with another.
  otherAccountKeys: 'never',
  lends: /(?:^|\.)brevosend\.com$/,
  // A dedicated IP has a return-path of the brand's; its name is the customer's choice.
  returnPath: {
    kind: 'shared',
    domain: 'sender-sib.com',
    own: /(?:^|\.)(?:mailin\.fr|sender-sib\.com|sp\d-brevo\.net|brevosend\.com)$/,
  },
  unauthenticated: {
    dkimDomain: 'brevosend.com',
    rewritesFrom: 'always',
    shownFrom: (localPart) => `${localPart}@<your account number>.brevosend.com`,
    readShownFrom(address) {
      const localPart = /^([^@]+)@\d+\.brevosend\.com$/i.exec(address)?.[1];
      return localPart === undefined ? null : { localPart, domain: null };
    },
  },
  isOwnInclude: /^spf\.(?:brevo|sendinblue)\.com$/,
  includeNeeded: false,
  selectorsArePerAccount: false,
  needsConfirmation: true,
  attribution: {
    dkimDomains: [/(?:^|\.)(?:brevosend\.com|sendinblue\.com|mailin\.fr)$/],
    dkimSelectors: [/^brevo[12]$/],
    returnPaths: [/(?:^|\.)(?:mailin\.fr|sender-sib\.com|brevosend\.com|sp\d-brevo\.net)$/],
    receivedHosts: [/(?:^|\.)(?:mailin\.fr|sender-sib\.com|sp\d-brevo\.net|sendinblue\.com|brevo\.com)$/],
    headers: ['x-mailin-eid', 'x-mailin-client', 'x-mailin-campaign'],
  },
};
