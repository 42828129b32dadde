import { createServer } from 'node:http';
import packet, { type Answer, type Packet } from 'dns-packet';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createDohResolver } from '../../../lib/dns/doh.ts';
import { isFailure, type RecordType, type Resolver } from '../../../lib/dns/resolver.ts';
import type { Zone } from '../../helpers/dns-zone.ts';
import { createZoneFetch, startDohServer } from '../../helpers/doh-server.ts';

const zone: Zone = {
  'brand.test': {
    SOA: { primary: 'ns1.host.test', admin: 'dns.host.test', serial: 7, minimum: 900 },
    A: ['192.0.2.1', '192.0.2.2'],
    AAAA: '2001:db8::1',
    MX: [[10, 'MX.Brand.test']],
    NS: ['NS1.host.test', 'ns2.host.test'],
    TXT: ['v=spf1 -all'],
  },
  'null.test': { MX: [[0, '.']] },
  '1.2.0.192.in-addr.arpa': { PTR: 'mail.brand.test' },
  '_hspf.test': { TXT: [['v=spf1 ip4:158.247.16.0', '/20', ' ~all']] },
  'k2._domainkey.brand.test': { CNAME: 'dkim2.esp.test', ttl: 3600 },
  'dkim2.esp.test': { CNAME: 'deep.esp.test', ttl: 120 },
  'deep.esp.test': { TXT: 'v=DKIM1; p=abc', ttl: 900 },
  'k3._domainkey.brand.test': { CNAME: 'gone.esp.test' },
  'mixed.test': { TXT: ['v=spf1 -all', Buffer.from([0x76, 0xff, 0xfe])] },
  'dash.test': { TXT: [Buffer.from('v=spf1 \x96all', 'latin1')] },
  'bom.test': { TXT: '\ufeffv=spf1 -all' },
  'servfail.test': { rcode: 'SERVFAIL' },
  'bogus.test': { rcode: 2, ede: 6 },
  'no-servers.test': { rcode: 2, ede: 22 },
  'refused.test': { rcode: 5 },
  'filtered.test': { rcode: 3, ede: 17 },
  'notimp.test': { rcode: 4 },
  'http.test': { http: 503 },
  'page.test': { raw: '<html>Sign in to the hotel network</html>' },
  'junk.test': { raw: Buffer.from('not dns at all') },
  'slow.test': { delay: 30_000, A: '192.0.2.1' },
  'dropped.test': { drop: true },
  'xn--bcher-kva.test': { TXT: 'book' },
};

const server = await startDohServer(zone, { negativeTtl: 45 });
afterAll(() => server.close());
beforeEach(() => {
  server.log.length = 0;
});

const resolver = createDohResolver(server.url, { timeout: 300, now: () => 1_000 });
const ask = <T extends RecordType>(name: string, type: T) => resolver.ask({ name, type });

/** A resolver that is answered with these octets, or with the message that they are made from. */
function answering(answer: Packet | Uint8Array, headers = { 'content-type': 'application/dns-message' }): Resolver {
  const body = answer instanceof Uint8Array ? answer : packet.encode({ type: 'response', ...answer });
  return createDohResolver('https://resolver.test/dns-query', {
    fetch: () => Promise.resolve(new Response(new Uint8Array(body), { headers })),
  });
}
const brandTxt = { name: 'brand.test', type: 'TXT' } as const;
const cname = (name: string, data: string, ttl = 60): Answer => ({ type: 'CNAME', name, data, ttl });
const txt = (name: string, data: string, ttl = 60): Answer => ({ type: 'TXT', name, data, ttl });

const soa = (ttl: number, minimum: number): Answer => ({
  type: 'SOA',
  name: 'test',
  ttl,
  data: { mname: 'a.test', rname: 'b.test', minimum },
});

