import { describe, expect, it } from 'vitest';
import { BRAND, brand, mailchimp } from '../../fixtures/zones/brand.ts';
import { auditZone, FIRST, SECOND } from '../../helpers/audit-zone.ts';
import type { Fault, Zone } from '../../helpers/dns-zone.ts';

const ready = (more: Zone = {}): Zone => ({ ...brand(), ...mailchimp(), ...more });
const bare = brand({ dmarc: null });

/** A resolver that answers nothing, for whatever name it is asked. */
const failing = (fault: Fault): Zone =>
  Object.fromEntries(
    ['', '*', 'test', '*.test', 'net', '*.net', 'com', '*.com', BRAND, `*.${BRAND}`, 'invalid', '*.invalid'].map(
      (name) => [name, fault],
    ),
  );

describe('trouble on the way to DNS', () => {
  const faults: [string, Fault, string][] = [
    ['a server failure', { rcode: 'SERVFAIL' }, 'dns.servfail'],
    ['a refusal', { rcode: 'REFUSED' }, 'dns.servfail'],
    ['an HTTP error', { http: 503 }, 'dns.unreachable'],
    ['a page', { raw: '<html>Sign in</html>' }, 'dns.unreachable'],
    ['a timeout', { delay: 5000 }, 'dns.unreachable'],
    ['a broken connection', { drop: true }, 'dns.unreachable'],
  ];

  it.each(faults)('D1 and D2: %s for the DMARC record is unknown, never missing', async (_name, fault, code) => {
    const report = await auditZone(ready({ [`_dmarc.${BRAND}`]: fault }), { from: BRAND }, { timeout: 500 });
    expect([report.verdict, report.dmarc.result, report.severityOf(code as never)]).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(report.codes).not.toContain('dmarc.missing');
    expect(report.findings.every(({ fix }) => (fix?.records ?? []).length === 0)).toBe(true);
  });

  it.each(faults)('D1: %s for every key is unknown', async (_name, fault, code) => {
    const keys = { [`k2._domainkey.${BRAND}`]: fault, [`k3._domainkey.${BRAND}`]: fault };
    const report = await auditZone({ ...brand(), ...keys }, { from: BRAND }, { timeout: 500 });
    expect([report.verdict, report.dmarc.result]).toEqual(['unknown', 'unknown']);
    expect(report.codes).toContain(code);
    expect(report.codes).not.toContain('dkim.not-set-up');
    expect(report.codes).not.toContain('align.none');
  });

  it('says which failure it is: DNSSEC is named', async () => {
    const report = await auditZone(ready({ [`_dmarc.${BRAND}`]: { rcode: 2, ede: 6 } }), { from: BRAND });
    expect(report.find('dns.servfail')?.params).toMatchObject({ reason: 'dnssec' });
  });

  it('is a warning where it decides nothing', async () => {
    const include = await auditZone(ready({ '_spf.mailhost.test': { rcode: 2 } }), { from: BRAND });
    expect([include.verdict, include.severityOf('dns.servfail'), include.spf.result]).toEqual([
      'warn',
      'warn',
      'temperror',
    ]);
    const oneKey = await auditZone(ready({ [`k2._domainkey.${BRAND}`]: { rcode: 2 } }), { from: BRAND });
    expect([oneKey.verdict, oneKey.dmarc.result]).toEqual(['warn', 'pass']);
  });

  it('is unknown for a domain that rests on SPF', async () => {
    const report = await auditZone({ ...brand(), '_spf.mailhost.test': { rcode: 2 } }, { from: BRAND, esp: 'none' });
    expect([report.verdict, report.severityOf('dns.servfail')]).toEqual(['unknown', 'unknown']);
  });

  it('for a return-path that may align leaves it open whether missing keys matter', async () => {
    const report = await auditZone({ ...brand(), [`ckespa.${BRAND}`]: { rcode: 2 } }, { from: BRAND, esp: 'kit' });
    expect([report.verdict, report.dmarc.result, report.severityOf('dkim.not-set-up')]).toEqual([
      'unknown',
      'unknown',
      'warn',
    ]);
  });

  it('does not hide what is certainly wrong', async () => {
    const zone = { ...bare, [`k2._domainkey.${BRAND}`]: { http: 503 }, [`k3._domainkey.${BRAND}`]: { http: 503 } };
    const report = await auditZone(zone, { from: BRAND });
    expect([report.verdict, report.codes[0]]).toEqual(['fail', 'dmarc.missing']);
  });

  it('is one finding where the domain’s name servers fail altogether', async () => {
    const zone = Object.fromEntries(
      [BRAND, `_dmarc.${BRAND}`, `k2._domainkey.${BRAND}`, `k3._domainkey.${BRAND}`].map((name) => [
        name,
        { rcode: 2 },
      ]),
    );
    const report = await auditZone({ ...brand(), ...zone }, { from: BRAND });
    expect(report.findings.filter(({ code }) => code === 'dns.servfail').map(({ subject }) => subject)).toEqual([
      BRAND,
    ]);
  });

  it('K11: for the From domain itself is a warning where a record below proves that it exists', async () => {
    const report = await auditZone(ready({ [BRAND]: { rcode: 2 } }), { from: BRAND });
    expect([report.verdict, report.dmarc.result, report.severityOf('dns.servfail')]).toEqual(['warn', 'pass', 'warn']);
    expect([report.spf.result, report.mx.result]).toEqual(['temperror', 'unknown']);
    const plain = await auditZone(ready({ [BRAND]: { rcode: 2 } }), { from: BRAND, esp: 'none' });
    expect([plain.verdict, plain.severityOf('dns.servfail')]).toEqual(['unknown', 'unknown']);
  });

  it('is one finding where nobody answered anything', async () => {
    const report = await auditZone(failing({ http: 503 }), { from: BRAND });
    expect([report.verdict, report.codes]).toEqual(['unknown', ['dns.unreachable']]);
    expect(report.resolvers.asked).toEqual([]);
  });

  it('A8: does not hide that the From is a mailbox provider’s', async () => {
    const report = await auditZone(
      { '*': { http: 503 }, com: { http: 503 }, '*.com': { http: 503 } },
      { from: 'a@gmail.com' },
    );
    expect([report.verdict, report.codes[0]]).toEqual(['fail', 'from.free-mail']);
  });

  it('keeps to its budget', async () => {
    const started = performance.now();
    const report = await auditZone(failing({ delay: 60_000 }), { from: BRAND }, { timeout: 400 });
    expect(report.verdict).toBe('unknown');
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('two resolvers', () => {
  const two = (zone: Zone, second: Zone, from = BRAND) => auditZone(zone, { from }, { second });

  it('D8: red needs a second that agrees', async () => {
    const report = await two(bare, bare);
    expect([report.verdict, report.resolvers.confirmedBy]).toEqual(['fail', SECOND]);
    expect(report.codes).not.toContain('dns.disagree');
  });

  it('D8: a second that sees the record leaves it unknown, with no record to publish', async () => {
    const report = await two(ready({ [`_dmarc.${BRAND}`]: {} }), ready());
    expect([report.verdict, report.dmarc.result, report.severityOf('dns.disagree')]).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(report.codes).not.toContain('dmarc.missing');
    expect([report.providers.gmail, report.providers.microsoft]).toEqual(['unknown', 'unknown']);
  });

  it('keeps the red findings on which they agree', async () => {
    const report = await two(bare, { ...bare, ...mailchimp() });
    expect([report.verdict, report.codes[0]]).toEqual(['fail', 'dmarc.missing']);
    expect(report.codes).not.toContain('dkim.not-set-up');
    expect(report.codes).not.toContain('from.rewritten');
    expect(report.legs.dkim.map(({ key }) => key)).toEqual(['unknown', 'unknown']);
  });

  it('one that fails for just that name leaves it unknown', async () => {
    const missing = ready({ [`_dmarc.${BRAND}`]: {} });
    const report = await two(missing, ready({ [`_dmarc.${BRAND}`]: { rcode: 2 } }));
    expect([report.verdict, report.severityOf('dns.servfail')]).toEqual(['unknown', 'unknown']);
    const other = await two(ready({ [`_dmarc.${BRAND}`]: { rcode: 2 } }), missing);
    expect(other.verdict).toBe('unknown');
  });

  it('one that answers nothing at all does not count as asked', async () => {
    const silent = await two(bare, failing({ http: 503 }));
    expect([silent.verdict, silent.resolvers.confirmedBy, silent.resolvers.asked]).toEqual(['fail', null, [FIRST]]);
    const first = await two(failing({ http: 503 }), bare);
    expect([first.verdict, first.resolvers.asked]).toEqual(['fail', [SECOND]]);
  });

  it('the next covers for one that fails', async () => {
    const report = await two(ready({ [`_dmarc.${BRAND}`]: { http: 500 } }), ready());
    expect([report.verdict, report.dmarc.result]).toEqual(['pass', 'pass']);
  });

  it('asks the second nothing where nothing is red', async () => {
    expect((await two(ready(), ready())).logs.second).toEqual([]);
  });

  it('asks the second only for what is red', async () => {
    const { logs } = await two(ready({ [`_dmarc.${BRAND}`]: {} }), ready({ [`_dmarc.${BRAND}`]: {} }));
    const names = logs.second.map(({ name }) => name);
    expect(names).toContain(`_dmarc.${BRAND}`);
    expect(names.some((name) => name.includes('_domainkey'))).toBe(false);
    expect(new Set(logs.second.map(({ name, type }) => `${type} ${name}`)).size).toBe(logs.second.length);
  });

  it('a domain that only the second knows is not called missing', async () => {
    const report = await two(brand(), { ...brand({}, 'new.test'), ...mailchimp('new.test') }, 'new.test');
    expect([report.verdict, report.codes[0], report.dmarc.result]).toEqual(['unknown', 'dns.disagree', 'unknown']);
  });
});

describe('a resolver that answers for names that do not exist', () => {
  const rewriting = (zone: Zone): Zone => ({
    ...zone,
    '*': { A: '198.51.100.9' },
    '*.test': { A: '198.51.100.9' },
    [`*.${BRAND}`]: { A: '198.51.100.9' },
  });

  it('D13: nothing that it calls missing is believed', async () => {
    const report = await auditZone(rewriting(bare), { from: BRAND });
    expect([report.verdict, report.codes[0]]).toEqual(['unknown', 'dns.rewritten']);
    expect(report.findings.some(({ severity }) => severity === 'fail')).toBe(false);
  });

  it('D13: what it answers with a record is still judged', async () => {
    const zone = { ...rewriting(brand()), [`mail._domainkey.${BRAND}`]: { TXT: 'v=DKIM1; p=' } };
    const report = await auditZone(zone, { from: BRAND, esp: 'none', selectors: ['mail'] });
    expect(report.severityOf('dkim.revoked')).toBe('fail');
  });

  it('D13: as the second it confirms nothing', async () => {
    const report = await auditZone(bare, { from: BRAND }, { second: rewriting(bare) });
    expect([report.verdict, report.find('dns.rewritten')?.subject]).toEqual(['unknown', SECOND]);
  });

  it('a wildcard of the domain’s own is no rewriting', async () => {
    const report = await auditZone(ready({ [`*.${BRAND}`]: { A: '203.0.113.7' } }), { from: BRAND });
    expect(report.codes).not.toContain('dns.rewritten');
  });
});

it('D5: aliases in front of the answer are followed, and kept as evidence', async () => {
  const report = await auditZone(
    { ...brand(), ...mailchimp(), 'dkim2.mcsv.net': { TXT: 'v=DKIM1; p=' } },
    { from: BRAND },
  );
  expect(report.find('dkim.revoked')?.evidence[0]?.aliases).toEqual(['dkim2.mcsv.net']);
});

describe('a resolver that says "no" to everything', () => {
  it.each(['mailchimp', 'none'] as const)('is not believed, with %s', async (esp) => {
    const report = await auditZone({}, { from: BRAND, esp });
    expect(report.verdict).toBe('unknown');
    expect(report.codes).toEqual(['dns.unreachable']);
    expect(report.alignment.conclusion).not.toBe('neither');
    expect(Object.values(report.providers)).not.toContain('reject');
    expect(report.findings.flatMap(({ fix }) => fix?.records ?? [])).toEqual([]);
  });

  it('is one that has no record for any name: a domain that does not exist is said to by one that has', async () => {
    const zone = { 'dkim2.mcsv.net': { TXT: 'v=DKIM1; p=' } };
    expect((await auditZone(zone, { from: 'nobody-has-this.test' })).codes).toContain('dns.no-domain');
  });
});

describe('a resolver that is overloaded', () => {
  it('is in trouble itself, not the name servers of the domain', async () => {
    const report = await auditZone({ '*': { http: 429 } }, { from: BRAND });
    expect(report.verdict).toBe('unknown');
    expect(report.codes).not.toContain('dns.servfail');
    expect(report.codes).toContain('dns.unreachable');
  });
});
