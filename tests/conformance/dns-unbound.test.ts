import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDohResolver } from '../../lib/dns/doh.ts';
import type { DnsAnswer, RecordType, Resolver } from '../../lib/dns/resolver.ts';
import type { Zone } from '../helpers/dns-zone.ts';
import { createZoneFetch } from '../helpers/doh-server.ts';
import { startUnbound, type Unbound } from '../helpers/unbound.ts';

const key = `v=DKIM1; k=rsa; p=${'MIIBIjANBgkqhkiG9w0B'.repeat(20)}`;

const zone: Zone = {
  'brand.test': {
    SOA: { primary: 'ns1.host.test', admin: 'dns.host.test', serial: 7, minimum: 90 },
    NS: ['ns1.host.test', 'ns2.host.test'],
    A: '192.0.2.1',
    AAAA: '2001:db8::1',
    MX: [
      [10, 'mx1.brand.test'],
      [20, 'mx2.brand.test'],
    ],
    TXT: ['v=spf1 include:_spf.esp.test ~all', 'quotes " and \\ and ü'],
  },
  'null.test': { MX: [[0, '.']] },
  'k1._domainkey.brand.test': { TXT: key },
  'k2._domainkey.brand.test': { CNAME: 'dkim2.esp.test' },
  'k3._domainkey.brand.test': { CNAME: 'gone.esp.test' },
  'k4._domainkey.brand.test': { CNAME: 'empty.esp.test' },
  'split.brand.test': { TXT: [['v=spf1 ip4:192.0.2.0', '/24', '', ' -all']] },
  'latin1.brand.test': { TXT: [Buffer.from('v=spf1 \x96all', 'latin1')] },
  'esp.test': { SOA: true, NS: 'ns.esp.test', TXT: 'v=spf1 ?all' },
  'dkim2.esp.test': { CNAME: 'deep.esp.test', ttl: 120 },
  'deep.esp.test': { TXT: key, ttl: 900 },
  'empty.esp.test': { A: '192.0.2.2' },
  '*.wild.test': { TXT: 'wild' },
  '7.2.0.192.in-addr.arpa': { PTR: 'out.esp.test' },
  'broken.test': { rcode: 'SERVFAIL' },
  'refused.test': { rcode: 'REFUSED' },
  'bogus.test': { rcode: 'SERVFAIL', ede: 9 },
};

let unbound: Unbound;
let resolver: Resolver;
beforeAll(async () => {
  unbound = await startUnbound(zone);
  resolver = createDohResolver(unbound.url, { fetch: unbound.fetch, timeout: 5000 });
}, 20_000);
afterAll(() => unbound?.close());

const names = Object.keys(zone).filter((name) => !name.startsWith('*'));
const beside = ['nothing.brand.test', '_domainkey.brand.test', 'nowhere.test', 'a.b.wild.test'];
const types: RecordType[] = ['TXT', 'CNAME', 'A', 'AAAA', 'MX', 'NS', 'SOA', 'PTR'];

/** What two resolvers of one zone share: neither the order of records nor the time. */
function toComparable(answer: DnsAnswer): object {
  const records = answer.outcome === 'answer' ? answer.records.map((record) => JSON.stringify(record)).sort() : [];
  const aliases = 'aliases' in answer ? answer.aliases : [];
  const reason = 'reason' in answer ? answer.reason : null;
  return { question: answer.question, outcome: answer.outcome, records, aliases, reason };
}

test('a real resolver and our own server say the same of every name and type', async () => {
  const own = createDohResolver('https://own.test/dns-query', { fetch: createZoneFetch(zone).fetch });
  for (const name of [...names, ...beside]) {
    for (const type of types) {
      const [real, ours] = await Promise.all([resolver.ask({ name, type }), own.ask({ name, type })]);
      expect(toComparable(real)).toEqual(toComparable(ours));
    }
  }
});

/** A resolver's own cache counts TTLs down. */
const countingDownFrom = (ttl: number): unknown => expect.toSatisfy((seen: number) => seen <= ttl && seen > ttl - 20);

test('answer: long and split texts, chains of aliases, TTLs', async () => {
  const ask = (name: string, type: RecordType = 'TXT') => resolver.ask({ name, type });
  expect(await ask('k1._domainkey.brand.test')).toMatchObject({ outcome: 'answer', records: [key] });
  expect(await ask('k2._domainkey.brand.test')).toMatchObject({
    records: [key],
    aliases: ['dkim2.esp.test', 'deep.esp.test'],
    ttl: countingDownFrom(120),
  });
  expect(await ask('split.brand.test')).toMatchObject({ records: ['v=spf1 ip4:192.0.2.0/24 -all'] });
  expect(await ask('latin1.brand.test')).toMatchObject({ records: ['v=spf1 –all'] });
  expect(await ask('null.test', 'MX')).toMatchObject({ records: [{ preference: 0, exchange: '' }] });
  expect(await ask('BRAND.Test.', 'A')).toMatchObject({ records: ['192.0.2.1'] });
});

test('no such name, no such type, a dangling alias', async () => {
  const ask = (name: string, type: RecordType = 'TXT') => resolver.ask({ name, type });
  expect(await ask('nothing.brand.test')).toMatchObject({
    outcome: 'no-such-name',
    aliases: [],
    ttl: countingDownFrom(90),
  });
  expect(await ask('_domainkey.brand.test')).toMatchObject({ outcome: 'no-such-type', aliases: [] });
  expect(await ask('k3._domainkey.brand.test')).toMatchObject({ outcome: 'no-such-name', aliases: ['gone.esp.test'] });
  expect(await ask('k4._domainkey.brand.test')).toMatchObject({ outcome: 'no-such-type', aliases: ['empty.esp.test'] });
});

test('server failure, refused, broken DNSSEC, nobody there', async () => {
  const ask = (name: string) => resolver.ask({ name, type: 'TXT' });
  expect(await ask('below.broken.test')).toMatchObject({ outcome: 'server-failure', reason: null });
  expect(await ask('refused.test')).toMatchObject({ outcome: 'refused' });
  expect(await ask('bogus.test')).toMatchObject({ outcome: 'server-failure', reason: 'dnssec' });
  const elsewhere = createDohResolver(unbound.url.replace('dns-query', 'other'), { fetch: unbound.fetch });
  expect(await elsewhere.ask({ name: 'brand.test', type: 'TXT' })).toMatchObject({
    outcome: 'http-error',
    status: 404,
  });
  // Node's own fetch speaks no HTTP/2, which is what a user's server may insist on.
  expect(await createDohResolver(unbound.url).ask({ name: 'brand.test', type: 'TXT' })).toMatchObject({
    outcome: 'http-error',
    status: null,
  });
});

test('published at last: the zone changes while it runs', async () => {
  const question = { name: '_dmarc.brand.test', type: 'TXT' } as const;
  expect(await resolver.ask(question)).toMatchObject({ outcome: 'no-such-name' });
  await unbound.setZone({ ...zone, '_dmarc.brand.test': { TXT: 'v=DMARC1; p=none' } });
  expect(await resolver.ask(question)).toMatchObject({ outcome: 'answer', records: ['v=DMARC1; p=none'] });
}, 20_000);