describe('answers', () => {
  test('each type has the shape that the port promises', async () => {
    expect(await ask('brand.test', 'TXT')).toEqual({
      outcome: 'answer',
      question: { name: 'brand.test', type: 'TXT' },
      resolver: server.url,
      at: 1_000,
      records: ['v=spf1 -all'],
      aliases: [],
      ttl: 300,
      authenticated: false,
      octets: server.log[0]?.octets,
    });
    expect(await ask('brand.test', 'A')).toMatchObject({ records: ['192.0.2.1', '192.0.2.2'] });
    expect(await ask('brand.test', 'AAAA')).toMatchObject({ records: ['2001:db8::1'] });
    expect(await ask('brand.test', 'NS')).toMatchObject({ records: ['ns1.host.test', 'ns2.host.test'] });
    expect(await ask('brand.test', 'MX')).toMatchObject({ records: [{ preference: 10, exchange: 'mx.brand.test' }] });
    expect(await ask('null.test', 'MX')).toMatchObject({ records: [{ preference: 0, exchange: '' }] });
    expect(await ask('1.2.0.192.in-addr.arpa', 'PTR')).toMatchObject({ records: ['mail.brand.test'] });
    expect(await ask('brand.test', 'SOA')).toMatchObject({
      records: [{ primary: 'ns1.host.test', admin: 'dns.host.test', serial: 7, minimum: 900 }],
    });
  });

  test('D3 the strings of one TXT record are joined with nothing between them', async () => {
    expect(await ask('_hspf.test', 'TXT')).toMatchObject({ records: ['v=spf1 ip4:158.247.16.0/20 ~all'] });
  });

  test('D5 an alias is followed, kept for display, and is no record of the asked type', async () => {
    expect(await ask('k2._domainkey.brand.test', 'TXT')).toMatchObject({
      outcome: 'answer',
      records: ['v=DKIM1; p=abc'],
      aliases: ['dkim2.esp.test', 'deep.esp.test'],
      ttl: 120,
    });
    expect(await ask('k2._domainkey.brand.test', 'CNAME')).toMatchObject({ records: ['dkim2.esp.test'], aliases: [] });
    expect(await ask('k2._domainkey.brand.test', 'A')).toMatchObject({
      outcome: 'no-such-type',
      aliases: ['dkim2.esp.test', 'deep.esp.test'],
    });
    expect(await ask('k3._domainkey.brand.test', 'TXT')).toMatchObject({
      outcome: 'no-such-name',
      aliases: ['gone.esp.test'],
    });
  });

  test('D5 the order of an answer does not matter, records of other names do not count', async () => {
    const answers = [
      txt('end.test', 'v=spf1 -all', 30),
      cname('Mid.test', 'END.test'),
      cname('brand.test', 'mid.test'),
    ];
    const questions = [brandTxt];
    expect(await answering({ questions, answers }).ask(brandTxt)).toMatchObject({
      records: ['v=spf1 -all'],
      aliases: ['mid.test', 'end.test'],
      ttl: 30,
    });
    const beside = [txt('brand.test', 'mine'), txt('other.test', 'planted')];
    expect(await answering({ questions, answers: beside }).ask(brandTxt)).toMatchObject({ records: ['mine'] });
    const unrelated = [txt('other.test', 'planted')];
    expect(await answering({ questions, answers: unrelated }).ask(brandTxt)).toMatchObject({ outcome: 'not-dns' });
  });

  test('D6 a text that is no UTF-8 neither hides its neighbours nor itself', async () => {
    expect(await ask('mixed.test', 'TXT')).toMatchObject({ records: ['v=spf1 -all', 'vÿþ'] });
    expect(await ask('dash.test', 'TXT')).toMatchObject({ outcome: 'answer', records: ['v=spf1 –all'] });
    expect(await ask('bom.test', 'TXT')).toMatchObject({ records: ['\ufeffv=spf1 -all'] });
  });

  test('D12 AD is passed on, and is asked for', async () => {
    const { fetch } = createZoneFetch(zone, { authenticated: true });
    const validating = createDohResolver('https://validating.test/dns-query', { fetch });
    expect(await validating.ask(brandTxt)).toMatchObject({ authenticated: true });
    expect(await validating.ask({ name: 'no.test', type: 'A' })).toMatchObject({ authenticated: true });
    await ask('brand.test', 'A');
    expect((server.log[0]?.flags ?? 0) & packet.AUTHENTIC_DATA).not.toBe(0);
  });

  test('TTLs: a negative answer lives as long as its SOA says, an absurd TTL counts as none', async () => {
    expect(await ask('nothing.brand.test', 'TXT')).toMatchObject({ outcome: 'no-such-name', ttl: 45 });
    const negative = (authority: Answer[]) =>
      answering({ questions: [brandTxt], authorities: authority }).ask(brandTxt);
    expect(await negative([soa(600, 30)])).toMatchObject({ outcome: 'no-such-type', ttl: 30 });
    expect(await negative([soa(20, 300)])).toMatchObject({ ttl: 20 });
    expect(await negative([])).toMatchObject({ outcome: 'no-such-type', ttl: null });
    const absurd = answering({ questions: [brandTxt], answers: [txt('brand.test', 'x', 0x8000_0000)] });
    expect(await absurd.ask(brandTxt)).toMatchObject({ ttl: 0 });
  });
});

