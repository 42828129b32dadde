import { describe, expect, it } from 'vitest';
import { ESP_SIDE, RSA_2048, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';
import { auditDkim, type DkimQuestion } from '../../helpers/dkim-audit.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const klaviyo = (zone: Zone, domain = 'brand.test', question: Omit<DkimQuestion, 'esp'> = {}) =>
  auditDkim({ ...ESP_SIDE, 'brand.test': { A: '192.0.2.1' }, ...zone }, domain, { esp: 'klaviyo', ...question });

const SEND = { 'send.brand.test': { CNAME: '4711.klaviyodns.com' } };
const DELEGATED = {
  NS: ['ns1.klaviyo.com', 'ns2.klaviyo.com', 'ns3.klaviyo.com', 'ns4.klaviyo.com'],
  TXT: ['v=spf1 include:spf.klaviyodns.com ~all'],
};
const MARK = { A: '192.0.2.1', TXT: ['v=spf1 -all', 'klaviyo-site-verification=AbC123'] };
const pair = (one: string, two: string, domain = 'brand.test', separator = '._domainkey'): Zone => ({
  [`${one}._domainkey.${domain}`]: { CNAME: `${one}${separator}.4711.klaviyodns.com` },
  [`${two}._domainkey.${domain}`]: { CNAME: `${two}${separator}.4711.klaviyodns.com` },
});

describe('static routing: keys at the root', () => {
  it.each([
    ['km1', 'km2', '._domainkey'],
    ['mtd1', 'mtd2', '._domainkey'],
    ['kl', 'kl2', '.domainkey'],
  ])('takes the pair %s, %s', async (one, two, separator) => {
    const found = await klaviyo({ ...SEND, ...pair(one, two, 'brand.test', separator) });
    expect(found.setUp).toBe('complete');
    expect(found.codes).toEqual([]);
    expect(found.signers).toEqual([
      { domain: 'brand.test', selector: one },
      { domain: 'brand.test', selector: two },
    ]);
    expect(found.sendingSubdomain).toBe('send.brand.test');
    expect(Object.keys(found.states)).toEqual([one, two]);
  });

  it('knows the keys in its former SendGrid account as an older set-up', async () => {
    const found = await klaviyo({
      'kl._domainkey.brand.test': { CNAME: 'kl.domainkey.u161779.wl030.sendgrid.net' },
      'kl2._domainkey.brand.test': { CNAME: 'kl2.domainkey.u161779.wl030.sendgrid.net' },
      'send.brand.test': { CNAME: 'u161779.wl030.sendgrid.net' },
    });
    expect(found.setUp).toBe('complete');
    expect(found.findings).toMatchObject([{ code: 'esp.old-setup', severity: 'info' }]);
  });

  it('says that it has left that account where nothing stands there any more', async () => {
    const found = await klaviyo({
      'kl._domainkey.brand.test': { CNAME: 'kl.domainkey.u161779.wl030.sendgrid.net' },
      'kl2._domainkey.brand.test': { CNAME: 'kl2.domainkey.u161779.wl030.sendgrid.net' },
      'kl.domainkey.u161779.wl030.sendgrid.net': {},
      'kl2.domainkey.u161779.wl030.sendgrid.net': {},
    });
    expect(found.codes).toEqual(['dkim.dangling', 'dkim.dangling', 'esp.other-account', 'esp.other-account']);
    expect(found.get('esp.other-account')[0]).toMatchObject({ severity: 'warn', params: { reason: 'retired' } });
  });

  it('calls the sending subdomain without keys not set up', async () => {
    const found = await klaviyo(SEND);
    expect(found.setUp).toBe('none');
    expect(found.codes).toEqual(['dkim.not-set-up']);
    expect(found.get('dkim.not-set-up')[0]?.params).toMatchObject({ selectors: ['km1', 'km2'] });
    expect(found.get('dkim.not-set-up')[0]?.params.targets).toEqual([
      '<in Klaviyo: Settings > Domains>',
      '<in Klaviyo: Settings > Domains>',
    ]);
  });

  it('also with the verification beside it: the subdomain is known', async () => {
    const found = await klaviyo({ 'brand.test': MARK, ...SEND });
    expect(found.setUp).toBe('none');
  });

  it.each([['kt'], ['ks']])('the %s pair is for other mail, and does not sign a campaign', async (letters) => {
    const found = await klaviyo({ 'brand.test': MARK, ...pair(`${letters}1`, `${letters}2`) });
    expect(found.setUp).toBe('none');
    expect(found.codes).toEqual(['dkim.not-set-up']);
    expect(found.signers).toEqual([]);
  });

  it('calls one of a pair partly set up', async () => {
    const found = await klaviyo({
      ...SEND,
      'km1._domainkey.brand.test': { CNAME: 'km1._domainkey.4711.klaviyodns.com' },
    });
    expect(found.setUp).toBe('partly');
    expect(found.get('dkim.partly-set-up')).toMatchObject([{ params: { present: ['km1'], missing: ['km2'] } }]);
  });

  it('warns of a key that belongs to another account than the sending subdomain', async () => {
    const found = await klaviyo({
      ...SEND,
      'km1._domainkey.brand.test': { CNAME: 'km1._domainkey.4711.klaviyodns.com' },
      'km2._domainkey.brand.test': { CNAME: 'km2._domainkey.815.klaviyodns.com' },
    });
    expect(found.findings).toMatchObject([
      {
        code: 'esp.other-account',
        severity: 'warn',
        subject: 'km2._domainkey.brand.test',
        params: { esp: 'Klaviyo', selector: 'km2', target: 'km2._domainkey.815.klaviyodns.com', reason: 'account' },
      },
    ]);
  });

  it('does not measure keys that work by a sending subdomain that leads to nothing any more', async () => {
    const found = await klaviyo({ ...pair('km1', 'km2'), 'send.brand.test': { CNAME: '99.klaviyodns.com' } });
    expect(found.setUp).toBe('complete');
    expect(found.codes).not.toContain('esp.other-account');
  });

  it("names a guide's invention, and a sibling's target", async () => {
    const found = await klaviyo({
      'km1._domainkey.brand.test': { CNAME: 'dkim.klaviyomail.com' },
      'km2._domainkey.brand.test': { CNAME: 'km1._domainkey.4711.klaviyodns.com' },
    });
    expect(found.get('dkim.wrong-target')).toMatchObject([
      { severity: 'leg', params: { selector: 'km1', reason: 'bad-guide' } },
      { severity: 'leg', params: { selector: 'km2', reason: 'other' } },
    ]);
  });

  it.each([
    ['km1._domainkey.4711.klavyodns.com', 'misspelt'],
    ['km1._domainkey.4711.klaviyodns.com.brand.test', 'own-domain-appended'],
  ])('names %s', async (target, reason) => {
    const found = await klaviyo({ 'km1._domainkey.brand.test': { CNAME: target } });
    expect(found.get('dkim.wrong-target')).toMatchObject([{ params: { reason } }]);
  });

  it.each([
    ['km1._domainkey.brand.test.brand.test', 'dkim.doubled-name'],
    ['km1.domainkey.brand.test', 'dkim.misnamed'],
    ['klaviyo1._domainkey.brand.test', 'dkim.misnamed'],
  ])('finds %s', async (name, code) => {
    const found = await klaviyo({ 'brand.test': MARK, [name]: { CNAME: 'km1._domainkey.4711.klaviyodns.com' } });
    expect(found.setUp).toBe('none');
    expect(found.codes).toEqual(['dkim.not-set-up', code]);
  });
});

describe('dynamic routing: a delegated subdomain', () => {
  it.each([['send'], ['email'], ['klv'], ['envoi'], ['hello']])(
    'takes keys below %s, which sign as the subdomain',
    async (label) => {
      const sub = `${label}.brand.test`;
      const found = await klaviyo({
        [sub]: DELEGATED,
        [`mtd1._domainkey.${sub}`]: { TXT: [toKeyRecord(RSA_2048)] },
        [`mtd2._domainkey.${sub}`]: { CNAME: 'mtd2._domainkey.4711.klaviyodns.com' },
      });
      expect(found.setUp).toBe('complete');
      expect(found.signers[0]).toEqual({ domain: sub, selector: 'mtd1' });
      expect(found.sendingSubdomain).toBe(sub);
      expect(found.keys[0]?.domain).toBe(sub);
      expect(found.codes).toEqual([]);
    },
  );

  it('calls a delegation without any key not set up', async () => {
    expect((await klaviyo({ 'send.brand.test': DELEGATED })).setUp).toBe('none');
  });

  it('says unknown where the delegated zone has keys of other names', async () => {
    const found = await klaviyo({
      'send.brand.test': DELEGATED,
      'new1._domainkey.send.brand.test': { TXT: [toKeyRecord(RSA_2048)] },
    });
    expect(found.setUp).toBe('unknown');
    expect(found.codes).toEqual(['dkim.no-known-selector']);
    expect(found.open).toMatchObject([{ name: '_domainkey.send.brand.test' }]);
  });

  it('says unknown where the delegation does not answer', async () => {
    const found = await klaviyo({ 'send.brand.test': { NS: DELEGATED.NS, rcode: 'SERVFAIL' } });
    expect(found.setUp).toBe('unknown');
    expect(found.open).toContainEqual({ name: 'send.brand.test', type: 'NS', leg: 'dkim' });
  });

  it('finds keys below a name that shows no other trace of Klaviyo', async () => {
    const found = await klaviyo({ 'mail.brand.test': { A: '192.0.2.3' }, ...pair('mtd1', 'mtd2', 'mail.brand.test') });
    expect(found.setUp).toBe('complete');
    expect(found.signers[0]?.domain).toBe('mail.brand.test');
  });

  it('tries the other candidates only where the likely ones have no keys, each once', async () => {
    const nothing = await klaviyo({});
    expect(nothing.asked.filter((question) => question.endsWith('.brand.test NS'))).toHaveLength(16);
    const found = await klaviyo({ ...SEND, ...pair('km1', 'km2') });
    expect(found.asked.filter((question) => question.endsWith(' NS'))).toHaveLength(3);
    expect(found.asked.filter((question) => question.includes('_domainkey.email.'))).toEqual([]);
  });

  it('does not take a wildcard for sixteen sending subdomains', async () => {
    const found = await klaviyo({ '*.brand.test': { A: '192.0.2.9' } });
    expect(found.setUp).toBe('none');
    expect(found.asked.length).toBeLessThan(120);
  });

  it('finds the one that is there under such a wildcard', async () => {
    const found = await klaviyo({ '*.brand.test': { A: '192.0.2.9' }, ...pair('mtd1', 'mtd2', 'mail.brand.test') });
    expect(found.setUp).toBe('complete');
    expect(found.signers[0]?.domain).toBe('mail.brand.test');
  });

  it('finds keys below an alias only where the root has none', async () => {
    const below = pair('mtd1', 'mtd2', 'send.brand.test');
    expect((await klaviyo({ ...SEND, ...below })).signers[0]?.domain).toBe('send.brand.test');
    const root = await klaviyo({ ...SEND, ...below, ...pair('km1', 'km2') });
    expect(root.signers.map(({ domain }) => domain)).toEqual(['brand.test', 'brand.test']);
  });
});

describe('set-up that was begun somewhere', () => {
  it('verification without any key leaves it unknown, and asks', async () => {
    const found = await klaviyo({ 'brand.test': MARK });
    expect(found.setUp).toBe('unknown');
    expect(found.codes).toEqual(['dkim.no-known-selector']);
    expect(found.open).toMatchObject([{ name: 'brand.test', type: 'TXT', leg: 'dkim' }]);
    expect(found.states).toEqual({ km1: 'unknown', km2: 'unknown' });
  });

  it('uses the subdomain that a settings page has shown', async () => {
    const zone = { 'brand.test': MARK, ...pair('mtd1', 'mtd2', 'promo.brand.test') };
    const observed = {
      source: 'settings' as const,
      at: 0,
      returnPath: null,
      dkim: [{ domain: 'promo.brand.test', selector: 'mtd1', passed: false }],
    };
    expect((await klaviyo(zone)).setUp).toBe('unknown');
    const found = await klaviyo(zone, 'brand.test', { observed });
    expect(found.setUp).toBe('complete');
    expect(found.signers).toEqual([
      { domain: 'promo.brand.test', selector: 'mtd1' },
      { domain: 'promo.brand.test', selector: 'mtd2' },
    ]);
  });

  it('lets a test message decide between root and subdomain', async () => {
    const zone = { 'send.brand.test': DELEGATED, ...pair('mtd1', 'mtd2', 'send.brand.test'), ...pair('km1', 'km2') };
    expect((await klaviyo(zone)).signers.map(({ domain }) => domain)).toContain('brand.test');
    const observed = {
      source: 'message' as const,
      at: 0,
      returnPath: 'bounces@send.brand.test',
      dkim: [{ domain: 'send.brand.test', selector: 'mtd2', passed: true }],
    };
    const found = await klaviyo(zone, 'brand.test', { observed });
    expect(new Set(found.signers.map(({ domain }) => domain))).toEqual(new Set(['send.brand.test']));
  });
});

describe('From at a subdomain', () => {
  it('takes keys at the root, at the From, and at sending subdomains below both', async () => {
    for (const domain of ['brand.test', 'shop.brand.test', 'send.shop.brand.test', 'send.brand.test']) {
      const zone = { 'send.brand.test': DELEGATED, 'send.shop.brand.test': DELEGATED, ...pair('km1', 'km2', domain) };
      const found = await klaviyo(zone, 'shop.brand.test');
      expect(found.setUp).toBe('complete');
      expect(found.signers[0]?.domain).toBe(domain);
    }
  });
});
