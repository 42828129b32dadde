import { describe, expect, it } from 'vitest';
import { BRAND } from '../fixtures/zones/brand.ts';
import { MISTAKES, type Mistake } from '../fixtures/zones/mistakes.ts';
import { auditZone, type ZoneAudit } from '../helpers/audit-zone.ts';

function expectSaid(report: ZoneAudit, mistake: Mistake): void {
  expect(report.verdict).toBe(mistake.verdict);
  expect(report.codes).toEqual(expect.arrayContaining(mistake.has ?? []));
  for (const code of mistake.lacks ?? []) expect(report.codes).not.toContain(code);
  for (const severity of mistake.without ?? []) {
    expect(report.findings.filter((finding) => finding.severity === severity).map(({ code }) => code)).toEqual([]);
  }
  expect(report.codes[0]).toBe(mistake.first ?? report.codes[0]);
}

function expectFields(report: ZoneAudit, mistake: Mistake): void {
  expect(report.dmarc.result).toBe(mistake.dmarc ?? report.dmarc.result);
  expect(report.dmarc.policy).toBe(mistake.policy ?? report.dmarc.policy);
  expect(report.spf).toMatchObject(mistake.spf ?? {});
  const good = report.legs.dkim.filter(({ key }) => key === 'ok').map(({ selector }) => selector);
  expect(good).toEqual(expect.arrayContaining(mistake.keys ?? []));
}

function expectPublished(report: ZoneAudit, [name, type, value]: NonNullable<Mistake['publishes']>): void {
  const records = report.findings.flatMap(({ fix }) => fix?.records ?? []);
  const published = records.filter(
    (record) => record.action !== 'remove' && record.name === name && record.type === type,
  );
  expect(published.map((record) => record.value.slice(0, value.length))).toContain(value);
}

describe('records as people publish them', () => {
  it.each(MISTAKES.map((mistake) => [mistake.name, mistake] as const))('%s', async (_name, mistake) => {
    const { zone, second, ...input } = mistake.scene;
    const report = await auditZone(zone, { from: BRAND, ...input }, { ...(second && { second }) });
    expectSaid(report, mistake);
    expectFields(report, mistake);
    if (mistake.publishes) expectPublished(report, mistake.publishes);
  });
});
