import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkDkim } from '../../../lib/audit/dkim/check.ts';
import type { DnsAnswer, RecordType } from '../../../lib/dns/resolver.ts';
import { ESP_IDS } from '../../../lib/esp/esp-id.ts';
import { findEspById } from '../../../lib/esp/registry.ts';
import { RSA_1024, RSA_2048, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';

/** More than any audit needs: what a zone may drive the search to. */
const MOST_QUESTIONS = 700;

const name = fc.oneof(
  fc.constantFrom(
    'dkim2.mcsv.net',
    'dkim3.mcsv.net',
    'dkim2.mcsv.net.brand.test',
    'km1._domainkey.4711.klaviyodns.com',
    '4711.klaviyodns.com',
    'ns1.klaviyo.com',
    'brand-test.hs04a.dkim.hubspotemail.net',
    'https://dkim2.mcsv.net/',
    'k2._domainkey.brand.test',
    '',
    '.',
  ),
  fc.string({ maxLength: 80 }),
);
const text = fc.oneof(
  fc.constantFrom(
    toKeyRecord(RSA_2048),
    toKeyRecord(RSA_1024),
    'v=DKIM1; p=',
    'v=spf1 -all',
    'dkim2.mcsv.net',
    'klaviyo-site-verification=AbC123',
  ),
  fc.string({ maxLength: 400 }),
  fc.constantFrom('p='.repeat(30_000), ';'.repeat(60_000), `v=DKIM1; p=${'A'.repeat(60_000)}`),
);
const reply = fc.oneof(
  fc.record({
    outcome: fc.constant('answer'),
    records: fc.array(fc.oneof(text, name), { minLength: 1, maxLength: 4 }),
    aliases: fc.array(name, { maxLength: 3 }),
  }),
  fc.record({ outcome: fc.constantFrom('no-such-name', 'no-such-type'), aliases: fc.array(name, { maxLength: 3 }) }),
  fc.record({ outcome: fc.constantFrom('server-failure', 'refused', 'timeout', 'http-error', 'not-dns') }),
);

const seed = (question: string): number =>
  Array.from(question).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);

it('takes any answers at all: no throw, a bound on the questions, and nothing red that DNS did not say', async () => {
  const property = fc.asyncProperty(
    fc.constantFrom(...ESP_IDS),
    fc.constantFrom('brand.test', 'news.brand.test', 'a.b.c.d.e.brand.test'),
    fc.array(reply, { minLength: 1, maxLength: 6 }),
    fc.array(fc.string({ maxLength: 30 }), { maxLength: 3 }),
    async (id, domain, replies, selectors) => {
      const asked = new Set<string>();
      const facts = await checkDkim({
        domain,
        registrableDomain: 'brand.test',
        esp: findEspById(id)?.sending ?? null,
        mode: 'campaign',
        account: '777',
        selectors,
        observed: null,
        full: true,
        randomLabel: 'nobody',
        ask<T extends RecordType>(at: string, type: T) {
          asked.add(`${type} ${at}`);
          const common = {
            question: { name: at, type },
            resolver: 'x',
            at: 0,
            ttl: 1,
            authenticated: false,
            octets: 1,
          };
          const picked = replies[seed(`${type} ${at}`) % replies.length];
          return Promise.resolve({ ...common, reason: null, status: null, ...picked } as unknown as DnsAnswer<T>);
        },
      });
      const isSilent = replies.every(({ outcome }) => !['answer', 'no-such-name', 'no-such-type'].includes(outcome));
      const isRed = facts.findings.some(({ severity }) => severity === 'fail' || severity === 'leg');
      return asked.size < MOST_QUESTIONS && !(isSilent && (isRed || facts.setUp === 'none'));
    },
  );
  await expect(fc.assert(property, { numRuns: 300 })).resolves.toBeUndefined();
});
