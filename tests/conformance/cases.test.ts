import { describe, expect, it } from 'vitest';
import { BRAND } from '../fixtures/zones/brand.ts';
import { MISTAKES, type Mistake } from '../fixtures/zones/mistakes.ts';
import { auditZone, type ZoneAudit } from '../helpers/audit-zone.ts';

/** What of the report the case speaks of, so that a failure shows the difference. */
const toSaid = (report: ZoneAudit, { has = [], lacks = [], without = [], spf = {}, keys = [] }: Mistake) => ({
  verdict: report.verdict,
  has: has.filter((code) => report.codes.includes(code)),
  lacks: lacks.filter((code) => !report.codes.includes(code)),
  without: without.flatMap((severity) => report.findings.filter((finding) => finding.severity === severity)),
  spf: Object.fromEntries(Object.keys(spf).map((field) => [field, report.spf[field as keyof typeof spf]])),
  keys: keys.filter((selector) => report.legs.dkim.some((leg) => leg.selector === selector && leg.key === 'ok')),
});

const toExpected = ({ verdict, has = [], lacks = [], spf = {}, keys = [] }: Mistake) => ({
  verdict,
  has,
  lacks,
  without: [],
  spf,
  keys,
});

const toPublished = (report: ZoneAudit, name: string, type: string): string[] =>
  report.findings
    .flatMap(({ fix }) => fix?.records ?? [])
    .filter((record) => record.action !== 'remove' && record.name === name && record.type === type)
    .map(({ value }) => value);

describe('records as people publish them', () => {
  it.each(MISTAKES.map((mistake) => [mistake.name, mistake] as const))('%s', async (_name, mistake) => {
    const { zone, second, ...input } = mistake.scene;
    const report = await auditZone(zone, { from: BRAND, ...input }, { ...(second && { second }) });
    expect(toSaid(report, mistake)).toEqual(toExpected(mistake));
    expect(report.dmarc.result).toBe(mistake.dmarc ?? report.dmarc.result);
    expect(report.dmarc.policy).toBe(mistake.policy ?? report.dmarc.policy);
    expect(report.codes[0]).toBe(mistake.first ?? report.codes[0]);
    const [name, type, value] = mistake.publishes ?? [];
    const published = name && type ? toPublished(report, name, type) : [];
    expect(published.some((text) => text.startsWith(value ?? ''))).toBe(mistake.publishes !== undefined);
  });
});
