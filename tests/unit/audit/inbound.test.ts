import { describe, expect, test } from 'vitest';
import { checkBimi } from '../../../lib/audit/mail/bimi.ts';
import type { AuditContext, DraftFinding } from '../../../lib/audit/context.ts';
import { checkDmarc } from '../../../lib/audit/dmarc/check.ts';
import { checkMtaSts } from '../../../lib/audit/mail/mta-sts.ts';
import { checkTlsRpt } from '../../../lib/audit/mail/tls-rpt.ts';
import { organisationalDomain } from '../../../lib/public-suffix/organisational-domain.ts';
import type { Zone } from '../../helpers/dns-zone.ts';
import { toZoneAsk } from '../../helpers/zone-ask.ts';

const contextOf = (zone: Zone, domain = 'brand.test', fetchPolicy?: AuditContext['fetchPolicy']): AuditContext => ({
  domain,
  registrableDomain: organisationalDomain(domain),
  esp: null,
  mode: 'plain',
  account: null,
  selectors: [],
  observed: null,
  ask: toZoneAsk(zone),
  full: true,
  randomLabel: 'random-label-of-nobody',
  fetchPolicy,
});

/** Each finding with its reason. */
const summary = (findings: readonly DraftFinding[]): string[] =>
  findings.map(({ code, severity, params }) =>
    [code, severity, 'reason' in params ? params.reason : ''].join(' ').trim(),
  );

const LOGO = 'v=BIMI1; l=https://brand.test/logo.svg';
const ENFORCED = {
  'brand.test': { A: '192.0.2.1' },
  '_dmarc.brand.test': { TXT: 'v=DMARC1; p=reject; rua=mailto:a@brand.test' },
};

describe('BIMI', () => {
  const bimi = async (zone: Zone, domain = 'brand.test') => {
    const context = contextOf({ ...ENFORCED, ...zone }, domain);
    return summary((await checkBimi(context, await checkDmarc(context))).findings);
  };

  test('B1 a logo shows where DMARC is enforced for all mail', async () => {
    expect(await bimi({ 'default._bimi.brand.test': { TXT: LOGO } })).toEqual(['bimi.present info']);
  });

  test.each([
    ['v=DMARC1; p=none', 'dmarc-policy'],
    ['v=DMARC1; p=reject; sp=none', 'dmarc-subdomains'],
    ['v=DMARC1; p=reject; t=y', 'dmarc-testing'],
    ['v=DMARC1; p=quarantine; pct=50', 'dmarc-pct'],
    ['v=spf1 -all', 'dmarc-missing'],
  ])('B1 it does not under %s', async (record, reason) => {
    const zone = { 'default._bimi.brand.test': { TXT: LOGO }, '_dmarc.brand.test': { TXT: record } };
    expect(await bimi(zone)).toEqual([`bimi.faulty info ${reason}`]);
  });

  test('B1 under p=reject a share of mail is not asked for', async () => {
    const zone = {
      'default._bimi.brand.test': { TXT: LOGO },
      '_dmarc.brand.test': { TXT: 'v=DMARC1; p=reject; pct=50' },
    };
    expect(await bimi(zone)).toEqual(['bimi.present info']);
  });

  test('B2 a subdomain inherits the logo, and its declination stops that', async () => {
    const org = { 'default._bimi.brand.test': { TXT: LOGO }, 'news.brand.test': { A: '192.0.2.1' } };
    expect(await bimi(org, 'news.brand.test')).toEqual(['bimi.present info']);
    expect(await bimi({ ...org, 'default._bimi.news.brand.test': { TXT: 'v=BIMI1; l=;' } }, 'news.brand.test')).toEqual(
      ['bimi.absent info'],
    );
  });

  test('a fault is named, trouble on the way says nothing', async () => {
    expect(await bimi({})).toEqual(['bimi.absent info']);
    expect(await bimi({ 'default._bimi.brand.test': { TXT: `"${LOGO}"` } })).toEqual(['bimi.faulty info unreadable']);
    expect(await bimi({ 'default._bimi.brand.test': { TXT: [LOGO, LOGO] } })).toEqual([
      'bimi.faulty info several-records',
    ]);
    expect(await bimi({ 'default._bimi.brand.test': { rcode: 'SERVFAIL' } })).toEqual([]);
  });
});

