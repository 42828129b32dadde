import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EspId } from '../../../lib/esp/esp-id.ts';
import { findEspById } from '../../../lib/esp/registry.ts';
import { completeValues, type ValuesContext } from '../../../lib/fixes/complete-values.ts';
import type { RecordChange } from '../../../lib/fixes/fix.ts';
import { placeholders } from '../../../lib/fixes/placeholders.ts';

const DOMAIN = 'brand.com';

const record = (name: string, value: string, type: RecordChange['type'] = 'CNAME'): RecordChange => ({
  action: 'add',
  name: `${name}.${DOMAIN}`,
  type,
  value,
});

function contextOf(esp: EspId, account: string | null = null): ValuesContext & { placeholder: string } {
  const found = findEspById(esp);
  if (!found) throw new Error(`no ${esp}`);
  const placeholder = placeholders.within(found.sending.name, found.help.recordsPath);
  return { sending: found.sending, domain: DOMAIN, account, placeholder };
}

function complete(esp: EspId, names: readonly string[], pasted: string, account: string | null = null) {
  const context = contextOf(esp, account);
  const open = names.map((name) => record(name, context.placeholder));
  const { records, problems } = completeValues(open, pasted, context);
  return { values: records.map(({ value }) => (value === context.placeholder ? null : value)), problems };
}

const KM = ['km1._domainkey', 'km2._domainkey'];
const AA = 'aa.klaviyodns.com';
const BB = 'bb.klaviyodns.com';
const both = { values: [AA, BB], problems: [] };

describe('values pasted out of Klaviyo', () => {
  it.each([
    ['a table in any order', `CNAME\tkm2._domainkey\t${BB}.\nCNAME\tkm1._domainkey\tAA.klaviyodns.com`],
    ['values before their names', `${BB} CNAME km2._domainkey.brand.com\n${AA} CNAME km1._domainkey.brand.com`],
    ['values alone, in their order', `${AA}\n${BB}`],
    ['a cell a line', `Type\nCNAME\nHost\nkm1._domainkey\nValue\n${AA}\nCNAME\nkm2._domainkey\n${BB}\nVerified`],
    ['names in one column, values in the next', `km1._domainkey\nkm2._domainkey\n${AA}\n${BB}`],
    [
      'German headers, quotes and an address',
      `Typ;Hostname;Wert\nCNAME;"km1._domainkey";"https://${AA}/"\nCNAME;km2._domainkey;„${BB}“`,
    ],
    ['French labels on one line', `Hôte : km1._domainkey Valeur :${AA} Hôte : km2._domainkey Valeur :${BB}`],
    [
      'zero-width characters and full-width dots',
      `km1._domainkey \u200b${AA.replaceAll('.', '．')}\nkm2._domainkey\u00a0${BB}\ufeff`,
    ],
    ['HTML', `<tr><td>km1._domainkey</td><td>${AA}</td></tr>\n<tr><td>km2._domainkey</td><td>${BB}</td></tr>`],
    [
      'zone file lines',
      `km1._domainkey.brand.com. 3600 IN CNAME ${AA}.\nkm2._domainkey.brand.com. 3600 IN CNAME ${BB}.`,
    ],
    [
      'other records of the page beside them',
      `send.brand.com NS ns1.klaviyodns.com\nkt1._domainkey CNAME cc.klaviyodns.com\nkm1._domainkey ${AA}\nkm2._domainkey ${BB}`,
    ],
  ])('are found in %s', (_, pasted) => {
    expect(complete('klaviyo', KM, pasted)).toEqual(both);
  });

  it('may have a selector in the target, which must be the record’s own', () => {
    const [one, two] = ['km1.domainkey.77.klaviyodns.com', 'km2.domainkey.77.klaviyodns.com'];
    expect(complete('klaviyo', KM, `${two} ${one}`)).toEqual({ values: [one, two], problems: [] });
  });

  it('are not guessed where it cannot be said which record one belongs to', () => {
    expect(complete('klaviyo', KM, AA)).toEqual({
      values: [null, null],
      problems: [
        { code: 'missing', name: 'km1._domainkey.brand.com' },
        { code: 'missing', name: 'km2._domainkey.brand.com' },
      ],
    });
    expect(complete('klaviyo', KM, `km2._domainkey ${BB}`).values).toEqual([null, BB]);
  });

  it('are not taken twice', () => {
    expect(complete('klaviyo', KM, `km1._domainkey ${AA}\nkm2._domainkey ${AA}`)).toEqual({
      values: [AA, null],
      problems: [{ code: 'sameValue', name: 'km2._domainkey.brand.com', value: AA }],
    });
  });

  it('must be its own: a help page or another service’s target is none', () => {
    const pasted = 'See help.klaviyo.com\nk2._domainkey dkim2.mcsv.net';
    expect(complete('klaviyo', KM.slice(0, 1), pasted)).toEqual({
      values: [null],
      problems: [{ code: 'otherEsp', name: 'km1._domainkey.brand.com', found: 'Mailchimp' }],
    });
  });

  it('are asked for where only the names were copied', () => {
    expect(complete('klaviyo', KM, 'km1._domainkey\nkm2._domainkey').problems.map(({ code }) => code)).toEqual([
      'nameOnly',
      'nameOnly',
    ]);
  });
});

