import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordChange } from '../../../lib/fixes/fix.ts';
import { placeholders } from '../../../lib/fixes/placeholders.ts';
import { toCopyText, toZoneFile } from '../../../lib/words/zone-file.ts';
import { readWords } from '../../../lib/words/files.ts';

const words = await readWords('en');

const text = (value: string): RecordChange => ({ action: 'add', name: 'x.brand.test', type: 'TXT', value });
const zoneOf = (...changes: RecordChange[]) => toZoneFile(changes, words);

/** One token of a line: octets of a quoted string or of a name, escapes undone (RFC 1035 § 5.1). */
function readToken(line: string, start: number): { octets: number[]; quoted: boolean; end: number } {
  const quoted = line[start] === '"';
  const octets: number[] = [];
  let at = quoted ? start + 1 : start;
  const isEnd = () => (quoted ? line[at] === '"' : line[at] === ' ' || line[at] === ';');
  while (at < line.length && !isEnd()) {
    const decimal = /^\\(\d{3})/u.exec(line.slice(at, at + 4))?.[1];
    if (decimal === undefined && line[at] === '\\') at += 1;
    octets.push(decimal === undefined ? line.charCodeAt(at) : Number(decimal));
    at += decimal === undefined ? 1 : 4;
  }
  return { octets, quoted, end: quoted ? at + 1 : at };
}

/** What a server would load: every record with its name, and its data as strings of octets. */
function load(zone: string) {
  return zone.split('\n').flatMap((line) => {
    const tokens: ReturnType<typeof readToken>[] = [];
    let at = 0;
    while (at < line.length && line[at] !== ';') {
      const token = readToken(line, at);
      tokens.push(token);
      at = token.end + 1;
    }
    const decode = ({ octets }: ReturnType<typeof readToken>) => new TextDecoder().decode(Uint8Array.from(octets));
    const [name = '', ...rest] = tokens.map(decode);
    const klass = rest.indexOf('IN');
    return tokens.length === 0
      ? []
      : [{ name, type: rest[klass + 1], strings: tokens.slice(klass + 3), data: rest.slice(klass + 2) }];
  });
}

describe('records as a zone file', () => {
  it('have absolute names, a TTL where one is proposed, and targets with a final dot', () => {
    const zone = zoneOf(
      { action: 'add', name: 'k2._domainkey.brand.test', type: 'CNAME', value: 'dkim2.mcsv.net', ttl: 3600 },
      { action: 'add', name: 'send.brand.test', type: 'MX', value: '10 mx.esp.test' },
      { action: 'add', name: '*.brand.test', type: 'A', value: '192.0.2.1' },
      { action: 'add', name: 'brand.test', type: 'AAAA', value: '2001:db8::1' },
    );
    expect(zone.split('\n')).toEqual([
      'k2._domainkey.brand.test. 3600 IN CNAME dkim2.mcsv.net.',
      'send.brand.test. IN MX 10 mx.esp.test.',
      '*.brand.test. IN A 192.0.2.1',
      'brand.test. IN AAAA 2001:db8::1',
    ]);
  });

  it('keep a null MX and a target that has its dot already as they are', () => {
    expect(zoneOf({ action: 'add', name: 'brand.test', type: 'MX', value: '0 ' })).toBe('brand.test. IN MX 0 .');
    expect(zoneOf({ action: 'add', name: 'brand.test', type: 'MX', value: '0 .' })).toBe('brand.test. IN MX 0 .');
    expect(zoneOf({ action: 'add', name: 'a.brand.test', type: 'CNAME', value: 'b.test.' })).toBe(
      'a.brand.test. IN CNAME b.test.',
    );
  });

  it('say what goes in a comment, and publish nothing whose value is not known', () => {
    const name = 'k._domainkey.brand.test';
    const zone = zoneOf(
      { action: 'replace', name: 'brand.test', type: 'TXT', value: 'v=spf1 ~all', old: 'v=spf1 +all' },
      { action: 'remove', name, type: 'CNAME', value: 'gone.test' },
      { action: 'add', name, type: 'CNAME', value: placeholders.within('Klaviyo', 'Settings > Domains') },
      { action: 'add', name: 'brand.test', type: 'TXT', value: `v=spf1 ${placeholders.sender('?')} ~all` },
    );
    expect(load(zone).map(({ data }) => data)).toEqual([['v=spf1 ~all']]);
    expect(zone).toContain('; remove: brand.test. IN TXT "v=spf1 +all"');
    expect(zone).toContain('; remove: k._domainkey.brand.test. IN CNAME gone.test.');
    expect(zone).toContain('; k._domainkey.brand.test. IN CNAME <in Klaviyo: Settings > Domains>');
  });

  it('give every text back, in strings of at most 255 octets', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 900 }).filter((value) => !/<[^<]/u.test(value));
    fc.assert(
      fc.property(texts, (value) => {
        const [record] = load(zoneOf(text(value)));
        expect(record?.data.join('')).toBe(value.toWellFormed());
        for (const { octets, quoted } of record?.strings ?? []) {
          expect(quoted).toBe(true);
          expect(octets.length).toBeLessThanOrEqual(255);
        }
      }),
    );
  });

  it('give every name back, whatever octets are in a label', () => {
    const names = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 60 })
      .filter((name) => !/[.\0]|^\s*$/u.test(name));
    fc.assert(
      fc.property(names, names, (name, target) => {
        fc.pre(!/<[^<]/u.test(target));
        const zone = zoneOf({ action: 'add', name, type: 'CNAME', value: target });
        expect(zone).not.toMatch(/[\n\r]/u);
        expect(load(zone)).toMatchObject([{ name: `${name}.`, type: 'CNAME', data: [`${target}.`] }]);
      }),
    );
  });
});

describe('records to paste into a ticket', () => {
  const cname: RecordChange = { action: 'add', name: 'k2._domainkey.brand.test', type: 'CNAME', value: 'a.test' };

  it('are a line each: name, type and value, with tabs between', () => {
    expect(toCopyText([cname, text('v=spf1 ~all')], words)).toBe(
      'k2._domainkey.brand.test\tCNAME\ta.test\nx.brand.test\tTXT\tv=spf1 ~all',
    );
  });

  it('stand under what is to be done, where something is to go', () => {
    const gone: RecordChange = { action: 'remove', name: 'old.brand.test', type: 'TXT', value: 'v=spf1 a' };
    expect(toCopyText([cname, gone], words)).toBe(
      'remove:\nold.brand.test\tTXT\tv=spf1 a\nadd:\nk2._domainkey.brand.test\tCNAME\ta.test',
    );
  });

  it('stay one line and three columns each, whatever a stranger wrote', () => {
    expect(toCopyText([text('a\tb\nc\u202ed')], words)).toBe('x.brand.test\tTXT\ta b c d');
  });
});
