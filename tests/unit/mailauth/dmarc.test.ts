import { describe, expect, it } from 'vitest';
import { judgeDmarc } from '../../../lib/mailauth/dmarc.ts';
import type { Zone } from '../../helpers/dns-zone.ts';
import { toZoneAsk } from '../../helpers/zone-ask.ts';

const judge = (zone: Zone, fromDomain: string, passing: { spf?: string; dkim?: string[] } = {}, asked: string[] = []) =>
  judgeDmarc({
    fromDomain,
    spfDomain: passing.spf ?? null,
    dkimDomains: passing.dkim ?? [],
    ask: toZoneAsk(zone, asked),
  });

const record = (text: string) => ({ TXT: text });

describe('alignment', () => {
  const relaxed = { '_dmarc.brand.com': record('v=DMARC1; p=reject') };

  it('A2: siblings below one organisational domain align, relaxed', async () => {
    expect(await judge(relaxed, 'news.brand.com', { dkim: ['mail.brand.com'] })).toMatchObject({
      result: 'pass',
      orgDomain: 'brand.com',
      foundAt: 'brand.com',
      aligned: { spf: false, dkim: ['mail.brand.com'] },
    });
  });

  it('A2: a domain that only ends the same does not align', async () => {
    const zone = { ...relaxed, '_dmarc.otherbrand.com': record('v=DMARC1; p=none') };
    expect((await judge(zone, 'brand.com', { dkim: ['otherbrand.com'] })).result).toBe('fail');
  });

  it('A1: adkim=s takes the exact domain only, and leaves SPF relaxed', async () => {
    const zone = { '_dmarc.brand.com': record('v=DMARC1; p=none; adkim=s') };
    expect((await judge(zone, 'brand.com', { dkim: ['send.brand.com'] })).result).toBe('fail');
    expect((await judge(zone, 'brand.com', { dkim: ['brand.com'] })).result).toBe('pass');
    expect((await judge(zone, 'brand.com', { spf: 'send.brand.com' })).result).toBe('pass');
  });

  it('A4: one aligned signature among many of others is enough', async () => {
    const dkim = [...Array.from({ length: 30 }, (_, index) => `pool${index}.brand.com`), 'esp.net', 'brand.com'];
    expect((await judge(relaxed, 'brand.com', { dkim })).result).toBe('pass');
  });

  it('A9: psd=n at the sending subdomain makes it an organisation of its own', async () => {
    const zone = { ...relaxed, '_dmarc.send.brand.com': record('v=DMARC1; p=none; psd=n') };
    expect((await judge(zone, 'brand.com', { dkim: ['send.brand.com'] })).result).toBe('fail');
  });
});

