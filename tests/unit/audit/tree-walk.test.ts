import { describe, expect, it } from 'vitest';
import { alignsByWalk, discoverPolicy, toOrgDomain, walkNames, walkTree } from '../../../lib/audit/dmarc/tree-walk.ts';
import type { Zone } from '../../helpers/dns-zone.ts';
import { toZoneAsk } from '../../helpers/zone-ask.ts';

const record = (tags = '') => ({ TXT: `v=DMARC1; p=none; ${tags}` });
const walk = (start: string, zone: Zone, asked?: string[]) => walkTree(start, toZoneAsk(zone, asked));

async function aligns(from: string, identifier: string, zone: Zone): Promise<boolean | null> {
  const ask = toZoneAsk(zone);
  return alignsByWalk(identifier, await walkTree(from, ask), ask);
}

describe('the names of a tree walk', () => {
  it('M6: cuts a long name to seven labels and never asks more than eight', async () => {
    const start = 'a.b.c.d.e.f.g.h.i.j.mail.example.com';
    const names = [
      start,
      'g.h.i.j.mail.example.com',
      'h.i.j.mail.example.com',
      'i.j.mail.example.com',
      'j.mail.example.com',
      'mail.example.com',
      'example.com',
      'com',
    ];
    expect(walkNames(start)).toEqual(names);
    const asked: string[] = [];
    await walk(start, {}, asked);
    expect(asked).toEqual(names.map((name) => `_dmarc.${name} TXT`));
  });

  it('takes one label off a name of eight', () => {
    expect(walkNames('a.b.c.d.e.f.example.com')).toHaveLength(8);
    expect(walkNames('a.b.c.d.e.f.example.com')[1]).toBe('b.c.d.e.f.example.com');
  });
});

describe('the organisational domain', () => {
  it('is the name with the fewest labels that has a record', async () => {
    const zone = { '_dmarc.mail.example.com': record(), '_dmarc.example.com': record() };
    expect(toOrgDomain(await walk('a.mail.example.com', zone))).toBe('example.com');
  });

  it('M8: psd=n ends the walk at the name that says it', async () => {
    const zone = { '_dmarc.mail.example.com': record('psd=n'), '_dmarc.example.com': record() };
    expect(toOrgDomain(await walk('a.mail.example.com', zone))).toBe('mail.example.com');
  });

  it('M8: psd=y makes it one label below the registry', async () => {
    expect(toOrgDomain(await walk('a.example.com', { '_dmarc.com': record('psd=y') }))).toBe('example.com');
  });

  it('M8: psd=y at the start itself is no boundary for it', async () => {
    const zone = { '_dmarc.bank.example': record('psd=y') };
    expect(toOrgDomain(await walk('bank.example', zone))).toBe('bank.example');
  });

  it('is the start where no record is found', async () => {
    expect(toOrgDomain(await walk('a.example.com', {}))).toBe('a.example.com');
  });

  it('M1: two records at one name are none, and the walk goes on', async () => {
    const zone = {
      '_dmarc.a.example.com': { TXT: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] },
      '_dmarc.example.com': record(),
    };
    const found = await walk('a.example.com', zone);
    expect(discoverPolicy(found).step?.name).toBe('example.com');
  });
});

describe('the policy that applies', () => {
  it('M7: the author domain’s own record, else the organisational domain’s, never one in between', async () => {
    const zone = { '_dmarc.b.example.com': record(), '_dmarc.example.com': record() };
    expect(discoverPolicy(await walk('b.example.com', zone)).step?.name).toBe('b.example.com');
    expect(discoverPolicy(await walk('a.b.example.com', zone)).step?.name).toBe('example.com');
  });

  it('falls back to the registry’s record', async () => {
    const { step, orgDomain } = discoverPolicy(await walk('brand.example', { '_dmarc.example': record('psd=y') }));
    expect([step?.name, orgDomain]).toEqual(['example', 'brand.example']);
  });

  it('M17: an own record applies, and what is above it is not known', async () => {
    const zone = { '_dmarc.a.example.com': record(), '_dmarc.example.com': { rcode: 2 } };
    const { step, orgDomain, unknown } = discoverPolicy(await walk('a.example.com', zone));
    expect([step?.name, orgDomain, unknown]).toEqual(['a.example.com', null, false]);
  });

  it('without an own record trouble on the way leaves it unknown', async () => {
    const zone = { '_dmarc.a.example.com': { rcode: 2 }, '_dmarc.example.com': record() };
    expect(discoverPolicy(await walk('a.example.com', zone)).unknown).toBe(true);
  });

  it('M12: a stray record at a parent’s apex does not end the walk', async () => {
    const zone = { 'b.example.com': { TXT: 'v=DMARC1; p=reject' }, '_dmarc.example.com': record() };
    expect(discoverPolicy(await walk('a.b.example.com', zone)).step?.name).toBe('example.com');
  });
});

describe('relaxed alignment by the walk', () => {
  const org = { '_dmarc.example.org': record() };

  it('A2: siblings align, whatever the depth', async () => {
    expect(await aligns('z.example.org', 'a.b.c.example.org', org)).toBe(true);
  });

  it('A2: an ending in common is no relation', async () => {
    expect(await aligns('example.org', 'evilexample.org', org)).toBe(false);
    expect(await aligns('victim.co.uk', 'attacker.co.uk', { '_dmarc.victim.co.uk': record() })).toBe(false);
  });

  it('a bank below a registry of banks aligns with itself alone', async () => {
    const zone = { '_dmarc.bank.example': record('psd=y') };
    expect(await aligns('giant.bank.example', 'mail.giant.bank.example', zone)).toBe(true);
    expect(await aligns('giant.bank.example', 'mail.mega.bank.example', zone)).toBe(false);
  });

  it('A9: a subdomain that declares itself an organisation leaves the brand’s', async () => {
    const zone = { ...org, '_dmarc.send.example.org': record('psd=n') };
    expect(await aligns('example.org', 'send.example.org', zone)).toBe(false);
  });

  it('A9: a record of its own without psd=n does not', async () => {
    const zone = { ...org, '_dmarc.send.example.org': record() };
    expect(await aligns('example.org', 'send.example.org', zone)).toBe(true);
  });

  it('M17: is not known where a walk was cut short, but for the very same name and for strangers', async () => {
    const zone = { '_dmarc.a.example.org': record(), '_dmarc.example.org': { rcode: 2 } };
    expect(await aligns('a.example.org', 'b.example.org', zone)).toBeNull();
    expect(await aligns('a.example.org', 'a.example.org', zone)).toBe(true);
    expect(await aligns('a.example.org', 'mcsv.net', zone)).toBe(false);
  });
});