describe('questions', () => {
  test('D7 D9 upper case, final dot, U-label and A-label give one absolute question', async () => {
    for (const name of ['bücher.test', 'BÜCHER.test.', 'xn--bcher-kva.test', 'XN--BCHER-KVA.TEST.']) {
      expect(await ask(name, 'TXT')).toMatchObject({
        question: { name: 'xn--bcher-kva.test', type: 'TXT' },
        records: ['book'],
      });
    }
    expect(server.log.map(({ name }) => name)).toEqual(Array(4).fill('xn--bcher-kva.test'));
  });

  test('D10 a name that cannot exist is answered here and never sent', async () => {
    const long = Array(50).fill('label').join('.');
    for (const name of [`${'x'.repeat(64)}.test`, long, 'a..test', '.test', '', '.', `${'ü'.repeat(60)}.test`]) {
      expect(await ask(name, 'TXT')).toMatchObject({ outcome: 'no-such-name', aliases: [], ttl: null });
    }
    expect(server.log).toEqual([]);
    await ask(`${'x'.repeat(63)}.test`, 'TXT');
    expect(server.log).toHaveLength(1);
  });

  test('D14 GET with base64url without padding, id 0, recursion desired, EDNS', async () => {
    const seen: { url: URL; init: RequestInit | undefined }[] = [];
    const { fetch, log } = createZoneFetch(zone);
    const observed = createDohResolver('https://resolver.test/q{?dns}', {
      fetch: (input, init) => {
        seen.push({ url: new URL(input as string), init });
        return fetch(input, init);
      },
    });
    expect(await createDohResolver(`${server.url}?token=1#x`).ask(brandTxt)).toMatchObject({ outcome: 'answer' });
    for (const name of ['a.test', 'ab.test', 'abc.test', '~~~???.test']) await observed.ask({ name, type: 'TXT' });
    expect(seen).toHaveLength(4);
    for (const { url, init } of seen) {
      const encoded = url.searchParams.get('dns') ?? '';
      expect(encoded).toMatch(/^[\w-]+$/);
      expect(url.href.split('?')[0]).toBe('https://resolver.test/q');
      expect(packet.decode(Buffer.from(encoded, 'base64url'))).toMatchObject({
        id: 0,
        flag_qr: false,
        flag_rd: true,
        additionals: [{ type: 'OPT', udpPayloadSize: 1232 }],
      });
      expect(init).toMatchObject({ credentials: 'omit', cache: 'no-store', redirect: 'error' });
      expect(init?.headers).toEqual({ accept: 'application/dns-message' });
    }
    expect(log.every(({ edns }) => edns)).toBe(true);
  });
});

