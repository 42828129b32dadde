import { describe, expect, it } from 'vitest';
import { ESP_SIDE, RSA_2048, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';
import { auditDkim, type DkimQuestion } from '../../helpers/dkim-audit.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const KEY = { TXT: [toKeyRecord(RSA_2048)] };
const at = (domain: string, zone: Zone, question: DkimQuestion) =>
  auditDkim({ ...ESP_SIDE, 'brand.test': { A: '192.0.2.1' }, ...zone }, domain, question);

describe("Kit's two sets", () => {
  const cka = { CNAME: 'dkim.dm-1a2b3.sg7.convertkit.com' };
  const side = { 'dkim.dm-1a2b3.sg7.convertkit.com': KEY, 'dkim2.dm-9z8y7.sg7.convertkit.com': KEY };

  it('takes the older set for complete', async () => {
    const found = await at('brand.test', { ...side, 'cka._domainkey.brand.test': cka }, { esp: 'kit' });
    expect(found.setUp).toBe('complete');
    expect(found.findings).toMatchObject([{ code: 'esp.old-setup', params: { selectors: ['cka'], add: ['cka2'] } }]);
  });

  it('takes the newer one with different ids', async () => {
    const zone = {
      ...side,
      'cka._domainkey.brand.test': cka,
      'cka2._domainkey.brand.test': { CNAME: 'dkim2.dm-9z8y7.sg7.convertkit.com' },
    };
    expect((await at('brand.test', zone, { esp: 'kit' })).codes).toEqual([]);
  });
});
