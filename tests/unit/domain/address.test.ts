import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress, parseSender } from '../../../lib/domain/address.ts';
import { parseDnsName } from '../../../lib/domain/domain-name.ts';
import { toUnicode } from '../../../lib/domain/unicode.ts';

function read(text: string): string {
  const parsed = parseAddress(text);
  if (!parsed.ok) return `fault: ${parsed.fault}`;
  const { localPart, domain, displayName } = parsed.value;
  return `${localPart} at ${domain}${displayName === null ? '' : `, shown as ${displayName}`}`;
}

function nameOf(text: string): string | null {
  const parsed = parseDnsName(text);
  return parsed.ok ? parsed.value : null;
}

/** What the parsers accept is a name in its one form. */
const readsBack = (text: string): boolean => {
  const address = parseAddress(text);
  const name = parseDnsName(text);
  return (
    (!address.ok || nameOf(address.value.domain) === address.value.domain) &&
    (!name.ok || nameOf(toUnicode(name.value)) === name.value)
  );
};

describe('an address', () => {
  test.each([
    ['hello@brand.com', 'hello at brand.com'],
    ['  hello@BRAND.com. ', 'hello at brand.com'],
    ['Brand <hello@brand.com>', 'hello at brand.com, shown as Brand'],
    ['"Brand, Inc." <hello@brand.com>', 'hello at brand.com, shown as Brand, Inc.'],
    ['Brand, Inc. <hello@brand.com>', 'hello at brand.com, shown as Brand, Inc.'],
    ['"ceo@bank.example" <hello@brand.com>', 'hello at brand.com, shown as ceo@bank.example'],
    ['hello@brand.com (Brand)', 'hello at brand.com, shown as Brand'],
    ['(a (nested) remark) hello@brand.com', 'hello at brand.com, shown as a (nested) remark'],
    ['"a@b c"@brand.com', 'a@b c at brand.com'],
    ['"a\\"b"@brand.com', 'a"b at brand.com'],
    ['hello@bücher.example', 'hello at xn--bcher-kva.example'],
    ['grüße@brand.com', 'grüße at brand.com'],
    ['From: Brand <hello@brand.com>', 'hello at brand.com, shown as Brand'],
    ['Team: a@brand.com, b@Brand.com;', 'a at brand.com'],
    ['a@brand.com, b@brand.com', 'a at brand.com'],
    ['hello@brand.com,', 'hello at brand.com'],
    ['Brand <hello@brand.com', 'hello at brand.com, shown as Brand'],
    ['<hello@brand.com>', 'hello at brand.com'],
    ['mailto:hello@brand.com', 'hello at brand.com'],
    ['hi-{{ person.first_name }}@brand.com', 'hi-{{ person.first_name }} at brand.com'],
    ['{{ brand.name }} <hello@brand.com>', 'hello at brand.com, shown as {{ brand.name }}'],
  ])('%j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['<>', 'empty'],
    ['hello', 'syntax'],
    ['hello@', 'syntax'],
    ['@brand.com', 'syntax'],
    ['hello@@brand.com', 'syntax'],
    ['hello world@brand.com', 'syntax'],
    ['hello@brand', 'syntax'],
    ['hello@brand.com other@brand.com', 'syntax'],
    ['"unclosed <hello@brand.com>', 'syntax'],
    ['a@brand.com, b@other.com', 'several-domains'],
    ['A <a@brand.com>, B <b@sub.brand.com>', 'several-domains'],
    ['hello@[192.0.2.1]', 'ip-literal'],
    ['hello@192.0.2.1', 'ip-literal'],
    ['hello@[IPv6:2001:db8::1]', 'ip-literal'],
    ['{{ organization.email }}', 'variable'],
    ['*|FROM_EMAIL|*', 'variable'],
    ['hello@{{ brand.domain }}', 'variable'],
    ['%%from_address%%', 'variable'],
  ])('%j is none: %s', (text, fault) => {
    expect(read(text)).toBe(`fault: ${fault}`);
  });

  test('keeps every mailbox of a field at one domain', () => {
    const parsed = parseAddress('A <a@brand.com>, "B, C" <b@brand.com>');
    expect(parsed.ok && parsed.value.mailboxes.map((each) => [each.localPart, each.displayName])).toEqual([
      ['a', 'A'],
      ['b', 'B, C'],
    ]);
  });

  test('a sender may be typed as an address or as a domain on its own', () => {
    expect(parseSender('Brand.com')).toEqual({ ok: true, value: { domain: 'brand.com', address: null } });
    const parsed = parseSender('Brand <hello@brand.com>');
    expect(parsed.ok && parsed.value.address?.displayName).toBe('Brand');
    expect(parseSender('192.0.2.1')).toEqual({ ok: false, fault: 'ip-literal' });
  });

  test('no text makes the parsers throw, and what they accept is a name in its one form', () => {
    const hostile = oneof(
      string({ unit: 'binary', maxLength: 300 }),
      string({ unit: constantFrom('"', '\\', '(', ')', '<', '>', ',', ';', ':', '@', 'a', '.', ' '), maxLength: 80 }),
    );
    expect(() => assert(property(hostile, readsBack), { numRuns: 2000 })).not.toThrow();
  });

  test.each(['"', '(', '<', ',', '@', ' ', '\\', 'a@b.c,', '(((', 'ü', '"\\"'])(
    'a long run of %j is read at once',
    (unit) => {
      const start = performance.now();
      parseAddress(unit.repeat(20_000 / unit.length));
      parseAddress(unit.repeat(200_000));
      expect(performance.now() - start).toBeLessThan(5000);
    },
  );
});
