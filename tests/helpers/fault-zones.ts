/** Zones with one known fault each, for each ESP: what the fix loop is run over. */
import type { AuditInput } from '../../lib/audit/audit-input.ts';
import type { FindingCode } from '../../lib/findings/finding.ts';
import type { RecordChange } from '../../lib/fixes/fix.ts';
import type { Zone, ZoneEntry } from './dns-zone.ts';

export const DOMAIN = 'brand.test';

const KEYS = {
  512: 'MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAK6Y1iUPKMTXYC9NTilaogtoAsbszaRtKVQkIiAob5obKaT89Na4DiQMpXT5hdICp8xgtcwT1piYdFsALyxeNrUCAwEAAQ==',
  2048: 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAssb9OIyMxK/fOqJwPh3lfrstLcfARmQ7/QdU6pV4bS7Ki2D7hfC0TxEAn2ACee+Znlw7iJuHppQNMQp8znm+fF22eP9ZG7gAn3JQJ7I9AS5xfM0WvSFlTMQIz4vnf3aQfLG1xVZdbAiWHO4DeBxONilejhMEnSBFRSmJ1ZI48JdGkm1wgLie8RG1eu3opSlnf+0KoRd1NDam3aA1oAlifGqDYY/HqayAQy2GIhDRM2nu05UPZqUlI/5r63UsnwOChALP0l+g86PToA3fbGnPP8Vgx1U3gH4L4Ohx/nDCx6TAOEck9SH1VFKmgjuCsBMXcc00b5K3XjxM44YF44U1LwIDAQAB',
  ed25519: 'O5wwzLi6u0xo0TpMDeJ09dSa6patYtiEHrZ9T8zMmb0=',
};

export const GOOD_KEY = `v=DKIM1; k=rsa; p=${KEYS[2048]}`;
export const WEAK_KEY = `v=DKIM1; k=rsa; p=${KEYS[512]}`;
export const ED25519_KEY = `v=DKIM1; k=ed25519; p=${KEYS.ed25519}`;

/** One way of sending: the arguments of the audit, and the selectors with what belongs at them. */
export interface Way {
  id: 'mailchimp' | 'hubspot' | 'klaviyo' | 'none';
  input: Partial<AuditInput>;
  keys: readonly { selector: string; target: string | null }[];
}

export const WAYS: readonly Way[] = [
  {
    id: 'mailchimp',
    input: { esp: 'mailchimp' },
    keys: [
      { selector: 'k2', target: 'dkim2.mcsv.net' },
      { selector: 'k3', target: 'dkim3.mcsv.net' },
    ],
  },
  {
    id: 'hubspot',
    input: { esp: 'hubspot', account: '777' },
    keys: [
      { selector: 'hs1-777', target: 'brand-test.hs04a.dkim.hubspotemail.net' },
      { selector: 'hs2-777', target: 'brand-test.hs04b.dkim.hubspotemail.net' },
    ],
  },
  {
    id: 'klaviyo',
    input: { esp: 'klaviyo' },
    keys: [
      { selector: 'km1', target: 'km1._domainkey.99881.klaviyodns.com' },
      { selector: 'km2', target: 'km2._domainkey.99881.klaviyodns.com' },
    ],
  },
  { id: 'none', input: { esp: 'none', selectors: ['mail'] }, keys: [{ selector: 'mail', target: null }] },
];

