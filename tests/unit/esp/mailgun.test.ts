import { describe, expect, it } from 'vitest';
import { ESP_SIDE, RSA_2048, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';
import { auditDkim, type DkimQuestion } from '../../helpers/dkim-audit.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const KEY = { TXT: [toKeyRecord(RSA_2048)] };
const at = (domain: string, zone: Zone, question: DkimQuestion) =>
  auditDkim({ ...ESP_SIDE, 'brand.test': { A: '192.0.2.1' }, ...zone }, domain, question);

describe('Mailgun', () => {
  it("takes Mailgun's pair at its own subdomain", async () => {
    const found = await at(
      'brand.test',
      {
        'pdk1._domainkey.mg.brand.test': { CNAME: 'pdk1._domainkey.0a1b2.dkim1.mailgun.com' },
        'pdk2._domainkey.mg.brand.test': { CNAME: 'pdk2._domainkey.0a1b2.dkim1.mailgun.com' },
        'pdk1._domainkey.0a1b2.dkim1.mailgun.com': KEY,
        'pdk2._domainkey.0a1b2.dkim1.mailgun.com': KEY,
      },
      { esp: 'mailgun' },
    );
    expect(found.setUp).toBe('complete');
    expect(found.signers[0]).toEqual({ domain: 'mg.brand.test', selector: 'pdk1' });
  });

  it("takes an older Mailgun key only where the name is Mailgun's", async () => {
    const key = { 'k1._domainkey.mg.brand.test': KEY };
    expect((await at('brand.test', key, { esp: 'mailgun' })).setUp).toBe('unknowable');
    const spf = { 'mg.brand.test': { TXT: ['v=spf1 include:mailgun.org ~all'] } };
    const found = await at('brand.test', { ...key, ...spf }, { esp: 'mailgun' });
    expect(found.setUp).toBe('complete');
    expect(found.signers).toEqual([{ domain: 'mg.brand.test', selector: 'k1' }]);
  });

  it('K11 looks at the names that it is set up with', async () => {
    const found = await at('brand.test', { 'x._domainkey.mg.brand.test': KEY }, { esp: 'mailgun' });
    expect(found.setUp).toBe('unknowable');
  });
});
