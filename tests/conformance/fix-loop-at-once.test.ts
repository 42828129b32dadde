import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditInput } from '../../lib/audit/audit-input.ts';
import type { ZoneEntry } from '../helpers/dns-zone.ts';
import { DOMAIN, faultyZone, FAULTS, soundZone, toFill, WAYS, type Way } from '../helpers/fault-zones.ts';
import { publishAll } from '../helpers/publish-all.ts';

type Zone = Record<string, ZoneEntry>;

const STRICT = ['', '; adkim=s', '; aspf=s', '; adkim=s; aspf=s', '; adkim=strict', '; ADKIM=s', '; adkim=relaxed'];
const POLICIES = ['none', 'quarantine', 'reject', 'Reject', 'quarentine', 'ablehnen', 'rejct'];
const EXTRAS = [
  '',
  '; pct=0',
  '; pct=50',
  '; pct=100; rf=afrf; ri=86400',
  '; sp=none',
  '; sp=rejct',
  '; t=y',
  '; T=y',
  '; rua=dmarc@brand.test',
  `; rua=mailto:dmarc@${DOMAIN}`,
  '; rua=mailto:joe@gmail.com',
  `; rua=mailto:dmarc@${DOMAIN}!10m`,
];

/** Ways in which a record is spoilt on its way into the zone. */
const SPOILS: readonly ((record: string) => readonly string[])[] = [
  (record) => [record],
  (record) => [` ${record}`],
  (record) => [record.replaceAll(';', ',')],
  (record) => [record.replace(';', '')],
  (record) => [`“${record}”`],
  (record) => [`"${record}"`],
  (record) => [record.replaceAll(';', '\\;')],
  (record) => [record.replace('p=', 'p:')],
  (record) => [record.replace('v=DMARC1', 'v=DMARC')],
  (record) => [record.replace('; p=', '; policy=')],
  (record) => [record, 'v=DMARC1; p=reject; adkim=s'],
  (record) => [record, record.replace('p=', 'p=')],
  (record) => [`_dmarc.${DOMAIN} ${record}`],
];

/** Names a record is published at. */
const PLACES = [`_dmarc.${DOMAIN}`, DOMAIN, `dmarc.${DOMAIN}`, `_dmarc.${DOMAIN}.${DOMAIN}`];

/** The keys of the ESP one level below the From domain: aligned relaxed, not strict. */
function signBelow(zone: Zone, way: Way): void {
  for (const { selector } of way.keys) {
    const name = `${selector}._domainkey.${DOMAIN}`;
    const entry = zone[name];
    if (entry === undefined) continue;
    zone[`${selector}._domainkey.send.${DOMAIN}`] = entry;
    if (way.id === 'klaviyo') delete zone[name];
  }
  if (way.id === 'klaviyo') zone[`send.${DOMAIN}`] = { CNAME: '99881.klaviyodns.com' };
}

const dmarc = fc.record({
  policy: fc.constantFrom(...POLICIES),
  strict: fc.constantFrom(...STRICT),
  extra: fc.constantFrom(...EXTRAS),
  spoil: fc.constantFrom(...SPOILS),
  place: fc.constantFrom(...PLACES),
});

const texts = ({ TXT = [] }: ZoneEntry): string[] =>
  (typeof TXT === 'string' ? [TXT] : TXT).map((item) => (Array.isArray(item) ? item.join('') : String(item)));

describe('DMARC records of every kind of fault', () => {
  it('are corrected without making the campaign fare worse', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...WAYS),
        dmarc,
        fc.boolean(),
        fc.constantFrom(null, `reports@${DOMAIN}`),
        async (way, { policy, strict, extra, spoil, place }, below, reportAddress) => {
          const zone: Zone = { ...soundZone(way) };
          if (below) signBelow(zone, way);
          delete zone[`_dmarc.${DOMAIN}`];
          zone[place] = {
            ...zone[place],
            TXT: [...texts(zone[place] ?? {}), ...spoil(`v=DMARC1; p=${policy}${strict}${extra}`)],
          };
          const { faults } = await publishAll(zone, { from: DOMAIN, ...way.input, reportAddress }, toFill(way));
          expect(faults, JSON.stringify(zone[place])).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);
});

const SENDERS = [
  'include:_spf.google.com',
  'include:spf.desk.test',
  'include:spf.shop.test',
  'include:spf.crm.test',
  'include:servers.mcsv.net',
  'include:vanished.test',
  'include:broken.test',
  'include:loop.test',
  'includes:_spf.google.com',
  'include:_spf.​google.com',
  'include:[_spf.google.com](http://_spf.google.com)',
  'ip4:192.0.2.10-192.0.2.20',
  'ip4:192.0.2.0/24/28',
  'ipv4:192.0.2.1',
  'bogus',
  'a',
  'mx',
  'ptr',
  `a:one.${DOMAIN}`,
  `a:two.${DOMAIN}`,
  `mx:three.${DOMAIN}`,
];