describe('values pasted out of the others', () => {
  it('are told by their form at HubSpot, and keep the parts that are known', () => {
    const [one, two] = ['brand-com.hs07a.dkim.hubspotemail.net', 'brand-com.hs07b.dkim.hubspotemail.net'];
    const names = ['hs1-12._domainkey', 'hs2-12._domainkey'];
    expect(complete('hubspot', names, `${two}\n${one}`, '12')).toEqual({ values: [one, two], problems: [] });
    const half = [record('hs1-12._domainkey', 'brand-com.hs<in HubSpot: Domains>a.dkim.hubspotemail.net')];
    const pasted = `other-com.hs07a.dkim.hubspotemail.net ${one}`;
    expect(completeValues(half, pasted, contextOf('hubspot', '12')).records.map(({ value }) => value)).toEqual([one]);
  });

  it('that belong to the other selector are refused by name', () => {
    const two = 'brand-com.hs07b.dkim.hubspotemail.net';
    expect(complete('hubspot', ['hs1-12._domainkey'], `hs1-12._domainkey ${two}`, '12').problems).toEqual([
      { code: 'unfit', name: 'hs1-12._domainkey.brand.com', value: two },
    ]);
  });

  it('are told by their selector at SendGrid', () => {
    const [one, two] = ['s1.domainkey.u42.wl003.sendgrid.net', 's2.domainkey.u42.wl003.sendgrid.net'];
    const pasted = `CNAME em12.brand.com u42.wl003.sendgrid.net\nCNAME s2._domainkey.brand.com ${two}\nCNAME s1._domainkey.brand.com ${one}`;
    expect(complete('sendgrid', ['s1._domainkey', 's2._domainkey'], pasted)).toEqual({
      values: [one, two],
      problems: [],
    });
  });

  it('go to key and return-path each at Kit', () => {
    const [spf, one, two] = ['spf', 'dkim', 'dkim2'].map((label) => `${label}.dm-a1b2.sg7.convertkit.com`);
    const names = ['ckespa', 'cka._domainkey', 'cka2._domainkey'];
    expect(complete('kit', names, `${two}\n${spf}\n${one}`)).toEqual({ values: [spf, one, two], problems: [] });
  });

  it('change nothing at Brevo, whose values are known', () => {
    const done = [record('brevo1._domainkey', 'b1.brand-com.dkim.brevo.com')];
    const pasted = 'brevo1._domainkey b1.other-com.dkim.brevo.com';
    expect(completeValues(done, pasted, contextOf('brevo'))).toEqual({ records: done, problems: [] });
  });

  it('may be a key as TXT, in quotes, in parts, with spaces', () => {
    const context = contextOf('sendgrid');
    const open = [record('m1._domainkey', context.placeholder, 'TXT')];
    const [head, tail] = ['A'.repeat(200), 'B'.repeat(80)];
    const pasted = `TXT m1._domainkey "k=rsa; t=s; p=${head}" "${tail}" pending`;
    expect(completeValues(open, pasted, context).records.map(({ value }) => value)).toEqual([
      `k=rsa; t=s; p=${head}${tail}`,
    ]);
  });
});

describe('any text', () => {
  const context = contextOf('klaviyo');
  const open = KM.map((name) => record(name, context.placeholder));

  it('leaves removals and the senders of an SPF record alone', () => {
    const records: RecordChange[] = [
      { action: 'remove', name: 'km1._domainkey.brand.com', type: 'CNAME', value: context.placeholder },
      record('mail', `v=spf1 ${placeholders.sender('include:x')} ~all`, 'TXT'),
    ];
    expect(completeValues(records, AA, context)).toEqual({ records, problems: [] });
  });

  it('completes with own targets or not at all, each value once, and says of each record that is left', () => {
    const pieces = fc.constantFrom(
      AA,
      BB,
      'dkim.mcsv.net',
      ...KM,
      'CNAME',
      '"',
      '\n',
      '\t',
      ' ',
      '|',
      'https://',
      'Ω:',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(pieces).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, (pasted) => {
        const { records, problems } = completeValues(open, pasted, context);
        const values = records.map(({ value }) => value).filter((value) => value !== context.placeholder);
        expect(values.every((value) => /^(?:[a-z0-9_-]+\.)+klaviyodns\.com$/u.test(value))).toBe(true);
        expect(new Set(values).size).toBe(values.length);
        expect(values.length + problems.length).toBe(open.length);
        expect(records.map(({ name, type, action }) => ({ name, type, action }))).toEqual(
          open.map(({ name, type, action }) => ({ name, type, action })),
        );
      }),
    );
  });

  it.each([
    ['brackets', '<a b="'.repeat(200_000)],
    ['dots', 'a.'.repeat(500_000)],
    ['names', 'km1._domainkey '.repeat(60_000)],
    ['values', `${AA} `.repeat(60_000)],
    ['equals signs', 'k=rsa; '.repeat(200_000)],
    ['ligatures that grow', '\ufdfa'.repeat(500_000)],
  ])('of a megabyte is read in a moment: %s', (_, pasted) => {
    const start = performance.now();
    completeValues(open, pasted, context);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
