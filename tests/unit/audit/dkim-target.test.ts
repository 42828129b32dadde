import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPastedTarget, judgeTarget, withoutOwnDomain } from '../../../lib/audit/dkim/target.ts';
import { ESPS } from '../../../lib/esp/registry.ts';
import type { EspSending, ExpectedSelector } from '../../../lib/esp/sending.ts';

const all = ESPS.map(({ sending }) => sending);
const selectorsOf = (esp: EspSending): ExpectedSelector[] =>
  esp
    .generations({ domain: 'brand.test', account: '777' })
    .flatMap(({ selectors, alternates = [] }) => [...selectors, ...alternates]);

const judge = (esp: EspSending, expected: ExpectedSelector, ...chain: string[]) =>
  judgeTarget(chain, {
    esp,
    expected,
    siblings: selectorsOf(esp),
    otherEsps: all.filter((other) => other !== esp),
    ownDomains: ['brand.test'],
  });

/** One target that each ESP really hands out, beside the pattern that stands in its folder. */
const REAL: Record<string, string> = {
  k2: 'dkim2.mcsv.net',
  'hs1-777': 'brand-test.hs04a.dkim.hubspotemail.net',
  km1: 'km1._domainkey.4711.klaviyodns.com',
  mtd2: 'mtd2._domainkey.4711.klaviyodns.com',
  kl: 'kl.domainkey.4711.klaviyodns.com',
  brevo1: 'b1.brand-test.dkim.brevo.com',
  s1: 's1.domainkey.u42.wl7.sendgrid.net',
  ctct1: '100._domainkey.dkim1.ccsend.com',
  cka: 'dkim.dm-1a2b3.sg7.convertkit.com',
  litesrv: 'litesrv._domainkey.mlsend.com',
  pdk1: 'pdk1._domainkey.0a1b2.dkim1.mailgun.com',
  intercom: '0f8fad5b-d9cb-469f-a165-70867728950e.dkim.intercom.io',
  acdkim1: 'dkim.acdkim1.acems1.com',
};

const cases = all.flatMap((esp) =>
  selectorsOf(esp).flatMap((expected) => {
    const target = REAL[expected.selector];
    return target === undefined || expected.type === 'TXT' ? [] : [{ esp, expected, target, name: expected.selector }];
  }),
);

describe.each(cases)("$name's CNAME", ({ esp, expected, target }) => {
  it('is right where it leads to what the ESP hands out', () => {
    expect(judge(esp, expected, target)).toBeNull();
    expect(judge(esp, expected, 'keys.brand.test', target)).toBeNull();
  });

  it.each([
    ['with the own domain behind it', (text: string) => `${text}.brand.test`, 'own-domain-appended'],
    ['as a web address', (text: string) => `https://${text}`, 'url'],
    ['with a slash behind it', (text: string) => `${text}/`, 'url'],
    ['with the zone misspelt', (text: string) => text.replace(/(\w)(\.\w+)$/, '$1x$2'), 'misspelt'],
    ['at a stranger', () => 'keys.example.net', 'other'],
  ])('is wrong %s', (_, mangle, reason) => {
    expect(judge(esp, expected, mangle(target))?.reason).toBe(reason);
  });

  it("is wrong at another ESP's", () => {
    const other = cases.find((each) => each.esp !== esp && !each.esp.isOwnTarget.test(target));
    expect(judge(esp, expected, other?.target ?? '')).toMatchObject({
      reason: 'other-esp',
      otherEsp: expect.any(String) as string,
    });
  });

  it('was meant where its target stands in a text', () => {
    expect(findPastedTarget(target, { esp, expected })).toBe(target);
    expect(findPastedTarget(`"${target.toUpperCase()}."`, { esp, expected })).toBe(target);
    expect(findPastedTarget(`${expected.selector}._domainkey IN CNAME ${target}.`, { esp, expected })).toBe(target);
  });
});

it('takes no sentence and no other record for a target', () => {
  const [{ esp, expected }] = cases as [(typeof cases)[0]];
  for (const text of ['v=spf1 include:servers.mcsv.net', 'see www.example.com or mail.example.com', 'hello', ''])
    expect(findPastedTarget(text, { esp, expected })).toBeNull();
});

it('takes the own domain off as often as it stands there, and never the whole name', () => {
  expect(withoutOwnDomain('a.b.brand.test.brand.test', ['brand.test'])).toBe('a.b');
  expect(withoutOwnDomain('brand.test', ['brand.test'])).toBeNull();
  expect(withoutOwnDomain('x.otherbrand.test', ['brand.test'])).toBeNull();
});

it('judges any name without a throw, and in time', () => {
  const name = fc.oneof(
    fc.string(),
    fc.domain(),
    fc.constantFrom('a.'.repeat(5000), '-'.repeat(20_000), `${'dkim.'.repeat(3000)}brand.test`),
  );
  const property = fc.property(
    fc.array(name, { minLength: 1, maxLength: 12 }),
    fc.constantFrom(...cases),
    (chain, { esp, expected }) => {
      const started = performance.now();
      judge(esp, expected, ...chain);
      for (const text of chain) findPastedTarget(text, { esp, expected });
      return performance.now() - started < 5000;
    },
  );
  expect(() => fc.assert(property, { numRuns: 200 })).not.toThrow();
});
