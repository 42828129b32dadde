import { gzipSync, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AggregateReport } from '../../../lib/aggregate/aggregate-report.ts';
import { readReports } from '../../../lib/aggregate/read-reports.ts';
import { toGzip, toOctets, toReportMail, toReportXml, toZip } from '../../helpers/aggregate-reports.ts';

async function read(octets: Uint8Array): Promise<AggregateReport> {
  const result = await readReports(octets);
  if (!result.ok) throw new Error(result.fault);
  const [report] = result.value;
  if (report?.kind !== 'dmarc') throw new Error('no aggregate report');
  return report;
}

const faultOf = async (octets: Uint8Array) => {
  const result = await readReports(octets);
  return result.ok ? 'read' : result.fault;
};

const row = {
  count: 12,
  disposition: 'quarantine',
  dkim: 'fail',
  reason: 'forwarded',
  signatures: [['brand.test', 'k2', 'fail']] as [string, string, string][],
};

describe('a report', () => {
  const xml = toReportXml({ rows: [row], policy: 'quarantine' });

  it('is read from XML', async () => {
    const report = await read(toOctets(xml));
    expect(report).toMatchObject({
      receiver: 'google.com',
      id: '1',
      domain: 'brand.test',
      begin: 1_795_000_000_000,
      policy: { p: 'quarantine', sp: 'none', testing: false },
      schema: 'rfc7489',
    });
    expect(report.rows).toEqual([
      {
        ip: '192.0.2.7',
        count: 12,
        disposition: 'quarantine',
        dkimAligned: false,
        spfAligned: false,
        overrides: ['forwarded'],
        headerFrom: 'brand.test',
        envelopeFrom: null,
        dkim: [{ domain: 'brand.test', selector: 'k2', result: 'fail' }],
        spf: [{ domain: 'bounces.host.test', result: 'pass' }],
      },
    ]);
  });

  it.each([
    ['gzip', toGzip(xml)],
    ['zip', toZip({ 'google.com!brand.test!1!2.xml': xml })],
    ['a zip of a gzip', zipSync({ 'report.xml.gz': gzipSync(toOctets(xml)) })],
    ['a mail with gzip', toReportMail(toGzip(xml), 'r.xml.gz', 'application/gzip')],
    ['a mail with zip under a wrong type', toReportMail(toZip({ 'r.xml': xml }), 'r.zip', 'application/octet-stream')],
    ['XML with a byte order mark', toOctets(`\ufeff${xml}`)],
    ['UTF-16', new Uint8Array(Buffer.from(`\ufeff${xml}`, 'utf16le'))],
    ['a prefix on every element', toOctets(xml.replace(/<(\/?)(?=[a-z])/g, '<$1d:'))],
  ])('is the same from %s', async (_, octets) => {
    expect(await read(octets)).toEqual(await read(toOctets(xml)));
  });

  it('tells the newer schema (RFC 9990)', async () => {
    const report = await read(toOctets(toReportXml({ isNew: true })));
    expect([report.schema, report.policy.testing]).toEqual(['rfc9990', true]);
  });

  it('keeps all reports of one archive', async () => {
    const files = { 'a.xml': toReportXml({ id: 'a' }), 'b.xml': toReportXml({ id: 'b' }), 'readme.txt': 'hello' };
    const result = await readReports(toZip(files));
    expect(result.ok && result.value.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('reads a TLS report too', async () => {
    const json = JSON.stringify({
      'organization-name': 'Google Inc.',
      'date-range': { 'start-datetime': '2026-11-20T00:00:00Z', 'end-datetime': '2026-11-20T23:59:59Z' },
      'report-id': 't1',
      policies: [
        {
          policy: { 'policy-type': 'sts', 'policy-domain': 'Brand.test' },
          summary: { 'total-successful-session-count': 9, 'total-failure-session-count': 2 },
          'failure-details': [{ 'result-type': 'certificate-expired', 'failed-session-count': 2 }],
        },
      ],
    });
    const result = await readReports(toGzip(json));
    expect(result.ok && result.value[0]).toMatchObject({
      kind: 'tls',
      policies: [{ domain: 'brand.test', failures: 2, details: [{ result: 'certificate-expired', count: 2 }] }],
    });
  });
});

describe('what is no report is named', () => {
  const xml = toReportXml();
  it.each([
    ['nothing', new Uint8Array(), 'empty'],
    ['a page', toOctets('<!doctype html><p>Sign in</p>'), 'no-report'],
    ['text', toOctets('hello'), 'no-report'],
    ['XML that ends early', toOctets(xml.slice(0, -40)), 'broken'],
    ['a gzip that ends early', toGzip(xml.repeat(20)).slice(0, 40), 'broken-archive'],
    ['a gzip of noise', new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]), 'broken-archive'],
    ['a report without a domain', toOctets(xml.replace('<domain>brand.test</domain><adkim>', '<adkim>')), 'incomplete'],
    ['JSON that is none', toOctets('{"a":'), 'broken'],
    ['other JSON', toOctets('{"a":1}'), 'no-report'],
    ['a mail without one', toOctets('From: a@b.test\r\nSubject: hi\r\n\r\nhello\r\n'), 'no-report'],
  ])('%s', async (_, octets, fault) => expect(await faultOf(octets)).toBe(fault));

  it('a bomb, before it is unpacked', async () => {
    const bomb = gzipSync(new Uint8Array(80 * 1024 * 1024));
    const before = process.memoryUsage().arrayBuffers;
    expect(await faultOf(bomb)).toBe('too-large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(160 * 1024 * 1024);
  });

  it('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 0, max: 600 }), async (noise, at) => {
        const octets = toGzip(xml);
        octets.set(noise.subarray(0, Math.max(0, octets.length - at)), Math.min(at, octets.length));
        await expect(readReports(octets)).resolves.toBeDefined();
        await expect(readReports(noise)).resolves.toBeDefined();
      }),
      { numRuns: 100 },
    );
  });
});
