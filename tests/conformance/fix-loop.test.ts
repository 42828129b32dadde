import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditInput } from '../../lib/audit/audit-input.ts';
import type { FindingCode } from '../../lib/findings/finding.ts';
import type { RecordChange } from '../../lib/fixes/fix.ts';
import { readWords } from '../../lib/words/files.ts';
import { explainFixNote } from '../../lib/words/fix-note.ts';
import { applyFix } from '../helpers/apply-fix.ts';
import { auditZone, type ZoneAudit } from '../helpers/audit-zone.ts';
import { actionable, auditAnswered, carries, mendAll } from '../helpers/mend-all.ts';
import type { ZoneEntry } from '../helpers/dns-zone.ts';
import {
  DOMAIN,
  ED25519_KEY,
  FAULTS,
  faultyZone,
  GOOD_KEY,
  soundZone,
  toFill,
  UNTIDY,
  WAYS,
  type FaultCase,
  type Way,
} from '../helpers/fault-zones.ts';

const words = await readWords('en');

/** The records that mend a finding: its own, or where it points to another, that one's. */
function recordsFor(report: ZoneAudit, code: FindingCode): readonly RecordChange[] {
  const fix = report.find(code)?.fix ?? null;
  if (fix === null) throw new Error(`${code} was not found, or has no fix`);
  if (fix.records.length > 0) return fix.records;
  const carrier = report.findings.find(carries);
  return fix.note?.code === 'sameAs' && carrier?.fix ? carrier.fix.records : [];
}

