import { describe, expect, it } from 'vitest';
import { ESP_SIDE, RSA_2048, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';
import { auditDkim, type DkimQuestion } from '../../helpers/dkim-audit.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const KEY = { TXT: [toKeyRecord(RSA_2048)] };
const at = (domain: string, zone: Zone, question: DkimQuestion) =>
  auditDkim({ ...ESP_SIDE, 'brand.test': { A: '192.0.2.1' }, ...zone }, domain, question);

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

  it("does not know whether a key verifies that was made for another domain's connection", async () => {
    const found = await at('brand.test', hubspotPair('-777', 'another-test'), { esp: 'hubspot', account: '777' });
    expect(found.findings).toMatchObject([
      { code: 'esp.other-account', severity: 'unknown', params: { selector: 'hs1-777', reason: 'account' } },
      { code: 'esp.other-account', severity: 'unknown', params: { selector: 'hs2-777' } },
    ]);
    expect(found.setUp).toBe('unknown');
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
