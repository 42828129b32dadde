import { describe, expect, it } from 'vitest';
import { AREAS, areaOf, byUrgency, CATALOGUE, FINDING_CODES } from '../../../lib/findings/catalogue.ts';
import type { FindingCode, Severity } from '../../../lib/findings/finding.ts';

const order = (...findings: [FindingCode, Severity][]): FindingCode[] =>
  findings
    .map(([code, severity]) => ({ code, severity }))
    .toSorted(byUrgency)
    .map(({ code }) => code);

describe('the catalogue', () => {
  it('keeps the codes of an area together, in the order of diagnosis', () => {
    const areas = FINDING_CODES.map((code) => AREAS.indexOf(areaOf(code)));
    expect(areas).toEqual(areas.toSorted((one, other) => one - other));
  });

  it('never lets what concerns inbound mail be more than worth knowing', () => {
    const inbound = FINDING_CODES.filter((code) => /^(?:bimi|mta-sts|tls-rpt)\./.test(code));
    expect(new Set(inbound.map((code) => CATALOGUE[code]))).toEqual(new Set(['info']));
  });
});

describe('the order in which to fix', () => {
  it('is severity first: fail, unknown, warn, info', () => {
    expect(
      order(['dns.servfail', 'warn'], ['mx.missing', 'info'], ['dns.disagree', 'unknown'], ['spf.missing', 'fail']),
    ).toEqual(['spf.missing', 'dns.disagree', 'dns.servfail', 'mx.missing']);
  });

  it('then dns, from, dkim, align, dmarc, spf, mx, the rest', () => {
    const codes: FindingCode[] = [
      'return-path.no-host',
      'mx.broken',
      'spf.ptr',
      'dmarc.syntax',
      'align.none',
      'dkim.testing',
      'from.no-replies',
      'dns.cname-conflict',
    ];
    expect(order(...codes.map((code): [FindingCode, Severity] => [code, 'warn']))).toEqual(codes.toReversed());
  });

  it('puts the parked domain before what follows from it', () => {
    expect(order(['align.none', 'fail'], ['parked.ok', 'fail'])[0]).toBe('parked.ok');
  });
});