describe('D1 eight outcomes stay apart', () => {
  const table: [string, object][] = [
    ['brand.test', { outcome: 'answer' }],
    ['nothing.test', { outcome: 'no-such-name' }],
    ['_domainkey.brand.test', { outcome: 'no-such-type' }],
    ['servfail.test', { outcome: 'server-failure', reason: null }],
    ['refused.test', { outcome: 'refused' }],
    ['slow.test', { outcome: 'timeout' }],
    ['http.test', { outcome: 'http-error', status: 503 }],
    ['dropped.test', { outcome: 'http-error', status: null }],
    ['page.test', { outcome: 'not-dns' }],
    ['junk.test', { outcome: 'not-dns' }],
  ];
  test.each(table)('%s', async (name, expected) => {
    const answer = await ask(name, 'TXT');
    expect(answer).toMatchObject(expected);
    expect(answer).toMatchObject({ question: { name, type: 'TXT' }, resolver: server.url });
    expect(isFailure(answer)).toBe(!['answer', 'no-such-name', 'no-such-type'].includes(answer.outcome));
  });

  test('D12 a zone whose signatures are wrong is named so, other failures are not', async () => {
    expect(await ask('bogus.test', 'TXT')).toMatchObject({ outcome: 'server-failure', reason: 'dnssec' });
    expect(await ask('no-servers.test', 'TXT')).toMatchObject({ outcome: 'server-failure', reason: null });
  });

  test('a filter that blocks a domain has not said that it is missing', async () => {
    expect(await ask('filtered.test', 'TXT')).toMatchObject({ outcome: 'refused' });
  });

  test('other RCODEs are failures, those that only EDNS can say too', async () => {
    expect(await ask('notimp.test', 'TXT')).toMatchObject({ outcome: 'server-failure' });
    // BADVERS is 16: its lower four bits alone read "no error".
    const opt = {
      type: 'OPT',
      name: '.',
      udpPayloadSize: 512,
      extendedRcode: 1,
      flags: 0,
      options: [],
    } as unknown as Answer;
    expect(await answering({ questions: [brandTxt], additionals: [opt] }).ask(brandTxt)).toMatchObject({
      outcome: 'server-failure',
    });
  });

  test('a truncated answer, a referral and a circle of aliases are no "no"', async () => {
    const flags = packet.TRUNCATED_RESPONSE;
    const questions = [brandTxt];
    const ns: Answer = { type: 'NS', name: 'test', data: 'ns.test', ttl: 60 };
    const circle = [cname('brand.test', 'a.test'), cname('a.test', 'b.test'), cname('b.test', 'a.test')];
    for (const message of [
      { questions, flags },
      { questions, authorities: [ns] },
      { questions, answers: circle },
      { questions, answers: [cname('brand.test', 'brand.test')] },
    ])
      expect(await answering(message).ask(brandTxt)).toMatchObject({ outcome: 'server-failure' });
  });

  test('an answer to another question, a question, and a "no" beside records are not believed', async () => {
    const flags = 3;
    for (const message of [
      { questions: [{ name: 'other.test', type: 'TXT' as const }] },
      { questions: [{ name: 'brand.test', type: 'A' as const }] },
      { questions: [{ ...brandTxt, class: 'CH' as const }] },
      { questions: [] },
      { type: 'query' as const, questions: [brandTxt] },
      { questions: [brandTxt], answers: [txt('brand.test', 'x')], flags },
    ])
      expect(await answering(message).ask(brandTxt)).toMatchObject({ outcome: 'not-dns' });
    expect(await answering({ questions: [], flags: 2 }).ask(brandTxt)).toMatchObject({ outcome: 'server-failure' });
  });

  test('the content type decides, and a body beyond the longest message is not read', async () => {
    const good = packet.encode({ type: 'response', questions: [brandTxt], answers: [txt('brand.test', 'x')] });
    const parameters = answering(good, { 'content-type': 'Application/DNS-Message; charset=x' });
    expect(await parameters.ask(brandTxt)).toMatchObject({ outcome: 'answer' });
    for (const type of ['text/html', 'application/dns-json', ''])
      expect(await answering(good, { 'content-type': type }).ask(brandTxt)).toMatchObject({ outcome: 'not-dns' });

    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(16_384));
      },
    });
    const drowning = createDohResolver('https://resolver.test/dns-query', {
      fetch: () => Promise.resolve(new Response(endless, { headers: { 'content-type': 'application/dns-message' } })),
    });
    expect(await drowning.ask(brandTxt)).toMatchObject({ outcome: 'not-dns' });
    expect(pulled).toBeLessThan(10);
  });

  test('a redirect is not followed, an address that is none does not throw', async () => {
    const elsewhere = createServer((_, response) => response.writeHead(302, { location: server.url }).end());
    await new Promise<void>((resolve) => {
      elsewhere.listen(0, '127.0.0.1', resolve);
    });
    const { port } = elsewhere.address() as { port: number };
    const redirected = createDohResolver(`http://127.0.0.1:${port}/dns-query`);
    expect(await redirected.ask(brandTxt)).toMatchObject({ outcome: 'http-error', status: null });
    expect(server.log).toEqual([]);
    elsewhere.closeAllConnections();
    elsewhere.close();
    expect(await createDohResolver('no address').ask(brandTxt)).toMatchObject({ outcome: 'http-error', status: null });
  });
});

describe('time', () => {
  test('the caller ends a question, before and while it is under way', async () => {
    const controller = new AbortController();
    const pending = resolver.ask({ name: 'slow.test', type: 'A' }, { signal: controller.signal });
    controller.abort();
    expect(await pending).toMatchObject({ outcome: 'timeout' });
    server.log.length = 0;
    expect(await resolver.ask(brandTxt, { signal: controller.signal })).toMatchObject({ outcome: 'timeout' });
    expect(server.log).toEqual([]);
  });

  test('a body that never ends is a timeout', async () => {
    const stalled = createDohResolver('https://resolver.test/dns-query', {
      timeout: 50,
      fetch: (_, init) => {
        const body = new ReadableStream({
          start: (controller) => init?.signal?.addEventListener('abort', () => controller.error(new Error('aborted'))),
        });
        return Promise.resolve(new Response(body, { headers: { 'content-type': 'application/dns-message' } }));
      },
    });
    expect(await stalled.ask(brandTxt)).toMatchObject({ outcome: 'timeout' });
  });
});
