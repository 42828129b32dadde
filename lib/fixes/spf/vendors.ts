import { ESPS } from '../../esp/registry.ts';
import { organisationalDomain } from '../../public-suffix/organisational-domain.ts';

interface Vendor {
  name: string;
  /** Its SPF records for customers; tested against the domain of an include, lower case. */
  includes: RegExp;
  /** Its inbound servers, as an MX names them; absent where it has none. */
  hosts?: RegExp;
  /** The include it tells customers to publish, where it is the same for all. */
  publish?: string;
}

/**
 * Whoever carries the mail of a company's own people: mailbox providers, and the gateways and signature services that
 * their outgoing mail passes. Kept by hand from their help pages, as of 2026-11-25.
 */
const STAFF_MAIL: readonly Vendor[] = [
  {
    name: 'Google Workspace',
    includes: /^_(?:spf|netblocks\d?)\.google\.com$/u,
    hosts: /(?:^|\.)(?:google|googlemail)\.com$/u,
    publish: '_spf.google.com',
  },
  {
    name: 'Microsoft 365',
    includes: /^spf[ab]?\.protection\.outlook\.(?:com|de)$|^spf\.protection\.partner\.outlook\.cn$/u,
    hosts: /\.mail\.protection\.outlook\.com$|\.mx\.microsoft$|\.protection\.outlook\.com$/u,
    publish: 'spf.protection.outlook.com',
  },
  { name: 'Zoho Mail', includes: /^(?:zoho(?:mail)?|one\.zoho)\.(?:com|eu|in|com\.au)$/u },
  { name: 'Zoho Mail', includes: /^zohomail\.com$/u, hosts: /\.zoho\.com$/u, publish: 'zohomail.com' },
  { name: 'Zoho Mail', includes: /^zohomail\.eu$/u, hosts: /\.zoho\.eu$/u, publish: 'zohomail.eu' },
  {
    name: 'Fastmail',
    includes: /^spf\.messagingengine\.com$/u,
    hosts: /\.messagingengine\.com$/u,
    publish: 'spf.messagingengine.com',
  },
  {
    name: 'Proton Mail',
    includes: /^_spf\.protonmail\.ch$/u,
    hosts: /\.protonmail\.ch$/u,
    publish: '_spf.protonmail.ch',
  },
  { name: 'iCloud Mail', includes: /^icloud\.com$/u, hosts: /\.icloud\.com$/u, publish: 'icloud.com' },
  { name: 'Yandex 360', includes: /^_spf\.yandex\.(?:net|ru)$/u, hosts: /\.yandex\.(?:net|ru)$/u },
  { name: 'Mail.ru', includes: /^_spf\.mail\.ru$/u },
  { name: 'IONOS', includes: /^_spf(?:-(?:us|eu))?\.(?:ionos\.com|kundenserver\.de|perfora\.net)$/u },
  { name: 'STRATO', includes: /^smtp\.rzone\.de$/u },
  { name: 'OVHcloud', includes: /^mx\.ovh\.(?:com|net|ca)$/u },
  { name: 'Gandi', includes: /^_mailcust\.gandi\.net$/u },
  { name: 'Infomaniak', includes: /^spf\.infomaniak\.ch$/u },
  { name: 'Hostinger', includes: /^_spf\.mail\.hostinger\.com$/u },
  { name: 'Titan', includes: /^spf\.titan\.email$/u },
  { name: 'Namecheap Private Email', includes: /^spf\.privateemail\.com$/u },
  { name: 'GoDaddy', includes: /^secureserver\.net$|\.secureserver\.net$/u },
  { name: 'Rackspace', includes: /^emailsrvr\.com$/u },
  { name: 'Migadu', includes: /^spf\.migadu\.com$/u },
  { name: 'mailbox.org', includes: /^mailbox\.org$/u },
  { name: 'one.com', includes: /^_custspf\.one\.com$/u },
  { name: 'Amazon WorkMail', includes: /^workmail\.(?:[a-z0-9-]+\.)?amazonaws\.com$/u },
  { name: 'Mimecast', includes: /(?:^|\.)(?:_netblocks\.)?mimecast(?:-offshore)?\.com$|\.mimecastprotect\.com$/u },
  { name: 'Proofpoint', includes: /(?:^|\.)(?:pphosted\.com|ppe-hosted\.com|gpphosted\.com)$/u },
  { name: 'Barracuda', includes: /(?:^|\.)barracudanetworks\.com$/u },
  { name: 'Cisco Secure Email', includes: /(?:^|\.)iphmx\.com$|^res\.cisco\.com$/u },
  { name: 'Symantec Email Security', includes: /(?:^|\.)messagelabs\.com$/u },
  { name: 'Trend Micro', includes: /(?:^|\.)(?:tmes|hes)\.trendmicro\.(?:com|eu)$/u },
  { name: 'Hornetsecurity', includes: /(?:^|\.)(?:hornetsecurity\.com|antispameurope\.com|hornetdmarc\.com)$/u },
  { name: 'Sophos Email', includes: /(?:^|\.)sophos\.com$/u },
  { name: 'Exclaimer', includes: /(?:^|\.)exclaimer\.net$/u },
  { name: 'CodeTwo', includes: /(?:^|\.)codetwo\.(?:com|online)$/u },
];

