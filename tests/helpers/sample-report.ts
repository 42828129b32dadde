import type { EspId } from '../../lib/esp/esp-id.ts';
import type { Verdict } from '../../lib/report/report.ts';
import type { ExplainedReport } from '../../lib/words/report-words.ts';

/** As much of a report as the worker looks at, for one sender. */
export const sampleReport = (
  from: string,
  esp: EspId | 'none',
  verdict: Verdict = 'pass',
  findings: { code: string; severity: Verdict; causedBy?: number | null }[] = [],
): ExplainedReport =>
  ({
    schema: 1,
    from,
    domain: from.slice(from.lastIndexOf('@') + 1),
    esp: esp === 'none' ? null : esp,
    verdict,
    findings,
    at: 0,
    account: null,
    resolvers: { asked: ['https://one.test/dns-query'], confirmedBy: null },
    legs: { spf: { domain: null, aligned: null, basis: 'unknown' }, dkim: [] },
    dmarc: { result: 'pass', record: null, foundAt: null, orgDomain: '', policy: null, effectivePolicy: null },
    spf: { record: null, result: 'none', lookups: 0, voidLookups: 0, tree: null },
  }) as unknown as ExplainedReport;
