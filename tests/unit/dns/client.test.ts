import * as fc from 'fast-check';
import packet from 'dns-packet';
import { beforeEach, describe, expect, test } from 'vitest';
import { createDnsClient } from '../../../lib/dns/client.ts';
import type { RecordType } from '../../../lib/dns/resolver.ts';
import type { Zone } from '../../helpers/dns-zone.ts';
import { createZoneFetch } from '../../helpers/doh-server.ts';

const zone: Zone = {
  'brand.test': {
    SOA: { minimum: 60 },
    TXT: 'v=spf1 -all',
    MX: [[10, 'mx.test']],
    A: '192.0.2.1',
    AAAA: '2001:db8::1',
    NS: 'ns.test',
  },
  'brief.test': { TXT: 'x', ttl: 0 },
  'lasting.test': { TXT: 'x', ttl: 86_400 },
  'big.test': { TXT: ['x'.repeat(20_000)] },
  'broken.test': { rcode: 2 },
  'slow.test': { TXT: 'x', delay: 40 },
};

let clock = 0;
beforeEach(() => {
  clock = 1_000_000;
});
const now = () => clock;

function cached(most?: number) {
  const served = createZoneFetch(zone, { negativeTtl: 60 });
  const { fetch, log } = served;
  const client = createDnsClient({ fetch, now, most });
  const resolver = client.resolver('https://one.test/dns-query');
  const ask = (name: string, type: RecordType = 'TXT', options = {}) => resolver.ask({ name, type }, options);
  return { client, resolver, log, ask, served };
}

describe('what is kept', () => {
  test('an answer is asked once, whatever way its name is written, and comes back as it was', async () => {
    const { ask, log } = cached();
    const first = await ask('brand.test');
    clock += 5_000;
    expect(await ask('BRAND.test.')).toEqual(first);
    await ask('brand.test', 'MX');
    expect(log).toHaveLength(2);
  });

  /** For how many seconds a name is answered out of the cache. */
  async function lifetimeOf(name: string): Promise<number> {
    const { ask, log } = cached();
    const start = clock;
    await ask(name);
    for (; log.length === 1; clock += 1000) await ask(name);
    return (clock - start) / 1000 - 1;
  }

  test('for as long as its TTL says, within reason; a "no" by its SOA', async () => {
    expect(await lifetimeOf('brand.test')).toBe(300);
    expect(await lifetimeOf('brief.test')).toBe(5);
    expect(await lifetimeOf('lasting.test')).toBe(3600);
    expect(await lifetimeOf('no.test')).toBe(60);
  });

  test('a "no" with a long SOA for five minutes at most, one without a SOA not at all', async () => {
    const patient = createZoneFetch(zone, { negativeTtl: 86_400 });
    const question = { name: 'no.test', type: 'TXT' } as const;
    const resolver = createDnsClient({ fetch: patient.fetch, now }).resolver('https://two.test/dns-query');
    for (clock of [0, 299_000, 300_000]) await resolver.ask(question);
    expect(patient.log).toHaveLength(2);

    let asked = 0;
    const bare = new Uint8Array(packet.encode({ type: 'response', flags: 3, questions: [question] }));
    const headers = { 'content-type': 'application/dns-message' };
    const fetch = async () => {
      asked += 1;
      return new Response(bare, { headers });
    };
    const terse = createDnsClient({ fetch, now }).resolver('https://three.test/dns-query');
    await terse.ask(question);
    expect(await terse.ask(question)).toMatchObject({ outcome: 'no-such-name', ttl: null });
    expect(asked).toBe(2);
  });

  test('D11 a failure is asked again at once', async () => {
    const { ask, log, served } = cached();
    expect(await ask('broken.test')).toMatchObject({ outcome: 'server-failure' });
    served.setZone({ 'broken.test': { TXT: 'answered' } });
    expect(await ask('broken.test')).toMatchObject({ records: ['answered'] });
    expect(log).toHaveLength(2);
  });

  test('an answer of a size that no mail domain has is not', async () => {
    const { ask, log } = cached();
    await ask('big.test');
    await ask('big.test');
    expect(log).toHaveLength(2);
  });

  test('the longest unused goes first when it is full', async () => {
    const { ask, served } = cached(2);
    await ask('a.test');
    await ask('b.test');
    await ask('a.test');
    await ask('c.test');
    await ask('a.test');
    await ask('b.test');
    expect(['a.test', 'b.test', 'c.test'].map((name) => served.count(name))).toEqual([1, 2, 1]);
  });

  test('each resolver has its own word', async () => {
    const { client, ask } = cached();
    const other = client.resolver('https://two.test/dns-query');
    await ask('brand.test');
    expect(await other.ask({ name: 'brand.test', type: 'TXT' })).toMatchObject({
      resolver: 'https://two.test/dns-query',
    });
  });

  test('nothing that came in the future counts, after the clock was set back', async () => {
    const { ask, log } = cached();
    await ask('brand.test');
    clock -= 60_000;
    await ask('brand.test');
    expect(log).toHaveLength(2);
  });
});

