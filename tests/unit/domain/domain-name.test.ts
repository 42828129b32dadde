import { describe, expect, test } from 'vitest';
import { isAskable, parseDnsName, parseDomainName, trimInvisible } from '../../../lib/domain/domain-name.ts';
import { toUnicode } from '../../../lib/domain/unicode.ts';

const nameOf = (text: string): string => {
  const parsed = parseDomainName(text);
  return parsed.ok ? parsed.value : `fault: ${parsed.fault}`;
};

describe('a domain name', () => {
  test.each([
    ['brand.com', 'brand.com'],
    ['D9 upper case', 'BRAND.Com', 'brand.com'],
    ['D9 final dot', 'brand.com.', 'brand.com'],
    ['D9 U-label', 'bücher.example', 'xn--bcher-kva.example'],
    ['D9 A-label', 'XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['D9 sharp s, as IDNA 2008 has it', 'faß.de', 'xn--fa-hia.de'],
    ['an ideographic full stop', 'brand。com', 'brand.com'],
    ['blanks and invisible characters around it', '\u200b brand.com\u00a0\n', 'brand.com'],
    ['digits in the name', '4711.de', '4711.de'],
  ])('%s', (...row) => {
    expect(nameOf(row.at(-2) ?? '')).toBe(row.at(-1));
  });

  test.each([
    ['', 'empty'],
    [' . ', 'empty'],
    ['brand', 'single-label'],
    ['localhost', 'single-label'],
    ['192.0.2.1', 'ip-literal'],
    ['[192.0.2.1]', 'ip-literal'],
    ['2001:db8::1', 'ip-literal'],
    ['[IPv6:2001:db8::1]', 'ip-literal'],
    ['１９２.0.2.1', 'ip-literal'],
    ['https://brand.com/', 'url'],
    ['hello@brand.com', 'address'],
    ['brand.123', 'syntax'],
    ['bra nd.com', 'syntax'],
    ['brand..com', 'syntax'],
    ['-brand.com', 'syntax'],
    ['_dmarc.brand.com', 'syntax'],
    ['brand.com/path', 'syntax'],
    ['ex℀mple.com', 'syntax'],
  ])('%j is none: %s', (text, fault) => {
    expect(nameOf(text)).toBe(`fault: ${fault}`);
  });

  test('D10 a label of 63 octets and a name of 253 are the longest', () => {
    const label = 'a'.repeat(63);
    expect(nameOf(`${label}.com`)).toBe(`${label}.com`);
    expect(nameOf(`a${label}.com`)).toBe('fault: too-long');
    const name = `${label}.${label}.${label}.${'a'.repeat(57)}.com`;
    expect(name).toHaveLength(253);
    expect(nameOf(name)).toBe(name);
    expect(nameOf(`a.${name}`)).toBe('fault: too-long');
    expect(nameOf('ü'.repeat(60) + '.com')).toBe('fault: too-long');
  });

  test('D10 what cannot go on the wire is known before it is asked', () => {
    expect(isAskable('_dmarc.brand.com')).toBe(true);
    expect(isAskable(`${'a'.repeat(64)}.com`)).toBe(false);
    expect(isAskable('a..com')).toBe(false);
    expect(isAskable('')).toBe(false);
  });

  test('a DNS name may hold underscores, a wildcard and a single label; a From domain may not', () => {
    for (const name of ['_dmarc.brand.com', 'k1._domainkey.brand.com', '*._report._dmarc.brand.com', 'com']) {
      expect(parseDnsName(name)).toEqual({ ok: true, value: name });
      expect(parseDomainName(name).ok).toBe(false);
    }
  });

  test('is shown as a person writes it', () => {
    expect(toUnicode('xn--bcher-kva.example')).toBe('bücher.example');
    expect(toUnicode('xn--fiqs8s')).toBe('中国');
    expect(toUnicode('mail.brand.com')).toBe('mail.brand.com');
  });

  test('is left alone where its Punycode is forged', () => {
    for (const name of ['xn--99999999.example', 'xn--.example', 'xn--brand-.com', 'xn--\u00fc.com']) {
      expect(toUnicode(name)).toBe(name);
    }
  });

  test('trimming takes time in step with the text, whatever stands in it', () => {
    const text = `x${' '.repeat(200_000)}x`;
    const start = performance.now();
    expect(trimInvisible(text)).toBe(text);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

test('a joiner behind a virama belongs to the name, any other is invisible', () => {
  expect(trimInvisible('क्\u200d')).toBe('क्\u200d');
  expect(trimInvisible('brand.com\u200d\u200c')).toBe('brand.com');
  expect(trimInvisible('\u200dbrand.com')).toBe('brand.com');
});