/** What others publish: it never changes. */
const OTHERS: Zone = {
  'dkim2.mcsv.net': { TXT: [GOOD_KEY] },
  'dkim3.mcsv.net': { TXT: [GOOD_KEY] },
  'dkim.mcsv.net': { TXT: [GOOD_KEY] },
  'mcsv.net': { TXT: ['v=spf1 include:servers.mcsv.net ?all'], MX: [[10, 'mx.mcsv.net']] },
  'servers.mcsv.net': { TXT: ['v=spf1 ip4:205.201.128.0/20 ?all'] },
  'brand-test.hs04a.dkim.hubspotemail.net': { TXT: [GOOD_KEY] },
  'brand-test.hs04b.dkim.hubspotemail.net': { TXT: [GOOD_KEY] },
  'elsewhere-test.hs04a.dkim.hubspotemail.net': { TXT: [GOOD_KEY] },
  'hubspotemail.net': { TXT: ['v=spf1 ip4:158.247.16.0/20 -all'] },
  'km1._domainkey.99881.klaviyodns.com': { TXT: [GOOD_KEY] },
  'km2._domainkey.99881.klaviyodns.com': { TXT: [GOOD_KEY] },
  '99881.klaviyodns.com': {
    TXT: ['v=spf1 ip4:149.72.0.0/16 ~all'],
    MX: [[10, 'mx.klaviyodns.com']],
    A: ['149.72.1.1'],
  },
  'mx.klaviyodns.com': { A: ['149.72.1.2'] },
  'klaviyomail.com': { TXT: ['v=spf1 ip4:149.72.0.0/16 ~all'] },
  '_spf.google.com': {
    TXT: ['v=spf1 include:_netblocks.google.com include:_netblocks2.google.com include:_netblocks3.google.com ~all'],
  },
  '_netblocks.google.com': { TXT: ['v=spf1 ip4:35.190.247.0/24 ~all'] },
  '_netblocks2.google.com': { TXT: ['v=spf1 ip4:172.217.0.0/19 ~all'] },
  '_netblocks3.google.com': { TXT: ['v=spf1 ip4:172.253.56.0/21 ~all'] },
  'aspmx.l.google.com': { A: ['142.250.1.26'] },
  'spf.desk.test': { TXT: ['v=spf1 ip4:192.0.2.0/26 ~all'] },
  'spf.shop.test': { TXT: ['v=spf1 include:a.shop.test include:b.shop.test ~all'] },
  'a.shop.test': { TXT: ['v=spf1 ip4:192.0.2.64/26 ~all'] },
  'b.shop.test': { TXT: ['v=spf1 ip4:192.0.2.128/26 ~all'] },
  'spf.crm.test': { TXT: ['v=spf1 a:one.crm.test a:two.crm.test include:c.crm.test ~all'] },
  'one.crm.test': { A: ['198.51.100.1'] },
  'two.crm.test': { A: ['198.51.100.2'] },
  'c.crm.test': { TXT: ['v=spf1 ip4:198.51.100.64/26 ~all'] },
  'loop.test': { TXT: [`v=spf1 include:${DOMAIN} ~all`] },
  'open.test': { TXT: ['v=spf1 +all'] },
  'broken.test': { TXT: ['v=spf1 include:gone.broken.test ~all'], A: ['198.51.100.9'] },
  'twin.test': { TXT: ['v=spf1 include:same.test ~all'] },
  'other-twin.test': { TXT: ['v=spf1 include:same.test ~all'] },
  'same.test': { TXT: ['v=spf1 ip4:192.0.2.192/26 ~all'] },
  'google.com': { TXT: ['v=spf1 ip4:192.0.2.250 ~all'] },
  'reports.test': { MX: [[10, 'mx.reports.test']] },
  'mx.reports.test': { A: ['198.51.100.25'] },
  'real.mailhost.test': { A: ['198.51.100.26'] },
  'alias.mailhost.test': { CNAME: 'real.mailhost.test' },
};

const keyName = (selector: string, domain = DOMAIN): string => `${selector}._domainkey.${domain}`;

/** A domain at which everything is in order for one way of sending. */
export function soundZone({ keys }: Way): Zone {
  const zone: Record<string, ZoneEntry> = {
    ...OTHERS,
    test: { SOA: true, NS: ['ns.registry.test'] },
    [DOMAIN]: {
      A: ['203.0.113.9'],
      NS: ['ns1.dnshost.test', 'ns2.dnshost.test'],
      SOA: true,
      MX: [[10, `mx.${DOMAIN}`]],
      TXT: ['v=spf1 include:_spf.google.com ~all', 'site-verification=abc'],
    },
    [`mx.${DOMAIN}`]: { A: ['203.0.113.10'] },
    [`_dmarc.${DOMAIN}`]: { TXT: [`v=DMARC1; p=none; rua=mailto:dmarc@${DOMAIN}`] },
  };
  for (const { selector, target } of keys) {
    zone[keyName(selector)] = target === null ? { TXT: [GOOD_KEY] } : { CNAME: target };
  }
  return zone;
}

/** What the ESP, or whoever makes the key, shows for the parts in angle brackets. */
export const toFill =
  ({ keys }: Way) =>
  ({ name, value }: RecordChange): string =>
    // Of an SPF record everything but the sender that cannot be told.
    value.startsWith('v=spf1 ')
      ? value.replace(/<[^<>]+> ?/gu, '')
      : (keys.find(({ selector }) => name.startsWith(`${selector}.`))?.target ?? GOOD_KEY);

