import { describe, expect, it } from 'vitest';
import { mergeSound, raisesPolicy, readToday, toSound } from '../../../lib/fixes/dmarc/meaning.ts';

const sound = (text: string) => toSound(text)?.record.text ?? null;
const record = (text: string) => {
  const today = readToday(text);
  if (today === null) throw new Error(`no record: ${text}`);
  return today;
};

describe('a corrected DMARC record', () => {
  it.each([
    ['v=DMARC1; p=reject; adkim=strict', ['adkim']],
    ['“v=DMARC1; p=reject; aspf=s”', ['aspf']],
    ['v=DMARC1, p=reject, adkim=s', ['adkim']],
  ])('does not begin to demand what no receiver obeys today: %s', (text, asleep) => {
    const found = toSound(text);
    expect(found?.record).toMatchObject({ p: 'reject', adkim: 'r', aspf: 'r' });
    expect(found?.asleep).toEqual(asleep);
  });

  it('keeps a strict alignment that receivers obey', () => {
    const found = toSound('v=DMARC1; p=reject; adkim=s; pct=50');
    expect([found?.record.adkim, found?.asleep]).toEqual(['s', []]);
  });

  it.each([
    ['v=DMARC1; p=reject; pct=0', 'v=DMARC1; p=reject; t=y'],
    ['v=DMARC1; p=none; pct=0', 'v=DMARC1; p=none'],
    ['v=DMARC1; p=quarantine; rf=afrf; ri=86400', 'v=DMARC1; p=quarantine'],
    ['v=DMARC1; p=none; rua=mailto:a@b.test!10m', 'v=DMARC1; p=none; rua=mailto:a@b.test'],
  ])('has no historic tag: %s', (text, expected) => expect(sound(text)).toBe(expected));

  it('is none where no record can be recognised', () => {
    expect([sound('hello'), readToday('v=spf1 ~all')]).toEqual([null, null]);
  });
});

describe('one record out of several', () => {
  it('has the mildest policy, all report addresses and no strict alignment', () => {
    const merged = mergeSound([
      'v=DMARC1; p=reject; adkim=s; rua=mailto:a@brand.test',
      'v=DMARC1; p=none; rua=mailto:b@brand.test',
    ]);
    expect(merged?.record).toMatchObject({ p: 'none', adkim: 'r' });
    expect(merged?.record.rua.map(({ uri }) => uri).toSorted()).toEqual(['mailto:a@brand.test', 'mailto:b@brand.test']);
    expect(merged?.asleep).toEqual(['adkim']);
  });
});

describe('a policy', () => {
  it.each([
    ['v=DMARC1; p=reject', 'v=DMARC1; p=none', true],
    ['v=DMARC1; p=none; sp=reject', 'v=DMARC1; p=none', true],
    ['v=DMARC1; p=none', 'v=DMARC1; p=reject', false],
    ['v=DMARC1; p=reject; sp=none', 'v=DMARC1; p=reject', false],
  ])('%s after %s raises it: %s', (after, before, expected) =>
    expect(raisesPolicy(record(after), record(before))).toBe(expected),
  );

  it('is raised by any but none where there was no record', () => {
    expect(raisesPolicy(record('v=DMARC1; p=quarantine'), null)).toBe(true);
    expect(raisesPolicy(record('v=DMARC1; p=none'), null)).toBe(false);
  });
});
