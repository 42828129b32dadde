/** Zones for the bench: shapes as in life, invented domains. */
import { generateKeyPairSync } from 'node:crypto';
import type { Zone, ZoneEntry } from '../../tests/helpers/dns-zone.ts';

function toKey(): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
}

/** What many domains share: the includes, keys and mail hosts of their providers. */
export const shared: Zone = {
  '_spf.google.com': { TXT: 'v=spf1 include:_netblocks.google.com include:_netblocks2.google.com ~all' },
  '_netblocks.google.com': { TXT: 'v=spf1 ip4:35.190.247.0/24 ip4:64.233.160.0/19 ip4:66.102.0.0/20 ~all' },
  '_netblocks2.google.com': { TXT: 'v=spf1 ip6:2001:4860:4000::/36 ip6:2404:6800:4000::/36 ~all' },
  'spf.protection.outlook.com': { TXT: 'v=spf1 ip4:40.92.0.0/15 ip4:40.107.0.0/16 ip4:52.100.0.0/15 -all' },
  'servers.mcsv.net': { TXT: 'v=spf1 ip4:205.201.128.0/20 ip4:198.2.128.0/18 ip4:148.105.8.0/21 ?all' },
  'sendgrid.net': { TXT: 'v=spf1 ip4:167.89.0.0/17 ip4:208.117.48.0/20 ~all' },
  'mail.zendesk.com': { TXT: 'v=spf1 ip4:192.161.144.0/20 ip4:185.12.80.0/22 ~all' },
  '_spf.salesforce.com': { TXT: 'v=spf1 exists:%{i}._spf.mta.salesforce.com -all' },
  'spf.mandrillapp.com': { TXT: 'v=spf1 ip4:198.2.128.0/24 ip4:198.2.132.0/22 ?all' },
  'mktomail.com': { TXT: 'v=spf1 ip4:199.15.212.0/22 ip4:192.28.128.0/18 ~all' },
  'amazonses.com': { TXT: 'v=spf1 ip4:199.255.192.0/22 ip4:54.240.0.0/18 -all' },
  'dkim2.mcsv.net': { TXT: toKey() },
  'dkim3.mcsv.net': { TXT: toKey() },
  'mcsv.net': { TXT: 'v=spf1 include:servers.mcsv.net ?all' },
  'aspmx.l.google.com': { A: '142.250.102.26', AAAA: '2a00:1450:4025:402::1a' },
  'alt1.aspmx.l.google.com': { A: '142.251.9.26' },
  'mail.protection.outlook.com': { A: '52.101.68.3' },
  ...Object.fromEntries(
    ['com', 'net', 'test'].map((suffix): [string, ZoneEntry] => [suffix, { SOA: true, NS: [`ns.${suffix}`] }]),
  ),
};

const includes = [
  '_spf.google.com',
  'spf.protection.outlook.com',
  'servers.mcsv.net',
  'sendgrid.net',
  'mail.zendesk.com',
  'spf.mandrillapp.com',
  'mktomail.com',
  'amazonses.com',
  '_spf.salesforce.com',
];
const toSpf = (targets: readonly string[]) => `v=spf1 ${targets.map((target) => `include:${target} `).join('')}~all`;

/** Mailchimp's two keys and everything else in order. */
function toDomain(domain: string, spf: string, dmarc: string | null, mx: readonly (readonly [number, string])[]): Zone {
  return {
    [domain]: {
      SOA: true,
      NS: ['ns1.host.test', 'ns2.host.test'],
      A: '192.0.2.10',
      MX: mx,
      TXT: [spf, 'google-site-verification=Zb1dQpV0m3u7o2wJt9y4'],
    },
    [`k2._domainkey.${domain}`]: { CNAME: 'dkim2.mcsv.net' },
    [`k3._domainkey.${domain}`]: { CNAME: 'dkim3.mcsv.net' },
    ...(dmarc === null ? {} : { [`_dmarc.${domain}`]: { TXT: dmarc } }),
  };
}

const googleMx = [
  [1, 'aspmx.l.google.com'],
  [5, 'alt1.aspmx.l.google.com'],
] as const;

/** One domain in order whose SPF record has eight includes, one of them with two more below it: ten lookups. */
export const eightIncludes = 'eight.test';
/** TXT of the domain, then of Google's record, then of the records below it. */
export const longestChain = 3;
export const eightIncludesZone: Zone = {
  ...shared,
  ...toDomain(eightIncludes, toSpf(includes.slice(0, 8)), 'v=DMARC1; p=reject; rua=mailto:dmarc@eight.test', googleMx),
};

/** The same numbers in every run: a small linear generator (Numerical Recipes). */
function createRandom(): () => number {
  let state = 20_261_125;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const policies = [null, 'p=none', 'p=none; rua=mailto:reports@agency.test', 'p=quarantine', 'p=reject'];

/** Domains that share their providers as domains do, some in order, some not. */
export function toManyDomains(count: number): { domains: string[]; zone: Zone } {
  const random = createRandom();
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() ** 1.6 * list.length)] as T;
  const zone: Record<string, ZoneEntry> = { ...shared };
  const domains = Array.from({ length: count }, (_, index) => `shop-${index}.${pick(['com', 'test', 'net'])}`);
  for (const domain of domains) {
    const targets = [...new Set(Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(includes)))];
    const policy = pick(policies.toReversed());
    const mx = random() < 0.6 ? googleMx : ([[10, 'mail.protection.outlook.com']] as const);
    Object.assign(zone, toDomain(domain, toSpf(targets), policy === null ? null : `v=DMARC1; ${policy}`, mx));
    if (random() < 0.2) delete zone[`k3._domainkey.${domain}`];
    if (random() < 0.15) delete zone[`k2._domainkey.${domain}`];
  }
  return { domains, zone };
}