describe('past the cache', () => {
  test('fresh asks again, and what it hears is what everybody hears then', async () => {
    const { ask, log, served } = cached();
    await ask('brand.test');
    served.setZone({ 'brand.test': { TXT: 'changed' } });
    expect(await ask('brand.test')).toMatchObject({ records: ['v=spf1 -all'] });
    expect(await ask('brand.test', 'TXT', { fresh: true })).toMatchObject({ records: ['changed'] });
    expect(await ask('brand.test')).toMatchObject({ records: ['changed'] });
    expect(log).toHaveLength(2);
  });

  test('a failure on the way does not push out what is known', async () => {
    const { ask, served } = cached();
    await ask('brand.test');
    served.setZone({ 'brand.test': { rcode: 2 } });
    expect(await ask('brand.test', 'TXT', { fresh: true })).toMatchObject({ outcome: 'server-failure' });
    expect(await ask('brand.test')).toMatchObject({ outcome: 'answer' });
  });
});

describe('in flight', () => {
  test('all who ask at the same time share one question', async () => {
    const { ask, log } = cached();
    const answers = await Promise.all([ask('slow.test'), ask('slow.test'), ask('SLOW.test', 'TXT', { fresh: true })]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['answer', 'answer', 'answer']);
    expect(log).toHaveLength(1);
  });

  test('one who leaves takes nobody along', async () => {
    const { ask, log } = cached();
    const controller = new AbortController();
    const leaving = ask('slow.test', 'TXT', { signal: controller.signal });
    const staying = ask('slow.test');
    controller.abort();
    expect(await leaving).toMatchObject({ outcome: 'timeout', question: { name: 'slow.test', type: 'TXT' } });
    expect(await staying).toMatchObject({ outcome: 'answer' });
    expect(log).toHaveLength(1);
  });

  test('when the last one leaves the question is given up, and the next asker starts anew', async () => {
    const { ask, log, resolver } = cached();
    const controller = new AbortController();
    const { signal } = controller;
    const leaving = [ask('slow.test', 'TXT', { signal }), ask('slow.test', 'TXT', { signal })];
    controller.abort();
    await Promise.all(leaving);
    expect(await ask('slow.test')).toMatchObject({ outcome: 'answer' });
    expect(log).toHaveLength(2);
    expect(await resolver.ask({ name: 'slow.test', type: 'TXT' }, { signal })).toMatchObject({ outcome: 'answer' });
    expect(await ask('other.test', 'TXT', { signal })).toMatchObject({ outcome: 'timeout' });
    expect(log).toHaveLength(2);
  });
});

describe('over the sleep of the worker', () => {
  const types = ['TXT', 'MX', 'A', 'AAAA', 'NS', 'SOA', 'CNAME', 'PTR'] as const;

  test('what is alive goes through storage and is not asked again', async () => {
    const before = cached();
    for (const type of types) await before.ask('brand.test', type);
    await before.ask('no.test');
    await before.ask('broken.test');
    const stored: unknown = JSON.parse(JSON.stringify(before.client.toEntries()));

    const after = cached();
    after.client.fromEntries(stored);
    for (const type of types) expect(await after.ask('brand.test', type)).toEqual(await before.ask('brand.test', type));
    await after.ask('no.test');
    expect(after.log).toEqual([]);
  });

  test('of more than storage should hold, what was used last is kept', async () => {
    const { client, ask, served } = cached();
    const names = Array.from({ length: 90 }, (_, index) => `n${index}.test`);
    served.setZone(Object.fromEntries(names.map((name) => [name, { TXT: ['x'.repeat(15_000)] }])));
    for (const name of names) await ask(name);
    const kept = client.toEntries();
    expect(JSON.stringify(kept).length).toBeLessThan(2_000_000);
    expect(kept.length).toBeGreaterThan(50);
    expect(kept.map(({ question }) => question.name)).toEqual(names.slice(-kept.length));
  });

  test('what has run out meanwhile is not', async () => {
    const before = cached();
    await before.ask('brand.test');
    const stored = before.client.toEntries();
    clock += 301_000;
    expect(before.client.toEntries()).toEqual([]);
    const after = cached();
    after.client.fromEntries(stored);
    expect(after.client.toEntries()).toEqual([]);
  });

  test('what storage holds beside answers is left out', async () => {
    const before = cached();
    await before.ask('brand.test', 'MX');
    await before.ask('no.test');
    const [mx, no] = before.client.toEntries();
    const { client } = cached();
    for (const junk of [null, 7, 'x', {}, [null, [], 'x']]) client.fromEntries(junk);
    client.fromEntries([
      { ...mx, outcome: 'timeout' },
      { ...mx, records: [] },
      { ...mx, records: ['10 mx.test'] },
      { ...mx, question: { name: 'brand.test', type: 'toString' } },
      { ...mx, question: { name: 'x'.repeat(300), type: 'MX' } },
      { ...mx, ttl: -1 },
      { ...mx, ttl: null },
      { ...mx, at: 'now' },
      { ...mx, resolver: 1 },
      { ...no, aliases: [1] },
      { ...no, ttl: '60' },
      { ...no, ttl: null },
      { ...no, authenticated: undefined },
    ]);
    expect(client.toEntries()).toEqual([]);
    client.fromEntries([mx, no]);
    expect(client.toEntries()).toEqual([mx, no]);
  });

  test('no stored value makes it throw', () => {
    const { client } = cached();
    fc.assert(fc.property(fc.anything(), (value) => client.fromEntries(value)));
    fc.assert(fc.property(fc.array(fc.object()), (value) => client.fromEntries(value)));
    expect(client.toEntries()).toEqual([]);
  });
});