const way = (id: Way['id']): Way => {
  const found = WAYS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no way ${id}`);
  return found;
};

const nameOf = ({ code, as }: FaultCase) => (as === undefined ? code : `${code} (${as})`);
const CASES = FAULTS.flatMap((fault) =>
  fault.ways.map((id) => ({ name: `${nameOf(fault)}, ${id}`, fault, way: way(id) })),
);

describe('a sound zone', () => {
  it.each(WAYS)('has nothing to mend with $id', async (sound) => {
    const report = await auditZone(soundZone(sound), { from: DOMAIN, ...sound.input });
    expect(actionable(report)).toEqual([]);
    expect(report.verdict).toBe('pass');
  });
});

describe('publishing the fix makes the finding go away and breaks nothing new', () => {
  it.each(CASES)('$name', async ({ fault, way: chosen }) => {
    const zone = faultyZone(chosen, [fault.change]);
    const input = { from: DOMAIN, ...chosen.input };
    const before = await auditAnswered(zone, input);
    expect(before.codes).toContain(fault.code);
    const records = recordsFor(before, fault.code);
    expect(records.length, JSON.stringify(before.find(fault.code)?.fix)).toBeGreaterThan(0);

    const after = await auditZone(applyFix(zone, records, toFill(chosen)), input);
    expect(after.codes).not.toContain(fault.code);
    const known = actionable(before).map(({ code }) => code);
    expect(actionable(after).filter(({ code }) => !known.includes(code))).toEqual([]);
  });
});

const UNTIDY_CASES = UNTIDY.flatMap((fault) =>
  fault.ways.map((id) => ({ name: `${nameOf(fault)}, ${id}`, fault, way: way(id) })),
);

describe('an offer to tidy up does what it says, and nothing is demanded', () => {
  it.each(UNTIDY_CASES)('$name', async ({ fault, way: chosen }) => {
    const zone = faultyZone(chosen, [fault.change]);
    const input = { from: DOMAIN, ...chosen.input };
    const before = await auditZone(zone, input);
    expect(before.severityOf(fault.code)).toBe('info');
    expect(before.verdict).toBe('pass');
    const records = recordsFor(before, fault.code);
    expect(records.length).toBeGreaterThan(0);

    const after = await auditZone(applyFix(zone, records, toFill(chosen)), input);
    expect(after.codes).not.toContain(fault.code);
    expect(after.verdict).toBe('pass');
  });
});

const fault = fc.constantFrom(...WAYS).chain((chosen) =>
  fc.record({
    way: fc.constant(chosen),
    faults: fc.uniqueArray(fc.constantFrom(...FAULTS.filter(({ ways }) => ways.includes(chosen.id))), {
      minLength: 2,
      maxLength: 6,
      selector: nameOf,
    }),
  }),
);

describe('any combination of faults', () => {
  it('is mended by one first fix after the other until nothing red is left', async () => {
    await fc.assert(
      fc.asyncProperty(fault, async ({ way: chosen, faults }) => {
        const zone = faultyZone(
          chosen,
          faults.map(({ change }) => change),
        );
        const { report, told } = await mendAll(zone, { from: DOMAIN, ...chosen.input }, toFill(chosen));
        expect(
          report.findings.filter(({ severity }) => severity === 'fail'),
          told.join('\n'),
        ).toEqual([]);
      }),
      { numRuns: 250 },
    );
  }, 60_000);
});

interface Scene {
  name: string;
  way: Way['id'];
  input: Partial<AuditInput> & { from: string };
  change(zone: Record<string, ZoneEntry>): void;
  /** Must be there at first. */
  codes: readonly FindingCode[];
}

const toSend = (zone: Record<string, ZoneEntry>) => {
  for (const selector of ['km1', 'km2']) {
    delete zone[`${selector}._domainkey.${DOMAIN}`];
    zone[`${selector}._domainkey.send.${DOMAIN}`] = { CNAME: `${selector}._domainkey.99881.klaviyodns.com` };
  }
  zone[`send.${DOMAIN}`] = { CNAME: '99881.klaviyodns.com' };
};
const NEWS = `news.${DOMAIN}`;
const withNews = (zone: Record<string, ZoneEntry>) => {
  zone[NEWS] = { MX: [[10, `mx.${DOMAIN}`]] };
};
const DEEP = `a.b.c.d.e.f.g.${DOMAIN}`;

const SCENES: readonly Scene[] = [
  {
    name: 'a From that lies too deep',
    way: 'mailchimp',
    input: { from: DEEP, esp: 'mailchimp' },
    change: (zone) => {
      zone[DEEP] = { MX: [[10, `mx.${DOMAIN}`]] };
      for (const number of [2, 3]) zone[`k${number}._domainkey.${DEEP}`] = { CNAME: `dkim${number}.mcsv.net` };
    },
    codes: ['dmarc.too-deep'],
  },
  {
    name: 'a record at the subdomain alone, and keys at the organisation’s domain',
    way: 'klaviyo',
    input: { from: NEWS, esp: 'klaviyo' },
    change: (zone) => {
      withNews(zone);
      delete zone[`_dmarc.${DOMAIN}`];
      zone[`_dmarc.${NEWS}`] = { TXT: [`v=DMARC1; p=reject; rua=mailto:dmarc@${DOMAIN}`] };
    },
    codes: ['align.none', 'dmarc.walk-differs'],
  },
  {
    name: 'a void record at the subdomain, and keys at a sister domain',
    way: 'klaviyo',
    input: { from: NEWS, esp: 'klaviyo' },
    change: (zone) => {
      withNews(zone);
      toSend(zone);
      delete zone[`_dmarc.${DOMAIN}`];
      zone[`_dmarc.${NEWS}`] = { TXT: ['v=DMARC1,p=reject'] };
    },
    codes: ['dmarc.missing', 'dmarc.syntax'],
  },
  {
    name: 'psd=n at the sending subdomain (A9)',
    way: 'klaviyo',
    input: { from: DOMAIN, esp: 'klaviyo' },
    change: (zone) => {
      toSend(zone);
      zone[`_dmarc.send.${DOMAIN}`] = { TXT: ['v=DMARC1; p=none; psd=n'] };
    },
    codes: ['align.none', 'dmarc.walk-differs'],
  },
  {
    name: 'a strict record that is hosted elsewhere (A1)',
    way: 'klaviyo',
    input: { from: DOMAIN, esp: 'klaviyo' },
    change: (zone) => {
      toSend(zone);
      zone[`_dmarc.${DOMAIN}`] = { CNAME: 'brand.reports.test' };
      zone['brand.reports.test'] = { TXT: ['v=DMARC1; p=reject; adkim=s'] };
    },
    codes: ['align.strict', 'align.none'],
  },
  {
    name: 'keys of the main domain for a From at a subdomain',
    way: 'hubspot',
    input: { from: NEWS, esp: 'hubspot', account: '777' },
    change: withNews,
    codes: ['dkim.not-set-up', 'dkim.misnamed'],
  },
  {
    name: 'a subdomain’s keys with the domain typed twice, and no DMARC',
    way: 'hubspot',
    input: { from: NEWS, esp: 'hubspot', account: '777' },
    change: (zone) => {
      withNews(zone);
      delete zone[`_dmarc.${DOMAIN}`];
      for (const [selector, letter] of [
        ['hs1-777', 'a'],
        ['hs2-777', 'b'],
      ] as const) {
        delete zone[`${selector}._domainkey.${DOMAIN}`];
        zone[`${selector}._domainkey.${NEWS}.${DOMAIN}`] = { CNAME: `brand-test.hs04${letter}.dkim.hubspotemail.net` };
      }
    },
    codes: ['dkim.doubled-name', 'dmarc.missing'],
  },
  {
    name: 'a return-path of the brand’s own without a host',
    way: 'none',
    input: { from: DOMAIN, esp: 'kit' },
    change: (zone) => {
      zone[`ckespa.${DOMAIN}`] = { CNAME: 'spf.dm-abc.sg7.convertkit.com' };
      zone['spf.dm-abc.sg7.convertkit.com'] = { TXT: ['v=spf1 ip4:192.0.2.9 ~all'] };
      zone['spf.dm-def.sg7.convertkit.com'] = { TXT: ['v=spf1 ip4:192.0.2.9 ~all'], MX: [[10, 'mx.mcsv.net']] };
      for (const [selector, host] of [
        ['cka', 'dkim'],
        ['cka2', 'dkim2'],
      ] as const) {
        zone[`${selector}._domainkey.${DOMAIN}`] = { CNAME: `${host}.dm-abc.sg7.convertkit.com` };
        zone[`${host}.dm-abc.sg7.convertkit.com`] = { TXT: [GOOD_KEY] };
      }
    },
    codes: ['return-path.no-host'],
  },
  {
    name: 'a list of senders below _spf only',
    way: 'none',
    input: { from: DOMAIN, esp: 'none', selectors: ['mail'] },
    change: (zone) => {
      zone[DOMAIN] = { ...zone[DOMAIN], TXT: ['site-verification=abc'] };
      zone[`_spf.${DOMAIN}`] = { TXT: ['v=spf1 include:_spf.google.com ~all'] };
    },
    codes: ['spf.missing', 'spf.wrong-place'],
  },
  {
    name: 'a wildcard that answers at _dmarc',
    way: 'mailchimp',
    input: { from: DOMAIN, esp: 'mailchimp' },
    change: (zone) => {
      delete zone[`_dmarc.${DOMAIN}`];
      zone[`*.${DOMAIN}`] = { TXT: ['v=spf1 -all'] };
    },
    codes: ['dmarc.missing'],
  },
  {
    name: 'a wildcard of a web site, which stays',
    way: 'mailchimp',
    input: { from: DOMAIN, esp: 'mailchimp' },
    change: (zone) => {
      delete zone[`k2._domainkey.${DOMAIN}`];
      delete zone[`k3._domainkey.${DOMAIN}`];
      zone[`*.${DOMAIN}`] = { CNAME: DOMAIN };
    },
    codes: ['dkim.not-set-up', 'dkim.wildcard'],
  },
  {
    name: 'a wildcard that answers for every key',
    way: 'none',
    input: { from: DOMAIN, esp: 'none', selectors: ['mail'] },
    change: (zone) => {
      delete zone[`mail._domainkey.${DOMAIN}`];
      zone[`*.${DOMAIN}`] = { TXT: ['v=DKIM1; p='] };
    },
    codes: ['dkim.not-set-up', 'dkim.wildcard'],
  },
];

const fillScene =
  (scene: Scene) =>
  (change: RecordChange): string =>
    change.name === `ckespa.${DOMAIN}` ? 'spf.dm-def.sg7.convertkit.com' : toFill(way(scene.way))(change);

describe('a zone where one fix leads to the next', () => {
  it.each(SCENES)('$name', async (scene) => {
    const zone: Record<string, ZoneEntry> = { ...soundZone(way(scene.way)) };
    scene.change(zone);
    const before = await auditZone(zone, scene.input);
    expect(before.codes).toEqual(expect.arrayContaining([...scene.codes]));
    const { report, told } = await mendAll(zone, scene.input, fillScene(scene));
    expect(
      report.findings.filter(({ severity }) => severity === 'fail'),
      told.join('\n'),
    ).toEqual([]);
    expect(report.codes.filter((code) => scene.codes.includes(code))).toEqual([]);
  });
});

describe('one cause that shows in two findings', () => {
  it('has its records at one of them', async () => {
    const zone: Record<string, ZoneEntry> = { ...soundZone(way('none')) };
    zone[DOMAIN] = { ...zone[DOMAIN], TXT: ['"v=spf1 include:_spf.google.com ~all"'] };
    const report = await auditZone(zone, { from: DOMAIN, ...way('none').input });
    expect(report.codes.slice(0, 2)).toEqual(['spf.missing', 'spf.unrecognised']);
    expect(report.find('spf.missing')?.fix?.records).toHaveLength(1);
    expect(report.find('spf.unrecognised')?.fix?.records).toEqual([]);
    expect(report.find('spf.unrecognised')?.fix?.note).not.toBeNull();
  });
});

describe('an alias at a name where the service hands out the key itself', () => {
  it('gives way to a text', async () => {
    const alias = { CNAME: 'k1.otheresp-mail.test' };
    const zone: Record<string, ZoneEntry> = { ...soundZone(way('none')), [`mailjet._domainkey.${DOMAIN}`]: alias };
    const report = await auditZone(zone, { from: DOMAIN, esp: 'mailjet' });
    expect(report.severityOf('dkim.dangling')).toBe('fail');
    expect(report.find('dkim.dangling')?.fix?.records).toMatchObject([
      { action: 'remove', type: 'CNAME', value: 'k1.otheresp-mail.test' },
      { action: 'add', type: 'TXT', value: expect.stringMatching(/^<in Mailjet: /u) as string },
    ]);
  });
});

describe('a key of another account’s, and none behind it', () => {
  it('gives way to this account’s', async () => {
    const zone: Record<string, ZoneEntry> = { ...soundZone(way('hubspot')) };
    zone[`hs2-777._domainkey.${DOMAIN}`] = { CNAME: 'elsewhere.hs04b.dkim.hubspotemail.net' };
    const report = await auditZone(zone, { from: DOMAIN, esp: 'hubspot', account: '777' });
    expect(report.severityOf('dkim.dangling')).toBe('warn');
    const values = report.findings
      .flatMap(({ fix }) => fix?.records ?? [])
      .map(({ name, value }) => `${name} ${value}`);
    expect(new Set(values)).toEqual(
      new Set([`hs2-777._domainkey.${DOMAIN} ${DOMAIN.replaceAll('.', '-')}.hs04b.dkim.hubspotemail.net`]),
    );
  });
});

describe('a key of HubSpot’s that stands at another domain of the brand', () => {
  it('is not taken for the one that HubSpot makes for this domain', async () => {
    const target = (domain: string, letter: 'a' | 'b') =>
      `${domain.replaceAll('.', '-')}.hs04${letter}.dkim.hubspotemail.net`;
    const zone: Record<string, ZoneEntry> = { ...soundZone(way('hubspot')), [`em.${DOMAIN}`]: { A: '192.0.2.8' } };
    for (const [selector, letter] of [['hs1-777', 'a'] as const, ['hs2-777', 'b'] as const]) {
      delete zone[`${selector}._domainkey.${DOMAIN}`];
      zone[`${selector}._domainkey.em.${DOMAIN}`] = { CNAME: target(`em.${DOMAIN}`, letter) };
      zone[target(`em.${DOMAIN}`, letter)] = { TXT: [GOOD_KEY] };
    }
    const report = await auditZone(zone, { from: DOMAIN, esp: 'hubspot', account: '777' });
    const records = report.findings.flatMap(({ fix }) => fix?.records ?? []);
    expect(records.map(({ name }) => name)).toContain(`hs1-777._domainkey.${DOMAIN}`);
    for (const { value } of records) expect(value).toMatch(/^<in HubSpot: /u);
  });
});

describe('what a wildcard answers', () => {
  it.each([
    ['addresses', { A: ['203.0.113.9'], AAAA: ['2001:db8::9'] }],
    ['an alias', { CNAME: DOMAIN }],
  ])('is not removed from a name at which it does not stand: %s', async (_, wildcard) => {
    const zone: Record<string, ZoneEntry> = { ...soundZone(way('mailchimp')), [`*.${DOMAIN}`]: wildcard };
    delete zone[`k2._domainkey.${DOMAIN}`];
    delete zone[`k3._domainkey.${DOMAIN}`];
    const report = await auditZone(zone, { from: DOMAIN, esp: 'mailchimp' });
    expect(report.codes).toContain('dkim.not-set-up');
    const records = report.findings.flatMap(({ fix }) => fix?.records ?? []);
    expect(records.map(({ action, name, value }) => `${action} ${name} ${value}`)).toEqual([
      `add k2._domainkey.${DOMAIN} dkim2.mcsv.net`,
      `add k3._domainkey.${DOMAIN} dkim3.mcsv.net`,
    ]);
  });
});

describe('where no record helps', () => {
  const gmail = { 'gmail.com': { MX: [[5, 'mx.gmail.com']], A: ['192.0.2.1'] }, com: { SOA: true } } as const;

  it.each(WAYS.filter(({ id }) => id !== 'none'))('a free-mail From proposes none with $id', async (chosen) => {
    const zone = { ...soundZone(chosen), ...gmail };
    const report = await auditZone(zone, { from: 'joe@gmail.com', ...chosen.input });
    expect(report.codes).toContain('from.free-mail');
    expect(report.findings.flatMap(({ fix }) => fix?.records ?? [])).toEqual([]);
    for (const finding of actionable(report)) expect(explainFixNote(report, finding, words)).toMatch(/^\p{Lu}.*\.$/u);
  });

  it('a domain that nobody has registered proposes none', async () => {
    const report = await auditZone(soundZone(way('mailchimp')), { from: 'nobody-here.test' });
    expect(report.codes).toContain('dns.no-domain');
    expect(report.findings.flatMap(({ fix }) => fix?.records ?? [])).toEqual([]);
  });

  it('a parked domain keeps its records', async () => {
    const zone = {
      ...soundZone(way('mailchimp')),
      'parked.test': { TXT: ['v=spf1 -all'], MX: [[0, '.'] as const], SOA: true as const, NS: ['ns.registry.test'] },
      '_dmarc.parked.test': { TXT: ['v=DMARC1; p=reject'] },
    };
    const report = await auditZone(zone, { from: 'parked.test' });
    expect(report.severityOf('parked.ok')).toBe('fail');
    expect(report.findings.flatMap(({ fix }) => fix?.records ?? [])).toEqual([]);
  });

  it('an Ed25519 key stays, and whoever made it is asked for another', async () => {
    const zone = { ...soundZone(way('none')), [`mail._domainkey.${DOMAIN}`]: { TXT: [ED25519_KEY] } };
    const report = await auditZone(zone, { from: DOMAIN, ...way('none').input });
    expect(report.severityOf('dkim.ed25519-only')).toBe('warn');
    expect(report.find('dkim.ed25519-only')?.fix?.records).toEqual([]);
    expect(report.find('dkim.ed25519-only')?.fix?.note?.code).toBe('rsaKey');
  });

  it('a server failure proposes nothing to publish (D2)', async () => {
    const zone = { ...soundZone(way('mailchimp')), [`_dmarc.${DOMAIN}`]: { rcode: 'SERVFAIL' } };
    const report = await auditZone(zone, { from: DOMAIN });
    expect(report.verdict).toBe('unknown');
    expect(report.findings.flatMap(({ fix }) => fix?.records ?? [])).toEqual([]);
  });
});