const isSender = (term: string): boolean => !/^[+\-?~]?all$/iu.test(term);

describe('SPF records of every kind of fault', () => {
  it('are corrected without making the campaign fare worse, and never down to nobody', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...WAYS),
        fc.uniqueArray(fc.constantFrom(...SENDERS), { minLength: 1, maxLength: 7 }),
        fc.constantFrom('~all', '-all', '?all', '+all', '', '~all.', 'all'),
        fc.constantFrom('', '"', ' ', 'SPF: '),
        async (way, senders, end, front) => {
          const record = `${front}${['v=spf1', ...senders, end].filter((term) => term !== '').join(' ')}`;
          const zone: Zone = { ...soundZone(way) };
          zone[DOMAIN] = { ...zone[DOMAIN], TXT: [record] };
          const { before, faults } = await publishAll(zone, { from: DOMAIN, ...way.input }, toFill(way));
          expect(faults, record).toEqual([]);
          const proposed = before.findings
            .flatMap(({ fix }) => fix?.records ?? [])
            .filter(({ action, type, value }) => action !== 'remove' && type === 'TXT' && value.startsWith('v=spf1'));
          for (const { value } of proposed) expect(value.split(' ').slice(1).filter(isSender), record).not.toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  it('keep the mailboxes of the brand’s own people, whatever the MX says', async () => {
    const STAFF = ['include:_spf.google.com', 'include:spf.protection.outlook.com'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...STAFF),
        fc.shuffledSubarray(['include:spf.shop.test', 'include:spf.crm.test', 'include:spf.desk.test', 'a', 'mx'], {
          minLength: 4,
        }),
        fc.constantFrom('mx.gateway.test', `${DOMAIN.replace('.', '-')}.d-v1.mx.microsoft`),
        async (staff, others, host) => {
          const [way] = WAYS;
          if (way === undefined) throw new Error('no way');
          const zone: Zone = { ...soundZone(way), [host]: { A: ['192.0.2.77'] } };
          zone['spf.protection.outlook.com'] ??= { TXT: ['v=spf1 ip4:40.92.0.0/15 -all'] };
          zone[DOMAIN] = { ...zone[DOMAIN], MX: [[10, host]], TXT: [`v=spf1 ${[staff, ...others].join(' ')} ~all`] };
          const { before } = await publishAll(zone, { from: DOMAIN, ...way.input }, toFill(way));
          const proposed = before.findings
            .flatMap(({ fix }) => fix?.records ?? [])
            .filter(({ type, value }) => type === 'TXT' && value.startsWith('v=spf1'));
          expect(proposed.filter(({ value }) => !value.includes(staff))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('a From domain that exists only by a wildcard', () => {
  const WILDCARDS: readonly ZoneEntry[] = [
    { CNAME: DOMAIN },
    { A: ['203.0.113.9'], MX: [[10, `mx.${DOMAIN}`]] },
    { A: ['203.0.113.9'], AAAA: ['2001:db8::9'] },
    { MX: [[10, `mx.${DOMAIN}`]], TXT: ['v=spf1 include:_spf.google.com ~all'] },
  ];

  it.each(
    WAYS.flatMap((way) => WILDCARDS.map((wildcard) => [way.id, JSON.stringify(wildcard), way, wildcard] as const)),
  )('is not cut off with %s by %s', async (_id, _text, way, wildcard) => {
    const zone: Zone = { ...soundZone(way), [`*.${DOMAIN}`]: wildcard };
    const input: Partial<AuditInput> & { from: string } = { ...way.input, from: `news.${DOMAIN}` };
    const { before, after, faults } = await publishAll(zone, input, toFill(way));
    expect(faults).toEqual([]);
    expect(after.codes.filter((code) => code === 'from.no-replies' && !before.codes.includes(code))).toEqual([]);
    expect(after.mx.result).toBe(before.mx.result);
  });
});

describe('any faults together', () => {
  it('are fixed at once without making the campaign fare worse', async () => {
    const scene = fc.constantFrom(...WAYS).chain((way) =>
      fc.record({
        way: fc.constant(way),
        faults: fc.uniqueArray(fc.constantFrom(...FAULTS.filter(({ ways }) => ways.includes(way.id))), {
          minLength: 1,
          maxLength: 5,
          selector: ({ code, as }) => `${code} ${as ?? ''}`,
        }),
        below: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(scene, async ({ way, faults: chosen, below }) => {
        const zone: Zone = {
          ...faultyZone(
            way,
            chosen.map(({ change }) => change),
          ),
        };
        if (below) signBelow(zone, way);
        const { faults } = await publishAll(zone, { from: DOMAIN, ...way.input }, toFill(way));
        expect(faults.filter((fault) => !fault.endsWith('is still red'))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
