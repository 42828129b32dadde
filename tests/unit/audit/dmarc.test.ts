import { describe, expect, it } from 'vitest';
import { BRAND, brand, mailchimp } from '../../fixtures/zones/brand.ts';
import { auditZone } from '../../helpers/audit-zone.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const NEWS = `news.${BRAND}`;
const RUA = `rua=mailto:dmarc@${BRAND}`;

const audit = (record: string | string[], more: Zone = {}) =>
  auditZone({ ...brand({ dmarc: { TXT: record } }), ...mailchimp(), ...more }, { from: BRAND });

/** A From at a subdomain that exists, or one that does not. */
const auditNews = (record: string, news: Zone = { [NEWS]: { A: '203.0.113.1' } }) =>
  auditZone({ ...brand({ dmarc: { TXT: record } }), ...news }, { from: NEWS });

describe('which record counts', () => {
  it('M1: two records are none; red only where no other applies', async () => {
    const none = await audit(['v=DMARC1; p=none', 'v=DMARC1; p=reject']);
    expect([none.dmarc.result, none.severityOf('dmarc.multiple-records')]).toEqual(['none', 'fail']);
    expect(none.severityOf('dmarc.missing')).toBe('fail');
    const zone = {
      ...brand(),
      ...mailchimp(NEWS),
      [NEWS]: { A: '203.0.113.1' },
      [`_dmarc.${NEWS}`]: { TXT: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] },
    };
    const above = await auditZone(zone, { from: NEWS });
    expect([above.dmarc.result, above.dmarc.foundAt]).toEqual(['pass', BRAND]);
    expect(above.severityOf('dmarc.multiple-records')).toBe('warn');
  });

  it('M1: another text beside it is no record', async () => {
    const report = await audit([`v=DMARC1; p=reject; ${RUA}`, 'MS=ms1234']);
    expect([report.verdict, report.dmarc.policy]).toEqual(['pass', 'reject']);
  });

  it('M2: the version is exact, the rest is not', async () => {
    expect((await audit('v=dmarc1; p=none')).dmarc.result).toBe('none');
    expect((await audit(`v = DMARC1 ;p = Reject; ${RUA}`)).dmarc.policy).toBe('reject');
    const upper = await audit(`v=DMARC1; P=reject; ${RUA}`);
    expect([upper.dmarc.policy, upper.severityOf('dmarc.syntax')]).toEqual(['none', 'warn']);
  });

  it('M3: a tag that nobody knows is no fault', async () => {
    expect((await audit(`v=DMARC1; p=none; note=hello; ${RUA}`)).codes).not.toContain('dmarc.syntax');
  });

  it('M4: without a valid policy it acts as none with a report address, and not at all without', async () => {
    const asNone = await audit(`v=DMARC1; p=quarantena; ${RUA}`);
    expect([asNone.dmarc.result, asNone.dmarc.policy, asNone.severityOf('dmarc.syntax')]).toEqual([
      'pass',
      'none',
      'warn',
    ]);
    const isVoid = await audit('v=DMARC1; p=quarantena');
    expect([isVoid.dmarc.result, isVoid.dmarc.record, isVoid.severityOf('dmarc.syntax')]).toEqual([
      'none',
      null,
      'fail',
    ]);
    expect(isVoid.find('dmarc.missing')?.causedBy).toBe(isVoid.codes.indexOf('dmarc.syntax'));
    expect((await audit(`v=DMARC1; p=reject; sp=nichts; ${RUA}`)).dmarc.policy).toBe('none');
  });

  it('M5: the policy may stand anywhere', async () => {
    expect((await audit(`v=DMARC1; ${RUA}; p=reject`)).verdict).toBe('pass');
  });
});

describe('the policy for this From', () => {
  it('M9: an inherited record asks np where the name does not exist, else sp, else p', async () => {
    const record = `v=DMARC1; p=none; sp=quarantine; np=reject; ${RUA}`;
    expect((await auditNews(record)).dmarc.policy).toBe('quarantine');
    expect((await auditNews(record, {})).dmarc.policy).toBe('reject');
    expect((await auditNews(`v=DMARC1; p=reject; ${RUA}`)).dmarc.policy).toBe('reject');
  });

  it('M9: a dangling CNAME and a name without addresses exist', async () => {
    const record = `v=DMARC1; p=none; sp=quarantine; np=reject; ${RUA}`;
    expect((await auditNews(record, { [NEWS]: { CNAME: 'gone.other.test' } })).dmarc.policy).toBe('quarantine');
    expect((await auditNews(record, { [NEWS]: { TXT: 'x' } })).dmarc.policy).toBe('quarantine');
  });

  it('M9: where it cannot be told whether the name exists, the policy is not known', async () => {
    const report = await auditNews(`v=DMARC1; p=none; sp=quarantine; np=reject; ${RUA}`, { [NEWS]: { rcode: 2 } });
    expect(report.dmarc.policy).toBeNull();
  });

  it('M10: sp of a subdomain’s own record has no effect', async () => {
    const zone = {
      ...brand(),
      ...mailchimp(NEWS),
      [NEWS]: { A: '203.0.113.1' },
      [`_dmarc.${NEWS}`]: { TXT: `v=DMARC1; p=reject; sp=none; ${RUA}` },
    };
    const report = await auditZone(zone, { from: NEWS });
    expect(report.dmarc.policy).toBe('reject');
    expect(report.codes).not.toContain('dmarc.subdomain-weaker');
  });

  it.each([
    ['reject', 'quarantine'],
    ['quarantine', 'none'],
  ])('M11: t=y applies %s as %s', async (policy, effective) => {
    const report = await audit(`v=DMARC1; p=${policy}; t=y; ${RUA}`);
    expect([report.dmarc.policy, report.dmarc.effectivePolicy]).toEqual([policy, effective]);
    expect(report.find('dmarc.testing')?.params).toMatchObject({ policy, effective });
  });

  it('M18: p=none is a step, never red', async () => {
    expect((await audit(`v=DMARC1; p=none; ${RUA}`)).severityOf('dmarc.policy-none')).toBe('info');
  });
});

