import { describe, expect, it } from 'vitest';
import { completeValues } from '../../../lib/fixes/complete-values.ts';
import type { RecordChange } from '../../../lib/fixes/fix.ts';

const record = (name: string, value: string): RecordChange => ({
  action: 'add',
  name: `${name}.brand.com`,
  type: 'CNAME',
  value,
});
const open = ['km1._domainkey', 'km2._domainkey'].map((name) => record(name, '<in Klaviyo: Settings > Domains>'));
const OWN = /\.klaviyodns\.com$/iu;
const valuesOf = (records: readonly RecordChange[]) => records.map(({ value }) => value);

describe('values pasted out of the service', () => {
  it('are found beside their names, in any order', () => {
    const pasted = 'CNAME\tkm2._domainkey\tbb.klaviyodns.com.\nCNAME\tkm1._domainkey\tAA.klaviyodns.com';
    expect(valuesOf(completeValues(open, pasted, OWN))).toEqual(['aa.klaviyodns.com', 'bb.klaviyodns.com']);
  });

  it('are taken in their order where no name is with them', () => {
    expect(valuesOf(completeValues(open, 'aa.klaviyodns.com\nbb.klaviyodns.com', OWN))).toEqual([
      'aa.klaviyodns.com',
      'bb.klaviyodns.com',
    ]);
  });

  it('must be this service’s, so a help page’s address is not taken for one', () => {
    const pasted = 'See help.klaviyo.com\nkm1._domainkey.brand.com aa.klaviyodns.com';
    expect(valuesOf(completeValues(open, pasted, OWN))).toEqual([
      'aa.klaviyodns.com',
      '<in Klaviyo: Settings > Domains>',
    ]);
  });

  it('keep the parts of the value that are known', () => {
    const half = [record('hs1-1._domainkey', 'brand-com.hs<in HubSpot: Domains>a.dkim.hubspotemail.net')];
    const right = 'brand-com.hs07a.dkim.hubspotemail.net';
    expect(valuesOf(completeValues(half, `other.hs07b.dkim.hubspotemail.net ${right}`, null))).toEqual([right]);
  });

  it('leave complete records and removals as they are, and take a megabyte of noise in its stride', () => {
    const done: RecordChange[] = [record('k2._domainkey', 'dkim2.mcsv.net')];
    expect(completeValues(done, '<a b="'.repeat(200_000), null)).toEqual(done);
  });
});
