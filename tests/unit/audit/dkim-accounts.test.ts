import { describe, expect, it } from 'vitest';
import { ESPS } from '../../../lib/esp/registry.ts';
import { ESP_SIDE, RSA_2048, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';
import { auditDkim, type DkimQuestion } from '../../helpers/dkim-audit.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const KEY = { TXT: [toKeyRecord(RSA_2048)] };
const at = (domain: string, zone: Zone, question: DkimQuestion) =>
  auditDkim({ ...ESP_SIDE, 'brand.test': { A: '192.0.2.1' }, ...zone }, domain, question);

describe("ESPs whose selectors are the account's own", () => {
  const perAccount = ESPS.map(({ sending }) => sending)
    .filter(({ selectorsArePerAccount }) => selectorsArePerAccount)
    .map(({ id }) => id);

  it.each(perAccount)('K12 %s: not finding one is never red where something lives there', async (esp) => {
    const found = await at('brand.test', { 'google._domainkey.brand.test': KEY }, { esp });
    expect(found.setUp).toBe('unknowable');
    expect(found.findings).toMatchObject([{ code: 'dkim.no-known-selector', severity: 'info' }]);
  });

  it.each(perAccount)('K11 %s: nothing below _domainkey at any of its names is proof', async (esp) => {
    const found = await at('brand.test', {}, { esp });
    expect(found.setUp).toBe('none');
    expect(found.codes).toEqual(['dkim.not-set-up']);
    expect(found.get('dkim.not-set-up')[0]?.params.selectors.length).toBeGreaterThan(0);
  });

  it.each(perAccount)('D2 %s: nor where _domainkey itself does not answer', async (esp) => {
    const found = await at('brand.test', { '_domainkey.brand.test': { rcode: 'SERVFAIL' } }, { esp });
    expect(found.setUp).toBe('unknown');
    expect(found.open).toContainEqual({ name: '_domainkey.brand.test', type: 'TXT', leg: 'dkim' });
  });
});

describe('selectors given by hand', () => {
  it('decide without an ESP like its own', async () => {
    expect((await at('brand.test', { 'a._domainkey.brand.test': KEY }, { selectors: ['a'] })).setUp).toBe('complete');
    const one = await at('brand.test', { 'a._domainkey.brand.test': KEY }, { selectors: ['a', 'b'] });
    expect(one.codes).toEqual(['dkim.partly-set-up']);
    const none = await at('brand.test', {}, { selectors: ['a', 'b'] });
    expect(none.get('dkim.not-set-up')).toMatchObject([
      { params: { esp: null, selectors: ['a', 'b'], targets: [null, null] } },
    ]);
  });

  it.each([
    ['a._domainkey.brand.test.brand.test', 'dkim.doubled-name'],
    ['a.domainkey.brand.test', 'dkim.misnamed'],
  ])('are looked for at %s too', async (name, code) => {
    expect((await at('brand.test', { [name]: KEY }, { selectors: ['a'] })).codes).toEqual(['dkim.not-set-up', code]);
  });

  it('K12 without any, nothing can be said', async () => {
    const found = await at('brand.test', {}, {});
    expect(found.setUp).toBe('unknowable');
    expect(found.findings).toMatchObject([{ code: 'dkim.no-known-selector', severity: 'info', params: { esp: null } }]);
    expect(found.keys).toEqual([]);
  });

  it('are found at the domain above, and shown there once', async () => {
    const found = await at(
      'news.brand.test',
      { 'a._domainkey.brand.test': KEY },
      { selectors: [' A._domainkey.brand.test'] },
    );
    expect(found.setUp).toBe('complete');
    expect(found.keys).toMatchObject([{ domain: 'brand.test', selector: 'a', key: 'ok' }]);
  });

  it('do not make up for keys that an ESP has of its own', async () => {
    const found = await at(
      'brand.test',
      { 'google._domainkey.brand.test': KEY },
      { esp: 'mailchimp', selectors: ['google'] },
    );
    expect(found.setUp).toBe('none');
    expect(found.signers).toEqual([]);
    expect(found.states).toEqual({ k2: 'missing', k3: 'missing', google: 'ok' });
  });

  it('count beside them where they lead to that ESP', async () => {
    const zone = { 'k9._domainkey.brand.test': { CNAME: 'dkim9.mcsv.net' }, 'dkim9.mcsv.net': KEY };
    const found = await at('brand.test', zone, { esp: 'mailchimp', selectors: ['k9'] });
    expect(found.signers).toEqual([{ domain: 'brand.test', selector: 'k9' }]);
  });
});

describe('a test message', () => {
  const observed = (domain: string, selector: string) => ({
    source: 'message' as const,
    at: 0,
    returnPath: 'bounce@mail1.suw14.mcdlv.net',
    dkim: [{ domain, selector, passed: true }],
  });

  it("K14 the ESP's own signature adds nothing", async () => {
    const found = await at('brand.test', {}, { esp: 'mailchimp', observed: observed('mailchimpapp.net', 'k2') });
    expect(found.signers).toEqual([]);
    expect(found.setUp).toBe('none');
    expect(found.asked.some((question) => question.includes('mailchimpapp'))).toBe(false);
  });
});
