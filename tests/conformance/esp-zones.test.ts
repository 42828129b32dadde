import { describe, expect, it } from 'vitest';
import { ESP_IDS, type EspId } from '../../lib/esp/esp-id.ts';
import { findEspById } from '../../lib/esp/registry.ts';
import { auditReport } from '../../lib/report/audit-report.ts';
import type { Report } from '../../lib/report/report.ts';
import type { Zone } from '../helpers/dns-zone.ts';
import { atSubdomain, BRAND, type EspZones } from '../helpers/esp-zones.ts';
import { toZoneResolver } from '../helpers/zone-ask.ts';

interface Sender {
  id: EspId;
  account: string | null;
  selectors?: readonly string[] | undefined;
}

function audit({ id, account, selectors = [] }: Sender, domain: string, ...zones: Zone[]): Promise<Report> {
  return auditReport(
    { from: `hello@${domain}`, esp: id, account, selectors },
    {
      resolvers: [toZoneResolver(Object.assign({}, ...zones) as Zone)],
      timeout: 5000,
      now: () => 0,
      randomLabel: () => 'nobody-has-this-label',
    },
  );
}

const linesOf = ({ findings }: Report, ...wanted: string[]): string[] =>
  findings.filter(({ severity }) => wanted.includes(severity)).map(({ code, subject }) => `${code} ${subject}`);

const loaded = await Promise.all(
  ESP_IDS.map(async (id) => {
    const { zones } = (await import(`../fixtures/zones/esp-${id}.ts`)) as { zones: EspZones };
    return { id, zones, account: zones.account ?? null };
  }),
);

describe.each(loaded)('$id', ({ zones, ...sender }) => {
  const known = { ...sender, selectors: zones.selectors };

  it('is green where it is set up', async () => {
    const report = await audit(known, 'brand.test', zones.espSide, BRAND, zones.green);
    expect(linesOf(report, 'fail', 'unknown', 'warn')).toEqual([]);
    expect(report.verdict).toBe('pass');
    expect(report.dmarc.result).toBe('pass');
    expect(report.legs.dkim.length).toBeGreaterThan(0);
    expect(report.legs.dkim.every(({ key, aligned }) => key === 'ok' && aligned)).toBe(true);
  });

  it('A6 says what DNS cannot show: whether the records were confirmed there', async () => {
    const report = await audit(known, 'brand.test', zones.espSide, BRAND, zones.green);
    const isSaid = report.findings.some(({ code }) => code === 'esp.not-confirmed');
    expect(isSaid).toBe(findEspById(sender.id)?.sending.needsConfirmation);
    expect(report.findings.some(({ code }) => code === 'align.predicted')).toBe(true);
  });

  it('K14 A7 without set-up signs as itself, and says as whom readers will see the mail', async () => {
    const report = await audit(sender, 'brand.test', zones.espSide, BRAND, zones.red);
    const model = findEspById(sender.id)?.sending.unauthenticated;
    const unaligned = report.findings.find(({ code }) => code === 'align.none');
    expect(unaligned?.params).toMatchObject({ from: 'brand.test', dkim: model?.dkimDomain });
    const rewritten = report.findings.find(({ code }) => code === 'from.rewritten');
    expect((rewritten?.params as { shown?: string } | undefined)?.shown ?? null).toBe(
      model?.rewritesFrom === 'never' ? null : (model?.shownFrom('hello', 'brand.test') ?? null),
    );
  });

  it('is green at a subdomain that is set up', async () => {
    const { espSide, brand, green } = atSubdomain({ ...zones, brand: BRAND });
    const report = await audit(known, 'news.brand.test', espSide, brand, green);
    expect(linesOf(report, 'fail', 'unknown', 'warn')).toEqual([]);
    expect(report.verdict).toBe('pass');
  });

  it('is amber where it is half done', async () => {
    const report = await audit(known, 'brand.test', zones.espSide, BRAND, zones.amber);
    expect(linesOf(report, 'fail', 'unknown')).toEqual([]);
    expect(report.verdict).toBe('warn');
    expect(report.dmarc.result).toBe('pass');
  });

  it('is red where it is not set up, with the records to publish', async () => {
    const report = await audit(sender, 'brand.test', zones.espSide, BRAND, zones.red);
    expect(report.verdict).toBe('fail');
    expect(report.dmarc.result).toBe('fail');
    const [first] = report.findings;
    expect(first?.code).toBe('dkim.not-set-up');
    expect(first?.fix?.records.map(({ action, name, type }) => [action, name, type])).toEqual(
      zones.proposes.map(([name, type]) => ['add', name, type]),
    );
    for (const [index, [, , value]] of zones.proposes.entries())
      expect(first?.fix?.records[index]?.value).toContain(value);
  });

  it('is never red for trouble on the way', async () => {
    const report = await audit(sender, 'brand.test', { '*': { rcode: 'SERVFAIL' } });
    expect(linesOf(report, 'fail')).toEqual([]);
    expect(report.verdict).toBe('unknown');
  });
});

describe.each(loaded.filter(({ zones }) => zones.returnPath !== null))('$id', ({ zones, ...sender }) => {
  it("aligns by SPF too, with a return-path of the brand's", async () => {
    const { zone = {}, domain } = zones.returnPath ?? {};
    const known = { ...sender, selectors: zones.selectors };
    const report = await audit(known, 'brand.test', zones.espSide, BRAND, zones.green, zone);
    expect(report.verdict).toBe('pass');
    expect(report.legs.spf).toEqual({ domain, aligned: true, basis: 'predicted' });
  });
});
