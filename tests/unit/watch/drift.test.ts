import { describe, expect, it } from 'vitest';
import { withDrift } from '../../../lib/watch/drift.ts';
import { toHistoryEntry } from '../../../lib/watch/history-entry.ts';
import type { Report } from '../../../lib/report/report.ts';

const report = (verdict: Report['verdict'], key: 'ok' | 'missing'): Report => ({
  schema: 1,
  domain: 'brand.test',
  esp: 'mailchimp',
  verdict,
  dmarc: {
    result: 'pass',
    record: 'v=DMARC1; p=none',
    foundAt: 'brand.test',
    orgDomain: 'brand.test',
    policy: 'none',
    effectivePolicy: 'none',
  },
  legs: {
    spf: { domain: 'mcsv.net', aligned: false, basis: 'predicted' },
    dkim: [
      {
        domain: 'brand.test',
        selector: 'k2',
        target: key === 'ok' ? 'dkim2.mcsv.net' : null,
        key,
        bits: 2048,
        aligned: true,
      },
    ],
  },
  alignment: { spf: false, dkim: key === 'ok', conclusion: key === 'ok' ? 'dkim' : 'neither' },
  spf: { record: null, result: 'none', lookups: 0, voidLookups: 0, tree: null },
  mx: { result: 'ok', hosts: [] },
  providers: { gmail: 'accept', yahoo: 'accept', microsoft: 'accept', apple: 'accept', laposte: 'accept' },
  findings: [],
  queries: { sent: 1, rounds: 1, ms: 1 },
  from: 'hello@brand.test',
  replyTo: null,
  at: Date.parse('2026-11-25T10:00:00Z'),
  resolvers: { asked: [], confirmedBy: null },
  requirements: [],
  dnsHost: { id: null, name: null, zone: 'brand.test', nameServers: [] },
  account: null,
});

const sent = toHistoryEntry({ ...report('pass', 'ok'), at: Date.parse('2026-11-12T10:00:00Z') }, 'mailchimp', 'send');

describe('drift since the last send', () => {
  it('names what changed, and when it was still right', () => {
    const { findings } = withDrift(report('fail', 'missing'), [sent]);
    expect(findings).toMatchObject([
      {
        code: 'watch.drift',
        severity: 'warn',
        subject: 'k2._domainkey.brand.test',
        params: { since: '2026-11-12T10:00:00.000Z', before: 'ok dkim2.mcsv.net' },
      },
    ]);
  });

  it('is silent where all is in order', () => expect(withDrift(report('pass', 'ok'), [sent]).findings).toEqual([]));
  it('is silent without a send that was in order', () => {
    expect(withDrift(report('fail', 'missing'), []).findings).toEqual([]);
    expect(withDrift(report('fail', 'missing'), [{ ...sent, verdict: 'fail' }]).findings).toEqual([]);
  });
  it('is silent where the trouble is not a change', () => {
    const before = toHistoryEntry(report('pass', 'missing'), 'mailchimp', 'send');
    expect(withDrift(report('fail', 'missing'), [before]).findings).toEqual([]);
  });
});
