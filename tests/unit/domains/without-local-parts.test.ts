import { describe, expect, it } from 'vitest';
import { withoutLocalParts } from '../../../lib/domains/without-local-parts.ts';
import { BRAND, brand } from '../../fixtures/zones/brand.ts';
import { auditZone } from '../../helpers/audit-zone.ts';

describe('a report as it is kept', () => {
  it('holds no local part and no name of the campaign, and the records as they are', async () => {
    const record = `v=DMARC1; p=none; rua=mailto:reports@${BRAND}`;
    const zone = { ...brand(), [`_dmarc.${BRAND}`]: { TXT: [record] } };
    const report = await auditZone(zone, {
      from: `"Alma Quill" <alma.quill@${BRAND}>`,
      replyTo: 'Desk <front-desk@nowhere.test>',
      esp: 'hubspot',
    });
    const kept = withoutLocalParts(report);
    expect(report.findings.some(({ code }) => code === 'reply-to.no-domain')).toBe(true);
    expect(JSON.stringify(kept)).not.toMatch(/alma|quill|desk/i);
    expect([kept.from, kept.replyTo]).toEqual([BRAND, 'nowhere.test']);
    expect(kept.dmarc.record).toBe(record);
    expect(kept.findings.map(({ code }) => code)).toEqual(report.findings.map(({ code }) => code));
  });
});
