import { describe, expect, it } from 'vitest';
import { toFixPlan } from '../../../lib/report/fix-plan.ts';
import { BRAND, brand, mailchimp } from '../../fixtures/zones/brand.ts';
import { auditZone } from '../../helpers/audit-zone.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const from = `hello@${BRAND}`;

/** Both keys entered with the domain once too often, as some DNS hosts make of it. */
function withDoubledNames(): Zone {
  const keys = Object.entries(mailchimp()).map(([name, records]) => [
    name.includes('._domainkey.') && name.endsWith(`.${BRAND}`) ? `${name}.${BRAND}` : name,
    records,
  ]);
  return { ...brand(), ...(Object.fromEntries(keys) as Zone) };
}

describe('the plan of fixes', () => {
  it('starts with the finding that carries the records of the first cause, whichever of its findings that is', async () => {
    const report = await auditZone(withDoubledNames(), { from });
    const { first, alsoFixed, later, enough } = toFixPlan(report);
    const codes = (indexes: readonly number[]) => indexes.map((index) => report.findings[index]?.code);
    expect(report.findings[first ?? -1]?.fix?.records.length).toBeGreaterThan(0);
    expect(codes(alsoFixed)).toContain('dkim.doubled-name');
    expect(codes(alsoFixed)).toContain('align.none');
    expect([later, enough]).toEqual([[], true]);
  });

  it('has nothing to start with where nothing is wrong', async () => {
    const report = await auditZone({ ...brand(), ...mailchimp() }, { from });
    expect(toFixPlan(report)).toMatchObject({ first: null, alsoFixed: [], later: [], enough: false });
  });

  it('starts with nothing where the first is not known', async () => {
    const report = await auditZone({ ...brand({ dmarc: { rcode: 2 } }), ...mailchimp() }, { from });
    expect([report.verdict, toFixPlan(report).first]).toEqual(['unknown', null]);
  });
});