type Change = (zone: Record<string, ZoneEntry>, way: Way) => void;

export interface FaultCase {
  code: FindingCode;
  /** What is special about it, where a code has several. */
  as?: string;
  ways: readonly Way['id'][];
  change: Change;
  input?: Partial<AuditInput>;
}

const ALL: readonly Way['id'][] = ['mailchimp', 'hubspot', 'klaviyo', 'none'];
const ESPS: readonly Way['id'][] = ['mailchimp', 'hubspot', 'klaviyo'];
const PER_ACCOUNT: readonly Way['id'][] = ['hubspot', 'klaviyo'];
const PLAIN: readonly Way['id'][] = ['none'];

const withTexts = (zone: Record<string, ZoneEntry>, name: string, ...texts: string[]): void => {
  zone[name] = { ...zone[name], TXT: texts };
};
const spf =
  (...texts: string[]): Change =>
  (zone) =>
    withTexts(zone, DOMAIN, ...texts, 'site-verification=abc');
const dmarc =
  (...texts: string[]): Change =>
  (zone) => {
    if (texts.length === 0) delete zone[`_dmarc.${DOMAIN}`];
    else withTexts(zone, `_dmarc.${DOMAIN}`, ...texts);
  };
/** Changes what stands at the name of every key. */
const keys =
  (toEntry: (key: Way['keys'][number]) => ZoneEntry | null): Change =>
  (zone, way) => {
    for (const key of way.keys) {
      const entry = toEntry(key);
      if (entry === null) delete zone[keyName(key.selector)];
      else zone[keyName(key.selector)] = entry;
    }
  };
/** Moves every key to another name. */
const movedKeys =
  (toName: (selector: string) => string): Change =>
  (zone, way) => {
    for (const { selector } of way.keys) {
      const entry = zone[keyName(selector)] ?? {};
      delete zone[keyName(selector)];
      zone[toName(selector)] = entry;
    }
  };

