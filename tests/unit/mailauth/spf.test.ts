import { describe, expect, it } from 'vitest';
import { judgeSpf } from '../../../lib/mailauth/spf.ts';
import type { Zone } from '../../helpers/dns-zone.ts';
import { toZoneAsk } from '../../helpers/zone-ask.ts';

const judge = (zone: Zone, ip: string, mailFrom = 'bounce@brand.com', helo = 'mta.esp.net') =>
  judgeSpf({ ip, helo, mailFrom, ask: toZoneAsk(zone) });

describe('SPF for a connection', () => {
  const zone = {
    'brand.com': { TXT: 'v=spf1 include:spf.esp.net mx ~all' },
    'spf.esp.net': { TXT: 'v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all' },
  };

  it('passes through an include, for either kind of address', async () => {
    expect(await judge(zone, '192.0.2.7')).toEqual({ result: 'pass', domain: 'brand.com' });
    expect(await judge(zone, '2001:db8::7')).toEqual({ result: 'pass', domain: 'brand.com' });
    expect(await judge(zone, '::ffff:192.0.2.7')).toEqual({ result: 'pass', domain: 'brand.com' });
  });

  it('says softfail for a stranger', async () => {
    expect((await judge(zone, '198.51.100.1')).result).toBe('softfail');
  });

  it('takes the HELO for a bounce', async () => {
    const own = { ...zone, 'mta.esp.net': { TXT: 'v=spf1 ip4:192.0.2.7 -all' } };
    expect(await judge(own, '192.0.2.7', '')).toEqual({ result: 'pass', domain: 'mta.esp.net' });
  });

  it('finds an MX by name, and its host by address', async () => {
    const own = {
      'brand.com': { TXT: 'v=spf1 mx -all', MX: [[10, 'mx.brand.com']] },
      'mx.brand.com': { A: '192.0.2.7' },
    } as const;
    expect((await judge(own, '192.0.2.7')).result).toBe('pass');
  });

  it('S11, S12: expands macros with the connection', async () => {
    const own = { 'brand.com': { TXT: 'v=spf1 exists:%{ir}.%{d} -all' }, '7.2.0.192.brand.com': { A: '127.0.0.2' } };
    expect((await judge(own, '192.0.2.7')).result).toBe('pass');
    expect((await judge(own, '192.0.2.8')).result).toBe('fail');
  });

  it('S1: a leading blank makes it no record', async () => {
    expect((await judge({ 'brand.com': { TXT: ' v=spf1 +all' } }, '192.0.2.7')).result).toBe('none');
  });

  it('S2, S18: two records, or a term that is none, are a permanent error', async () => {
    expect((await judge({ 'brand.com': { TXT: ['v=spf1 +all', 'v=spf1 -all'] } }, '192.0.2.7')).result).toBe(
      'permerror',
    );
    const late = { 'brand.com': { TXT: 'v=spf1 ip4:192.0.2.7 includes:esp.net -all' } };
    expect((await judge(late, '192.0.2.7')).result).toBe('permerror');
  });

  it('D2: trouble on the way to DNS is a temporary error, never none', async () => {
    expect((await judge({ 'brand.com': { rcode: 'SERVFAIL' } }, '192.0.2.7')).result).toBe('temperror');
    expect((await judge({ ...zone, 'spf.esp.net': { rcode: 'REFUSED' } }, '192.0.2.7')).result).toBe('temperror');
  });
});

describe('a domain with an underscore', () => {
  const zone = {
    '_x.shop.test': { TXT: 'v=spf1 ip4:192.0.2.7 exists:%{d}.lists.test -all' },
    '_x.shop.test.lists.test': { A: '127.0.0.2' },
  };

  it.each([
    ['192.0.2.7', 'b@_x.shop.test', 'pass'],
    ['198.51.100.1', 'b@_x.shop.test', 'pass'],
    ['198.51.100.1', 'b@_y.shop.test', 'none'],
  ])('is evaluated for %s, %s: %s', async (ip, mailFrom, result) => {
    expect(await judge(zone, ip, mailFrom)).toEqual({ result, domain: mailFrom.slice(2) });
  });

  it('is evaluated as HELO of a null reverse-path', async () => {
    expect(await judge(zone, '192.0.2.7', '', '_x.shop.test')).toEqual({ result: 'pass', domain: '_x.shop.test' });
  });
});
