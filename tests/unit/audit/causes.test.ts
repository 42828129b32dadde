import { describe, expect, it } from 'vitest';
import { toCauses } from '../../../lib/audit/causes.ts';
import type { AuditFinding } from '../../../lib/audit/context.ts';
import type { FindingCode } from '../../../lib/findings/finding.ts';
import { moveCauses } from '../../../lib/report/move-causes.ts';
import * as reports from '../../fixtures/reports.ts';

const raised = (code: FindingCode, cause: FindingCode | null = null, subject = 'brand.test') =>
  ({ code, subject, severity: 'fail', params: {}, evidence: [], cause }) as unknown as AuditFinding;

describe('what a finding follows from', () => {
  it('is the root of the chain, wherever it is in the order', () => {
    const findings = [
      raised('align.none', 'dkim.not-set-up'),
      raised('dkim.not-set-up', 'dkim.doubled-name'),
      raised('dkim.doubled-name'),
    ];
    expect(toCauses(findings)).toEqual([2, 2, null]);
  });

  it('is nothing where the cause was not raised, and in a circle', () => {
    expect(toCauses([raised('align.none', 'dkim.not-set-up')])).toEqual([null]);
    expect(toCauses([raised('align.none', 'align.strict'), raised('align.strict', 'align.none')])).toEqual([
      null,
      null,
    ]);
  });

  it('is the one about the same name where several have the code', () => {
    const findings = [
      raised('dkim.revoked', null, 'a.test'),
      raised('dkim.revoked', null, 'b.test'),
      raised('align.none', 'dkim.revoked', 'b.test'),
    ];
    expect(toCauses(findings)).toEqual([null, null, 1]);
  });

  it('is counted anew in a list that was sorted or cut', () => {
    const cause = reports.finding('dkim.not-set-up', 'fail', {
      esp: null,
      domain: 'brand.test',
      selectors: [],
      targets: [],
    });
    const params = { from: 'brand.test', spf: null, dkim: null };
    const follows = reports.finding('align.none', 'fail', params, { causedBy: 0 });
    const swapped = [
      { finding: follows, was: 1 },
      { finding: cause, was: 0 },
    ];
    expect(moveCauses(swapped).map(({ causedBy }) => causedBy)).toEqual([1, null]);
    expect(moveCauses([{ finding: follows, was: 1 }]).map(({ causedBy }) => causedBy)).toEqual([null]);
  });
});
