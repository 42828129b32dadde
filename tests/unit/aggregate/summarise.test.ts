import { describe, expect, it } from 'vitest';
import type { AggregateReport } from '../../../lib/aggregate/aggregate-report.ts';
import { readReports } from '../../../lib/aggregate/read-reports.ts';
import { summarise, withoutDuplicates } from '../../../lib/aggregate/summarise.ts';
import { toOctets, toReportXml, type ReportSpec, type RowSpec } from '../../helpers/aggregate-reports.ts';

async function toReports(...specs: ReportSpec[]): Promise<AggregateReport[]> {
  const results = await Promise.all(specs.map((spec) => readReports(toOctets(toReportXml(spec)))));
  return results.flatMap((result) => (result.ok ? result.value : [])).filter((report) => report.kind === 'dmarc');
}

const ofRows = async (...rows: RowSpec[]) => {
  const [summary] = summarise(await toReports({ rows }));
  return summary?.sources ?? [];
};

describe('a source', () => {
  it('is a service, yours and aligned', async () => {
    const [source] = await ofRows({
      count: 40,
      signatures: [['brand.test', 'k2', 'pass']],
      returnPath: ['mail5.mcsv.net', 'pass'],
    });
    expect(source).toMatchObject({ kind: 'aligned', esp: 'mailchimp', messages: 40, failing: 0 });
  });

  it('is a service, not aligned', async () => {
    const [source] = await ofRows({
      dkim: 'fail',
      count: 3,
      signatures: [['mcsv.net', 'k1', 'pass']],
      returnPath: ['mail5.mcsv.net', 'pass'],
    });
    expect(source).toMatchObject({ kind: 'unaligned', esp: 'mailchimp', failing: 3 });
  });

  it('is a forwarder where the receiver says so, or where your signature broke on the way', async () => {
    const sources = await ofRows(
      { dkim: 'fail', reason: 'mailing_list', returnPath: ['lists.club.test', 'pass'] },
      { dkim: 'fail', signatures: [['brand.test', 'k2', 'fail']], returnPath: ['relay.uni.test', 'pass'] },
    );
    expect(sources.map(({ kind }) => kind)).toEqual(['forwarder', 'forwarder']);
  });

  it('is a stranger where nothing ties it to you', async () => {
    const [source] = await ofRows({ dkim: 'fail', returnPath: ['spammer.test', 'pass'], disposition: 'reject' });
    expect(source).toMatchObject({ kind: 'stranger', esp: null, name: 'spammer.test', dispositions: { reject: 1 } });
  });

  it('that failed SPF as a service is not taken for that service', async () => {
    const [source] = await ofRows({ dkim: 'fail', returnPath: ['mail5.mcsv.net', 'fail'] });
    expect(source).toMatchObject({ kind: 'stranger', esp: null });
  });
});

describe('a domain', () => {
  it('has its failing sources first, and what a stricter policy would hit', async () => {
    const reports = await toReports(
      { id: '1', rows: [{ count: 90, signatures: [['brand.test', 'k2', 'pass']] }] },
      {
        id: '2',
        receiver: 'Yahoo',
        begin: 1_795_086_400,
        rows: [{ count: 10, dkim: 'fail', returnPath: ['x.test', 'pass'] }],
      },
    );
    const [summary] = summarise(reports);
    expect(summary).toMatchObject({ messages: 100, passing: 90, reports: 2 });
    expect(summary?.sources.map(({ kind, failing }) => [kind, failing])).toEqual([
      ['stranger', 10],
      ['aligned', 0],
    ]);
    expect(summary?.sources[0]).toMatchObject({ receivers: ['Yahoo'], firstSeen: 1_795_086_400_000 });
  });

  it('counts a report that came twice once, and keeps domains apart', async () => {
    const reports = await toReports({ id: '1' }, { id: '1' }, { id: '1', domain: 'other.test' });
    expect(summarise(withoutDuplicates(reports)).map(({ domain, messages }) => [domain, messages])).toEqual([
      ['brand.test', 1],
      ['other.test', 1],
    ]);
  });
});

describe('size', () => {
  it('grows in time with the number of rows, not with its square', async () => {
    const time = async (rows: number) => {
      const row: RowSpec = { dkim: 'fail', signatures: [['brand.test', 'k2', 'fail']] };
      const octets = toOctets(
        toReportXml({ rows: Array.from({ length: rows }, (_, n) => ({ ...row, ip: `192.0.2.${n % 250}` })) }),
      );
      const start = performance.now();
      const read = await readReports(octets);
      if (read.ok) summarise(read.value.filter((report) => report.kind === 'dmarc'));
      return performance.now() - start;
    };
    await time(500);
    const [small, large] = [await time(2000), await time(16_000)];
    expect(large / small).toBeLessThan(8 * 4);
  });
});
