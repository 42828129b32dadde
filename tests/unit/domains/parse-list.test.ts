import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_AT_ONCE, parseList } from '../../../lib/domains/parse-list.ts';
import { newRow } from '../../../lib/domains/domain-row.ts';
import { toDomainsCsv } from '../../../lib/domains/export-rows.ts';

const plain = (domain: string) => ({ domain, esp: null, account: null, client: null });

describe('a list of domains', () => {
  it('is one a line: domains, addresses or links', () => {
    const { domains, faults } = parseList(
      'brand.com\r\nhello@Shop.de\n\nhttps://www.other.fr/page?x=1\n# a note\nmünchen.de.\n',
    );
    expect(domains).toEqual(['brand.com', 'shop.de', 'other.fr', 'xn--mnchen-3ya.de'].map(plain));
    expect(faults).toEqual([]);
  });

  it('is a table of domain, ESP, account and client, by comma, semicolon or tab', () => {
    const wanted = [
      { domain: 'brand.com', esp: 'hubspot', account: '4711', client: 'Brand, Ltd "B"' },
      { domain: 'shop.de', esp: 'ses', account: null, client: null },
      { domain: 'own.net', esp: 'none', account: null, client: 'Own' },
    ];
    for (const separator of [',', ';', '\t']) {
      const lines = [
        ['brand.com', 'HubSpot', '4711', '"Brand, Ltd ""B"""'],
        ['shop.de', 'Amazon SES', '', ''],
        ['own.net', 'none', '', 'Own'],
      ];
      expect(parseList(lines.map((cells) => cells.join(separator)).join('\n')).domains).toEqual(wanted);
    }
  });

  it('goes by the names of its columns where it has them, in whatever order', () => {
    const { domains } = parseList('\ufeffClient;Notes;Portal ID;Sending domain;ESP\nBrand;x;12;brand.com;klaviyo\n');
    expect(domains).toEqual([{ domain: 'brand.com', esp: 'klaviyo', account: '12', client: 'Brand' }]);
  });

  it('keeps the good lines and names the others by line', () => {
    const { domains, faults } = parseList(
      'brand.com\nnot a domain\nshop.de,unheard\nBRAND.com\n"a\nb",mailchimp\nlast.org',
    );
    expect(domains.map(({ domain }) => domain)).toEqual(['brand.com', 'last.org']);
    expect(faults).toEqual([
      { line: 2, text: 'not a domain', fault: 'no-domain' },
      { line: 3, text: 'unheard', fault: 'unknown-esp' },
      { line: 4, text: 'brand.com', fault: 'twice' },
      { line: 5, text: 'a\nb', fault: 'no-domain' },
    ]);
  });

  it('ends at 1,000 domains and says so', () => {
    const { domains, faults, faultCount } = parseList(
      Array.from({ length: MOST_AT_ONCE + 300 }, (_, index) => `brand${index}.com`).join('\n'),
    );
    expect(domains).toHaveLength(1000);
    expect(faultCount).toBe(300);
    expect(faults).toHaveLength(100);
    expect(faults[0]).toEqual({ line: 1001, text: 'brand1000.com', fault: 'too-many' });
  });

  it('is refused where it is no text', () => {
    expect(parseList('PK\u0003\u0004\0\0').faults).toEqual([{ line: 1, text: '', fault: 'no-text' }]);
  });

  it('is what the export writes', () => {
    const row = { ...newRow('brand.com', 'user', 0), esp: 'hubspot' as const, account: '12', client: '=Brand "x"' };
    const { domains, faults } = parseList(toDomainsCsv([row], () => ''));
    expect(faults).toEqual([]);
    expect(domains).toEqual([{ domain: 'brand.com', esp: 'hubspot', account: '12', client: '\'=Brand "x"' }]);
  });

  it('never throws, and takes linear time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => void parseList(text)));
    const started = performance.now();
    parseList('"'.repeat(1_000_000));
    parseList(','.repeat(1_000_000));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
