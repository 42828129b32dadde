import { describe, expect, it } from 'vitest';
import { newRow } from '../../../lib/domains/domain-row.ts';
import { toChanges, toSnapshot, withAudit } from '../../../lib/domains/snapshot.ts';
import type { Report } from '../../../lib/report/report.ts';
import * as reports from '../../fixtures/reports.ts';

const DOMAIN = 'alderandoak.example';
const report = (changes: Partial<Report> = {}): Report =>
  reports.makeReport({
    verdict: 'pass',
    findings: [],
    legs: {
      spf: { domain: 'mcsv.net', aligned: false, basis: 'predicted' },
      dkim: [reports.leg('k2', 'ok'), reports.leg('k3', 'ok')],
    },
    dmarc: {
      result: 'pass',
      record: 'v=DMARC1; p=reject',
      foundAt: DOMAIN,
      orgDomain: DOMAIN,
      policy: 'reject',
      effectivePolicy: 'reject',
    },
    spf: { record: 'v=spf1 include:servers.mcsv.net ~all', result: 'ok', lookups: 1, voidLookups: 0, tree: null },
    ...changes,
  });

const changesOf = (before: Report, after: Report) => {
  const first = toSnapshot({ ...before, at: 1 }, null);
  return toChanges(DOMAIN, first, toSnapshot({ ...after, at: 2 }, first));
};
const broken = report({
  verdict: 'fail',
  findings: [reports.finding('dmarc.missing', 'fail', { domain: DOMAIN, orgDomain: DOMAIN })],
  legs: { ...report().legs, dkim: [reports.leg('k2', 'missing'), reports.leg('k3', 'ok')] },
});

describe('what changed between two audits', () => {
  it('is the key, then the verdict, with what is new', () => {
    const key = `k2._domainkey.${reports.leg('k2', 'ok').domain}`;
    expect(changesOf(report(), broken)).toMatchObject([
      { kind: 'key', name: key, isWorse: true, at: 2, since: 1 },
      { kind: 'verdict', before: ['pass'], after: ['fail'], codes: ['dmarc.missing'], isWorse: true },
    ]);
    expect(changesOf(broken, report()).every(({ isWorse }) => !isWorse)).toBe(true);
  });

  it('is a record that is gone or different', () => {
    const gone = report({ dmarc: { ...report().dmarc, record: null, foundAt: null, result: 'none' } });
    expect(changesOf(report(), gone)).toMatchObject([
      { kind: 'record', name: `_dmarc.${DOMAIN}`, before: ['v=DMARC1; p=reject'], after: [] },
    ]);
    const other = report({ spf: { ...report().spf, record: 'v=spf1 -all' } });
    expect(changesOf(report(), other)).toMatchObject([{ kind: 'record', name: DOMAIN, after: ['v=spf1 -all'] }]);
  });

  it.each([
    ['time and number of queries', { queries: { sent: 99, rounds: 9, ms: 9 } }],
    ['white space in a record', { spf: { ...report().spf, record: 'v=spf1  include:servers.mcsv.net ~all ' } }],
    ['the order of the keys', { legs: { ...report().legs, dkim: [...report().legs.dkim].reverse() } }],
    ['a key that could not be asked for', { legs: { ...report().legs, dkim: [reports.leg('k2', 'unknown')] } }],
    [
      'a DMARC record that could not be asked for',
      { dmarc: { ...report().dmarc, record: null, foundAt: null, result: 'unknown' as const } },
    ],
    [
      'an SPF record that could not be asked for',
      { spf: { ...report().spf, record: null, result: 'temperror' as const } },
    ],
    ['a verdict that could not be reached', { verdict: 'unknown' as const }],
  ])('is never %s', (_, noise) => expect(changesOf(report(), report(noise))).toEqual([]));

  it('is seen across an audit that could not ask', () => {
    const first = toSnapshot({ ...report(), at: 1 }, null);
    const blind = report({ verdict: 'unknown', legs: { ...report().legs, dkim: [reports.leg('k2', 'unknown')] } });
    const second = toSnapshot({ ...blind, at: 2 }, first);
    expect(toChanges(DOMAIN, second, toSnapshot({ ...broken, at: 3 }, second)).map(({ kind }) => kind)).toEqual([
      'key',
      'verdict',
    ]);
  });
});

describe('a row after an audit', () => {
  const row = newRow(DOMAIN, 'user', 0);

  it('holds verdict, first problem and what the next is compared with', () => {
    const { row: audited, changes } = withAudit(row, broken);
    expect(changes).toEqual([]);
    expect(audited).toMatchObject({ verdict: 'fail', problems: 1, first: { code: 'dmarc.missing' }, failures: 0 });
    expect(withAudit(audited, { ...report(), at: broken.at + 1 }).changes).not.toEqual([]);
  });

  it('forgets nothing where no resolver answered', () => {
    const { row: audited } = withAudit(row, report());
    const offline = report({ verdict: 'unknown', resolvers: { asked: [], confirmedBy: null } });
    const { row: after, changes } = withAudit(audited, offline);
    expect(changes).toEqual([]);
    expect(after).toMatchObject({ verdict: 'unknown', failures: 1, checkedAt: audited.checkedAt });
    expect(after.snapshot).toEqual(audited.snapshot);
  });

  it('is not compared across two services', () => {
    const { row: audited } = withAudit(row, report());
    expect(withAudit(audited, { ...broken, esp: 'klaviyo' }).changes).toEqual([]);
  });
});
