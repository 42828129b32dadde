/** Our DoH client beside doh-js-client, under Node and against the same server: how fast, and what each tells. */
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDnsClient } from '../../lib/dns/client.ts';
import { createDohResolver } from '../../lib/dns/doh.ts';
import type { RecordType } from '../../lib/dns/resolver.ts';
import { encodeQuery } from '../../lib/dns/wire.ts';
import type { Zone } from '../../tests/helpers/dns-zone.ts';
import { cpuPerRun, inParallel, median, show, timeRuns, toTable } from './measure.ts';
import { startBenchServer, type BenchServer } from './server.ts';

interface OtherClient {
  uri: string;
  resolve(name: string, type: string): Promise<unknown>;
}
const require = createRequire(import.meta.url);
const { DoH: OtherDoh } = require('doh-js-client') as { DoH: new (provider: string) => OtherClient };

const LONG_NAME = `${'a'.repeat(60)}.${'b'.repeat(60)}.brand.test`;
const WIDTH = 32;
const PATIENCE = 4500;
const DELAYS = [0, 20, 100];
const TURNS = 5;

const zone: Zone = {
  'brand.test': { SOA: true, TXT: ['v=spf1 include:_spf.esp.test ~all'], MX: [[10, 'mx.brand.test']], ttl: 300 },
  'k2._domainkey.brand.test': { CNAME: 'dkim2.esp.test' },
  'dkim2.esp.test': { TXT: `v=DKIM1; k=rsa; p=${'A'.repeat(392)}`, ttl: 120 },
  'servfail.test': { rcode: 2 },
  'bogus.test': { rcode: 2, ede: 6 },
  'refused.test': { rcode: 5 },
  'http.test': { http: 503 },
  'page.test': { raw: '<html><body>Sign in to the network</body></html>' },
  'silent.test': { delay: 60_000 },
  'latin1.test': { TXT: [Buffer.from('v=spf1 \x96all', 'latin1')] },
  [LONG_NAME]: { TXT: 'here' },
};

/** What a caller wants to tell apart, and the question that shows it. */
const conditions: [what: string, name: string, type: RecordType][] = [
  ['an answer', 'brand.test', 'TXT'],
  ['an answer behind an alias', 'k2._domainkey.brand.test', 'TXT'],
  ['no such name (RCODE 3)', 'nothing.test', 'TXT'],
  ['no such type (RCODE 0, empty)', '_domainkey.brand.test', 'TXT'],
  ['server failure (RCODE 2)', 'servfail.test', 'TXT'],
  ['server failure, DNSSEC (RFC 8914)', 'bogus.test', 'TXT'],
  ['refused (RCODE 5)', 'refused.test', 'TXT'],
  ['HTTP 503', 'http.test', 'TXT'],
  ['a page instead of DNS', 'page.test', 'TXT'],
  ['no answer at all', 'silent.test', 'TXT'],
  ['text that is no UTF-8', 'latin1.test', 'TXT'],
  ['a name of 132 octets', LONG_NAME, 'TXT'],
];

/** A value of foreign shape in a few words. */
function describe(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  const shown = value.map((record: { name?: string; ttl?: number; data?: unknown }) => {
    const data = Array.isArray(record.data) ? record.data.join('') : record.data;
    return `TTL ${record.ttl}, ${JSON.stringify(data)?.slice(0, 24) ?? 'no data'}`;
  });
  return `[${shown.join('; ')}]`;
}

async function askOther(client: OtherClient, name: string, type: RecordType): Promise<string> {
  // In a function of its own, because it also throws before there is a promise.
  const ask = async () => describe(await client.resolve(name, type));
  const answer = ask().catch((error: unknown) => `throws ${String(error).slice(0, 48)}`);
  return Promise.race([answer, sleep(PATIENCE, `still waiting after ${PATIENCE / 1000} s`)]);
}

async function askOurs(url: string, name: string, type: RecordType): Promise<string> {
  const answer = await createDohResolver(url).ask({ name, type });
  const { outcome } = answer;
  if (outcome === 'answer') {
    const via = answer.aliases.length > 0 ? ` via ${answer.aliases.join(', ')}` : '';
    return `answer${via}, TTL ${answer.ttl}, ${JSON.stringify(answer.records[0]).slice(0, 24)}`;
  }
  if (outcome === 'http-error') return `${outcome} ${answer.status}`;
  if (outcome === 'server-failure') return answer.reason ? `${outcome}: ${answer.reason}` : outcome;
  return 'ttl' in answer ? `${outcome}, for ${answer.ttl} s` : outcome;
}

async function compareAnswers(server: BenchServer, other: OtherClient): Promise<string> {
  const rows = await Promise.all(
    conditions.map(async ([what, name, type]) => [
      what,
      ...(await Promise.all([askOurs(server.url, name, type), askOther(other, name, type)])),
    ]),
  );
  return toTable(['what there is', 'lib/dns says', 'doh-js-client says'], rows);
}

/** Answers a second, 32 under way at a time. */
async function perSecond(count: number, ask: (index: number) => Promise<unknown>): Promise<number> {
  const [ms] = await timeRuns(1, () =>
    inParallel(count, WIDTH, async (index) => {
      await ask(index);
    }),
  );
  return (count / (ms ?? 1)) * 1000;
}

/** What any client pays who has only `fetch`, as a browser's worker does. */
async function fetchAlone(url: string): Promise<void> {
  const query = Buffer.from(encodeQuery('k2._domainkey.brand.test', 'TXT')).toString('base64url');
  await (await fetch(`${url}?dns=${query}`)).arrayBuffer();
}

async function compareSpeed(server: BenchServer, other: OtherClient): Promise<string> {
  const ours = createDohResolver(server.url);
  const cached = createDnsClient().resolver(server.url);
  const question = { name: 'k2._domainkey.brand.test', type: 'TXT' } as const;
  const peers: [string, () => Promise<unknown>][] = [
    ['lib/dns', () => ours.ask(question)],
    ['lib/dns behind its cache', () => cached.ask(question)],
    ["doh-js-client, on Node's http", () => other.resolve(question.name, question.type)],
    ["Node's fetch alone, its body read", () => fetchAlone(server.url)],
  ];
  const rates = peers.map(() => DELAYS.map((): number[] => []));
  for (const [column, delay] of DELAYS.entries()) {
    await server.setDelay(delay);
    // In turns, so that whatever else the machine does meets all of them alike.
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const [row, [, ask]] of peers.entries()) {
        if (turn === 0) await perSecond(300, ask);
        rates[row]?.[column]?.push(await perSecond(delay === 0 ? 2000 : 300, ask));
      }
    }
  }
  await server.setDelay(0);
  const rows: string[][] = [];
  for (const [row, [name, ask]] of peers.entries()) {
    const cpu = (await cpuPerRun(2000, ask)) * 1000;
    rows.push([name, ...(rates[row] ?? []).map((measured) => show(median(measured))), show(cpu)]);
  }
  const head = ['client', ...DELAYS.map((delay) => `answers/s at +${delay} ms`), 'CPU per answer, µs'];
  return toTable(head, rows);
}

/** Both tables, in Markdown. */
export async function benchDohClients(): Promise<string> {
  const server = await startBenchServer(zone);
  const other = new OtherDoh('google');
  other.uri = server.url;
  try {
    const speed = await compareSpeed(server, other);
    const answers = await compareAnswers(server, other);
    return `${speed}\n\n${answers}`;
  } finally {
    await server.close();
  }
}
