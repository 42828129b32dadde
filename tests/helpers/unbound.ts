/**
 * A real recursive resolver, Debian's unbound, that speaks DoH on loopback and takes its zones from a plain object.
 * It asks nobody else: the root itself is one of its zones.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, fetch as undiciFetch } from 'undici';
import { createDohResolver } from '../../lib/dns/doh.ts';
import type { RecordType } from '../../lib/dns/resolver.ts';
import { createZoneView, toRcode, type Zone, type ZoneEntry, type ZoneRecord } from './dns-zone.ts';
import { createSelfSigned } from './self-signed.ts';

export interface Unbound {
  /** Address of the endpoint, `https://127.0.0.1:PORT/dns-query`. */
  readonly url: string;
  /** Speaks HTTP/2, which is all that unbound understands, and trusts its certificate. */
  readonly fetch: typeof globalThis.fetch;
  /** PEM, self-signed, for localhost and 127.0.0.1. */
  readonly certificate: string;
  /** Publishes another zone; resolves when it is what is answered. */
  setZone(zone: Zone): Promise<void>;
  close(): Promise<void>;
}

const SERVER_FAILURE = 2;
const REFUSED = 5;
const STARTING_TIME = 10_000;
/** A name of its own, by whose SOA it is known which zones are being answered. */
const MARKER = 'presend-marker.invalid';
/** Any DS will do: the zone that it vouches for is not signed. */
const FALSE_ANCHOR = `DS 12345 8 2 ${'0'.repeat(64)}`;

/** Names that unbound answers for itself unless told otherwise (RFC 6761, RFC 5737). */
const reserved = [
  'test.',
  'invalid.',
  '2.0.192.in-addr.arpa.',
  '100.51.198.in-addr.arpa.',
  '113.0.203.in-addr.arpa.',
  '8.b.d.0.1.0.0.2.ip6.arpa.',
];
const types: readonly RecordType[] = ['SOA', 'NS', 'CNAME', 'A', 'AAAA', 'MX', 'PTR', 'TXT'];

function findProgram(): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  const candidates = [process.env.PRESEND_UNBOUND, ...folders.map((folder) => join(folder, 'unbound'))];
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  if (!found) throw new Error("unbound is missing: 'node scripts/setup.mjs dns' installs it from Debian's packages");
  return found;
}

const toDecimalEscape = (octet: number) => `\\${String(octet).padStart(3, '0')}`;

/** RFC 1035 § 5.1: whatever is not plainly a letter of a name stands as \DDD. */
function toFileName(name: string): string {
  const bare = name.replace(/\.$/, '');
  if (bare === '') return '.';
  const octets = [...Buffer.from(bare)];
  return `${octets.map((octet) => (/[\w.*-]/.test(String.fromCharCode(octet)) ? String.fromCharCode(octet) : toDecimalEscape(octet))).join('')}.`;
}

const toFileString = (octets: Uint8Array) => `"${[...octets].map(toDecimalEscape).join('')}"`;

function toFileData({ type, data }: ZoneRecord): string {
  if (Array.isArray(data)) return data.map(toFileString).join(' ');
  if (typeof data === 'string') return type === 'A' || type === 'AAAA' ? data : toFileName(data);
  if ('exchange' in data) return `${data.preference} ${toFileName(data.exchange)}`;
  const { mname, rname, serial, refresh, retry, expire, minimum } = data;
  return `${toFileName(mname)} ${toFileName(rname)} ${serial} ${refresh} ${retry} ${expire} ${minimum}`;
}

const toFileLine = (record: ZoneRecord) =>
  `${toFileName(record.name)} ${record.ttl} IN ${record.type} ${toFileData(record)}`;

/** What unbound is told of a name at which something goes wrong; null where nothing does. */
function toFaultLines(name: string, entry: ZoneEntry): { server: string[]; zone: string[] } | null {
  if ([entry.http, entry.raw, entry.delay, entry.drop, entry.on].some((fault) => fault !== undefined))
    throw new Error(`unbound: only rcode and ede can go wrong at '${name}'`);
  const rcode = toRcode(entry);
  if (rcode === null) return null;
  const owner = toFileName(name);
  if (rcode === REFUSED) return { server: [`local-zone: "${owner}" refuse`], zone: [] };
  if (rcode !== SERVER_FAILURE) throw new Error(`unbound: no way to answer rcode ${rcode}`);
  // A signed delegation to an unsigned zone, or one to a server that it does not ask: both end in SERVFAIL.
  if (entry.ede !== undefined)
    return { server: [`trust-anchor: "${owner} ${FALSE_ANCHOR}"`], zone: [`${owner} 60 IN TXT "unsigned"`] };
  return { server: [], zone: [`${owner} 60 IN NS ns.${owner}`, `ns.${owner} 60 IN A 127.0.0.1`] };
}

interface Published {
  /** Lines of the zone file, by apex; '' is the root. */
  zones: Map<string, string[]>;
  /** Lines of the configuration. */
  server: string[];
}

const toApexLines = (apex: string, entry: ZoneEntry | undefined) => [
  ...(entry?.SOA === undefined ? ['. 60 IN SOA ns.invalid. hostmaster.invalid. 1 7200 3600 1209600 60'] : []),
  ...(entry?.NS === undefined ? [`${toFileName(apex)} 60 IN NS ns.invalid.`] : []),
];

