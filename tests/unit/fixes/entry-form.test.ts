import { describe, expect, it } from 'vitest';
import { findDnsHost, type DnsHost } from '../../../lib/fixes/dns-hosts/dns-hosts.ts';
import { toEntryForm, toQuoted, toStrings } from '../../../lib/fixes/dns-hosts/entry-form.ts';
import type { RecordChange } from '../../../lib/fixes/fix.ts';

const ZONE = 'brand.test';

function host(nameServer: string): DnsHost {
  const found = findDnsHost([nameServer]);
  if (found === null) throw new Error(`no host for ${nameServer}`);
  return found;
}

const godaddy = host('ns07.domaincontrol.com');
const route53 = host('ns-1.awsdns-01.com');
const ovh = host('dns1.ovh.net');
const digitalOcean = host('ns1.digitalocean.com');
const gandi = host('ns-1-a.gandi.net');
const cloudflare = host('ada.ns.cloudflare.com');

const add = (name: string, type: RecordChange['type'], value: string): RecordChange => ({
  action: 'add',
  name,
  type,
  value,
});
const key = add('k2._domainkey.brand.test', 'CNAME', 'dkim2.mcsv.net');
const list = add('brand.test', 'TXT', 'v=spf1 include:_spf.google.com ~all');
const LONG = `v=DKIM1; k=rsa; p=${'A'.repeat(400)}`;

describe('the name', () => {
  it('leaves the zone out where the host adds it (M13)', () => {
    expect(toEntryForm(key, godaddy, ZONE).name).toBe('k2._domainkey');
    expect(toEntryForm(key, null, ZONE).name).toBe('k2._domainkey');
  });

  it('keeps the subdomain when the zone is the domain above it', () => {
    const deep = add('k2._domainkey.news.brand.test', 'CNAME', 'dkim2.mcsv.net');
    expect(toEntryForm(deep, godaddy, ZONE).name).toBe('k2._domainkey.news');
    expect(toEntryForm(deep, godaddy, 'news.brand.test').name).toBe('k2._domainkey');
  });

  it('says the zone itself as each host wants it', () => {
    expect(toEntryForm(list, godaddy, ZONE).name).toBe('@');
    expect(toEntryForm(list, route53, ZONE).name).toBe('');
    expect(toEntryForm(list, null, ZONE).name).toBe('@');
  });

  it('is whole where the record lies in another zone, and says so', () => {
    const consent = add('brand.test._report._dmarc.reports.test', 'TXT', 'v=DMARC1');
    expect(toEntryForm(consent, godaddy, ZONE)).toMatchObject({ name: consent.name, hint: 'other-zone' });
  });

  it('is not cut at a zone that only ends alike', () => {
    expect(toEntryForm(add('k2._domainkey.mybrand.test', 'CNAME', 'x.test'), godaddy, ZONE).name).toBe(
      'k2._domainkey.mybrand.test',
    );
  });
});

describe('the value', () => {
  it('gets a final dot only where the host would add the zone to it', () => {
    expect(toEntryForm(key, godaddy, ZONE)).toMatchObject({ value: 'dkim2.mcsv.net', hint: null });
    expect(toEntryForm(key, ovh, ZONE)).toMatchObject({ value: 'dkim2.mcsv.net.', hint: 'with-final-dot' });
    expect(toEntryForm(key, digitalOcean, ZONE).value).toBe('dkim2.mcsv.net.');
  });

  it('is quoted only where the host wants that', () => {
    expect(toEntryForm(list, cloudflare, ZONE)).toMatchObject({ value: list.value, hint: null });
    expect(toEntryForm(list, route53, ZONE)).toMatchObject({ value: `"${list.value}"`, hint: 'with-quotes' });
    expect(toEntryForm(list, gandi, ZONE).value).toBe(`"${list.value}"`);
  });

  it('is split at 255 octets where it is quoted, and whole elsewhere (S16)', () => {
    const long = add('mail._domainkey.brand.test', 'TXT', LONG);
    const entry = toEntryForm(long, route53, ZONE);
    expect(entry.hint).toBe('quoted-parts');
    expect(entry.value).toMatch(/^"[^"]{255}" "[^"]+"$/u);
    expect(entry.value.replaceAll('" "', '').slice(1, -1)).toBe(LONG);
    expect(toEntryForm(long, godaddy, ZONE).value).toBe(LONG);
  });

  it('leaves what only the service knows as it stands', () => {
    const blank = add('km1._domainkey.brand.test', 'CNAME', '<in Klaviyo: Settings > Domains>');
    expect(toEntryForm(blank, ovh, ZONE)).toMatchObject({ value: blank.value, hint: null });
    expect(toEntryForm({ ...blank, type: 'TXT' }, route53, ZONE).value).toBe(blank.value);
  });

  it('parts priority and host of an MX', () => {
    expect(toEntryForm(add('brand.test', 'MX', '10 mail.brand.test'), ovh, ZONE)).toMatchObject({
      priority: '10',
      value: 'mail.brand.test.',
    });
  });
});

describe('strings of a text', () => {
  it('never cut a character in two', () => {
    const parts = toStrings(`${'a'.repeat(254)}éb`);
    expect(parts).toEqual(['a'.repeat(254), 'éb']);
    expect(parts.join('')).toBe(`${'a'.repeat(254)}éb`);
  });

  it('escape quotes and backslashes', () => {
    expect(toQuoted('a "b" \\c')).toBe(String.raw`"a \"b\" \\c"`);
  });

  it('are one for an empty text', () => {
    expect(toStrings('')).toEqual(['']);
  });
});