describe('a record beside its place', () => {
  const bare = (more: Zone) => auditZone({ ...brand({ dmarc: null }), ...mailchimp(), ...more }, { from: BRAND });

  it('M12: at the domain itself it has no effect', async () => {
    const apex = { ...brand({ dmarc: null, TXT: ['v=spf1 include:_spf.mailhost.test ~all', 'v=DMARC1; p=none'] }) };
    const report = await auditZone({ ...apex, ...mailchimp() }, { from: BRAND });
    expect([report.dmarc.result, report.find('dmarc.wrong-place')?.subject]).toEqual(['none', BRAND]);
  });

  it('M13: the doubled name is found, and one fix carries it', async () => {
    const report = await bare({ [`_dmarc.${BRAND}.${BRAND}`]: { TXT: `v=DMARC1; p=none; ${RUA}` } });
    expect(report.find('dmarc.doubled-name')?.subject).toBe(`_dmarc.${BRAND}.${BRAND}`);
    expect(report.find('dmarc.missing')?.causedBy).toBe(report.codes.indexOf('dmarc.doubled-name'));
  });

  it('M13: nothing beside the place is asked where the right one is there', async () => {
    const report = await audit(`v=DMARC1; p=none; ${RUA}`);
    expect(report.logs.first.some(({ name }) => name === `_dmarc.${BRAND}.${BRAND}`)).toBe(false);
  });

  it('M14: a CNAME is followed, a dangling one is named', async () => {
    const target = { 'dmarc.host.test': { TXT: `v=DMARC1; p=reject; ${RUA}` } };
    const followed = await auditZone(
      { ...brand({ dmarc: { CNAME: 'dmarc.host.test' } }), ...mailchimp(), ...target },
      { from: BRAND },
    );
    expect(followed.dmarc.policy).toBe('reject');
    const dangling = await auditZone(
      { ...brand({ dmarc: { CNAME: 'dmarc.host.test' } }), ...mailchimp() },
      { from: BRAND },
    );
    expect([dangling.severityOf('dmarc.missing'), dangling.severityOf('dmarc.dangling')]).toEqual(['fail', 'warn']);
  });
});

describe('reports', () => {
  it.each([
    ['dmarc@brand.test', 'not-a-uri'],
    ['mailto:@brand.test', 'no-local-part'],
    ['', 'empty'],
    ['https://brand.test/dmarc', 'scheme'],
  ])('M15: rua=%s cannot be used', async (address, reason) => {
    expect((await audit(`v=DMARC1; p=none; rua=${address}`)).find('dmarc.bad-report-address')?.params).toMatchObject({
      tag: 'rua',
      reason,
    });
  });

  it('M15: a size behind it is obsolete and harms nothing', async () => {
    const report = await audit(`v=DMARC1; p=none; rua=mailto:dmarc@${BRAND}!10m`);
    expect(report.codes).not.toContain('dmarc.bad-report-address');
    expect(report.find('dmarc.historic-tag')?.params).toMatchObject({ tags: ['!size'] });
  });

  it('M16: another organisation must have agreed', async () => {
    const record = 'v=DMARC1; p=none; rua=mailto:a@reports.test';
    const report = await audit(record);
    expect(report.find('dmarc.reports-not-authorised')?.params).toMatchObject({
      host: 'reports.test',
      at: `${BRAND}._report._dmarc.reports.test`,
    });
    expect(report.verdict).toBe('warn');
    const agreed = { [`${BRAND}._report._dmarc.reports.test`]: { TXT: 'v=DMARC1;' } };
    expect((await audit(record, agreed)).codes).not.toContain('dmarc.reports-not-authorised');
  });

  it('M16: the same organisation needs none, and trouble on the way is no refusal', async () => {
    expect((await audit(`v=DMARC1; p=none; rua=mailto:a@mail.${BRAND}`)).codes).not.toContain(
      'dmarc.reports-not-authorised',
    );
    const failing = { [`${BRAND}._report._dmarc.reports.test`]: { rcode: 2 } };
    const report = await audit('v=DMARC1; p=none; rua=mailto:a@reports.test', failing);
    expect(report.codes).not.toContain('dmarc.reports-not-authorised');
  });
});

it('M22: a From of more than eight labels needs its own record', async () => {
  const deep = `a.b.c.d.e.f.g.${BRAND}`;
  const zone = { ...brand(), [deep]: { A: '203.0.113.1' } };
  expect((await auditZone(zone, { from: deep, esp: 'none' })).severityOf('dmarc.too-deep')).toBe('warn');
  const own = { ...zone, [`_dmarc.${deep}`]: { TXT: `v=DMARC1; p=none; ${RUA}` } };
  expect((await auditZone(own, { from: deep, esp: 'none' })).codes).not.toContain('dmarc.too-deep');
});

it('M14: a wildcard alias is no record of this name, so it does not dangle', async () => {
  const zone = {
    ...brand({ dmarc: null }),
    ...mailchimp(),
    [`*.${BRAND}`]: { CNAME: 'shop.host.test' },
    'shop.host.test': { A: '192.0.2.1' },
  };
  const report = await auditZone(zone, { from: BRAND });
  expect(report.codes).toContain('dmarc.missing');
  expect(report.codes).not.toContain('dmarc.dangling');
});
