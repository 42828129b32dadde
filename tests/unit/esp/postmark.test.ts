import { describe, expect, it } from 'vitest';
import { ESP_SIDE, RSA_2048, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';
import { auditDkim, type DkimQuestion } from '../../helpers/dkim-audit.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const KEY = { TXT: [toKeyRecord(RSA_2048)] };
const at = (domain: string, zone: Zone, question: DkimQuestion) =>
  auditDkim({ ...ESP_SIDE, 'brand.test': { A: '192.0.2.1' }, ...zone }, domain, question);

describe('Postmark', () => {
  it('signs with the selector that a test message has shown', async () => {
    const question: DkimQuestion = {
      esp: 'postmark',
      observed: {
        source: 'message',
        at: 0,
        returnPath: 'pm_bounces@pm-bounces.brand.test',
        dkim: [{ domain: 'brand.test', selector: '20260101120000pm', passed: true }],
      },
    };
    const found = await at('brand.test', { '20260101120000pm._domainkey.brand.test': KEY }, question);
    expect(found.setUp).toBe('complete');
    expect(found.signers).toEqual([{ domain: 'brand.test', selector: '20260101120000pm' }]);
  });
});