/** Cuts a zone at each SOA, as name servers do, below a root of its own. */
function toPublished(zone: Zone): Published {
  const view = createZoneView(zone);
  const apexes = Object.keys(zone).filter((name) => zone[name]?.SOA !== undefined);
  const longestFirst = [...apexes, ''].sort((one, other) => other.length - one.length);
  const apexOf = (name: string) =>
    longestFirst.find((apex) => apex === '' || name === apex || name.endsWith(`.${apex}`)) ?? '';
  const zones = new Map(longestFirst.map((apex) => [apex, toApexLines(apex, zone[apex])]));
  const server: string[] = [];
  for (const [name, entry] of Object.entries(zone)) {
    const lines = zones.get(apexOf(name));
    const fault = toFaultLines(name, entry);
    server.push(...(fault?.server ?? []));
    lines?.push(...(fault?.zone ?? types.flatMap((type) => view.own(name, type)).map(toFileLine)));
  }
  return { zones, server };
}

const toConfiguration = (folder: string, port: number, { zones, server }: Published): string =>
  `server:
  directory: "${folder}"
  chroot: ""
  username: ""
  pidfile: ""
  use-syslog: no
  do-daemonize: no
  num-threads: 1
  interface: 127.0.0.1@${port}
  https-port: ${port}
  http-endpoint: "/dns-query"
  tls-service-key: "${folder}/key.pem"
  tls-service-pem: "${folder}/certificate.pem"
  access-control: 127.0.0.0/8 allow
  module-config: "validator iterator"
  ede: yes
  unblock-lan-zones: yes
${reserved.map((name) => `  local-zone: "${name}" nodefault`).join('\n')}
${server.map((line) => `  ${line}`).join('\n')}
remote-control:
  control-enable: no
${[...zones.keys()].map((apex) => toZoneClause(folder, apex)).join('\n')}
`;

const fileOf = (folder: string, apex: string) => join(folder, `${Buffer.from(apex).toString('hex') || 'root'}.zone`);

const toZoneClause = (folder: string, apex: string) => `auth-zone:
  name: "${toFileName(apex)}"
  zonefile: "${fileOf(folder, apex)}"
  for-downstream: no
  for-upstream: yes
  fallback-enabled: no`;

async function publish(folder: string, port: number, zone: Zone, serial: number): Promise<void> {
  const published = toPublished({ ...zone, [MARKER]: { SOA: { serial } } });
  for (const [apex, lines] of published.zones) await writeFile(fileOf(folder, apex), `${lines.join('\n')}\n`);
  await writeFile(join(folder, 'unbound.conf'), toConfiguration(folder, port, published));
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

/** Starts it on a free port of loopback. The program is PRESEND_UNBOUND, or the one that Debian's package installs. */
export async function startUnbound(zone: Zone): Promise<Unbound> {
  const folder = await mkdtemp(join(tmpdir(), 'presend-unbound-'));
  const port = await findFreePort();
  const { certificate, key } = createSelfSigned();
  await writeFile(join(folder, 'certificate.pem'), certificate);
  await writeFile(join(folder, 'key.pem'), key, { mode: 0o600 });
  // A copy: Debian's AppArmor profile belongs to the path of the program, and would keep it out of this folder.
  const program = join(folder, 'unbound');
  await copyFile(findProgram(), program);
  let serial = 1;
  await publish(folder, port, zone, serial);

  const child = spawn(program, ['-d', '-c', join(folder, 'unbound.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
  const kill = () => child.kill();
  process.once('exit', kill);
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = `${complaints}${String(chunk)}`.slice(-4000);
  });
  const url = `https://127.0.0.1:${port}/dns-query`;
  const agent = new Agent({ allowH2: true, connect: { ca: certificate } });
  // undici's types and the DOM's describe the same thing, and TypeScript cannot see it.
  const fetch = ((input: string, init?: object) =>
    undiciFetch(input, { ...init, dispatcher: agent })) as unknown as typeof globalThis.fetch;
  const resolver = createDohResolver(url, { fetch, timeout: 1000 });

  /** Waits until the zones with this serial are answered. */
  async function settle(): Promise<void> {
    for (const deadline = Date.now() + STARTING_TIME; Date.now() < deadline; await sleep(30)) {
      if (child.exitCode !== null) throw new Error(`unbound ended: ${complaints}`);
      const answer = await resolver.ask({ name: MARKER, type: 'SOA' });
      if (answer.outcome === 'answer' && answer.records[0]?.serial === serial) return;
    }
    throw new Error(`unbound does not answer: ${complaints}`);
  }

  async function close(): Promise<void> {
    const ended = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    process.off('exit', kill);
    if (child.exitCode === null && kill()) await ended;
    await agent.destroy();
    await rm(folder, { recursive: true, force: true });
  }

  await settle().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    url,
    fetch,
    certificate,
    async setZone(next) {
      serial += 1;
      await publish(folder, port, next, serial);
      child.kill('SIGHUP');
      await settle();
    },
    close,
  };
}
