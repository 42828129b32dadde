import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packet, { type DecodedPacket } from 'dns-packet';
import { afterEach, expect, test } from 'vitest';
import { loadZone, type Zone } from '../../helpers/dns-zone.ts';
import { startDohServer, type DohServer } from '../../helpers/doh-server.ts';

const zone: Zone = {
  'brand.test': {
    SOA: true,
    NS: ['ns1.host.test'],
    A: '192.0.2.1',
    TXT: ['v=spf1 -all', ['torn ', 'in two']],
    MX: [[10, 'mx.brand.test']],
  },
  'k2._domainkey.brand.test': { CNAME: 'dkim2.esp.test' },
  'k3._domainkey.brand.test': { CNAME: 'nothing.esp.test' },
  'dkim2.esp.test': { TXT: 'v=DKIM1; p=abc' },
  'long.test': { TXT: 'x'.repeat(600) },
  'both.test': { CNAME: 'brand.test', TXT: 'mine' },
  'loop.test': { CNAME: 'pool.test' },
  'pool.test': { CNAME: 'loop.test' },
  '*.wild.test': { TXT: 'wild' },
  'real.wild.test': { A: '192.0.2.9' },
  'broken.test': { rcode: 'SERVFAIL', ede: 6 },
  'page.test': { raw: '<html>' },
  'error.test': { http: 503 },
  'half.test': { TXT: 'there', A: '192.0.2.3', rcode: 2, on: ['A'] },
};

let server: DohServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const running = async () => (server ??= await startDohServer(zone));
const query = (name: string, type: string) =>
  packet.encode({ type: 'query', id: 0, flags: packet.RECURSION_DESIRED, questions: [{ name, type: type as 'A' }] });

async function get(name: string, type: string): Promise<Response> {
  const { url } = await running();
  return fetch(`${url}?dns=${query(name, type).toString('base64url')}`);
}

type Answered = DecodedPacket & { rcode: string };
const decode = async (response: Response) => packet.decode(Buffer.from(await response.arrayBuffer())) as Answered;
const ask = async (name: string, type: string) => decode(await get(name, type));
const dataOf = (answer: Answered) => answer.answers?.map((record) => ('data' in record ? record.data : null));
const textOf = (answer: Answered) =>
  answer.answers?.map((record) => (record.type === 'TXT' ? (record.data as Buffer[]).map(String) : [record.type]));

test('answers records of each type, and a long text in strings of 255 octets', async () => {
  expect(textOf(await ask('brand.test', 'TXT'))).toEqual([['v=spf1 -all'], ['torn ', 'in two']]);
  expect(dataOf(await ask('BRAND.test', 'A'))).toEqual(['192.0.2.1']);
  expect(dataOf(await ask('brand.test', 'MX'))).toEqual([{ preference: 10, exchange: 'mx.brand.test' }]);
  expect(textOf(await ask('long.test', 'TXT'))?.[0]).toEqual(['x'.repeat(255), 'x'.repeat(255), 'x'.repeat(90)]);
});

test('tells a name without the type from a name that does not exist, each with its SOA', async () => {
  const noType = await ask('brand.test', 'AAAA');
  const inBetween = await ask('_domainkey.brand.test', 'TXT');
  const noName = await ask('nothing.brand.test', 'TXT');
  expect([noType.rcode, inBetween.rcode, noName.rcode]).toEqual(['NOERROR', 'NOERROR', 'NXDOMAIN']);
  for (const { authorities, answers } of [noType, inBetween, noName]) {
    expect(answers).toEqual([]);
    expect(authorities).toMatchObject([{ type: 'SOA', name: 'brand.test' }]);
  }
});

test('follows a CNAME, says NXDOMAIN with the CNAME where it dangles, gives up on a loop', async () => {
  expect(textOf(await ask('k2._domainkey.brand.test', 'TXT'))).toEqual([['CNAME'], ['v=DKIM1; p=abc']]);
  const dangling = await ask('k3._domainkey.brand.test', 'TXT');
  expect([dangling.rcode, dataOf(dangling)]).toEqual(['NXDOMAIN', ['nothing.esp.test']]);
  expect(dataOf(await ask('k3._domainkey.brand.test', 'CNAME'))).toEqual(['nothing.esp.test']);
  expect((await ask('loop.test', 'A')).rcode).toBe('SERVFAIL');
  expect(textOf(await ask('both.test', 'TXT'))).toEqual([['mine']]);
  expect(textOf(await ask('both.test', 'A'))).toEqual([['CNAME'], ['A']]);
});

