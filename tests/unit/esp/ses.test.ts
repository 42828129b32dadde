import { describe, expect, it } from 'vitest';
import { ESP_SIDE, RSA_2048, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';
import { auditDkim, type DkimQuestion } from '../../helpers/dkim-audit.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const KEY = { TXT: [toKeyRecord(RSA_2048)] };
const at = (domain: string, zone: Zone, question: DkimQuestion) =>
  auditDkim({ ...ESP_SIDE, 'brand.test': { A: '192.0.2.1' }, ...zone }, domain, question);

describe('Amazon SES', () => {
  it('takes its tokens from the user', async () => {
    const token = 'abcdefghijklmnopqrstuvwxyz234567';
    const zone = {
      [`${token}._domainkey.brand.test`]: { CNAME: `${token}.dkim.amazonses.com` },
      [`${token}.dkim.amazonses.com`]: KEY,
    };
    const found = await at('brand.test', zone, { esp: 'ses', selectors: [token] });
    expect(found.setUp).toBe('complete');
    expect(found.signers).toEqual([{ domain: 'brand.test', selector: token }]);
    const wrong = { [`${token}._domainkey.brand.test`]: { CNAME: `${token}.dkim.amazonses.com.brand.test` } };
    const appended = await at('brand.test', wrong, { esp: 'ses', selectors: [token] });
    expect(appended.get('dkim.wrong-target')).toMatchObject([{ params: { reason: 'own-domain-appended' } }]);
    expect(
      (await at('brand.test', { 'x._domainkey.brand.test': KEY }, { esp: 'ses', selectors: [token] })).codes,
    ).toEqual(['dkim.not-set-up']);
  });

  it('K11 looks at the domain above too: an identity covers its subdomains', async () => {
    const found = await at('news.brand.test', { 'x._domainkey.brand.test': KEY }, { esp: 'ses' });
    expect(found.setUp).toBe('unknowable');
  });
});
