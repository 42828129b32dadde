import { describe, expect, it } from 'vitest';
import type { EspId } from '../../../lib/esp/esp-id.ts';
import { ESP_SIDE, RSA_2048, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';
import { auditDkim, type DkimQuestion } from '../../helpers/dkim-audit.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const BRAND = { 'brand.test': { A: '192.0.2.1' } };
const KEY = { TXT: [toKeyRecord(RSA_2048)] };
const at = (domain: string, zone: Zone, question: DkimQuestion) =>
  auditDkim({ ...ESP_SIDE, ...BRAND, ...zone }, domain, question);

const hubspotPair = (suffix: string, account = 'brand-test', domain = 'brand.test'): Zone => ({
  [`hs1${suffix}._domainkey.${domain}`]: { CNAME: `${account}.hs04a.dkim.hubspotemail.net` },
  [`hs2${suffix}._domainkey.${domain}`]: { CNAME: `${account}.hs04b.dkim.hubspotemail.net` },
});

describe('HubSpot', () => {
  it("takes this portal's pair", async () => {
    const found = await at('brand.test', hubspotPair('-777'), { esp: 'hubspot', account: '777' });
    expect(found.setUp).toBe('complete');
    expect(found.codes).toEqual([]);
    expect(found.states).toEqual({ 'hs1-777': 'ok', 'hs2-777': 'ok' });
  });

  it('takes the pair without a portal although one is given', async () => {
    const found = await at('brand.test', hubspotPair(''), { esp: 'hubspot', account: '777' });
    expect(found.setUp).toBe('complete');
    expect(found.findings.every(({ severity }) => severity === 'info')).toBe(true);
    expect(found.states).toEqual({ hs1: 'ok', hs2: 'ok' });
  });

  it("another portal's pair is not this one's", async () => {
    const found = await at('brand.test', hubspotPair('-888'), { esp: 'hubspot', account: '777' });
    expect(found.setUp).toBe('none');
    expect(found.get('dkim.not-set-up')[0]?.params).toMatchObject({
      selectors: ['hs1-777', 'hs2-777'],
      targets: ['<in HubSpot: Settings > Domains & URLs > Email sending>', expect.stringContaining('HubSpot')],
    });
  });

  it.each([[null], ['abc']])(
    'without a portal (%s) only asks for the old pair, and leaves its absence open',
    async (account) => {
      const question: DkimQuestion = account === null ? { esp: 'hubspot' } : { esp: 'hubspot', account };
      const absent = await at('brand.test', hubspotPair('-777'), question);
      expect(absent.setUp).toBe('unknown');
      expect(absent.codes).toEqual(['dkim.no-known-selector']);
      expect(absent.open).toMatchObject([{ name: 'hs1._domainkey.brand.test', leg: 'dkim' }]);
      expect(absent.states).toEqual({ hs1: 'unknown', hs2: 'unknown' });
      expect((await at('brand.test', hubspotPair(''), question)).setUp).toBe('complete');
    },
  );

  it("warns where the target was made for another domain's connection", async () => {
    const found = await at('brand.test', hubspotPair('-777', 'another-test'), { esp: 'hubspot', account: '777' });
    expect(found.findings).toMatchObject([
      { code: 'esp.other-account', severity: 'warn', params: { selector: 'hs1-777', reason: 'account' } },
      { code: 'esp.other-account', severity: 'warn', params: { selector: 'hs2-777' } },
    ]);
  });

  it.each([['my-brand-test'], ['my--brand-test']])('knows %s for my-brand.test', async (account) => {
    const zone = {
      ...hubspotPair('-777', account, 'my-brand.test'),
      [`${account}.hs04a.dkim.hubspotemail.net`]: KEY,
      [`${account}.hs04b.dkim.hubspotemail.net`]: KEY,
    };
    const found = await at('my-brand.test', zone, { esp: 'hubspot', account: '777' });
    expect(found.codes).toEqual([]);
  });

  it('wants a for the first selector and b for the second', async () => {
    const zone = {
      'hs1-777._domainkey.brand.test': { CNAME: 'brand-test.hs04b.dkim.hubspotemail.net' },
      'hs2-777._domainkey.brand.test': { CNAME: 'brand-test.hs04a.dkim.hubspotemail.net' },
    };
    const found = await at('brand.test', zone, { esp: 'hubspot', account: '777' });
    expect(found.get('dkim.wrong-target')).toMatchObject([
      { params: { reason: 'other' } },
      { params: { reason: 'other' } },
    ]);
  });

  it('takes the pair of a connected subdomain', async () => {
    const zone = {
      'hs1-777._domainkey.news.brand.test': { CNAME: 'news-brand-test.hs11a.dkim.hubspotemail.net' },
      'hs2-777._domainkey.news.brand.test': { CNAME: 'news-brand-test.hs11b.dkim.hubspotemail.net' },
    };
    const found = await at('news.brand.test', zone, { esp: 'hubspot', account: '777' });
    expect(found.setUp).toBe('complete');
    expect(found.codes).toEqual([]);
  });
});

describe("ESPs whose selectors are the account's own", () => {
  const perAccount: EspId[] = ['ses', 'postmark', 'mailgun', 'sendgrid', 'constantcontact'];

  it.each(perAccount)('K12 %s: not finding one is never red where something lives there', async (esp) => {
    const found = await at('brand.test', { 'google._domainkey.brand.test': KEY }, { esp });
    expect(found.setUp).toBe('unknowable');
    expect(found.findings).toMatchObject([{ code: 'dkim.no-known-selector', severity: 'info' }]);
  });

  it.each(perAccount)('K11 %s: nothing below _domainkey at any of its names is proof', async (esp) => {
    const found = await at('brand.test', {}, { esp });
    expect(found.setUp).toBe('none');
    expect(found.codes).toEqual(['dkim.not-set-up']);
    expect(found.get('dkim.not-set-up')[0]?.params.selectors.length).toBeGreaterThan(0);
  });

  it.each(perAccount)('D2 %s: nor where _domainkey itself does not answer', async (esp) => {
    const found = await at('brand.test', { '_domainkey.brand.test': { rcode: 'SERVFAIL' } }, { esp });
    expect(found.setUp).toBe('unknown');
    expect(found.open).toContainEqual({ name: '_domainkey.brand.test', type: 'TXT', leg: 'dkim' });
  });

  it('K11 looks at the domain above, and at the names that Mailgun is set up with', async () => {
    const above = await at('news.brand.test', { 'x._domainkey.brand.test': KEY }, { esp: 'ses' });
    expect(above.setUp).toBe('unknowable');
    const mg = await at('brand.test', { 'x._domainkey.mg.brand.test': KEY }, { esp: 'mailgun' });
    expect(mg.setUp).toBe('unknowable');
  });

  it("takes Mailgun's pair at its own subdomain", async () => {
    const found = await at(
      'brand.test',
      {
        'pdk1._domainkey.mg.brand.test': { CNAME: 'pdk1._domainkey.0a1b2.dkim1.mailgun.com' },
        'pdk2._domainkey.mg.brand.test': { CNAME: 'pdk2._domainkey.0a1b2.dkim1.mailgun.com' },
        'pdk1._domainkey.0a1b2.dkim1.mailgun.com': KEY,
        'pdk2._domainkey.0a1b2.dkim1.mailgun.com': KEY,
      },
      { esp: 'mailgun' },
    );
    expect(found.setUp).toBe('complete');
    expect(found.signers[0]).toEqual({ domain: 'mg.brand.test', selector: 'pdk1' });
  });

  it("takes an older Mailgun key only where the name is Mailgun's", async () => {
    const key = { 'k1._domainkey.mg.brand.test': KEY };
    expect((await at('brand.test', key, { esp: 'mailgun' })).setUp).toBe('unknowable');
    const spf = { 'mg.brand.test': { TXT: ['v=spf1 include:mailgun.org ~all'] } };
    const found = await at('brand.test', { ...key, ...spf }, { esp: 'mailgun' });
    expect(found.setUp).toBe('complete');
    expect(found.signers).toEqual([{ domain: 'mg.brand.test', selector: 'k1' }]);
  });

  it('judges a faulty record of theirs all the same', async () => {
    const found = await at(
      'brand.test',
      { 's1._domainkey.brand.test': { CNAME: 's1.domainkey.u42.wl7.sendgrid.net.brand.test' } },
      { esp: 'sendgrid' },
    );
    expect(found.setUp).toBe('none');
    expect(found.get('dkim.wrong-target')).toMatchObject([{ params: { reason: 'own-domain-appended' } }]);
  });

  it('a record under a wrong name shows which selectors the account has', async () => {
    const found = await at(
      'brand.test',
      {
        'google._domainkey.brand.test': KEY,
        's1._domainkey.brand.test.brand.test': { CNAME: 's1.domainkey.u42.wl7.sendgrid.net' },
      },
      { esp: 'sendgrid' },
    );
    expect(found.codes).toEqual(['dkim.not-set-up', 'dkim.doubled-name']);
  });

  it("warns of two SendGrid accounts' keys side by side", async () => {
    const found = await at(
      'brand.test',
      {
        's1._domainkey.brand.test': { CNAME: 's1.domainkey.u42.wl7.sendgrid.net' },
        's2._domainkey.brand.test': { CNAME: 's2.domainkey.u43.wl7.sendgrid.net' },
        's2.domainkey.u43.wl7.sendgrid.net': KEY,
      },
      { esp: 'sendgrid' },
    );
    expect(found.findings).toMatchObject([{ code: 'esp.other-account', params: { selector: 's2' } }]);
  });
});

describe("Brevo's TXT key", () => {
  const BREVO =
    'k=rsa;p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDeMVIzrCa3T14JsNY0IRv5/2V1/v2itlviLQBwXsa7shBD6TrBkswsFUToPyMRWC9tbR/5ey0nRBH0ZVxp+lsmTxid2Y2z+FApQ6ra2VsXfbJP3HE6wAO0YTVEJt1TmeczhEd2Jiz/fcabIISgXEdSpTYJhb0ct0VJRxcg4c8c7wIDAQAB';

  it('is known by the key itself', async () => {
    const found = await at('brand.test', { 'mail._domainkey.brand.test': { TXT: [BREVO] } }, { esp: 'brevo' });
    expect(found.setUp).toBe('complete');
    expect(found.codes).toEqual(['dkim.short-key', 'esp.old-setup']);
  });

  it('is known by the mark of the domain', async () => {
    const found = await at(
      'brand.test',
      { 'mail._domainkey.brand.test': KEY, 'brand.test': { TXT: ['brevo-code:0123456789abcdef0123456789abcdef'] } },
      { esp: 'brevo' },
    );
    expect(found.setUp).toBe('complete');
  });

  it("else may be the mail server's", async () => {
    const found = await at('brand.test', { 'mail._domainkey.brand.test': KEY }, { esp: 'brevo' });
    expect(found.setUp).toBe('unknown');
    expect(found.open).toMatchObject([{ name: 'mail._domainkey.brand.test' }]);
  });

  it('names the exact records, which follow from the domain', async () => {
    const found = await at('brand.test', {}, { esp: 'brevo' });
    expect(found.get('dkim.not-set-up')[0]?.params.targets).toEqual([
      'b1.brand-test.dkim.brevo.com',
      'b2.brand-test.dkim.brevo.com',
    ]);
  });
});

describe("Kit's two sets", () => {
  const cka = { CNAME: 'dkim.dm-1a2b3.sg7.convertkit.com' };
  const side = { 'dkim.dm-1a2b3.sg7.convertkit.com': KEY, 'dkim2.dm-9z8y7.sg7.convertkit.com': KEY };

  it('takes the older set for complete', async () => {
    const found = await at('brand.test', { ...side, 'cka._domainkey.brand.test': cka }, { esp: 'kit' });
    expect(found.setUp).toBe('complete');
    expect(found.findings).toMatchObject([{ code: 'esp.old-setup', params: { selectors: ['cka'], add: ['cka2'] } }]);
  });

  it('takes the newer one with different ids', async () => {
    const zone = {
      ...side,
      'cka._domainkey.brand.test': cka,
      'cka2._domainkey.brand.test': { CNAME: 'dkim2.dm-9z8y7.sg7.convertkit.com' },
    };
    expect((await at('brand.test', zone, { esp: 'kit' })).codes).toEqual([]);
  });
});

describe('selectors given by hand', () => {
  it('decide without an ESP like its own', async () => {
    expect((await at('brand.test', { 'a._domainkey.brand.test': KEY }, { selectors: ['a'] })).setUp).toBe('complete');
    const one = await at('brand.test', { 'a._domainkey.brand.test': KEY }, { selectors: ['a', 'b'] });
    expect(one.codes).toEqual(['dkim.partly-set-up']);
    const none = await at('brand.test', {}, { selectors: ['a', 'b'] });
    expect(none.get('dkim.not-set-up')).toMatchObject([
      { params: { esp: null, selectors: ['a', 'b'], targets: [null, null] } },
    ]);
  });

  it.each([
    ['a._domainkey.brand.test.brand.test', 'dkim.doubled-name'],
    ['a.domainkey.brand.test', 'dkim.misnamed'],
  ])('are looked for at %s too', async (name, code) => {
    expect((await at('brand.test', { [name]: KEY }, { selectors: ['a'] })).codes).toEqual(['dkim.not-set-up', code]);
  });

  it('K12 without any, nothing can be said', async () => {
    const found = await at('brand.test', {}, {});
    expect(found.setUp).toBe('unknowable');
    expect(found.findings).toMatchObject([{ code: 'dkim.no-known-selector', severity: 'info', params: { esp: null } }]);
    expect(found.keys).toEqual([]);
  });

  it('are found at the domain above, and shown there once', async () => {
    const found = await at(
      'news.brand.test',
      { 'a._domainkey.brand.test': KEY },
      { selectors: [' A._domainkey.brand.test'] },
    );
    expect(found.setUp).toBe('complete');
    expect(found.keys).toMatchObject([{ domain: 'brand.test', selector: 'a', key: 'ok' }]);
  });

  it('give an account ESP its tokens', async () => {
    const token = 'abcdefghijklmnopqrstuvwxyz234567';
    const zone = {
      [`${token}._domainkey.brand.test`]: { CNAME: `${token}.dkim.amazonses.com` },
      [`${token}.dkim.amazonses.com`]: KEY,
    };
    const found = await at('brand.test', zone, { esp: 'ses', selectors: [token] });
    expect(found.setUp).toBe('complete');
    expect(found.signers).toEqual([{ domain: 'brand.test', selector: token }]);
    const wrong = { [`${token}._domainkey.brand.test`]: { CNAME: `${token}.dkim.amazonses.com.brand.test` } };
    const appended = await at('brand.test', wrong, { esp: 'ses', selectors: [token] });
    expect(appended.get('dkim.wrong-target')).toMatchObject([{ params: { reason: 'own-domain-appended' } }]);
    expect(
      (await at('brand.test', { 'x._domainkey.brand.test': KEY }, { esp: 'ses', selectors: [token] })).codes,
    ).toEqual(['dkim.not-set-up']);
  });

  it('do not make up for keys that an ESP has of its own', async () => {
    const found = await at(
      'brand.test',
      { 'google._domainkey.brand.test': KEY },
      { esp: 'mailchimp', selectors: ['google'] },
    );
    expect(found.setUp).toBe('none');
    expect(found.signers).toEqual([]);
    expect(found.states).toEqual({ k2: 'missing', k3: 'missing', google: 'ok' });
  });

  it('count beside them where they lead to that ESP', async () => {
    const zone = { 'k9._domainkey.brand.test': { CNAME: 'dkim9.mcsv.net' }, 'dkim9.mcsv.net': KEY };
    const found = await at('brand.test', zone, { esp: 'mailchimp', selectors: ['k9'] });
    expect(found.signers).toEqual([{ domain: 'brand.test', selector: 'k9' }]);
  });
});

describe('a test message', () => {
  const observed = (domain: string, selector: string) => ({
    source: 'message' as const,
    at: 0,
    returnPath: 'bounce@mail1.suw14.mcdlv.net',
    dkim: [{ domain, selector, passed: true }],
  });

  it('adds a selector that nobody knew', async () => {
    const question: DkimQuestion = { esp: 'postmark', observed: observed('brand.test', '20260101120000pm') };
    const found = await at('brand.test', { '20260101120000pm._domainkey.brand.test': KEY }, question);
    expect(found.setUp).toBe('complete');
    expect(found.signers).toEqual([{ domain: 'brand.test', selector: '20260101120000pm' }]);
  });

  it("K14 the ESP's own signature adds nothing", async () => {
    const found = await at('brand.test', {}, { esp: 'mailchimp', observed: observed('mailchimpapp.net', 'k2') });
    expect(found.signers).toEqual([]);
    expect(found.setUp).toBe('none');
    expect(found.asked.some((question) => question.includes('mailchimpapp'))).toBe(false);
  });
});
