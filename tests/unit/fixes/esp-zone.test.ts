import { describe, expect, it } from 'vitest';
import { ESP_SIDE } from '../../fixtures/zones/esp-keys.ts';
import { auditZone } from '../../helpers/audit-zone.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

/** `send.brand.test` is delegated to Klaviyo; the zone above is the user's. */
const delegated = (more: Zone): Zone => ({
  ...ESP_SIDE,
  'brand.test': { A: '192.0.2.1', MX: [[10, 'mx.brand.test']], NS: ['ns1.host.test'] },
  'mx.brand.test': { A: '192.0.2.2' },
  'send.brand.test': {
    A: '192.0.2.3',
    NS: ['ns1.klaviyo.com', 'ns2.klaviyo.com', 'ns3.klaviyo.com', 'ns4.klaviyo.com'],
    TXT: ['v=spf1 include:spf.klaviyodns.com ~all'],
  },
  ...more,
});

const isInside = (name: string): boolean => name === 'send.brand.test' || name.endsWith('.send.brand.test');

describe('a From domain in a zone that is delegated to the service', () => {
  it.each([
    ['no keys at all', {}],
    ['a broken DMARC record', { '_dmarc.send.brand.test': { TXT: ['v=DMARC1; p=rejct'] } }],
    ['two DMARC records', { '_dmarc.send.brand.test': { TXT: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] } }],
  ] satisfies [string, Zone][])('offers no record that only the service can change: %s', async (_, more) => {
    const report = await auditZone(delegated(more), { from: 'hello@send.brand.test', esp: 'klaviyo' });
    const proposed = report.findings.flatMap(({ fix }) => fix?.records ?? []);
    expect(proposed.filter(({ name, type }) => isInside(name) && type !== 'NS')).toEqual([]);
  });

  it('says whose zone it is', async () => {
    const zone = delegated({ '_dmarc.send.brand.test': { TXT: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] } });
    const report = await auditZone(zone, { from: 'hello@send.brand.test', esp: 'klaviyo' });
    expect(report.find('dmarc.multiple-records')?.fix).toMatchObject({
      records: [],
      note: { code: 'inEspZone', params: { zone: 'send.brand.test', esp: 'Klaviyo' } },
    });
  });
});
