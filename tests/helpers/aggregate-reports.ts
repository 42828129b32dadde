import { gzipSync, strToU8, zipSync } from 'fflate';

/** Aggregate reports as receivers write them, for domains that do not exist. */

export interface RowSpec {
  ip?: string;
  count?: number;
  disposition?: string;
  dkim?: string;
  spf?: string;
  reason?: string;
  from?: string;
  signatures?: [domain: string, selector: string, result: string][];
  returnPath?: [domain: string, result: string];
}

export interface ReportSpec {
  receiver?: string;
  id?: string;
  domain?: string;
  begin?: number;
  policy?: string;
  isNew?: boolean;
  rows?: RowSpec[];
}

const DAY = 86_400;

const toRow = (row: RowSpec, domain: string): string => `
  <record>
    <row>
      <source_ip>${row.ip ?? '192.0.2.7'}</source_ip>
      <count>${row.count ?? 1}</count>
      <policy_evaluated>
        <disposition>${row.disposition ?? 'none'}</disposition>
        <dkim>${row.dkim ?? 'pass'}</dkim>
        <spf>${row.spf ?? 'fail'}</spf>${row.reason ? `<reason><type>${row.reason}</type><comment>seen</comment></reason>` : ''}
      </policy_evaluated>
    </row>
    <identifiers><header_from>${row.from ?? domain}</header_from></identifiers>
    <auth_results>
      ${(row.signatures ?? [])
        .map(
          ([name, selector, result]) =>
            `<dkim><domain>${name}</domain><selector>${selector}</selector><result>${result}</result></dkim>`,
        )
        .join('')}
      <spf><domain>${row.returnPath?.[0] ?? 'bounces.host.test'}</domain><result>${row.returnPath?.[1] ?? 'pass'}</result></spf>
    </auth_results>
  </record>`;

export function toReportXml(spec: ReportSpec = {}): string {
  const { receiver = 'google.com', id = '1', domain = 'brand.test', begin = 1_795_000_000, isNew = false } = spec;
  const space = isNew ? ' xmlns="urn:ietf:params:xml:ns:dmarc-2.0"' : '';
  return `<?xml version="1.0" encoding="UTF-8" ?>
<feedback${space}>
  <version>1.0</version>
  <report_metadata><org_name>${receiver}</org_name><email>noreply@${receiver}</email><report_id>${id}</report_id>
    <date_range><begin>${begin}</begin><end>${begin + DAY - 1}</end></date_range></report_metadata>
  <policy_published><domain>${domain}</domain><adkim>r</adkim><aspf>r</aspf><p>${spec.policy ?? 'none'}</p><sp>none</sp>${
    isNew ? '<testing>y</testing><discovery_method>treewalk</discovery_method>' : '<pct>100</pct>'
  }</policy_published>${(spec.rows ?? [{}]).map((row) => toRow(row, domain)).join('')}
</feedback>
`;
}

export const toOctets = (text: string): Uint8Array => strToU8(text);
export const toGzip = (text: string): Uint8Array => gzipSync(strToU8(text));
export const toZip = (files: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

/** The mail that brings a report, with a subject as RFC 9990 § 3.5 has it. */
export function toReportMail(attachment: Uint8Array, name: string, type: string): Uint8Array {
  const base64 = Buffer.from(attachment).toString('base64').replace(/.{76}/g, '$&\r\n');
  return strToU8(
    [
      'From: noreply@receiver.test',
      'To: reports@brand.test',
      'Subject: Report domain: brand.test Submitter: receiver.test Report-ID: 1',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'This is a report.',
      '--b',
      `Content-Type: ${type}; name="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      base64,
      '--b--',
      '',
    ].join('\r\n'),
  );
}
