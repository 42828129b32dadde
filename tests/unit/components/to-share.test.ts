import { describe, expect, it } from 'vitest';
import { toReportView } from '../../../components/report-view.ts';
import { toCsv, toJson, toMarkdown } from '../../../components/report/to-share.ts';
import type { Report } from '../../../lib/report/report.ts';
import { readWords } from '../../../lib/words/files.ts';
import { explainReport } from '../../../lib/words/report-words.ts';
import * as reports from '../../fixtures/reports.ts';

const words = await readWords('en');
const viewOf = (report: Report) => toReportView(explainReport(report, words));

describe('a report to hand on', () => {
  it('lists the records as a table, a line each', () => {
    const [head, first] = toCsv(viewOf(reports.rejected)).split('\r\n');
    expect(head).toBe('action,name,type,value,old');
    expect(first).toBe('"add","k2._domainkey.alderandoak.example","CNAME","dkim2.mcsv.net",""');
  });

  it('holds no formula that a spreadsheet would run', () => {
    const hostile = reports.finding('spf.missing', 'warn', { domain: 'a.example' });
    const fix = { records: [reports.add('a.example', 'TXT', '=HYPERLINK("x")')], note: null };
    const csv = toCsv(viewOf(reports.makeReport({ verdict: 'warn', findings: [{ ...hostile, fix }] })));
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it('is codes and parameters as JSON', () => {
    const plain = JSON.parse(toJson(explainReport(reports.rejected, words))) as Record<string, unknown>;
    expect(plain).not.toHaveProperty('words');
    expect(plain).toMatchObject({ domain: 'alderandoak.example', verdict: 'fail' });
  });

  it('names each cause once in Markdown, with its records as code', () => {
    const text = toMarkdown(viewOf(reports.rejected));
    expect(text).toContain('- add `k2._domainkey.alderandoak.example` CNAME `dkim2.mcsv.net`');
    expect(text.match(/^## /gmu)).toHaveLength(3);
  });
});
