import { describe, expect, it } from 'vitest';
import type { EspId } from '../../../lib/esp/esp-id.ts';
import { BRAND, brand, hubspot, klaviyo, mailchimp, PORTAL } from '../../fixtures/zones/brand.ts';
import { RSA_2048, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';
import { auditZone } from '../../helpers/audit-zone.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const REJECT = { dmarc: { TXT: `v=DMARC1; p=reject; rua=mailto:dmarc@${BRAND}` } };

describe('SPF that is not needed', () => {
  const shared: [EspId, Zone][] = [
    ['mailchimp', mailchimp()],
    ['hubspot', hubspot()],
    ['klaviyo', klaviyo()],
  ];

  it.each(shared)('S19: %s needs no include at the root', async (esp, keys) => {
    const report = await auditZone({ ...brand(), ...keys }, { from: BRAND, esp, account: PORTAL });
    expect(report.verdict).toBe('pass');
    expect(report.codes.filter((code) => code.startsWith('spf.'))).toEqual([]);
  });

  it.each(shared)('S19: %s: no SPF at all is worth knowing, no more', async (esp, keys) => {
    const report = await auditZone({ ...brand({ TXT: 'x' }), ...keys }, { from: BRAND, esp, account: PORTAL });
    expect([report.verdict, report.severityOf('spf.missing')]).toEqual(['pass', 'info']);
  });

  it('a fault of it is a warning beside keys that work, and red for a domain on its own', async () => {
    const broken = brand({ TXT: 'v=spf1 ipv4:192.0.2.1 ~all' });
    expect((await auditZone({ ...broken, ...mailchimp() }, { from: BRAND })).severityOf('spf.syntax')).toBe('warn');
    expect((await auditZone(broken, { from: BRAND })).severityOf('spf.syntax')).toBe('warn');
    expect((await auditZone(broken, { from: BRAND, esp: 'none' })).severityOf('spf.syntax')).toBe('fail');
  });

  it('A3: the return-path decides, and a branded one is read where it stands', async () => {
    const own: Zone = {
      [`pm-bounces.${BRAND}`]: { CNAME: 'pm.mtasv.net' },
      'pm.mtasv.net': { A: '192.0.2.1', TXT: 'x' },
    };
    const report = await auditZone({ ...brand(), ...own }, { from: BRAND, esp: 'postmark' });
    expect(report.legs.spf).toEqual({ domain: `pm-bounces.${BRAND}`, aligned: true, basis: 'predicted' });
    expect(report.dmarc.result).toBe('fail');
    expect(report.find('spf.missing')).toMatchObject({ subject: `pm-bounces.${BRAND}`, severity: 'fail' });
  });

  it('a branded return-path of one’s own must name the ESP in its record', async () => {
    const mg = (record: string): Zone => ({
      [`mg.${BRAND}`]: { MX: [[10, 'mxa.mailgun.org']], TXT: record },
      'mailgun.org': { TXT: 'v=spf1 ip4:192.0.2.1 ~all' },
      'mxa.mailgun.org': { A: '192.0.2.1' },
    });
    const listed = await auditZone(
      { ...brand(), ...mg('v=spf1 include:mailgun.org ~all') },
      { from: BRAND, esp: 'mailgun' },
    );
    expect([listed.dmarc.result, listed.severityOf('dkim.not-set-up')]).toEqual(['pass', 'warn']);
    const unlisted = await auditZone(
      { ...brand(), ...mg('v=spf1 ip4:192.0.2.9 ~all') },
      { from: BRAND, esp: 'mailgun' },
    );
    expect([unlisted.dmarc.result, unlisted.severityOf('dkim.not-set-up')]).toEqual(['fail', 'fail']);
  });
});

describe('the From', () => {
  it.each(['klaviyo', 'hubspot', 'mailchimp', 'brevo', 'sendgrid', 'none'] as const)(
    'A8: a mailbox provider’s address is red with %s, and no record is proposed there',
    async (esp) => {
      const report = await auditZone(brand({}, 'gmail.com'), { from: 'shop@gmail.com', esp });
      expect([report.verdict, report.codes[0]]).toEqual(['fail', 'from.free-mail']);
      expect(report.findings.flatMap(({ fix }) => fix?.records ?? [])).toEqual([]);
    },
  );

  it('A8: says by what the ESP will replace it', async () => {
    const report = await auditZone(brand({}, 'gmail.com'), { from: 'shop@gmail.com' });
    expect(report.find('from.rewritten')?.params).toEqual({
      shown: 'shop.gmail.com@send.mailchimpapp.com',
      certain: true,
    });
  });

  it('A7: HubSpot replaces an unconnected From for certain: DMARC is of the composed one, the providers get the other', async () => {
    const report = await auditZone(brand(REJECT), { from: `hello@${BRAND}`, esp: 'hubspot', account: PORTAL });
    expect(report.find('from.rewritten')).toMatchObject({ subject: `hello@${BRAND}`, params: { certain: true } });
    expect([report.verdict, report.dmarc.result]).toEqual(['fail', 'fail']);
    expect(new Set(Object.values(report.providers))).toEqual(new Set(['accept']));
  });

  it('a rewriting that is only possible leaves the providers with the composed From', async () => {
    const report = await auditZone(brand(REJECT), { from: `hello@${BRAND}`, esp: 'mailchimp' });
    expect(report.find('from.rewritten')?.params).not.toMatchObject({ certain: true });
    expect(report.providers.gmail).toBe('reject');
  });

  it.each([
    ['hello@contoso.onmicrosoft.com', 'mailchimp', 'Microsoft 365'],
    ['hello@sandbox0f1e2d3c4b5a.mailgun.org', 'mailgun', 'Mailgun'],
    ['hello@5551234.brevosend.com', 'brevo', 'Brevo'],
    ['hello@shared1.ccsend.com', 'constantcontact', 'Constant Contact'],
  ] as const)('%s is lent: it is said once, and no record is proposed there', async (from, esp, provider) => {
    const report = await auditZone({ 'onmicrosoft.com': { NS: 'ns1.msft.test' } }, { from, esp });
    expect(report.find('from.free-mail')?.params).toEqual({ provider, reason: 'lent' });
    expect(report.verdict).toBe('fail');
    expect(report.findings.flatMap(({ fix }) => fix?.records ?? [])).toEqual([]);
  });

  it('a zone that Klaviyo serves is Klaviyo’s to change: no advice about its records', async () => {
    const from = `send.${BRAND}`;
    const zone: Zone = {
      ...brand(REJECT),
      [from]: {
        NS: ['ns1.klaviyo.com', 'ns2.klaviyo.com'],
        A: '192.0.2.7',
        TXT: 'v=spf1 include:spf.klaviyodns.com -all',
      },
      'spf.klaviyodns.com': { TXT: 'v=spf1 ip4:192.0.2.0/24 ~all' },
      [`km1._domainkey.${from}`]: { TXT: toKeyRecord(RSA_2048) },
      [`km2._domainkey.${from}`]: { TXT: toKeyRecord(RSA_2048) },
    };
    const report = await auditZone(zone, { from, esp: 'klaviyo' });
    expect(report.dmarc.result).toBe('pass');
    expect(report.codes.filter((code) => /^spf\.|flattened/u.test(code))).toEqual([]);
  });

  it('Mailgun’s domain is the return-path; without MX and address receivers refuse it', async () => {
    const at = `mailer.${BRAND}`;
    const zone: Zone = {
      ...brand(REJECT),
      [at]: { TXT: 'v=spf1 include:mailgun.org ~all' },
      'mailgun.org': { TXT: 'v=spf1 ip4:192.0.2.0/24 ~all' },
      ...Object.fromEntries(
        ['pdk1', 'pdk2'].flatMap((selector) => [
          [`${selector}._domainkey.${at}`, { CNAME: `${selector}._domainkey.0a1b2.dkim1.mailgun.com` }],
          [`${selector}._domainkey.0a1b2.dkim1.mailgun.com`, { TXT: toKeyRecord(RSA_2048) }],
        ]),
      ),
    };
    const report = await auditZone(zone, { from: BRAND, esp: 'mailgun' });
    expect(report.legs.spf).toMatchObject({ domain: at, aligned: true, basis: 'predicted' });
    expect(report.severityOf('return-path.no-host')).toBe('fail');
    const whole = { ...zone, [at]: { TXT: 'v=spf1 include:mailgun.org ~all', MX: [[10, 'mxa.mailgun.org']] as const } };
    const mended = await auditZone(whole, { from: BRAND, esp: 'mailgun' });
    expect([mended.verdict, mended.alignment.conclusion]).toEqual(['pass', 'both']);
  });

  it('A6: whether the ESP was told to use the records cannot be seen', async () => {
    const report = await auditZone({ ...brand(), ...klaviyo() }, { from: BRAND, esp: 'klaviyo' });
    expect([report.verdict, report.severityOf('esp.not-confirmed'), report.severityOf('align.predicted')]).toEqual([
      'pass',
      'info',
      'info',
    ]);
  });

  it('A6: unless the ESP itself says that it signs with the domain', async () => {
    const zone = { ...brand(), ...klaviyo() };
    const { legs } = await auditZone(zone, { from: BRAND, esp: 'klaviyo' });
    const signer = legs.dkim.find(({ key }) => key === 'ok')?.domain ?? '';
    const told = await auditZone(zone, { from: BRAND, esp: 'klaviyo', confirmed: [signer] });
    expect(told.find('esp.not-confirmed')).toBeNull();
    const other = await auditZone(zone, { from: BRAND, esp: 'klaviyo', confirmed: ['other.test'] });
    expect(other.severityOf('esp.not-confirmed')).toBe('info');
  });

  it('A10: nobody can reply without MX and address, or with the null MX', async () => {
    const deaf = { ...brand({ A: [], MX: [] }), ...mailchimp() };
    expect((await auditZone(deaf, { from: BRAND })).find('from.no-replies')).toMatchObject({
      severity: 'warn',
      params: { reason: 'no-mx-no-address' },
    });
    const nullMx = { ...brand({ MX: [[0, '.']] }), ...mailchimp() };
    expect((await auditZone(nullMx, { from: BRAND })).find('from.no-replies')?.params).toMatchObject({
      reason: 'null-mx',
    });
    const elsewhere = await auditZone(
      { ...nullMx, 'help.test': { A: '192.0.2.1' } },
      { from: BRAND, replyTo: 'Help <team@help.test>' },
    );
    expect(elsewhere.find('from.no-replies')).toMatchObject({
      severity: 'info',
      params: { replyTo: 'team@help.test' },
    });
  });

  it('D9: upper case, a final dot and letters of any script are one name', async () => {
    const zone = { ...brand({}, 'xn--bcher-kva.test'), ...mailchimp('xn--bcher-kva.test') };
    for (const from of ['info@BÜCHER.Test', 'bücher.test.', 'xn--bcher-kva.test']) {
      const report = await auditZone(zone, { from });
      expect([report.domain, report.verdict]).toEqual(['xn--bcher-kva.test', 'pass']);
    }
  });

  it('X2: of no address nothing is judged, and nothing is asked', async () => {
    for (const from of ['', 'hello', 'a@[192.0.2.1]', 'a@one.test, b@two.test']) {
      const report = await auditZone(brand(), { from });
      expect([report.verdict, report.codes, report.queries.sent]).toEqual(['fail', ['from.unusable'], 0]);
      expect(report.find('from.unusable')?.fix?.note).toBeTruthy();
      expect(report.find('from.unusable')?.subject).toBe(from || 'From');
    }
  });

  it('X2: what a merge tag will hold is not known', async () => {
    const report = await auditZone(brand(), { from: '{{ organization.email }}' });
    expect([report.verdict, report.severityOf('from.unusable')]).toEqual(['unknown', 'unknown']);
  });

  it('a domain that nobody owns is one finding; a subdomain that is missing can still be set up', async () => {
    const unowned = await auditZone(brand(), { from: 'news.nobody.test' });
    expect(unowned.codes).toEqual(['dns.no-domain']);
    expect(unowned.find('dns.no-domain')?.params).toEqual({ registrable: true });
    const missing = await auditZone(brand(), { from: `news.${BRAND}` });
    expect(missing.codes.slice(0, 2)).toEqual(['dns.no-domain', 'dkim.not-set-up']);
    expect(missing.find('dns.no-domain')?.params).toEqual({ registrable: false });
  });
});

describe('the Reply-To', () => {
  const zone = { ...brand(), ...mailchimp() };

  it.each([
    ['nobody-owns.test', 'reply-to.no-domain'],
    ['deaf.test', 'reply-to.no-replies'],
    ['gmail.com', 'reply-to.free-mail'],
  ])('at %s: %s', async (domain, code) => {
    const report = await auditZone(
      { ...zone, 'deaf.test': { MX: [[0, '.']] } },
      { from: BRAND, replyTo: `a@${domain}` },
    );
    expect(report.find(code as never)?.subject).toBe(`a@${domain}`);
  });

  it('is not judged where DNS does not answer, or where it is no address', async () => {
    const failing = await auditZone({ ...zone, 'slow.test': { rcode: 2 } }, { from: BRAND, replyTo: 'a@slow.test' });
    const none = await auditZone(zone, { from: BRAND, replyTo: 'nonsense' });
    for (const report of [failing, none]) expect(report.codes.some((code) => code.startsWith('reply-to.'))).toBe(false);
  });
});

describe('a parked domain', () => {
  const parked = brand({ TXT: 'v=spf1 -all', MX: [[0, '.']], dmarc: { TXT: 'v=DMARC1; p=reject' } });

  it('S17: is in order on its own', async () => {
    const report = await auditZone(parked, { from: BRAND, esp: 'none' });
    expect([report.verdict, report.severityOf('parked.ok')]).toEqual(['pass', 'info']);
    expect(report.codes.some((code) => code.startsWith('dkim.') || code === 'from.no-replies')).toBe(false);
  });

  it('S17: a revoked key under a wildcard is no key', async () => {
    const zone = { ...parked, [`*._domainkey.${BRAND}`]: { TXT: 'v=DKIM1; p=' } };
    expect((await auditZone(zone, { from: BRAND, esp: 'none' })).codes).toContain('parked.ok');
  });

  it('cannot send a campaign, which is the first thing to say', async () => {
    const report = await auditZone(parked, { from: BRAND });
    expect([report.verdict, report.codes[0]]).toEqual(['fail', 'parked.ok']);
    expect(report.findings.flatMap(({ fix }) => fix?.records ?? [])).toEqual([]);
  });

  it('is none with a key', async () => {
    const zone = { ...parked, [`mail._domainkey.${BRAND}`]: { TXT: toKeyRecord(RSA_2048) } };
    expect((await auditZone(zone, { from: BRAND, esp: 'none', selectors: ['mail'] })).codes).not.toContain('parked.ok');
  });
});

describe('without a campaign', () => {
  it('a domain on its own is judged by its own records, and nothing is said of alignment', async () => {
    const report = await auditZone(brand(), { from: BRAND, esp: 'none' });
    expect([report.esp, report.verdict, report.dmarc.result]).toEqual([null, 'pass', 'pass']);
    expect(report.legs.spf).toEqual({ domain: BRAND, aligned: true, basis: 'predicted' });
    expect(report.codes.some((code) => code.startsWith('align.') || code.startsWith('esp.'))).toBe(false);
  });

  it('where nobody said which ESP, what speaks of a campaign is unknown', async () => {
    const report = await auditZone(brand(), { from: BRAND, esp: null });
    expect([report.esp, report.verdict, report.dmarc.result]).toEqual([null, 'pass', 'unknown']);
    expect(new Set(Object.values(report.providers))).toEqual(new Set(['unknown']));
    expect((await auditZone(brand({ dmarc: null }), { from: BRAND, esp: null })).verdict).toBe('fail');
  });
});

describe('what cannot be known', () => {
  it('HubSpot without a portal: only the old pair can be asked, its absence is unknown', async () => {
    const report = await auditZone(brand(), { from: BRAND, esp: 'hubspot' });
    expect([report.verdict, report.dmarc.result]).toEqual(['unknown', 'unknown']);
    expect(report.codes).not.toContain('align.none');
  });

  it('Klaviyo set up below a subdomain of any name', async () => {
    const zone = brand({ TXT: ['v=spf1 include:_spf.mailhost.test ~all', 'klaviyo-site-verification=AbC123'] });
    const report = await auditZone(zone, { from: BRAND, esp: 'klaviyo' });
    expect([report.verdict, report.severityOf('dkim.no-known-selector')]).toEqual(['unknown', 'info']);
  });
});

describe('the zone that holds the records', () => {
  it('is the deepest with name servers of its own', async () => {
    const own = { ...brand(), [`news.${BRAND}`]: { A: '192.0.2.1', NS: ['ns1.other.test'] } };
    const report = await auditZone(own, { from: `mail.news.${BRAND}` });
    expect(report.dnsHost).toMatchObject({ zone: `news.${BRAND}`, nameServers: ['ns1.other.test'] });
  });

  it('names the host that serves it', async () => {
    const report = await auditZone(brand({ NS: ['ns31.domaincontrol.com', 'ns32.domaincontrol.com'] }), {
      from: BRAND,
    });
    expect(report.dnsHost).toMatchObject({ zone: BRAND, name: 'GoDaddy' });
  });
});
