import '../helpers/fake-extension.ts';
import { join } from 'node:path';
import packet from 'dns-packet';
import { beforeAll, describe, expect, it } from 'vitest';
import { toolsFor } from '../../entrypoints/background/tools.ts';
import { auditReport } from '../../lib/report/audit-report.ts';
import type { Report } from '../../lib/report/report.ts';
import { settingsItem } from '../../lib/storage/settings.ts';
import { BROKEN, DOMAIN, REPAIRED } from '../fixtures/drafts/zone.ts';
import type { Zone } from '../helpers/dns-zone.ts';
import { sendAnswer, startFaultyResolver, type Spoil } from '../helpers/faulty-resolver.ts';

/**
 * What goes wrong between the worker and its resolvers, with the worker's own modules and real sockets: no fault turns
 * a verdict red or green that is not, and nothing of it is left once it is over. docs/reliability.md is this run.
 */

const DRIPS_EVERY = 400;

const http = (status: number, headers: Record<string, string> = {}, body = ''): Spoil => {
  return (_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
};

/** Decodes the true answer, changes it, and sends it. */
const changed =
  (change: (answer: packet.DecodedPacket) => object): Spoil =>
  (octets, response) => {
    const answer = packet.decode(octets);
    sendAnswer(packet.encode({ ...answer, ...change(answer) }), response);
  };

const patched =
  (patch: (octets: Buffer) => Buffer): Spoil =>
  (octets, response) =>
    sendAnswer(patch(Buffer.from(octets)), response);

const setRcode = (rcode: number): Spoil =>
  changed(({ flags = 0 }) => ({ flags: (flags & ~15) | rcode, answers: [], authorities: [] }));

/** The question's name, answered by an alias that leads on and on. */
const longChain: Spoil = changed(({ questions, answers = [] }) => {
  const [{ name } = { name: '' }] = questions ?? [];
  const links = Array.from({ length: 60 }, (_, at) => ({
    type: 'CNAME' as const,
    name: at === 0 ? name : `link${at}.example`,
    data: `link${at + 1}.example`,
    ttl: 60,
  }));
  return { answers: [...links, ...answers.map((answer) => ({ ...answer, name: 'link60.example' }))] };
});

/** The owner of the first answer points at itself (RFC 1035 § 4.1.4). */
const pointerLoop: Spoil = patched((octets) => {
  const at = octets.indexOf(0, 12) + 5;
  return Buffer.concat([octets.subarray(0, at), Buffer.from([0xc0, at]), octets.subarray(at)]);
});

const PORTAL = '<!doctype html><title>Sign in to the hotel</title>';

const FAULTS: [name: string, spoil: Spoil][] = [
  ['never answers', () => undefined],
  [
    'one octet every 0.4 s',
    (octets, response) => {
      response.writeHead(200, { 'Content-Type': 'application/dns-message' });
      let sent = 0;
      const timer = setInterval(() => response.write(octets.subarray(sent, (sent += 1))), DRIPS_EVERY);
      response.on('close', () => clearInterval(timer));
    },
  ],
  ['connection reset at once', (_, response) => response.socket?.destroy()],
  [
    'connection reset in the answer',
    (octets, response) => {
      response.writeHead(200, { 'Content-Type': 'application/dns-message', 'Content-Length': octets.length });
      response.write(octets.subarray(0, octets.length / 2), () => response.socket?.destroy());
    },
  ],
  ['HTTP 400', http(400)],
  ['HTTP 403', http(403)],
  ['HTTP 429, Retry-After', http(429, { 'Retry-After': '30' })],
  ['HTTP 500', http(500)],
  ['HTTP 503, Retry-After', http(503, { 'Retry-After': '30' })],
  ['captive portal, a page', http(200, { 'Content-Type': 'text/html' }, PORTAL)],
  ['captive portal, a redirect', http(302, { Location: 'http://127.0.0.1:9/sign-in' })],
  [
    'right answer of the wrong type',
    (octets, response) => {
      response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
      response.end(octets);
    },
  ],
  ['empty body', patched(() => Buffer.alloc(0))],
  ['cut in the header', patched((octets) => octets.subarray(0, 11))],
  ['cut in the last record', patched((octets) => octets.subarray(0, octets.length - 3))],
  ['random octets', patched((octets) => octets.map((_, at) => (at * 151 + 89) & 255) as Buffer)],
  ['a count of 65,535 answers', patched((octets) => (octets.writeUInt16BE(65_535, 6), octets))],
  ['name that points at itself', pointerLoop],
  ['longer than any DNS message', patched((octets) => Buffer.concat([octets, Buffer.alloc(70_000)]))],
  ['answer to another name', changed(() => ({ questions: [{ type: 'TXT', name: 'elsewhere.example' }] }))],
  ['a question sent back', changed(({ flags = 0 }) => ({ type: 'query', flags, answers: [] }))],
  [
    'marked as cut (TC), without records',
    changed(({ flags = 0 }) => ({ flags: flags | packet.TRUNCATED_RESPONSE, answers: [] })),
  ],
  ['aliases, 60 in a row', longChain],
  ['SERVFAIL', setRcode(2)],
  ['REFUSED', setRcode(5)],
  ['"no such name" to everything', setRcode(3)],
  ['the truth, 6 s late', (octets, response) => void setTimeout(() => sendAnswer(octets, response), 6000)],
];

interface Seen {
  verdict: string;
  code: string;
  ms: number;
}

const toSeen = ({ verdict, findings }: Report, ms: number): Seen => ({ verdict, code: findings[0]?.code ?? '', ms });

async function auditAt(resolvers: string[]): Promise<Seen> {
  const settings = { ...settingsItem.parse({}), resolvers };
  const start = performance.now();
  const input = { from: `hello@${DOMAIN}`, esp: 'mailchimp' as const };
  const report = await auditReport(input, toolsFor(settings, true));
  return toSeen(report, performance.now() - start);
}

interface Run {
  alone: Seen;
  beside: Seen;
  after: Seen;
}

async function runFault(zone: Zone, spoil: Spoil): Promise<Run> {
  const [faulty, healthy] = [await startFaultyResolver(zone, spoil), await startFaultyResolver(zone, sendAnswer)];
  try {
    const alone = await auditAt([faulty.url]);
    const beside = await auditAt([faulty.url, healthy.url]);
    faulty.spoil = null;
    return { alone, beside, after: await auditAt([faulty.url]) };
  } finally {
    await Promise.all([faulty.close(), healthy.close()]);
  }
}

const runs = new Map<string, { repaired: Run; broken: Run }>();

/** Those that only wait run beside the others, which run one after another: on a busy machine they would wait too. */
const SLOW = /^(?:never answers|one octet|the truth)/;

beforeAll(async () => {
  const see = async ([name, spoil]: (typeof FAULTS)[number]) => {
    runs.set(name, { repaired: await runFault(REPAIRED, spoil), broken: await runFault(BROKEN, spoil) });
  };
  const waiting = FAULTS.filter(([name]) => SLOW.test(name)).map(see);
  for (const fault of FAULTS.filter(([name]) => !SLOW.test(name))) await see(fault);
  await Promise.all(waiting);
}, 120_000);

const runOf = (name: string) => {
  const found = runs.get(name);
  if (!found) throw new Error(`${name} did not run`);
  return found;
};

describe.each(FAULTS.map(([name]) => name))('a resolver: %s', (name) => {
  it('turns nothing red, and nothing green', () => {
    const { repaired, broken } = runOf(name);
    for (const { verdict } of [repaired.alone, repaired.beside]) expect(verdict).toMatch(/^(?:pass|warn|unknown)$/);
    for (const { verdict } of [broken.alone, broken.beside]) expect(verdict).toMatch(/^(?:fail|unknown)$/);
  });

  it('ends within the budget', () => {
    const { repaired, broken } = runOf(name);
    for (const { ms } of [repaired.alone, repaired.beside, broken.alone, broken.beside])
      expect(ms).toBeLessThan(12_000);
  });

  it('is forgotten once it answers again', () => {
    const { repaired, broken } = runOf(name);
    expect(repaired.after.verdict).toBe('pass');
    expect(broken.after.verdict).toBe('fail');
  });
});

const SAYS: Record<string, string> = { pass: 'the truth', fail: 'the truth' };

const toCell = ({ verdict, code }: Seen): string =>
  SAYS[verdict] ?? `${verdict === 'warn' ? 'a warning' : 'can’t tell'} (\`${code}\`)`;

function toTable(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const toLine = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [toLine(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(toLine)].join('\n');
}

it('is written down as it was seen', async () => {
  const rows = FAULTS.map(([name]) => {
    const { repaired, broken } = runOf(name);
    return [name, toCell(repaired.alone), toCell(broken.alone), toCell(repaired.beside), toCell(broken.beside)];
  });
  const head = [
    'the resolver',
    'alone, records right',
    'alone, records missing',
    'beside another, right',
    'beside another, missing',
  ];
  const page = `# What goes wrong on the way to DNS, and what is seen then

Written by \`tests/conformance/resolver-faults.test.ts\`, which makes each fault happen between the worker's own modules and
resolvers on real sockets: over a domain whose records are right (the truth is "will be accepted") and over one whose records
are missing (the truth is "will be refused"), with the faulty resolver as the only one and with a second one beside it. A
changed row fails the test; \`vitest run -u\` writes it anew.

Nothing turned red or green that is not, every audit ended within its budget of 8 s, nothing was lost, and the first audit after
the fault said the truth. Where the verdict is "can't tell", the worker asks again by itself, sooner first and then later
and later, and at once when the network is back or somebody looks (\`tests/unit/background/tab-machine.test.ts\`).

${toTable([head, ...rows])}
`;
  await expect(page).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/reliability.md'));
});
