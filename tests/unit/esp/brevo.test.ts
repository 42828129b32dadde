import { brevoSending } from '../../../lib/esp/brevo/sending.ts';
import { describe, expect, it } from 'vitest';
import { ESP_SIDE, RSA_2048, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';
import { auditDkim, type DkimQuestion } from '../../helpers/dkim-audit.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const KEY = { TXT: [toKeyRecord(RSA_2048)] };
const at = (domain: string, zone: Zone, question: DkimQuestion) =>
  auditDkim({ ...ESP_SIDE, 'brand.test': { A: '192.0.2.1' }, ...zone }, domain, question);

describe("Brevo's TXT key", () => {
  const BREVO =
    'k=rsa;p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDeMVIzrCa3T14JsNY0IRv5/2V1/v2itlviLQBwXsa7shBD6TrBkswsFUToPyMRWC9tbR/5ey0nRBH0ZVxp+lsmTxid2Y2z+FApQ6ra2VsXfbJP3HE6wAO0YTVEJt1TmeczhEd2Jiz/fcabIISgXEdSpTYJhb0ct0VJRxcg4c8c7wIDAQAB';

  it('is known by the key itself', async () => {
    const found = await at('brand.test', { 'mail._domainkey.brand.test': { TXT: [BREVO] } }, { esp: 'brevo' });
    expect(found.setUp).toBe('complete');
    expect(found.codes).toEqual(['dkim.short-key', 'esp.old-setup']);
  });

  it('is no other key, whatever else marks the domain as set up', async () => {
    const found = await at(
      'brand.test',
      { 'mail._domainkey.brand.test': KEY, 'brand.test': { TXT: ['brevo-code:0123456789abcdef0123456789abcdef'] } },
      { esp: 'brevo' },
    );
    expect(found.setUp).toBe('none');
    expect(found.codes).toEqual(['dkim.not-set-up']);
    expect(found.states.mail).not.toBe('ok');
  });

  it('is still Brevo’s where the copy is damaged', async () => {
    const generations = brevoSending.generations({ domain: 'brand.test', account: null });
    const publish =
      generations.flatMap(({ selectors }) => selectors).find(({ selector }) => selector === 'mail')?.publish ?? '';
    const cut = { 'mail._domainkey.brand.test': { TXT: [publish.slice(0, -30)] } };
    const found = await at('brand.test', cut, { esp: 'brevo' });
    expect(found.codes).toContain('dkim.invalid');
  });

  it('made for another domain verifies nothing here', async () => {
    const zone = {
      'brevo1._domainkey.brand.test': { CNAME: 'b1.other-brand-test.dkim.brevo.com' },
      'brevo2._domainkey.brand.test': { CNAME: 'b2.other-brand-test.dkim.brevo.com' },
      'b1.other-brand-test.dkim.brevo.com': KEY,
      'b2.other-brand-test.dkim.brevo.com': KEY,
    };
    const found = await at('brand.test', zone, { esp: 'brevo' });
    expect(found.setUp).toBe('none');
    expect(found.signers).toEqual([]);
    expect(found.findings).toMatchObject([
      { code: 'esp.other-account', severity: 'leg' },
      { code: 'esp.other-account', severity: 'leg' },
    ]);
    expect(found.states).toEqual({ brevo1: 'wrong-target', brevo2: 'wrong-target' });
  });

  it('names the exact records, which follow from the domain', async () => {
    const found = await at('brand.test', {}, { esp: 'brevo' });
    expect(found.get('dkim.not-set-up')[0]?.params.targets).toEqual([
      'b1.brand-test.dkim.brevo.com',
      'b2.brand-test.dkim.brevo.com',
    ]);
  });
});
