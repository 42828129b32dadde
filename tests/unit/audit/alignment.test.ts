import { describe, expect, it } from 'vitest';
import { BRAND, brand, klaviyo, mailchimp } from '../../fixtures/zones/brand.ts';
import { RSA_2048, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';
import { auditZone } from '../../helpers/audit-zone.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const KLAVIYO_SERVERS = ['ns1.klaviyo.com', 'ns2.klaviyo.com', 'ns3.klaviyo.com', 'ns4.klaviyo.com'];
const KEY = { TXT: toKeyRecord(RSA_2048) };

/** Klaviyo's dynamic set-up: the sending subdomain is delegated, and signs in its own name. */
const delegated = (more: Zone = {}): Zone => ({
  [`send.${BRAND}`]: { NS: KLAVIYO_SERVERS, A: '192.0.2.7' },
  [`km1._domainkey.send.${BRAND}`]: KEY,
  [`km2._domainkey.send.${BRAND}`]: KEY,
  ...more,
});

const policy = (tags: string) => brand({ dmarc: { TXT: `v=DMARC1; p=reject; ${tags} rua=mailto:dmarc@${BRAND}` } });

describe('alignment of a campaign', () => {
  it('A1: strict needs the very same name, and the finding says so', async () => {
    const report = await auditZone({ ...policy('adkim=s;'), ...delegated() }, { from: BRAND, esp: 'klaviyo' });
    expect(report.verdict).toBe('fail');
    expect(report.dmarc.result).toBe('fail');
    expect(report.codes.slice(0, 2)).toEqual(['align.strict', 'align.none']);
    expect(report.find('align.strict')?.params).toMatchObject({ leg: 'dkim', domain: `send.${BRAND}`, tag: 'adkim' });
  });

  it('A1: strict is met by keys at the From domain', async () => {
    const report = await auditZone({ ...policy('adkim=s;'), ...klaviyo() }, { from: BRAND, esp: 'klaviyo' });
    expect([report.verdict, report.dmarc.result]).toEqual(['pass', 'pass']);
  });

  it('A2: relaxed takes a subdomain’s signature', async () => {
    const report = await auditZone({ ...policy(''), ...delegated() }, { from: BRAND, esp: 'klaviyo' });
    expect(report.dmarc.result).toBe('pass');
    expect(report.legs.dkim.every(({ aligned }) => aligned)).toBe(true);
  });

  it('A4: one aligned key among several is enough', async () => {
    const zone = { ...policy(''), ...mailchimp(), [`k2._domainkey.${BRAND}`]: { TXT: 'v=DKIM1; p=' } };
    const report = await auditZone(zone, { from: BRAND });
    expect([report.verdict, report.dmarc.result]).toEqual(['warn', 'pass']);
  });

  it('A5: a DMARC record at the signing subdomain does not help the From', async () => {
    const zone = { ...brand({ dmarc: null }), ...delegated({ [`_dmarc.send.${BRAND}`]: { TXT: 'v=DMARC1; p=none' } }) };
    const report = await auditZone(zone, { from: BRAND, esp: 'klaviyo' });
    expect(report.dmarc.result).toBe('none');
    expect(report.codes).toContain('dmarc.missing');
  });

  it('A9 and M19: a delegated subdomain with psd=n breaks it, and the two methods differ', async () => {
    const zone = { ...policy(''), ...delegated({ [`_dmarc.send.${BRAND}`]: { TXT: 'v=DMARC1; p=none; psd=n' } }) };
    const report = await auditZone(zone, { from: BRAND, esp: 'klaviyo' });
    expect(report.dmarc.result).toBe('fail');
    expect(report.find('dmarc.walk-differs')?.params).toMatchObject({ treeWalk: 'fail', publicSuffix: 'pass' });
  });

  it('M19: without any record the public suffix list decides, and there is nothing to differ about', async () => {
    const report = await auditZone({ ...brand({ dmarc: null }), ...delegated() }, { from: BRAND, esp: 'klaviyo' });
    expect(report.dmarc.result).toBe('none');
    expect(report.codes).not.toContain('align.none');
    expect(report.codes).not.toContain('dmarc.walk-differs');
  });

  it('M20: names below a private suffix are owners of their own', async () => {
    const zone = { ...brand({}, 'shop-a.myshopify.com'), ...mailchimp('shop-a.myshopify.com') };
    const report = await auditZone(zone, { from: 'shop-a.myshopify.com' });
    expect(report.dmarc.result).toBe('pass');
  });

  it('M20: a domain that is itself a public suffix aligns with itself', async () => {
    const zone = { ...brand({}, 'github.io'), ...mailchimp('github.io') };
    expect((await auditZone(zone, { from: 'github.io' })).dmarc.result).toBe('pass');
  });

  it('a return-path that a message has shown counts, one that is not known does not', async () => {
    const zone = {
      ...policy(''),
      [`send.${BRAND}`]: { CNAME: '4711.klaviyodns.com' },
    };
    const open = await auditZone(zone, { from: BRAND, esp: 'klaviyo' });
    expect(open.legs.spf).toEqual({ domain: `send.${BRAND}`, aligned: null, basis: 'unknown' });
    expect(open.verdict).toBe('fail');
    const seen = await auditZone(zone, {
      from: BRAND,
      esp: 'klaviyo',
      observed: { source: 'message', at: 0, returnPath: `bounces+1@send.${BRAND}`, dkim: [] },
    });
    expect(seen.legs.spf).toEqual({ domain: `send.${BRAND}`, aligned: true, basis: 'observed' });
    expect(seen.dmarc.result).toBe('pass');
    expect(seen.severityOf('dkim.not-set-up')).toBe('warn');
    expect(seen.codes).toContain('dmarc.rests-on-spf');
  });

  it('M21: SPF alone under p=reject is a warning, under p=none nothing', async () => {
    const aliased: Zone = {
      [`pm-bounces.${BRAND}`]: { CNAME: 'pm.mtasv.net' },
      'pm.mtasv.net': { TXT: 'v=spf1 ip4:192.0.2.1 ~all', A: '192.0.2.1' },
    };
    const strong = await auditZone({ ...policy(''), ...aliased }, { from: BRAND, esp: 'postmark' });
    expect([strong.verdict, strong.severityOf('dmarc.rests-on-spf')]).toEqual(['warn', 'warn']);
    const weak = await auditZone({ ...brand(), ...aliased }, { from: BRAND, esp: 'postmark' });
    expect(weak.codes).not.toContain('dmarc.rests-on-spf');
  });
});