export const FAULTS: readonly FaultCase[] = [
  {
    code: 'dns.cname-conflict',
    ways: ESPS,
    change: keys(({ target }) => ({ CNAME: target ?? '', TXT: [GOOD_KEY] })),
  },

  { code: 'dkim.not-set-up', ways: ALL, change: keys(() => null) },
  {
    code: 'dkim.partly-set-up',
    ways: ESPS,
    change: (zone, way) => {
      delete zone[keyName(way.keys[1]?.selector ?? '')];
    },
  },
  {
    code: 'dkim.dangling',
    as: 'a closed account',
    ways: PER_ACCOUNT,
    change: keys(({ target }) => ({ CNAME: (target ?? '').replace('99881', '11111').replace('.hs04', '.hs09') })),
  },
  {
    code: 'dkim.dangling',
    as: 'one of two',
    ways: PER_ACCOUNT,
    change: (zone, way) => {
      const { selector = '', target = '' } = way.keys[1] ?? {};
      zone[keyName(selector)] = { CNAME: (target ?? '').replace('99881', '11111').replace('.hs04', '.hs09') };
    },
  },
  {
    code: 'dkim.wrong-target',
    as: 'own domain appended',
    ways: ESPS,
    change: keys(({ target }) => ({ CNAME: `${target}.${DOMAIN}` })),
  },
  {
    code: 'dkim.wrong-target',
    as: 'another sender’s',
    ways: ['mailchimp', 'hubspot'],
    change: keys(() => ({ CNAME: 'km1._domainkey.99881.klaviyodns.com' })),
  },
  { code: 'dkim.target-as-text', ways: ESPS, change: keys(({ target }) => ({ TXT: [target ?? ''] })) },
  {
    code: 'dkim.target-as-text',
    as: 'with a dot and quotes',
    ways: ESPS,
    change: keys(({ target }) => ({ TXT: [`"${target}."`] })),
  },
  {
    code: 'dkim.proxied',
    ways: ESPS,
    change: keys(() => ({ A: ['104.16.1.1', '104.16.2.2'], AAAA: ['2606:4700::1'] })),
  },
  { code: 'dkim.doubled-name', ways: ALL, change: movedKeys((selector) => `${keyName(selector)}.${DOMAIN}`) },
  {
    code: 'dkim.misnamed',
    as: 'no underscore',
    ways: ESPS,
    change: movedKeys((selector) => `${selector}.domainkey.${DOMAIN}`),
  },
  { code: 'dkim.revoked', ways: ALL, change: keys(() => ({ TXT: ['v=DKIM1; p='] })) },
  { code: 'dkim.invalid', as: 'quotes', ways: ALL, change: keys(() => ({ TXT: [`"${GOOD_KEY}"`] })) },
  { code: 'dkim.invalid', as: 'cut', ways: ALL, change: keys(() => ({ TXT: [GOOD_KEY.slice(0, 200)] })) },
  { code: 'dkim.weak-key', ways: ALL, change: keys(() => ({ TXT: [WEAK_KEY] })) },
  { code: 'dkim.testing', ways: ALL, change: keys(() => ({ TXT: [GOOD_KEY.replace('k=rsa', 'k=rsa; t=y:s')] })) },
  {
    code: 'dkim.not-for-email',
    as: 'service',
    ways: ALL,
    change: keys(() => ({ TXT: [GOOD_KEY.replace('k=rsa', 'k=rsa; s=tlsrpt')] })),
  },
  {
    code: 'dkim.not-for-email',
    as: 'hash',
    ways: ALL,
    change: keys(() => ({ TXT: [GOOD_KEY.replace('k=rsa', 'h=sha1; k=rsa')] })),
  },
  { code: 'dkim.multiple-records', ways: ALL, change: keys(() => ({ TXT: [GOOD_KEY, WEAK_KEY] })) },
  {
    code: 'dkim.wildcard',
    ways: PLAIN,
    change: (zone, way) => {
      keys(() => null)(zone, way);
      zone[`*._domainkey.${DOMAIN}`] = { TXT: [GOOD_KEY] };
    },
  },
  {
    code: 'esp.other-account',
    ways: ['hubspot'],
    change: (zone) => {
      zone[keyName('hs1-777')] = { CNAME: 'elsewhere-test.hs04a.dkim.hubspotemail.net' };
    },
  },

  {
    code: 'align.strict',
    ways: ['klaviyo'],
    change: (zone, way) => {
      dmarc(`v=DMARC1; p=reject; adkim=s; rua=mailto:dmarc@${DOMAIN}`)(zone, way);
      movedKeys((selector) => keyName(selector, `send.${DOMAIN}`))(zone, way);
      zone[`send.${DOMAIN}`] = { CNAME: '99881.klaviyodns.com' };
    },
  },

  { code: 'dmarc.missing', ways: ALL, change: dmarc() },
  {
    code: 'dmarc.missing',
    as: 'an alias to the domain itself',
    ways: ALL,
    change: (zone) => {
      zone[`_dmarc.${DOMAIN}`] = { CNAME: DOMAIN };
    },
  },
  {
    code: 'dmarc.multiple-records',
    ways: ALL,
    change: dmarc('v=DMARC1; p=reject', `v=DMARC1; p=none; rua=mailto:dmarc@${DOMAIN}`),
  },
  { code: 'dmarc.syntax', as: 'void', ways: ALL, change: dmarc('v=DMARC1, p=quarantine') },
  {
    code: 'dmarc.syntax',
    as: 'read in part',
    ways: ALL,
    change: dmarc(`v=DMARC1; p=none; fo:1; rua=mailto:dmarc@${DOMAIN}`),
  },
  { code: 'dmarc.bad-report-address', ways: ALL, change: dmarc(`v=DMARC1; p=none; rua=dmarc@${DOMAIN}`) },
  { code: 'dmarc.bad-report-address', as: 'empty', ways: ALL, change: dmarc('v=DMARC1; p=none; rua=') },
  { code: 'dmarc.reports-not-authorised', ways: ALL, change: dmarc('v=DMARC1; p=none; rua=mailto:brand@reports.test') },
  {
    code: 'dmarc.wrong-place',
    as: 'at the domain',
    ways: ALL,
    change: (zone, way) => {
      dmarc()(zone, way);
      withTexts(zone, DOMAIN, 'v=spf1 include:_spf.google.com ~all', 'v=DMARC1; p=none');
    },
  },
  {
    code: 'dmarc.wrong-place',
    as: 'without underscore',
    ways: ALL,
    change: (zone, way) => {
      dmarc()(zone, way);
      withTexts(zone, `dmarc.${DOMAIN}`, 'v=DMARC1; p=quarantine');
    },
  },
  {
    code: 'dmarc.doubled-name',
    ways: ALL,
    change: (zone, way) => {
      dmarc()(zone, way);
      withTexts(zone, `_dmarc.${DOMAIN}.${DOMAIN}`, 'v=DMARC1; p=none');
    },
  },
  {
    code: 'dmarc.dangling',
    ways: ALL,
    change: (zone) => {
      zone[`_dmarc.${DOMAIN}`] = { CNAME: 'brand.hosted-dmarc.test' };
    },
  },

  { code: 'spf.missing', ways: PLAIN, change: spf() },
  {
    code: 'spf.multiple-records',
    ways: ALL,
    change: spf('v=spf1 include:_spf.google.com ~all', 'v=spf1 include:spf.desk.test -all'),
  },
  {
    code: 'spf.multiple-records',
    as: 'the same twice',
    ways: ALL,
    change: spf('v=spf1 include:_spf.google.com ~all', 'v=spf1 include:_spf.google.com ~all'),
  },
  {
    code: 'spf.multiple-records',
    as: 'in a list of the brand’s own',
    ways: ALL,
    change: (zone, way) => {
      spf(`v=spf1 include:_spf.${DOMAIN} ~all`)(zone, way);
      withTexts(zone, `_spf.${DOMAIN}`, 'v=spf1 include:_spf.google.com ~all', 'v=spf1 ip4:192.0.2.7 -all');
    },
  },
  { code: 'spf.syntax', ways: ALL, change: spf('v=spf1 includes:_spf.google.com ipv4:192.0.2.1 ~all') },
  { code: 'spf.syntax', as: 'beyond repair', ways: ALL, change: spf('v=spf1 include:_spf.google.com bogus ~all') },
  { code: 'spf.unrecognised', as: 'quotes', ways: ALL, change: spf('"v=spf1 include:_spf.google.com ~all"') },
  { code: 'spf.unrecognised', as: 'text in front', ways: ALL, change: spf('SPF: v=spf1 include:_spf.google.com ~all') },
  { code: 'spf.unrecognised', as: 'torn', ways: ALL, change: spf('v=spf1', 'include:_spf.google.com', '~all') },
  {
    code: 'spf.too-many-lookups',
    as: 'a needless include',
    ways: ['mailchimp', 'none'],
    change: spf(
      'v=spf1 a mx include:_spf.google.com include:spf.shop.test include:spf.desk.test include:servers.mcsv.net ~all',
    ),
  },
  {
    code: 'spf.too-many-lookups',
    as: 'all in use',
    ways: ALL,
    change: spf('v=spf1 a mx include:_spf.google.com include:spf.shop.test include:spf.crm.test ~all'),
  },
  {
    code: 'spf.too-many-lookups',
    as: 'behind a list of one’s own',
    ways: ALL,
    change: (zone, way) => {
      spf(`v=spf1 redirect=_spf.${DOMAIN}`)(zone, way);
      withTexts(
        zone,
        `_spf.${DOMAIN}`,
        'v=spf1 include:_spf.google.com include:spf.shop.test include:spf.crm.test ~all',
      );
    },
  },
  {
    code: 'spf.void-lookups',
    ways: ALL,
    change: spf(`v=spf1 a:one.${DOMAIN} a:two.${DOMAIN} mx:three.${DOMAIN} include:_spf.google.com ~all`),
  },
  {
    code: 'spf.too-many-mx',
    ways: ALL,
    change: (zone, way) => {
      spf(`v=spf1 mx:many.${DOMAIN} include:_spf.google.com ~all`)(zone, way);
      zone[`many.${DOMAIN}`] = {
        MX: Array.from({ length: 12 }, (_, index) => [10, `m${index}.many.${DOMAIN}`] as const),
      };
      for (let index = 0; index < 12; index += 1) zone[`m${index}.many.${DOMAIN}`] = { A: ['192.0.2.1'] };
    },
  },
  {
    code: 'spf.include-missing',
    as: 'no record',
    ways: ALL,
    change: spf(`v=spf1 include:mx.${DOMAIN} include:_spf.google.com ~all`),
  },
  {
    code: 'spf.include-missing',
    as: 'no such domain',
    ways: ALL,
    change: spf('v=spf1 include:spf.vanished.test include:_spf.google.com ~all'),
  },
  {
    code: 'spf.include-missing',
    as: 'in somebody else’s list',
    ways: ALL,
    change: spf('v=spf1 include:broken.test include:_spf.google.com ~all'),
  },
  { code: 'spf.include-missing', as: 'by redirect', ways: ALL, change: spf('v=spf1 redirect=spf.vanished.test') },
  { code: 'spf.include-loop', ways: ALL, change: spf('v=spf1 include:loop.test include:_spf.google.com ~all') },
  { code: 'spf.pass-all', ways: ALL, change: spf('v=spf1 include:_spf.google.com +all') },
  { code: 'spf.pass-all', as: 'every address', ways: ALL, change: spf('v=spf1 ip4:0.0.0.0/0 -all') },
  { code: 'spf.neutral-all', as: 'neutral', ways: ALL, change: spf('v=spf1 include:_spf.google.com ?all') },
  { code: 'spf.neutral-all', as: 'none', ways: ALL, change: spf('v=spf1 include:_spf.google.com') },
  { code: 'spf.after-all', ways: ALL, change: spf('v=spf1 include:_spf.google.com ~all include:spf.desk.test') },
  { code: 'spf.ptr', ways: ALL, change: spf('v=spf1 ptr include:_spf.google.com ~all') },
  {
    code: 'spf.wrong-place',
    as: 'at _dmarc',
    ways: ALL,
    change: (zone, way) => {
      spf()(zone, way);
      withTexts(
        zone,
        `_dmarc.${DOMAIN}`,
        `v=DMARC1; p=none; rua=mailto:dmarc@${DOMAIN}`,
        'v=spf1 include:_spf.google.com ~all',
      );
    },
  },

  {
    code: 'mx.broken',
    as: 'an address',
    ways: ALL,
    change: (zone) => {
      zone[DOMAIN] = {
        ...zone[DOMAIN],
        MX: [
          [10, `mx.${DOMAIN}`],
          [20, '203.0.113.25'],
        ],
      };
    },
  },
  {
    code: 'mx.broken',
    as: 'an alias',
    ways: ALL,
    change: (zone) => {
      zone[DOMAIN] = { ...zone[DOMAIN], MX: [[10, 'alias.mailhost.test']] };
    },
  },
  {
    code: 'mx.broken',
    as: 'no address',
    ways: ALL,
    change: (zone) => {
      zone[DOMAIN] = {
        ...zone[DOMAIN],
        MX: [
          [10, `mx.${DOMAIN}`],
          [20, `gone.${DOMAIN}`],
        ],
      };
    },
  },
];

