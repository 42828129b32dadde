import { describe, expect, it } from 'vitest';
import { formatReport } from '../../../cli/format-report.ts';
import type { Observation } from '../../../lib/audit/audit-input.ts';
import type { EspId } from '../../../lib/esp/esp-id.ts';
import { ESPS } from '../../../lib/esp/registry.ts';
import { explainAlignment } from '../../../lib/words/verdict.ts';
import { readWords } from '../../../lib/words/files.ts';
import { auditZone } from '../../helpers/audit-zone.ts';
import type { Zone } from '../../helpers/dns-zone.ts';

const SHOP = 'shopfox.test';

const BASE: Zone = {
  [SHOP]: { A: '192.0.2.1', MX: [[10, 'mx.shopfox.test']], TXT: 'v=spf1 -all' },
  'mx.shopfox.test': { A: '192.0.2.2' },
  [`_dmarc.${SHOP}`]: { TXT: 'v=DMARC1; p=reject' },
};

interface Case {
  esp: EspId;
  returnPath: string;
  zone: Zone;
  observed?: Observation;
}

const leadsTo = (esp: EspId, label: string, target: string): Case => ({
  esp,
  returnPath: `${label}.${SHOP}`,
  zone: { [`${label}.${SHOP}`]: { CNAME: target }, [target]: { A: '192.0.2.9' } },
});

const shown = (esp: EspId, label: string): Case => ({
  esp,
  returnPath: `${label}.${SHOP}`,
  zone: { [`${label}.${SHOP}`]: { A: '192.0.2.9' } },
  observed: { source: 'message', at: 0, returnPath: `bounce@${label}.${SHOP}`, dkim: [] },
});

/** The return-path is the brand's, and nothing there says who may send. */
const CASES: Case[] = [
  leadsTo('postmark', 'pm-bounces', 'pm.mtasv.net'),
  leadsTo('mailjet', 'bnc3', 'bnc3.mailjet.com'),
  leadsTo('kit', 'ckespa', 'spf.dm-1a2b.sg7.convertkit.com'),
  leadsTo('intercom', 'outbound.intercom', 'rp.a1b2.eu.intercom-mail.com'),
  { esp: 'mailgun', returnPath: `mg.${SHOP}`, zone: { [`mg.${SHOP}`]: { MX: [[10, 'mxa.mailgun.org']] } } },
  shown('sendgrid', 'em1234'),
  shown('ses', 'bounce'),
  shown('mailerlite', 'ml'),
  shown('activecampaign', 'em-1234'),
];

describe('a return-path of the brand’s whose SPF does not pass', () => {
  it('is tried for every ESP that has one', () => {
    const withOwn = ESPS.filter(({ sending }) => sending.returnPath.kind === 'custom').map(({ sending }) => sending.id);
    expect(CASES.map(({ esp }) => esp).toSorted()).toEqual(withOwn.toSorted());
  });

  it.each(CASES)('is nothing to rest on, and nobody says so: $esp', async ({ esp, returnPath, zone, observed }) => {
    const report = await auditZone({ ...BASE, ...zone }, { from: SHOP, esp, observed: observed ?? null });
    expect(report.legs.spf).toMatchObject({ domain: returnPath, aligned: true });
    expect(report.alignment.spf).toBe(false);
    expect(report.dmarc.result).not.toBe('pass');
    expect(['neither', 'unknown']).toContain(report.alignment.conclusion);
    expect(explainAlignment(report, await readWords('en'))).not.toMatch(/enough/u);
    expect(formatReport(report, await readWords('en'))).not.toMatch(/enough|: aligns/u);
  });

  it('is the cause of the red light where no key can be told either', async () => {
    const observed: Observation = { source: 'message', at: 0, returnPath: `bounce@pm-bounces.${SHOP}`, dkim: [] };
    const zone = { ...BASE, [`pm-bounces.${SHOP}`]: { A: '192.0.2.9' } };
    const report = await auditZone(zone, { from: SHOP, esp: 'mailjet', observed });
    const index = report.find('align.none')?.causedBy ?? -1;
    expect(report.verdict).toBe('fail');
    expect(report.findings[index]?.code).toBe('dkim.not-set-up');
    expect(report.findings[index]?.causedBy).toBeNull();
  });
});