test('a wildcard answers only where nothing closer exists', async () => {
  expect(textOf(await ask('a.b.wild.test', 'TXT'))).toEqual([['wild']]);
  expect((await ask('real.wild.test', 'TXT')).rcode).toBe('NOERROR');
  expect((await ask('below.real.wild.test', 'TXT')).rcode).toBe('NXDOMAIN');
});

test('shows the faults of a name', async () => {
  expect((await ask('broken.test', 'TXT')).rcode).toBe('SERVFAIL');
  expect((await get('error.test', 'TXT')).status).toBe(503);
  const page = await get('page.test', 'TXT');
  expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<html>',
  ]);
  expect((await ask('half.test', 'A')).rcode).toBe('SERVFAIL');
  expect(textOf(await ask('half.test', 'TXT'))).toEqual([['there']]);
});

test('speaks POST and CORS, and refuses what is no DNS query', async () => {
  const { url } = await running();
  const headers = { 'content-type': 'application/dns-message' };
  const post = await fetch(url, { method: 'POST', headers, body: new Uint8Array(query('brand.test', 'A')) });
  expect(post.headers.get('access-control-allow-origin')).toBe('*');
  expect(dataOf(await decode(post))).toEqual(['192.0.2.1']);
  const statuses = await Promise.all([
    fetch(url, { method: 'OPTIONS' }),
    fetch(url),
    fetch(`${url}?dns=AAAA%3D%3D`),
    fetch(`${url}?dns=AAAA`),
    fetch(url, { method: 'POST', body: 'x' }),
    fetch(url.replace('dns-query', 'other')),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([204, 400, 400, 400, 415, 404]);
});

test('logs questions, changes its zone while it runs, delays and fails as a whole', async () => {
  const own = await running();
  await ask('new.test', 'TXT');
  own.setZone({ 'new.test': { TXT: 'published at last' } });
  expect(textOf(await ask('new.test', 'TXT'))).toEqual([['published at last']]);
  expect([own.count('new.test', 'TXT'), own.count('new.test', 'A'), own.log[0]?.method]).toEqual([2, 0, 'GET']);
  own.delay = 60;
  const started = performance.now();
  await ask('new.test', 'TXT');
  expect(performance.now() - started).toBeGreaterThan(55);
  own.delay = 0;
  own.fault = { http: 500 };
  expect((await get('new.test', 'TXT')).status).toBe(500);
  own.fault = { drop: true };
  await expect(get('new.test', 'TXT')).rejects.toThrow('fetch failed');
});

test('a zone that could not stand on the wire is an error of the test', async () => {
  await expect(startDohServer({ 'a..test': { A: '192.0.2.1' } })).rejects.toThrow("'a..test'");
  await expect(startDohServer({ 'a.test': { CNAME: `${'x'.repeat(64)}.test` } })).rejects.toThrow('63');
});

test('as a resolver that rewrites, it has an address for every name', async () => {
  server = await startDohServer(zone, { rewrites: '203.0.113.80' });
  expect(dataOf(await ask('nothing.brand.test', 'A'))).toEqual(['203.0.113.80']);
  const other = await ask('nothing.brand.test', 'TXT');
  expect([other.rcode, other.answers]).toEqual(['NOERROR', []]);
});

test('a zone file gives its zone, and what a second resolver sees instead', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'presend-zone-'));
  const file = join(folder, 'zone.json');
  const names = {
    'brand.test': { TXT: ['v=spf1 -all', ['a', 'b']], MX: [[10, 'mx.test']] },
    'k2.test': { TXT: 'first' },
  };
  await writeFile(file, JSON.stringify({ zone: { names }, second: { 'k2.test': { rcode: 'SERVFAIL' } } }));
  const { zone: read, second } = loadZone(file);
  await rm(folder, { recursive: true });
  expect(read).toEqual(names);
  expect(second).toEqual({ ...names, 'k2.test': { rcode: 'SERVFAIL' } });
  server = await startDohServer(second);
  expect((await ask('k2.test', 'TXT')).rcode).toBe('SERVFAIL');
  expect(textOf(await ask('brand.test', 'TXT'))).toEqual([['v=spf1 -all'], ['a', 'b']]);
});