describe('MTA-STS', () => {
  const RECORD = {
    '_mta-sts.brand.test': { TXT: 'v=STSv1; id=1' },
    'brand.test': { MX: [[10, 'mx.brand.test']] },
  } as const;
  const sts = async (zone: Zone, policy?: string | null) => {
    const asked: string[] = [];
    const fetchPolicy = (url: string) => {
      asked.push(url);
      return Promise.resolve(policy ?? null);
    };
    const { findings } = await checkMtaSts(
      contextOf(zone, 'brand.test', policy === undefined ? undefined : fetchPolicy),
    );
    return { findings, said: summary(findings), asked };
  };
  const text = (mode: string, mx: string) => `version: STSv1\nmode: ${mode}\nmax_age: 86400\nmx: ${mx}\n`;

  test('T1 the policy is not read unless the user turned that on, and it says so', async () => {
    const { findings, asked } = await sts(RECORD);
    expect(findings[0]).toMatchObject({ code: 'mta-sts.present', severity: 'info', params: { policy: 'not-checked' } });
    expect(asked).toEqual([]);
  });

  test('T1 a record without a policy behind it does nothing', async () => {
    const { said, asked } = await sts(RECORD, null);
    expect(said).toEqual(['mta-sts.faulty info policy-unreachable']);
    expect(asked).toEqual(['https://mta-sts.brand.test/.well-known/mta-sts.txt']);
  });

  test('T2 an MX that an enforced policy does not name loses mail; in testing it does not', async () => {
    expect((await sts(RECORD, text('enforce', 'mx.brand.test'))).said).toEqual(['mta-sts.present info']);
    expect((await sts(RECORD, text('enforce', '*.other.test'))).said).toEqual([
      'mta-sts.faulty info policy-mx-not-covered',
    ]);
    expect((await sts(RECORD, text('testing', '*.other.test'))).said).toEqual(['mta-sts.present info']);
  });

  test('its faults are named, and no policy is read for a faulty record', async () => {
    expect((await sts({ 'brand.test': { A: '192.0.2.1' } })).said).toEqual(['mta-sts.absent info']);
    const { said, asked } = await sts({ '_mta-sts.brand.test': { TXT: 'v=STSv1' } }, text('none', ''));
    expect(said).toEqual(['mta-sts.faulty info no-id']);
    expect(asked).toEqual([]);
    expect((await sts({ '_mta-sts.brand.test': { TXT: ['v=STSv1; id=1', 'v=STSv1; id=2'] } })).said).toEqual([
      'mta-sts.faulty info several-records',
    ]);
    expect((await sts({ '_mta-sts.brand.test': { rcode: 'SERVFAIL' } })).said).toEqual([]);
  });
});

describe('TLS-RPT', () => {
  const rpt = async (TXT: string | string[]) =>
    summary((await checkTlsRpt(contextOf({ '_smtp._tls.brand.test': { TXT } }))).findings);

  test.each([
    ['v=TLSRPTv1; rua=mailto:a@b.test', 'tls-rpt.present info'],
    ['v=TLSRPTv1', 'tls-rpt.faulty info no-address'],
    ['v=TLSRPTv1; rua=a@b.test', 'tls-rpt.faulty info bad-address'],
    ['v=tlsrptv1; rua=mailto:a@b.test', 'tls-rpt.faulty info unreadable'],
    ['some other text', 'tls-rpt.absent info'],
  ])('T3 %j is never more than worth knowing: %s', async (text, expected) => {
    expect(await rpt(text)).toEqual([expected]);
  });

  test('two records are none', async () => {
    expect(await rpt(['v=TLSRPTv1; rua=mailto:a@b.test', 'v=TLSRPTv1; rua=mailto:c@b.test'])).toEqual([
      'tls-rpt.faulty info several-records',
    ]);
  });
});
