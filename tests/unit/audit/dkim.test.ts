import { describe, expect, it } from 'vitest';
import type { EspId } from '../../../lib/esp/esp-id.ts';
import { mailchimpSending } from '../../../lib/esp/mailchimp/sending.ts';
import { ED25519, ESP_SIDE, RSA_1024, RSA_2048, RSA_768, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';
import { auditDkim, type DkimQuestion } from '../../helpers/dkim-audit.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const at = (domain: string, zone: Zone, question: DkimQuestion) =>
  auditDkim({ ...ESP_SIDE, 'brand.test': { A: '192.0.2.1' }, ...zone }, domain, question);
const mailchimp = (zone: Zone, domain = 'brand.test') => at(domain, zone, { esp: 'mailchimp' });
const hubspot = (zone: Zone, account = '777', domain = 'brand.test') => at(domain, zone, { esp: 'hubspot', account });
const plain = (zone: Zone, ...selectors: string[]) => at('brand.test', zone, { selectors });

const K2 = { CNAME: 'dkim2.mcsv.net' };
const K3 = { CNAME: 'dkim3.mcsv.net' };
const BOTH = { 'k2._domainkey.brand.test': K2, 'k3._domainkey.brand.test': K3 };

describe('what is set up', () => {
  it('takes both selectors behind their CNAMEs, in one round and without a word', async () => {
    const found = await mailchimp(BOTH);
    expect(found.setUp).toBe('complete');
    expect(found.findings).toEqual([]);
    expect(found.signers).toEqual([
      { domain: 'brand.test', selector: 'k2' },
      { domain: 'brand.test', selector: 'k3' },
    ]);
    expect(found.keys[0]).toEqual({
      domain: 'brand.test',
      selector: 'k2',
      target: 'dkim2.mcsv.net',
      key: 'ok',
      bits: 2048,
    });
    expect(found.asked).toHaveLength(2);
  });

  it('says what to publish where nothing is there', async () => {
    const found = await mailchimp({});
    expect(found.setUp).toBe('none');
    expect(found.codes).toEqual(['dkim.not-set-up']);
    expect(found.get('dkim.not-set-up')[0]?.params).toMatchObject({
      esp: 'Mailchimp',
      domain: 'brand.test',
      selectors: ['k2', 'k3'],
      targets: ['dkim2.mcsv.net', 'dkim3.mcsv.net'],
    });
    expect(found.get('dkim.not-set-up')[0]).toMatchObject({ cause: null });
    expect(found.states).toEqual({ k2: 'missing', k3: 'missing' });
    expect(found.signers).toEqual([]);
  });

  it('calls one of two partly set up, and signs with the one', async () => {
    const found = await mailchimp({ 'k2._domainkey.brand.test': K2 });
    expect(found.setUp).toBe('partly');
    expect(found.codes).toEqual(['dkim.partly-set-up']);
    expect(found.get('dkim.partly-set-up')[0]).toMatchObject({
      severity: 'warn',
      subject: 'k3._domainkey.brand.test',
      params: { present: ['k2'], missing: ['k3'], targets: ['dkim3.mcsv.net'] },
    });
    expect(found.signers).toEqual([{ domain: 'brand.test', selector: 'k2' }]);
  });

  it('takes a later pair of Mailchimp, whatever its numbers', async () => {
    const found = await mailchimp({
      'k3._domainkey.brand.test': K3,
      'k4._domainkey.brand.test': { CNAME: 'dkim4.mcsv.net' },
    });
    expect(found.setUp).toBe('complete');
    expect(found.codes).toEqual([]);
    expect(found.states).toEqual({ k3: 'ok', k4: 'ok', k2: 'missing' });
  });

  it('counts k1 alone as an older set-up', async () => {
    const found = await mailchimp({ 'k1._domainkey.brand.test': { CNAME: 'dkim.mcsv.net' } });
    expect(found.setUp).toBe('complete');
    expect(found.codes).toEqual(['dkim.short-key', 'esp.old-setup']);
    expect(found.get('esp.old-setup')[0]?.params).toMatchObject({ selectors: ['k1'], add: ['k2', 'k3'] });
    expect(found.states).toEqual({ k1: 'ok' });
  });

  it('calls the newer pair begun where an older key still works beside it', async () => {
    const found = await mailchimp({
      'k1._domainkey.brand.test': { CNAME: 'dkim.mcsv.net' },
      'k2._domainkey.brand.test': K2,
    });
    expect(found.codes).toContain('dkim.partly-set-up');
    expect(found.codes).not.toContain('esp.old-setup');
  });

  it('leaves an old record alone that leads nowhere, where the newer pair is complete', async () => {
    const found = await mailchimp({ ...BOTH, 'k1._domainkey.brand.test': { CNAME: 'dkim1.mcsv.net' } });
    expect(found.setUp).toBe('complete');
    expect(found.codes).toEqual([]);
  });

  it("is not misled by another service's TXT key at k1", async () => {
    const found = await mailchimp({ 'k1._domainkey.brand.test': { TXT: [toKeyRecord(RSA_2048)] } });
    expect(found.setUp).toBe('none');
    expect(found.codes).toEqual(['dkim.not-set-up']);
  });

  it("takes a TXT at k1 for Mailchimp's where it is Mailchimp's key", async () => {
    const found = await mailchimp({ 'k1._domainkey.brand.test': { TXT: [toKeyRecord(RSA_1024)] } });
    expect(found.setUp).toBe('complete');
    expect(found.codes).toContain('dkim.flattened');
  });
});

describe('records as people publish them', () => {
  const APPENDED = { CNAME: 'dkim2.mcsv.net.brand.test' };
  const wrongTargets: [string, string, string][] = [
    ['own domain appended', 'dkim2.mcsv.net.brand.test', 'own-domain-appended'],
    ['own domain appended twice', 'dkim2.mcsv.net.brand.test.brand.test', 'own-domain-appended'],
    ['a web address', 'https://dkim2.mcsv.net', 'url'],
    ['a web address with a path', 'http://dkim2.mcsv.net/', 'url'],
    ['letters swapped in the zone', 'dkim2.mscv.net', 'misspelt'],
    ['a letter lost in the zone', 'dkim2.msv.net', 'misspelt'],
    ['a digit too many', 'dkim22.mcsv.net', 'misspelt'],
    ["a guide's invention", 'dkim1.mcsv.net', 'bad-guide'],
    ["the ESP's web site", 'mailchimp.com', 'bad-guide'],
    ["Mandrill's", 'dkim2.mandrillapp.com', 'bad-guide'],
    ["another ESP's", 'brand-test.hs04a.dkim.hubspotemail.net', 'other-esp'],
    ["the sibling's", 'dkim3.mcsv.net', 'other'],
    ['somebody else', 'keys.example.net', 'other'],
  ];

  it.each(wrongTargets)('names a target that is wrong: %s', async (_, target, reason) => {
    const found = await mailchimp({
      'k2._domainkey.brand.test': { CNAME: target },
      'k3._domainkey.brand.test': { CNAME: target.replace('2', '3') },
    });
    const [finding] = found.get('dkim.wrong-target');
    expect(finding).toMatchObject({
      subject: 'k2._domainkey.brand.test',
      params: { selector: 'k2', target: target.toLowerCase(), expected: 'dkim2.mcsv.net', reason },
    });
    expect(found.states['k2']).toBe('wrong-target');
    expect(found.codes).not.toContain('dkim.not-set-up');
  });

  it('says whose target it is', async () => {
    const found = await mailchimp({
      'k2._domainkey.brand.test': { CNAME: 'brand-test.hs04a.dkim.hubspotemail.net' },
      'k3._domainkey.brand.test': APPENDED,
    });
    expect(found.get('dkim.wrong-target')[0]?.params.otherEsp).toBe('HubSpot');
  });

  it('fails on the fault of both, warns of one while the other works', async () => {
    const both = await mailchimp({ 'k2._domainkey.brand.test': APPENDED, 'k3._domainkey.brand.test': APPENDED });
    expect(both.findings.map(({ severity }) => severity)).toEqual(['leg', 'leg']);
    expect(both.signers).toEqual([]);
    const one = await mailchimp({ 'k2._domainkey.brand.test': APPENDED, 'k3._domainkey.brand.test': K3 });
    expect(one.get('dkim.wrong-target')).toMatchObject([{ severity: 'warn' }]);
    expect(one.setUp).toBe('partly');
    expect(one.codes).not.toContain('dkim.partly-set-up');
  });

  it('follows a way over names of the brand itself', async () => {
    const found = await mailchimp({
      ...BOTH,
      'k2._domainkey.brand.test': { CNAME: 'keys.brand.test' },
      'keys.brand.test': K2,
    });
    expect(found.setUp).toBe('complete');
    expect(found.codes).toEqual([]);
  });

  it('K9 tells a CNAME whose target holds no key from one that is not there', async () => {
    const found = await hubspot({
      'hs1-777._domainkey.brand.test': { CNAME: 'brand-test.hs99a.dkim.hubspotemail.net' },
      'hs2-777._domainkey.brand.test': { CNAME: 'brand-test.hs99b.dkim.hubspotemail.net' },
    });
    expect(found.codes).toEqual(['dkim.dangling', 'dkim.dangling']);
    expect(found.get('dkim.dangling')[0]).toMatchObject({
      severity: 'leg',
      params: { selector: 'hs1-777', target: 'brand-test.hs99a.dkim.hubspotemail.net' },
    });
  });

  it('K9 only warns where one of two targets is empty', async () => {
    const found = await hubspot({
      'hs1-777._domainkey.brand.test': { CNAME: 'brand-test.hs04a.dkim.hubspotemail.net' },
      'hs2-777._domainkey.brand.test': { CNAME: 'brand-test.hs99b.dkim.hubspotemail.net' },
    });
    expect(found.get('dkim.dangling')).toMatchObject([{ severity: 'warn' }]);
    expect(found.signers).toHaveLength(1);
  });

  it.each([
    ['the bare target', 'dkim2.mcsv.net'],
    ['with the final dot', 'dkim2.mcsv.net.'],
    ['in quotes', '"dkim2.mcsv.net"'],
    ['with its type', 'CNAME dkim2.mcsv.net'],
    ['as a web address', 'https://dkim2.mcsv.net/'],
  ])('recognises a target that was pasted into a TXT: %s', async (_, text) => {
    const found = await mailchimp({ 'k2._domainkey.brand.test': { TXT: [text] }, 'k3._domainkey.brand.test': K3 });
    expect(found.get('dkim.target-as-text')).toMatchObject([
      { severity: 'warn', params: { selector: 'k2', text, expected: 'dkim2.mcsv.net' } },
    ]);
    expect(found.states).toEqual({ k2: 'invalid', k3: 'ok' });
  });

  it("gives back the ESP's own target where only the ESP knows it", async () => {
    const found = await hubspot({
      'hs1-777._domainkey.brand.test': { TXT: ['brand-test.hs04a.dkim.hubspotemail.net'] },
    });
    expect(found.get('dkim.target-as-text')[0]?.params.expected).toBe('brand-test.hs04a.dkim.hubspotemail.net');
  });

  it('recognises a proxied record by its addresses', async () => {
    const proxied = { A: '104.16.0.1', AAAA: '2606:4700::1' };
    const found = await mailchimp({ 'k2._domainkey.brand.test': proxied, 'k3._domainkey.brand.test': proxied });
    expect(found.codes).toEqual(['dkim.proxied', 'dkim.proxied']);
    expect(found.get('dkim.proxied')[0]).toMatchObject({
      severity: 'leg',
      params: { selector: 'k2', addresses: ['104.16.0.1', '2606:4700::1'], expected: 'dkim2.mcsv.net' },
    });
    expect(found.states).toEqual({ k2: 'missing', k3: 'missing' });
  });

  it('K10 takes a flattened CNAME for a key, and says so', async () => {
    const found = await mailchimp({ ...BOTH, 'k2._domainkey.brand.test': { TXT: [toKeyRecord(RSA_2048)] } });
    expect(found.setUp).toBe('complete');
    expect(found.findings).toMatchObject([{ code: 'dkim.flattened', severity: 'info' }]);
  });

  it('names a CNAME with a text beside it', async () => {
    const found = await mailchimp({
      ...BOTH,
      'k2._domainkey.brand.test': { CNAME: 'dkim2.mcsv.net', TXT: [toKeyRecord(RSA_2048)] },
    });
    expect(found.get('dns.cname-conflict')).toMatchObject([
      { severity: 'warn', subject: 'k2._domainkey.brand.test', params: { target: 'dkim2.mcsv.net', types: ['TXT'] } },
    ]);
  });

  it.each([
    ['the domain twice', 'k2._domainkey.brand.test.brand.test', 'dkim.doubled-name', undefined],
    ['no underscore', 'k2.domainkey.brand.test', 'dkim.misnamed', 'no-underscore'],
    ['no _domainkey at all', 'k2.brand.test', 'dkim.misnamed', 'other'],
    ['at www', 'k2._domainkey.www.brand.test', 'dkim.misnamed', 'subdomain-instead-of-root'],
    ['named like the target', 'dkim2._domainkey.brand.test', 'dkim.misnamed', 'sibling-selector'],
  ])('finds a record under a wrong name: %s', async (_, name, code, reason) => {
    const found = await mailchimp({ [name]: K2 });
    const [finding] = found.findings.filter((each) => each.code === code);
    expect(finding).toMatchObject({
      severity: 'leg',
      subject: name,
      params: {
        selector: 'k2',
        foundAt: name,
        expectedAt: 'k2._domainkey.brand.test',
        type: 'CNAME',
        value: 'dkim2.mcsv.net',
        ...(reason !== undefined && { reason }),
      },
    });
    expect(found.codes).toContain('dkim.not-set-up');
    expect(found.states).toEqual({ k2: 'missing', k3: 'missing' });
  });

  it('finds both of a pair, and lets the telling code carry the records', async () => {
    const found = await mailchimp({
      'k2._domainkey.brand.test.brand.test': K2,
      'k3._domainkey.brand.test.brand.test': K3,
    });
    expect(found.codes).toEqual(['dkim.not-set-up', 'dkim.doubled-name', 'dkim.doubled-name']);
    expect(found.get('dkim.not-set-up')[0]).toMatchObject({ cause: 'dkim.doubled-name' });
  });

  it('warns of a misplaced record where the other selector works', async () => {
    const found = await mailchimp({ 'k2._domainkey.brand.test': K2, 'k3._domainkey.brand.test.brand.test': K3 });
    expect(found.codes).toEqual(['dkim.doubled-name', 'dkim.partly-set-up']);
    expect(found.findings.every(({ severity }) => severity === 'warn')).toBe(true);
    expect(found.get('dkim.partly-set-up')[0]).toMatchObject({ cause: 'dkim.doubled-name' });
  });

  it("finds the record under an older generation's selector", async () => {
    const found = await mailchimp({ 'k1._domainkey.brand.test': K2 });
    expect(found.codes).toEqual(['dkim.not-set-up', 'dkim.misnamed']);
    expect(found.get('dkim.misnamed')[0]?.params).toMatchObject({
      selector: 'k2',
      foundAt: 'k1._domainkey.brand.test',
      expectedAt: 'k2._domainkey.brand.test',
      reason: 'sibling-selector',
    });
  });

  it('believes no stray name that leads elsewhere', async () => {
    const found = await mailchimp({
      'k2.domainkey.brand.test': { CNAME: 'somewhere.example.net' },
      'k2.brand.test': { TXT: [toKeyRecord(RSA_2048)] },
      'mail.brand.test': { A: '192.0.2.3' },
    });
    expect(found.codes).toEqual(['dkim.not-set-up']);
  });

  it('asks for no near miss where everything is there', async () => {
    const found = await mailchimp(BOTH);
    expect(found.asked.some((question) => question.includes('brand.test.brand.test'))).toBe(false);
  });
});

describe('the key itself', () => {
  it.each([
    ['K3 revoked, which is neither missing nor unreadable', 'v=DKIM1; k=rsa; p=', 'dkim.revoked', 'revoked'],
    ['K4 shorter than 1024 bits', toKeyRecord(RSA_768), 'dkim.weak-key', 'weak'],
    ['K5 32 bytes without k=', `v=DKIM1; p=${ED25519}`, 'dkim.invalid', 'invalid'],
    ['K7 sha1 only', toKeyRecord(RSA_2048, 'v=DKIM1; k=rsa; h=sha1'), 'dkim.not-for-email', 'invalid'],
    ['K7 another service', toKeyRecord(RSA_2048, 'v=DKIM1; k=rsa; s=tlsrpt'), 'dkim.not-for-email', 'invalid'],
    [
      'quotes inside',
      `v=DKIM1; k=rsa; p=${RSA_2048.slice(0, 200)}" "${RSA_2048.slice(200)}`,
      'dkim.invalid',
      'invalid',
    ],
    ['backslashes', `v=DKIM1\\; k=rsa\\; p=${RSA_2048}\\;`, 'dkim.invalid', 'invalid'],
    ['cut at 255', toKeyRecord(RSA_2048).slice(0, 255), 'dkim.invalid', 'invalid'],
  ])('%s', async (_, record, code, state) => {
    const found = await plain({ 'mail._domainkey.brand.test': { TXT: [record] } }, 'mail');
    expect(found.findings).toMatchObject([{ code, severity: 'leg', subject: 'mail._domainkey.brand.test' }]);
    expect(found.states).toEqual({ mail: state });
    expect(found.setUp).toBe('none');
    expect(found.signers).toEqual([]);
  });

  it('shows the bits of a key that is refused', async () => {
    const found = await plain({ 'mail._domainkey.brand.test': { TXT: [toKeyRecord(RSA_768)] } }, 'mail');
    expect(found.keys).toMatchObject([{ bits: 768 }]);
    expect(found.get('dkim.weak-key')[0]?.params.bits).toBe(768);
  });

  it.each([
    ['K4 1024 bits are short', toKeyRecord(RSA_1024), 'dkim.short-key', 'info'],
    ['K5 only ed25519', toKeyRecord(ED25519, 'v=DKIM1; k=ed25519'), 'dkim.ed25519-only', 'warn'],
    ['K6 a test', toKeyRecord(RSA_2048, 'v=DKIM1; k=rsa; t=y:s'), 'dkim.testing', 'warn'],
    ['K8 a tag twice', toKeyRecord(RSA_2048, 'v=DKIM1; k=rsa; k=rsa'), 'dkim.syntax', 'warn'],
    ['K8 a tag without a value', toKeyRecord(RSA_2048, 'v=DKIM1; k=rsa; t'), 'dkim.syntax', 'warn'],
    ['K8 v= not first', toKeyRecord(RSA_2048, 'k=rsa; v=DKIM1'), 'dkim.syntax', 'info'],
  ])('%s, and works all the same', async (_, record, code, severity) => {
    const found = await plain({ 'mail._domainkey.brand.test': { TXT: [record] } }, 'mail');
    expect(found.findings).toMatchObject([{ code, severity }]);
    expect(found.states).toEqual({ mail: 'ok' });
    expect(found.signers).toHaveLength(1);
  });

  it('K5 says nothing of ed25519 with an RSA key beside it', async () => {
    const zone = {
      'new._domainkey.brand.test': { TXT: [toKeyRecord(ED25519, 'v=DKIM1; k=ed25519')] },
      'old._domainkey.brand.test': { TXT: [toKeyRecord(RSA_2048)] },
    };
    expect((await plain(zone, 'new', 'old')).codes).toEqual([]);
  });

  it('K8 two keys at one selector count as none', async () => {
    const records = [toKeyRecord(RSA_2048), toKeyRecord(RSA_1024)];
    const found = await plain({ 'mail._domainkey.brand.test': { TXT: records } }, 'mail');
    expect(found.findings).toMatchObject([{ code: 'dkim.multiple-records', severity: 'leg', params: { records } }]);
    expect(found.states).toEqual({ mail: 'invalid' });
  });

  it('K8 nor does a key that was torn into two records', async () => {
    const whole = toKeyRecord(RSA_2048);
    const records = [whole.slice(0, 250), whole.slice(250)];
    const found = await plain({ 'mail._domainkey.brand.test': { TXT: records } }, 'mail');
    expect(found.findings).toMatchObject([{ code: 'dkim.multiple-records', params: { records } }]);
  });

  it('a bare key is one text, not two', async () => {
    const bare = toKeyRecord(RSA_2048).replace(/^.*p=/, '');
    const found = await plain({ 'mail._domainkey.brand.test': { TXT: [bare] } }, 'mail');
    expect(found.findings).toMatchObject([{ code: 'dkim.invalid' }]);
  });

  it('K8 overlooks a text beside the key that is none', async () => {
    const records = ['google-site-verification=abc', toKeyRecord(RSA_2048)];
    const found = await plain({ 'mail._domainkey.brand.test': { TXT: records } }, 'mail');
    expect(found.setUp).toBe('complete');
    expect(found.codes).toEqual([]);
  });

  it('K1 a text without p= is no key', async () => {
    const found = await plain({ 'mail._domainkey.brand.test': { TXT: ['v=spf1 ~all'] } }, 'mail');
    expect(found.codes).toEqual(['dkim.not-set-up']);
    expect(found.states).toEqual({ mail: 'missing' });
  });
});

describe('wildcards', () => {
  it('K2 believes no selector that a random one answers like', async () => {
    const found = await mailchimp({ '*._domainkey.brand.test': { TXT: ['v=DKIM1; p='] } });
    expect(found.setUp).toBe('none');
    expect(found.codes).toEqual(['dkim.not-set-up', 'dkim.wildcard']);
    expect(found.get('dkim.wildcard')[0]).toMatchObject({ severity: 'warn', subject: '*._domainkey.brand.test' });
    expect(found.states).toEqual({ k2: 'missing', k3: 'missing' });
  });

  it('K1 K2 neither SPF that stands at every name', async () => {
    const found = await mailchimp({ '*.brand.test': { TXT: ['v=spf1 ~all'] } });
    expect(found.codes).toEqual(['dkim.not-set-up', 'dkim.wildcard']);
  });

  it('K2 leaves open whether a key under a wildcard is the right one', async () => {
    const zone = { '*._domainkey.brand.test': { TXT: [toKeyRecord(RSA_2048)] } };
    const given = await plain(zone, 'mail');
    expect(given.setUp).toBe('unknown');
    expect(given.codes).toEqual(['dkim.wildcard']);
    expect(given.states).toEqual({ mail: 'unknown' });
    expect(given.open).toMatchObject([{ name: 'mail._domainkey.brand.test' }]);
    expect((await mailchimp(zone)).setUp).toBe('none');
  });

  it('knows a selector’s own key from the wildcard’s, though both read the same', async () => {
    const key = { TXT: [toKeyRecord(RSA_2048)] };
    const own = await plain({ '*._domainkey.brand.test': key, 'mail._domainkey.brand.test': key }, 'mail');
    expect([own.codes, own.setUp, own.states]).toEqual([[], 'complete', { mail: 'ok' }]);
  });

  it('K2 says nothing of a wildcard where the records themselves are there', async () => {
    const found = await mailchimp({ ...BOTH, '*._domainkey.brand.test': { TXT: ['v=DKIM1; p='] } });
    expect(found.setUp).toBe('complete');
    expect(found.codes).toEqual([]);
  });

  it("does not take a web server's wildcard for a proxy, a wrong target or a near miss", async () => {
    for (const entry of [{ A: '192.0.2.9' }, { CNAME: 'shops.example.net' }, { TXT: [toKeyRecord(RSA_2048)] }]) {
      const found = await mailchimp({ '*.brand.test': entry, 'shops.example.net': { A: '192.0.2.9' } });
      expect(found.codes.filter((code) => code !== 'dkim.wildcard')).toEqual(['dkim.not-set-up']);
      expect(found.states).toEqual({ k2: 'missing', k3: 'missing' });
    }
  });

  it('still sees a proxied record under such a wildcard', async () => {
    const found = await mailchimp({
      '*.brand.test': { A: '192.0.2.9' },
      'k2._domainkey.brand.test': { A: '104.16.0.1' },
      'k3._domainkey.brand.test': K3,
    });
    expect(found.codes).toEqual(['dkim.proxied']);
  });

  it('takes a wildcard CNAME that leads where the selector should', async () => {
    const found = await mailchimp({ '*._domainkey.brand.test': K2, 'k3._domainkey.brand.test': K3 });
    expect(found.setUp).toBe('complete');
  });
});

describe('trouble on the way', () => {
  const esps: [EspId, string][] = [
    ['mailchimp', 'k2'],
    ['hubspot', 'hs1-777'],
    ['klaviyo', 'km1'],
  ];
  it.each(esps)('D1 D2 makes nothing missing: %s', async (esp, selector) => {
    const found = await at(
      'brand.test',
      { 'brand.test': { rcode: 'SERVFAIL' }, '*.brand.test': { rcode: 'SERVFAIL' } },
      { esp, account: '777' },
    );
    expect(found.setUp).toBe('unknown');
    expect(found.findings.filter(({ severity }) => severity === 'fail' || severity === 'leg')).toEqual([]);
    expect(found.codes).not.toContain('dkim.not-set-up');
    expect(found.states[selector]).toBe('unknown');
    expect(found.open).toContainEqual({ name: `${selector}._domainkey.brand.test`, type: 'TXT', leg: 'dkim' });
  });

  it('keeps one failing selector open while the other is missing', async () => {
    const found = await mailchimp({ 'k3._domainkey.brand.test': { rcode: 'SERVFAIL' } });
    expect(found.setUp).toBe('unknown');
    expect(found.codes).toEqual([]);
    expect(found.states).toEqual({ k2: 'missing', k3: 'unknown' });
  });

  it('opens no question where another selector works', async () => {
    const found = await mailchimp({
      'k2._domainkey.brand.test': K2,
      'k3._domainkey.brand.test': { rcode: 'SERVFAIL' },
    });
    expect(found.setUp).toBe('partly');
    expect(found.open).toEqual([]);
    expect(found.codes).toEqual([]);
  });

  it('only warns of a fault while the other selector may work', async () => {
    const found = await mailchimp({
      'k2._domainkey.brand.test': { CNAME: 'dkim2.mcsv.net.brand.test' },
      'k3._domainkey.brand.test': { rcode: 'SERVFAIL' },
    });
    expect(found.get('dkim.wrong-target')).toMatchObject([{ severity: 'warn' }]);
    expect(found.open).toHaveLength(1);
  });

  it('names a wrong target whose own servers fail', async () => {
    const found = await mailchimp({
      'k2._domainkey.brand.test': { CNAME: 'dkim2.mscv.net' },
      'k3._domainkey.brand.test': { CNAME: 'dkim3.mscv.net' },
      'dkim2.mscv.net': { rcode: 'SERVFAIL', on: ['TXT'] },
      'dkim3.mscv.net': { rcode: 'SERVFAIL', on: ['TXT'] },
    });
    expect(found.get('dkim.wrong-target')).toMatchObject([{ params: { reason: 'misspelt' } }, {}]);
  });
});

describe('From at a subdomain', () => {
  it("A7 the root's keys do not sign for it at Mailchimp", async () => {
    const found = await mailchimp(BOTH, 'news.brand.test');
    expect(found.setUp).toBe('none');
    expect(found.codes).toEqual(['dkim.not-set-up', 'dkim.misnamed', 'dkim.misnamed']);
    expect(found.get('dkim.misnamed')[0]).toMatchObject({
      params: {
        reason: 'root-instead-of-subdomain',
        foundAt: 'k2._domainkey.brand.test',
        expectedAt: 'k2._domainkey.news.brand.test',
      },
    });
  });

  it('A7 nor at HubSpot, where the connected domain must match', async () => {
    const found = await hubspot(
      {
        'hs1-777._domainkey.brand.test': { CNAME: 'brand-test.hs04a.dkim.hubspotemail.net' },
        'hs2-777._domainkey.brand.test': { CNAME: 'brand-test.hs04b.dkim.hubspotemail.net' },
      },
      '777',
      'news.brand.test',
    );
    expect(found.setUp).toBe('none');
    expect(found.get('dkim.misnamed')).toMatchObject([
      { params: { reason: 'root-instead-of-subdomain' } },
      { params: { reason: 'root-instead-of-subdomain' } },
    ]);
  });

  it('its own keys do', async () => {
    const found = await mailchimp(
      { 'k2._domainkey.news.brand.test': K2, 'k3._domainkey.news.brand.test': K3 },
      'news.brand.test',
    );
    expect(found.setUp).toBe('complete');
    expect(found.signers[0]).toEqual({ domain: 'news.brand.test', selector: 'k2' });
  });

  it.each([
    ['of the registrable domain', 'k2._domainkey.news.brand.test.brand.test'],
    ['of itself', 'k2._domainkey.news.brand.test.news.brand.test'],
  ])('finds a name doubled with the zone %s', async (_, name) => {
    const found = await mailchimp({ [name]: K2 }, 'news.brand.test');
    expect(found.get('dkim.doubled-name')).toMatchObject([{ params: { foundAt: name } }]);
  });

  it('says "unknown" where nobody says whether the root signs', async () => {
    const esp = { ...mailchimpSending, parentKeys: 'unclear' as const };
    const found = await at('news.brand.test', BOTH, { esp });
    expect(found.setUp).toBe('unknown');
    expect(found.get('dkim.no-known-selector')[0]?.params.found).toBe('k2._domainkey.brand.test');
    expect(found.open).toMatchObject([{ name: 'k2._domainkey.brand.test' }, { name: 'k3._domainkey.brand.test' }]);
  });
});
