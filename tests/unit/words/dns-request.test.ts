import { describe, expect, it } from 'vitest';
import type { FixNote, RecordChange } from '../../../lib/fixes/fix.ts';
import { toRequest } from '../../../lib/words/dns-request.ts';
import { readWords } from '../../../lib/words/files.ts';
import type { Report, ReportFinding } from '../../../lib/report/report.ts';
import { auditZone } from '../../helpers/audit-zone.ts';
import { DOMAIN, FAULTS, faultyZone, WAYS } from '../../helpers/fault-zones.ts';

const words = await readWords('en');

async function auditWith(id: string, ...codes: string[]) {
  const way = WAYS.find((each) => each.id === id);
  if (way === undefined) throw new Error(`no way ${id}`);
  const changes = codes.map((code) => FAULTS.find((fault) => fault.code === code)?.change ?? (() => undefined));
  return auditZone(faultyZone(way, changes), { from: `hello@${DOMAIN}`, ...way.input });
}

function requestOf(report: Report, findings: readonly ReportFinding[] = report.findings) {
  const request = toRequest(report, findings, words);
  if (request === null) throw new Error('nothing to request');
  return request;
}

const withRecords = (report: Report, records: RecordChange[], note: FixNote | null = null): ReportFinding[] =>
  report.findings.slice(0, 1).map((finding) => ({ ...finding, fix: { records, note } }));

describe('the request to whoever manages DNS', () => {
  it('stands on its own: what, why, the records as a table and as zone file', async () => {
    const { subject, text, fileName } = requestOf(await auditWith('mailchimp', 'dkim.not-set-up', 'dmarc.missing'));
    expect(subject).toBe('DNS change for brand.test: 3 records');
    expect(fileName).toBe('dns-change-brand.test.txt');
    expect(text).toContain('with Mailchimp');
    expect(text).toContain('Outlook will reject it.');
    expect(text).toMatch(/^add +\| CNAME \| k2\._domainkey\.brand\.test \| dkim2\.mcsv\.net$/mu);
    expect(text).toContain('k3._domainkey.brand.test. 3600 IN CNAME dkim3.mcsv.net.');
    expect(text).toContain('_dmarc.brand.test. 3600 IN TXT "v=DMARC1; p=none"');
    expect(text).toContain('dig +short TXT _dmarc.brand.test');
    expect(text).toMatch(/\(RFC 9989 § 4\.10\)/u);
  });

  it('shows the old value beside the new one, and what is to go', async () => {
    const { text } = requestOf(await auditWith('mailchimp', 'spf.pass-all', 'dkim.misnamed'));
    expect(text).toMatch(/^replace \| TXT +\| brand\.test +\| v=spf1 include:_spf\.google\.com ~all$/mu);
    expect(text).toMatch(/instead of: +\| v=spf1 include:_spf\.google\.com \+all$/mu);
    expect(text).toContain('; remove: k2.domainkey.brand.test. IN CNAME dkim2.mcsv.net.');
  });

  it('lists each record once, though several findings carry it', async () => {
    const { text } = requestOf(await auditWith('mailchimp', 'spf.ptr', 'spf.neutral-all'));
    expect(text.match(/^(?:replace|add) /gmu)).toHaveLength(1);
  });

  it('says where the parts in angle brackets stand, and adds nothing to them', async () => {
    const { text } = requestOf(await auditWith('hubspot', 'dkim.not-set-up'));
    expect(text).toContain('Values in angle brackets are shown in HubSpot (Settings > Domains & URLs > Email sending)');
    expect(text).toMatch(/^; .*IN CNAME <in HubSpot: [^>]+(?:> [^>]+)*>$/mu);
  });

  it('is complete only where no value is still to be fetched', async () => {
    expect(requestOf(await auditWith('hubspot', 'dkim.not-set-up')).complete).toBe(false);
    expect(requestOf(await auditWith('mailchimp', 'dkim.not-set-up')).complete).toBe(true);
  });

  it('splits and escapes long texts in the zone file (S16)', async () => {
    const report = await auditWith('mailchimp', 'dkim.not-set-up');
    const value = `v=DKIM1; p=${'A'.repeat(300)}"\\`;
    const { text } = requestOf(
      report,
      withRecords(report, [{ action: 'add', name: 'x.brand.test', type: 'TXT', value }]),
    );
    expect(text).toMatch(/IN TXT "v=DKIM1; p=A{244}" "A{56}\\"\\\\"$/mu);
  });

  it('keeps a stranger’s text on one line, whatever stands in it', async () => {
    const report = await auditWith('mailchimp', 'dkim.not-set-up');
    const value = 'v=spf1\n\n; rm -rf\u202e ~all';
    const { text } = requestOf(
      report,
      withRecords(report, [{ action: 'remove', name: 'brand.test', type: 'TXT', value }]),
    );
    expect(text).not.toMatch(/^; rm/mu);
    expect(text).not.toContain('\u202e');
  });

  it('is none where nothing is to be published', async () => {
    const report = await auditWith('mailchimp');
    expect(toRequest(report, report.findings, words)).toBeNull();
  });
});
