import { expect, test } from 'vitest';
import {
  alignsByPublicSuffix,
  hasListedSuffix,
  organisationalDomain,
  registrableDomain,
} from '../../../lib/public-suffix/organisational-domain.ts';

test.each([
  ['brand.com', 'brand.com'],
  ['a.b.brand.com', 'brand.com'],
  ['mail.brand.co.uk', 'brand.co.uk'],
  ['a.brand.test', 'brand.test'],
  ['_dmarc.brand.com', 'brand.com'],
  ['shop.brand.xn--p1ai', 'brand.xn--p1ai'],
  ['city.kawasaki.jp', 'city.kawasaki.jp'],
])('the organisational domain of %s is %s', (name, expected) => {
  expect(organisationalDomain(name)).toBe(expected);
});

test('M20 a private suffix parts its customers, and a name that is a suffix still aligns with itself', () => {
  expect(organisationalDomain('one.myshopify.com')).toBe('one.myshopify.com');
  expect(alignsByPublicSuffix('one.myshopify.com', 'two.myshopify.com')).toBe(false);
  expect(organisationalDomain('myshopify.com')).toBe('myshopify.com');
  expect(alignsByPublicSuffix('myshopify.com', 'myshopify.com')).toBe(true);
});

test('A2 siblings align, names that only end alike do not', () => {
  expect(alignsByPublicSuffix('z.example.org', 'a.b.c.example.org')).toBe(true);
  expect(alignsByPublicSuffix('notbrand.com', 'brand.com')).toBe(false);
  expect(alignsByPublicSuffix('attacker.co.uk', 'victim.co.uk')).toBe(false);
});

test('what can be bought is one label below a registry, not below a private suffix', () => {
  expect(registrableDomain('spf.old-vendor.com')).toBe('old-vendor.com');
  expect(registrableDomain('one.github.io')).toBe('github.io');
  expect(registrableDomain('spf.vendor.test')).toBe('vendor.test');
  expect(registrableDomain('host.internal')).toBeNull();
  expect(registrableDomain('com')).toBeNull();
  expect(hasListedSuffix('old-vendor.com')).toBe(true);
  expect(hasListedSuffix('old-vendor.com-all')).toBe(false);
});