/** What is worth knowing and can be tidied up: offered, never demanded. */
export const UNTIDY: readonly FaultCase[] = [
  { code: 'spf.duplicate-term', ways: ALL, change: spf('v=spf1 mx include:_spf.google.com mx ~all') },
  { code: 'spf.same-source', ways: ALL, change: spf('v=spf1 include:twin.test include:other-twin.test ~all') },
  { code: 'spf.not-a-sender', ways: ALL, change: spf('v=spf1 include:google.com ~all') },
  {
    code: 'spf.needless-include',
    ways: ['mailchimp'],
    change: spf('v=spf1 include:_spf.google.com include:servers.mcsv.net ~all'),
  },
  {
    code: 'spf.redirect-ignored',
    ways: ALL,
    change: spf('v=spf1 include:_spf.google.com ~all redirect=spf.desk.test'),
  },
  { code: 'spf.hard-fail', ways: ALL, change: spf('v=spf1 include:_spf.google.com -all') },
  { code: 'spf.obsolete', ways: ALL, change: spf('v=spf1 include:_spf.google.com ~all', 'spf2.0/pra mx ~all') },
  { code: 'dkim.flattened', ways: ESPS, change: keys(() => ({ TXT: [GOOD_KEY] })) },
  {
    code: 'dmarc.historic-tag',
    ways: ALL,
    change: dmarc(`v=DMARC1; p=none; pct=50; ri=3600; rua=mailto:dmarc@${DOMAIN}!10m`),
  },
  { code: 'dmarc.testing', ways: ALL, change: dmarc(`v=DMARC1; p=quarantine; t=y; rua=mailto:dmarc@${DOMAIN}`) },
  {
    code: 'esp.old-setup',
    ways: ['mailchimp'],
    change: (zone, way) => {
      keys(() => null)(zone, way);
      zone[keyName('k1')] = { CNAME: 'dkim.mcsv.net' };
    },
  },
];

/** A sound zone with these faults in it. */
export function faultyZone(way: Way, changes: readonly Change[]): Zone {
  const zone: Record<string, ZoneEntry> = { ...soundZone(way) };
  for (const change of changes) change(zone, way);
  return zone;
}
