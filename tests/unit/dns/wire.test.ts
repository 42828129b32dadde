import * as fc from 'fast-check';
import packet, { type Answer } from 'dns-packet';
import { expect, test } from 'vitest';
import { createDohResolver } from '../../../lib/dns/doh.ts';
import { decodeMessage, encodeQuery } from '../../../lib/dns/wire.ts';

const records: Answer[] = [
  { type: 'CNAME', name: 'k2._domainkey.brand.test', data: 'dkim2.esp.test', ttl: 300 },
  { type: 'TXT', name: 'dkim2.esp.test', data: ['v=DKIM1; ', `p=${'A'.repeat(200)}`], ttl: 300 },
  { type: 'MX', name: 'brand.test', data: { preference: 10, exchange: 'mx.brand.test' }, ttl: 300 },
  { type: 'AAAA', name: 'brand.test', data: '2001:db8::1', ttl: 300 },
];
const soa: Answer = { type: 'SOA', name: 'test', data: { mname: 'a.test', rname: 'b.test' }, ttl: 60 };
const question = { name: 'k2._domainkey.brand.test', type: 'TXT' } as const;
const message = new Uint8Array(
  packet.encode({ type: 'response', questions: [question], answers: records, authorities: [soa] }),
);

const outcomes = [
  'answer',
  'no-such-name',
  'no-such-type',
  'server-failure',
  'refused',
  'timeout',
  'http-error',
  'not-dns',
];

async function outcomeOf(body: Uint8Array): Promise<string> {
  const resolver = createDohResolver('https://resolver.test/dns-query', {
    fetch: () =>
      Promise.resolve(new Response(new Uint8Array(body), { headers: { 'content-type': 'application/dns-message' } })),
  });
  return (await resolver.ask(question)).outcome;
}

test('random octets never throw and are never an answer about the name', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (octets) => {
      expect(['not-dns', 'server-failure', 'refused']).toContain(await outcomeOf(octets));
    }),
    { numRuns: 2000 },
  );
});

test('a mutated answer never throws, whatever it then says', async () => {
  const change = fc.record({ at: fc.nat({ max: message.length - 1 }), value: fc.nat({ max: 255 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
      const mutated = message.slice();
      for (const { at, value } of changes) mutated[at] = value;
      expect(outcomes).toContain(await outcomeOf(mutated));
    }),
    { numRuns: 3000 },
  );
});

test('an answer that was cut anywhere is no answer', async () => {
  expect(await outcomeOf(message)).toBe('answer');
  const cuts = Array.from({ length: message.length }, (_, length) => message.subarray(0, length));
  const heard = await Promise.all(cuts.map(outcomeOf));
  expect([...new Set(heard)]).toEqual(['not-dns']);
});

test('any text comes back as it was published, whatever strings it was split into', () => {
  const parts = fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(parts, (texts) => {
      const answers: Answer[] = [{ type: 'TXT', name: 'brand.test', data: [...texts], ttl: 1 }];
      const octets = new Uint8Array(packet.encode({ type: 'response', questions: [question], answers }));
      expect(decodeMessage(octets)?.answers).toMatchObject([
        { data: Buffer.concat(texts.map((text) => Buffer.from(text))).toString() },
      ]);
    }),
  );
});

test('a query survives its own encoding', () => {
  const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9-]{0,20}[a-z0-9])?$/);
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 8 }), (labels) => {
      const name = labels.join('.');
      expect(packet.decode(Buffer.from(encodeQuery(name, 'MX'))).questions).toEqual([
        { name, type: 'MX', class: 'IN' },
      ]);
    }),
  );
});

/** As many records as fit, each named by a chain of compression pointers as long as they can be made. */
function pointerBomb(most: number): Uint8Array {
  const bomb = Buffer.alloc(65_535);
  const longest = 16_300;
  bomb.writeUInt16BE(0x8180, 2);
  let at = 12;
  const record = (name: Uint8Array, length: number) => {
    bomb.set(name, at);
    bomb.writeUInt16BE(10, at + name.length);
    bomb.writeUInt16BE(1, at + name.length + 2);
    bomb.writeUInt16BE(length, at + name.length + 8);
    at += name.length + 10;
  };
  record(new Uint8Array(1), longest);
  let target = 12;
  for (let offset = at; offset + 2 < Math.min(at + longest, 16_380); offset += 2) {
    bomb.writeUInt16BE(0xc000 | target, offset);
    target = offset;
  }
  at += longest;
  let count = 1;
  for (; at + 12 <= bomb.length && count < most; count += 1)
    record(Uint8Array.of(0xc0 | (target >> 8), target & 0xff), 0);
  bomb.writeUInt16BE(count, 6);
  return bomb.subarray(0, at);
}

test('compression pointers cannot be made to cost time', () => {
  const started = performance.now();
  expect(decodeMessage(pointerBomb(10_000))).toBeNull();
  expect(performance.now() - started).toBeLessThan(5000);
  decodeMessage(pointerBomb(512));
  expect(performance.now() - started).toBeLessThan(5000);
});
