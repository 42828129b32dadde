import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../lib/findings/catalogue.ts';
import type { FindingCode } from '../../lib/findings/finding.ts';
import { BRAND } from '../fixtures/zones/brand.ts';
import { CODE_CASES, type CodeCase, type Scene } from '../fixtures/zones/codes.ts';
import { auditZone } from '../helpers/audit-zone.ts';

/** Of what happened, not of what DNS says. */
const ELSEWHERE = ['message.', 'content.', 'watch.'];

const play = ({ zone, second, timeout, ...input }: Scene) =>
  auditZone(zone, { from: BRAND, ...input }, { ...(second && { second }), ...(timeout && { timeout }) });

describe('every finding of an audit', () => {
  const audited = FINDING_CODES.filter((code) => !ELSEWHERE.some((prefix) => code.startsWith(prefix)));

  it('has a zone that triggers it', () => {
    expect(Object.keys(CODE_CASES).sort()).toEqual([...audited].sort());
  });

  const cases = Object.entries(CODE_CASES) as [FindingCode, CodeCase][];

  it.each(cases)('%s is raised where it belongs', async (code, { there, severity }) => {
    const report = await play(there);
    expect(report.codes).toContain(code);
    expect(report.severityOf(code)).toBe(severity);
  });

  it.each(cases)('%s is silent beside it', async (code, { beside }) => {
    expect((await play(beside)).codes).not.toContain(code);
  });

  it.each(cases)('%s: whatever is red or amber ends in a record or in a sentence', async (_code, { there }) => {
    for (const finding of (await play(there)).findings) {
      if (finding.severity !== 'fail' && finding.severity !== 'warn') continue;
      expect(finding.fix, finding.code).not.toBeNull();
      expect((finding.fix?.records.length ?? 0) > 0 || finding.fix?.note, finding.code).toBeTruthy();
    }
  });
});
