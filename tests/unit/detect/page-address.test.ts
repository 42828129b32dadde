import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAddresses, findMergeTags, onlyAddress, toPlainText } from '../../../lib/detect/page-address.ts';

describe('an address in the text of a page', () => {
  it.each([
    ['hello@brand.example', 'hello@brand.example'],
    ['Brand News - hello@brand.example', 'hello@brand.example'],
    ['Brand <hello@brand.example>', 'hello@brand.example'],
    ['(hello@brand.example), verified', 'hello@brand.example'],
    ['HELLO@BRAND.EXAMPLE.', 'HELLO@BRAND.EXAMPLE'],
    ['mailto:hello@brand.example?subject=x', 'hello@brand.example'],
    ['first.last+news@mail.brand.co.uk', 'first.last+news@mail.brand.co.uk'],
    ['grüße@müllers-küche.example', 'grüße@müllers-küche.example'],
    ['差出人hello@brand.exampleから', 'hello@brand.example'],
    ['info@例え.example', 'info@例え.example'],
    ['info＠brand.example', 'info@brand.example'],
    ['he\u00ADllo@brand\u200B.example', 'hello@brand.example'],
    ['a@b.example and A@B.example', 'a@b.example'],
  ])('%s', (text, address) => expect(onlyAddress(text)).toBe(address));

  it.each([
    'hello@alder-and-oa…',
    'hello@alder.ex...',
    '…lo@brand.example',
    'hello@brand',
    '@brand.example',
    'hello@',
    'hello@127.0.0.1',
    '@media print { a: b }',
    'a@b.example or c@d.example',
    '{{ user }}@brand.example',
    '*|STORE|*@brand.example',
  ])('none, or no single one: %s', (text) => expect(onlyAddress(text)).toBeNull());

  it.each([
    ['{{ organization.email }}', '{{ organization.email }}'],
    ['*|FROM|*', '*|FROM|*'],
    ['[[sender]]', '[[sender]]'],
    ['%%from%%', '%%from%%'],
    ['{% if a %}x{% endif %}', '{% if a %}'],
  ])('a merge tag: %s', (text, tag) => expect(findMergeTags(text)[0]).toBe(tag));

  it('is read in a time that grows with the text, whatever it is', () => {
    const units = ['a.', '-', '@', '{{', '{{}}', 'a@a.', '@.', '*|', 'é', '例'];
    fc.assert(
      fc.property(fc.constantFrom(...units), (unit) => {
        const start = performance.now();
        findAddresses(toPlainText(unit.repeat(50_000)));
        findMergeTags(unit.repeat(50_000));
        expect(performance.now() - start).toBeLessThan(5000);
      }),
    );
  });

  it('is never thrown over', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const { address } of findAddresses(toPlainText(text))) expect(address).toContain('@');
      }),
    );
  });
});