describe('the policy that applies', () => {
  it('M9: a subdomain that exists takes sp, one that does not takes np', async () => {
    const zone = {
      '_dmarc.brand.com': record('v=DMARC1; p=reject; sp=quarantine; np=none'),
      'news.brand.com': { A: '192.0.2.1' },
    };
    expect(await judge(zone, 'news.brand.com')).toMatchObject({ policy: 'quarantine', effectivePolicy: 'quarantine' });
    expect(await judge(zone, 'typo.brand.com')).toMatchObject({ policy: 'none', effectivePolicy: 'none' });
    expect(await judge(zone, 'brand.com')).toMatchObject({ policy: 'reject' });
  });

  it('M9: a dangling CNAME makes the name exist', async () => {
    const zone = {
      '_dmarc.brand.com': record('v=DMARC1; p=reject; sp=quarantine; np=reject'),
      'news.brand.com': { CNAME: 'gone.esp.net' },
    };
    expect(await judge(zone, 'news.brand.com')).toMatchObject({ policy: 'quarantine' });
  });

  it('M11: t=y lowers the effective policy by one step and leaves the published one', async () => {
    const zone = { '_dmarc.brand.com': record('v=DMARC1; p=reject; t=y') };
    expect(await judge(zone, 'brand.com')).toMatchObject({ policy: 'reject', effectivePolicy: 'quarantine' });
  });

  it('M1: two records count as none, and the walk goes on', async () => {
    const two = { TXT: ['v=DMARC1; p=reject', 'v=DMARC1; p=none'] };
    expect(await judge({ '_dmarc.brand.com': two }, 'brand.com')).toMatchObject({ result: 'none', record: null });
    const above = { '_dmarc.news.brand.com': two, '_dmarc.brand.com': record('v=DMARC1; p=quarantine') };
    expect(await judge(above, 'news.brand.com')).toMatchObject({ result: 'fail', foundAt: 'brand.com' });
  });

  it('M4: without a valid p a record with a report address acts as p=none, one without is no DMARC', async () => {
    const reporting = { '_dmarc.brand.com': record('v=DMARC1; p=monitor; rua=mailto:d@brand.com') };
    expect(await judge(reporting, 'brand.com')).toMatchObject({ result: 'fail', policy: 'none' });
    expect(await judge({ '_dmarc.brand.com': record('v=DMARC1; p=monitor') }, 'brand.com')).toMatchObject({
      result: 'none',
      policy: null,
    });
  });

  it('M2, M3: a tag in capitals is unknown, a tag twice counts once, by its last value', async () => {
    const capitals = { '_dmarc.brand.com': record('v=DMARC1; p=none; ADKIM=s; pct=50') };
    expect((await judge(capitals, 'brand.com', { dkim: ['x.brand.com'] })).result).toBe('pass');
    const twice = { '_dmarc.brand.com': record('v=DMARC1; p=none; p=reject') };
    expect(await judge(twice, 'brand.com')).toMatchObject({ policy: 'reject', record: 'v=DMARC1; p=none; p=reject' });
    expect((await judge({ '_dmarc.brand.com': record('v=dmarc1; p=none') }, 'brand.com')).result).toBe('none');
  });

  it('gives the record as it stands, however it is split and spaced', async () => {
    const zone = { '_dmarc.brand.com': { TXT: [['v=DMARC1 ;  p=', 'Reject'], 'unrelated'] } };
    expect(await judge(zone, 'brand.com')).toMatchObject({ record: 'v=DMARC1 ;  p=Reject', policy: 'reject' });
  });
});

describe('trouble on the way to DNS', () => {
  it('leaves the outcome unknown where nothing was found yet', async () => {
    const answer = await judge({ '_dmarc.brand.com': { rcode: 'SERVFAIL' } }, 'brand.com', { dkim: ['brand.com'] });
    expect(answer).toMatchObject({
      result: 'unknown',
      policy: null,
      open: [{ name: '_dmarc.brand.com', type: 'TXT' }],
    });
  });

  it('M17: with the author domain’s own record the policy is known, and only alignment that needs the rest is open', async () => {
    const zone = { '_dmarc.brand.com': record('v=DMARC1; p=reject'), '_dmarc.com': { rcode: 'SERVFAIL' } };
    expect(await judge(zone, 'brand.com', { dkim: ['send.brand.com'] })).toMatchObject({
      result: 'unknown',
      policy: 'reject',
      record: 'v=DMARC1; p=reject',
    });
    expect((await judge(zone, 'brand.com', { dkim: ['brand.com'] })).result).toBe('pass');
    expect((await judge(zone, 'brand.com', { dkim: ['esp.net'] })).result).toBe('fail');
  });

  it('leaves the policy unknown where it is not known whether the subdomain exists', async () => {
    const zone = {
      '_dmarc.brand.com': record('v=DMARC1; p=reject; np=none'),
      'news.brand.com': { rcode: 'SERVFAIL', on: ['A'] },
    } as const;
    expect(await judge(zone, 'news.brand.com', { dkim: ['brand.com'] })).toMatchObject({
      result: 'pass',
      policy: null,
      effectivePolicy: null,
    });
  });
});

describe('what is asked', () => {
  it('M6: never more than eight names in one walk', async () => {
    const asked: string[] = [];
    await judge({}, 'a.b.c.d.e.f.g.h.i.j.mail.example.com', {}, asked);
    expect(asked).toHaveLength(8);
    expect(asked[1]).toBe('_dmarc.g.h.i.j.mail.example.com TXT');
  });

  it('D10: names that cannot exist are not asked for', async () => {
    const asked: string[] = [];
    const answer = await judge({}, `${'a'.repeat(64)}.brand.com`, {}, asked);
    expect(answer.result).toBe('none');
    expect(asked.join()).not.toContain('aaaa');
  });
});
