import { describe, expect, it } from 'vitest';
import { ESP_SIDE, RSA_2048, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';
import { auditDkim, type DkimQuestion } from '../../helpers/dkim-audit.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const KEY = { TXT: [toKeyRecord(RSA_2048)] };
const at = (domain: string, zone: Zone, question: DkimQuestion) =>
  auditDkim({ ...ESP_SIDE, 'brand.test': { A: '192.0.2.1' }, ...zone }, domain, question);

describe('SendGrid', () => {
  it('judges a faulty record of theirs all the same', async () => {
    const found = await at(
      'brand.test',
      { 's1._domainkey.brand.test': { CNAME: 's1.domainkey.u42.wl7.sendgrid.net.brand.test' } },
      { esp: 'sendgrid' },
    );
    expect(found.setUp).toBe('none');
    expect(found.get('dkim.wrong-target')).toMatchObject([{ params: { reason: 'own-domain-appended' } }]);
  });

  it('a record under a wrong name is named, and proves nothing of the account’s other domains', async () => {
    const found = await at(
      'brand.test',
      {
        'google._domainkey.brand.test': KEY,
        's1._domainkey.brand.test.brand.test': { CNAME: 's1.domainkey.u42.wl7.sendgrid.net' },
      },
      { esp: 'sendgrid' },
    );
    expect(found.codes).toEqual(['dkim.no-known-selector', 'dkim.doubled-name']);
    expect(found.setUp).toBe('unknowable');
  });

  it('keys at another domain of the account may sign, so nothing is missing', async () => {
    const zone = {
      's1._domainkey.mail.brand.test': { CNAME: 's1.domainkey.u42.wl7.sendgrid.net' },
      's2._domainkey.mail.brand.test': { CNAME: 's2.domainkey.u42.wl7.sendgrid.net' },
      's1.domainkey.u42.wl7.sendgrid.net': KEY,
      's2.domainkey.u42.wl7.sendgrid.net': KEY,
    };
    const found = await at('brand.test', zone, { esp: 'sendgrid' });
    expect(found.setUp).toBe('unknown');
    expect(found.findings).toMatchObject([
      { code: 'dkim.no-known-selector', params: { found: 's1._domainkey.mail.brand.test' } },
    ]);
  });

  it('selectors of the customer’s own below another label are unknown, nothing anywhere is missing', async () => {
    const own = await at('brand.test', { 'shop._domainkey.em.brand.test': KEY }, { esp: 'sendgrid' });
    expect(own.setUp).toBe('unknowable');
    const nothing = await at('brand.test', {}, { esp: 'sendgrid' });
    expect(nothing.setUp).toBe('none');
  });

  it("warns of two SendGrid accounts' keys side by side", async () => {
    const found = await at(
      'brand.test',
      {
        's1._domainkey.brand.test': { CNAME: 's1.domainkey.u42.wl7.sendgrid.net' },
        's2._domainkey.brand.test': { CNAME: 's2.domainkey.u43.wl7.sendgrid.net' },
        's2.domainkey.u43.wl7.sendgrid.net': KEY,
      },
      { esp: 'sendgrid' },
    );
    expect(found.findings).toMatchObject([{ code: 'esp.other-account', params: { selector: 's2' } }]);
  });
});