/** Other services that many companies send through; by the name that their customers know. */
const SERVICES: readonly Vendor[] = [
  { name: 'Mandrill (Mailchimp)', includes: /^spf\.mandrillapp\.com$/u },
  { name: 'Salesforce', includes: /^_spf\.salesforce\.com$/u },
  { name: 'Marketing Cloud', includes: /^cust-spf\.exacttarget\.com$/u },
  { name: 'Pardot', includes: /^et\._spf\.pardot\.com$/u },
  { name: 'Marketo', includes: /(?:^|\.)mktomail\.com$/u },
  { name: 'Zendesk', includes: /^(?:mail\.)?zendesk\.com$/u },
  { name: 'Freshdesk', includes: /(?:^|\.)(?:freshdesk|freshemail)\.(?:com|io)$/u },
  { name: 'Shopify', includes: /^shops\.shopify\.com$/u },
  { name: 'Omnisend', includes: /(?:^|\.)omnisend\.com$/u },
  { name: 'Help Scout', includes: /^helpscoutemail\.com$/u },
  { name: 'Atlassian', includes: /^_spf\.atlassian\.net$/u },
  { name: 'Zoho Campaigns', includes: /^(?:zcsend\.(?:net|eu)|transmail\.net)$/u },
  { name: 'SparkPost', includes: /(?:^|\.)(?:sparkpostmail|e\.sparkpost)\.com$/u },
  { name: 'Squarespace', includes: /(?:^|\.)squarespace-mail\.com$/u },
  { name: 'Wix', includes: /(?:^|\.)(?:ascendbywix|wix)\.com$/u },
];

/** The domain of an include or a redirect, lower case, without the final dot; null for another term. */
export const includeOf = (term: string): string | null =>
  /^(?:[+?~-]?include:|redirect=)(.+)$/iu.exec(term)?.[1]?.toLowerCase().replace(/\.$/u, '') ?? null;

export const isStaffMail = (include: string): boolean => STAFF_MAIL.some(({ includes }) => includes.test(include));

/** The include of the mailbox provider whose servers receive mail; null where none of them is known. */
export const includeForMx = (hosts: readonly string[]): string | null =>
  STAFF_MAIL.find((vendor) => vendor.publish && hosts.some((host) => vendor.hosts?.test(host)))?.publish ?? null;

/** Who owns an SPF record, by the name that people know, else by its organisational domain. `domain` is an A-label name. */
export function vendorOf(domain: string): string {
  const known = [...STAFF_MAIL, ...SERVICES].find(({ includes }) => includes.test(domain));
  const esp = ESPS.find(({ sending }) => sending.isOwnInclude.test(domain));
  return known?.name ?? esp?.sending.name ?? organisationalDomain(domain);
}
