import { describe, expect, it } from 'vitest';
import type { EspId } from '../../../lib/esp/esp-id.ts';
import { BRAND, brand, hubspot, klaviyo, mailchimp, PORTAL } from '../../fixtures/zones/brand.ts';
import { RSA_2048, toKeyRecord } from '../../fixtures/zones/esp-keys.ts';
import { auditZone } from '../../helpers/audit-zone.ts';
import { startDohServer } from '../../helpers/doh-server.ts';
import { createDohResolver } from '../../../lib/dns/doh.ts';
import { auditReport } from '../../../lib/report/audit-report.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const SET_UP: [EspId, Zone][] = [
  ['mailchimp', { ...brand(), ...mailchimp() }],
  ['hubspot', { ...brand(), ...hubspot() }],
  ['klaviyo', { ...brand(), ...klaviyo() }],
];

describe('the questions of an audit', () => {
  it.each(SET_UP)('%s: no name and type is asked twice', async (esp, zone) => {
    for (const each of [zone, brand({ dmarc: null })]) {
      const { logs, queries } = await auditZone(each, { from: BRAND, esp, account: PORTAL, replyTo: 'a@other.test' });
      const asked = logs.first.map(({ name, type }) => `${type} ${name}`);
      expect(asked.filter((question, index) => asked.indexOf(question) !== index)).toEqual([]);
      expect(queries.sent).toBe(asked.length);
    }
  });

  it.each(SET_UP)('%s: everything whose name is known leaves before anything is answered', async (esp, zone) => {
    const { logs } = await auditZone(zone, { from: BRAND, esp, account: PORTAL });
    const names = logs.first.map(({ name, type }) => `${type} ${name}`);
    const first = names.indexOf('TXT _spf.mailhost.test');
    const known = [`TXT ${BRAND}`, `MX ${BRAND}`, `CNAME ${BRAND}`, `TXT _dmarc.${BRAND}`, 'TXT _dmarc.test'];
    const keys = {
      mailchimp: ['k2', 'k3'],
      hubspot: [`hs1-${PORTAL}`, `hs2-${PORTAL}`],
      klaviyo: ['km1', 'km2'],
    }[esp as 'klaviyo'];
    known.push(...keys.map((selector) => `TXT ${selector}._domainkey.${BRAND}`));
    if (esp === 'klaviyo') known.push(`NS send.${BRAND}`, `NS email.${BRAND}`);
    for (const question of known) expect(names.indexOf(question), question).toBeLessThan(first);
  });

  it('take as many rounds as the longest chain of names, measured', async () => {
    const deep: Zone = Object.fromEntries(
      [0, 1, 2, 3].map((step) => [`s${step}.lists.test`, { TXT: `v=spf1 include:s${step + 1}.lists.test ~all` }]),
    );
    const zone = {
      ...brand({ TXT: 'v=spf1 include:s0.lists.test ~all' }),
      ...mailchimp(),
      ...deep,
      's4.lists.test': { TXT: 'v=spf1 ip4:192.0.2.1 ~all' },
    };
    const server = await startDohServer(zone);
    server.delay = 20;
    const report = await auditReport(
      { from: BRAND, esp: 'mailchimp' },
      { resolvers: [createDohResolver(server.url)], timeout: 5000, now: Date.now, randomLabel: () => 'nobody' },
    );
    await server.close();
    expect(report.queries.rounds).toBe(6);
    expect(report.queries.ms).toBeGreaterThanOrEqual(6 * 20 - 5);
    expect(report.queries.sent).toBe(server.log.length);
  });

  /** Mail at a large provider: its SPF record leads to three more. */
  const busy = (zone: Zone): Zone => ({
    ...zone,
    ...brand({ TXT: 'v=spf1 include:_spf.google.com ~all' }),
    '_spf.google.com': {
      TXT: 'v=spf1 include:_netblocks.google.com include:_netblocks2.google.com include:_netblocks3.google.com ~all',
    },
    '_netblocks.google.com': { TXT: 'v=spf1 ip4:192.0.2.0/24 ~all' },
    '_netblocks2.google.com': { TXT: 'v=spf1 ip6:2001:db8::/32 ~all' },
    '_netblocks3.google.com': { TXT: 'v=spf1 ip4:198.51.100.0/24 ~all' },
  });

  const delegated = (label: string): Zone => ({
    [`${label}.${BRAND}`]: { NS: ['ns1.klaviyo.com', 'ns2.klaviyo.com'], A: '192.0.2.7' },
    [`km1._domainkey.${label}.${BRAND}`]: { TXT: toKeyRecord(RSA_2048) },
    [`km2._domainkey.${label}.${BRAND}`]: { TXT: toKeyRecord(RSA_2048) },
  });

  it.each([
    ['mailchimp', mailchimp(), 14],
    ['hubspot', hubspot(), 14],
    ['klaviyo', klaviyo(), 20],
    ['klaviyo', delegated('send'), 34],
    ['klaviyo', delegated('mail'), 34],
  ] as const)('are few where all is well: %s', async (esp, keys, most) => {
    const server = await startDohServer({ ...busy({}), ...keys });
    const report = await auditReport(
      { from: BRAND, esp, account: PORTAL },
      { resolvers: [createDohResolver(server.url)], timeout: 5000, now: Date.now, randomLabel: () => 'nobody' },
    );
    await server.close();
    expect(report.verdict).toBe('pass');
    expect(server.log.length).toBeLessThanOrEqual(most);
    expect(report.queries).toMatchObject({ sent: server.log.length, rounds: 3 });
  });

  it('find a key below an unlikely label all the same, after the likely ones', async () => {
    const report = await auditZone({ ...brand(), ...delegated('envoi') }, { from: BRAND, esp: 'klaviyo', full: false });
    expect(report.verdict).toBe('pass');
    expect(report.legs.dkim.map(({ domain }) => domain)).toEqual([`envoi.${BRAND}`, `envoi.${BRAND}`]);
  });

  it('leave out what no verdict rests on, unless all of it is wanted', async () => {
    const zone = { ...brand(), ...mailchimp() };
    const isExtra = (text: string) => /bimi|mta-sts|_smtp\._tls|tls-rpt/u.test(text);
    const quick = await auditZone(zone, { from: BRAND, full: false });
    expect(quick.codes.filter(isExtra)).toEqual([]);
    expect(quick.logs.first.filter(({ name }) => isExtra(name))).toEqual([]);
    const full = await auditZone(zone, { from: BRAND, full: true });
    expect(full.codes.filter(isExtra)).toEqual(['bimi.absent', 'mta-sts.absent', 'tls-rpt.absent']);
    expect(full.verdict).toBe(quick.verdict);
  });

  it('are fewer for a mailbox provider’s domain, whose keys are nobody’s to publish', async () => {
    const { logs } = await auditZone(brand({}, 'gmail.com'), { from: 'a@gmail.com' });
    expect(logs.first.some(({ name }) => name.includes('_domainkey'))).toBe(false);
  });
});
