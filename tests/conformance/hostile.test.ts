/** Whatever DNS says, an audit ends in a report that keeps its promises. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_QUESTIONS } from '../../lib/dns/audit-dns.ts';
import type { EspId } from '../../lib/esp/esp-id.ts';
import { ESP_IDS } from '../../lib/esp/esp-id.ts';
import { byUrgency } from '../../lib/findings/catalogue.ts';
import { BRAND, brand } from '../fixtures/zones/brand.ts';
import { RSA_2048, RSA_768 } from '../fixtures/zones/esp-keys.ts';
import { findEspById } from '../../lib/esp/registry.ts';
import { auditReport } from '../../lib/report/audit-report.ts';
import { auditZone, toTools, type ZoneAudit } from '../helpers/audit-zone.ts';
import type { Zone, ZoneEntry } from '../helpers/dns-zone.ts';

const SELECTORS = ['k1', 'k2', 'k3', 'km1', 'km2', 's1', 's2', 'hs1', 'hs2', 'mail'];

const NAMES = [
  BRAND,
  `_dmarc.${BRAND}`,
  `_dmarc.news.${BRAND}`,
  '_dmarc.test',
  `news.${BRAND}`,
  `send.${BRAND}`,
  `*.${BRAND}`,
  `*._domainkey.${BRAND}`,
  ...SELECTORS.map((selector) => `${selector}._domainkey.${BRAND}`),
  `pm-bounces.${BRAND}`,
  `default._bimi.${BRAND}`,
  `_mta-sts.${BRAND}`,
  `_smtp._tls.${BRAND}`,
  'dkim2.mcsv.net',
  'a.lists.test',
  'b.lists.test',
];

const WORDS =
  `v=DMARC1; | p=none; | p=reject | sp=none; | rua=mailto:a@b.test | v=spf1 | include:a.lists.test | include: | ~all | +all |
  redirect=b.lists.test | exists:%{i}.x | ip4:1.2.3.4 | a:b.lists.test | mx | ptr | v=DKIM1; | k=rsa; | t=y; | p= | " | \\; | = | ; |
  dkim2.mcsv.net | klaviyo-site-verification=x | %`.split(/\s*\|\s*/);
const word = fc.constantFrom(...WORDS, `p=${RSA_2048}`, `p=${RSA_768}`, '\u201c', '\u0000', '\u{1f600}');
const text = fc.oneof(
  fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
  fc.array(word, { maxLength: 5 }).map((words) => words.join('')),
  fc.string({ maxLength: 300 }),
);
const host = fc.constantFrom(
  '',
  '.',
  'mx.mailhost.test',
  '192.0.2.1',
  'dkim2.mcsv.net',
  BRAND,
  `_dmarc.${BRAND}`,
  'a.lists.test',
  'gone.test',
);
const target = host.filter((name) => name !== '' && name !== '.');
const entry: fc.Arbitrary<ZoneEntry> = fc.oneof(
  { weight: 8, arbitrary: fc.array(text, { minLength: 1, maxLength: 4 }).map((TXT) => ({ TXT })) },
  { weight: 3, arbitrary: target.map((CNAME) => ({ CNAME })) },
  {
    weight: 2,
    arbitrary: fc.array(host, { maxLength: 3 }).map((hosts) => ({ MX: hosts.map((name) => [1, name] as const) })),
  },
  { weight: 1, arbitrary: fc.constantFrom<ZoneEntry>({ A: '192.0.2.1' }, { NS: ['ns1.klaviyo.com'] }, {}) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<ZoneEntry>(
      { rcode: 2 },
      { rcode: 5 },
      { http: 500 },
      { raw: '<p>' },
      { raw: new Uint8Array([1, 2, 3]) },
      { drop: true },
    ),
  },
);
const zone = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), entry), { maxLength: 14 })
  .map((entries): Zone => ({ ...brand(), ...Object.fromEntries(entries) }));

const input = fc.record({
  from: fc.constantFrom(BRAND, `hello@news.${BRAND}`, 'someone@gmail.com', 'x@nowhere.test'),
  esp: fc.constantFrom<(EspId | 'none' | null)[]>(...ESP_IDS, 'none', null),
  account: fc.constantFrom(null, '4711', 'x'),
  selectors: fc.subarray(['mail', 'k2']),
  replyTo: fc.constantFrom(null, 'a@gmail.com', `b@news.${BRAND}`),
  audience: fc.constantFrom(null, 10, 10_000),
});

const isMended = (report: ZoneAudit): boolean =>
  report.findings
    .filter(({ severity }) => severity === 'fail' || severity === 'warn')
    .every(({ fix }) => fix !== null && (fix.records.length > 0 || fix.note !== null));

function toVerdict(report: ZoneAudit): string[] {
  const severities = report.findings.map(({ severity }) => severity);
  if (severities.includes('fail')) return ['fail'];
  if (severities.includes('unknown')) return ['unknown'];
  return severities.includes('warn') ? ['warn', 'unknown'] : ['pass', 'unknown'];
}

const broken = (report: ZoneAudit): string[] => {
  const asked = report.logs.first.map(({ name, type }) => `${type} ${name}`);
  const checks: [string, boolean][] = [
    ['a verdict that follows from the findings', toVerdict(report).includes(report.verdict)],
    [
      'findings in the order in which to fix them',
      report.findings.every((each, index, all) => index === 0 || byUrgency(all[index - 1] ?? each, each) <= 0),
    ],
    ['a fix or a note for all that is red or amber', isMended(report)],
    ['a subject for each finding', report.findings.every(({ subject }) => subject !== '')],
    ['bounded evidence', JSON.stringify(report).length < 400_000],
    ['no question twice', new Set(asked).size === asked.length],
    ['few questions', asked.length <= MOST_QUESTIONS],
    [
      'no red from trouble alone',
      !report.findings.some(({ code, severity }) => code.startsWith('dns.serv') && severity === 'fail'),
    ],
    [
      'values that are texts',
      report.findings.every(({ fix }) => (fix?.records ?? []).every(({ value }) => typeof value === 'string')),
    ],
  ];
  return checks.filter(([, holds]) => !holds).map(([promise]) => promise);
};

describe('an audit of whatever DNS says', () => {
  it('ends in a report that keeps its promises', async () => {
    await fc.assert(
      fc.asyncProperty(zone, input, async (records, composed) => {
        expect(broken(await auditZone(records, composed))).toEqual([]);
      }),
      { numRuns: 250 },
    );
  }, 60_000);

  it('gives the same report for the same answers', async () => {
    await fc.assert(
      fc.asyncProperty(zone, input, async (records, composed) => {
        const [one, other] = [await auditZone(records, composed), await auditZone(records, composed)];
        expect(one.findings).toEqual(other.findings);
        expect([one.verdict, one.dmarc, one.legs, one.providers]).toEqual([
          other.verdict,
          other.dmarc,
          other.legs,
          other.providers,
        ]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('is never red where a second resolver sees a zone in order', async () => {
    await fc.assert(
      fc.asyncProperty(zone, async (records) => {
        const good = { ...brand({ dmarc: { TXT: `v=DMARC1; p=none; rua=mailto:dmarc@${BRAND}` } }), ...GOOD_KEYS };
        const report = await auditZone(records, { from: BRAND, esp: 'mailchimp' }, { second: good });
        expect(report.verdict).not.toBe('fail');
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

const GOOD_KEYS: Zone = {
  [`k2._domainkey.${BRAND}`]: { CNAME: 'dkim2.mcsv.net' },
  [`k3._domainkey.${BRAND}`]: { CNAME: 'dkim3.mcsv.net' },
};

describe('the number of questions', () => {
  const WILDCARDS: readonly ZoneEntry[] = [
    { CNAME: 'a.lists.test' },
    { A: '192.0.2.1' },
    { TXT: 'v=DKIM1; k=rsa; p=' },
    { MX: [[1, 'mx.mailhost.test']] },
  ];

  it.each(['mailgun', 'sendgrid'] as const)('%s: a wildcard at the domain does not multiply it', async (esp) => {
    for (const wildcard of WILDCARDS) {
      const zone: Zone = { ...brand(), [`*.${BRAND}`]: wildcard, 'a.lists.test': { A: '192.0.2.1' } };
      // oxlint-disable-next-line no-await-in-loop -- one audit after another, each with the time to itself
      const { logs } = await auditZone(zone, { from: `hello@news.${BRAND}`, esp, selectors: ['mail', 'k2'] });
      expect(logs.first.length, JSON.stringify(wildcard)).toBeLessThan(MOST_QUESTIONS);
    }
  });

  it('Mailgun: keys below a name of the account’s own are found under a wildcard', async () => {
    for (const wildcard of WILDCARDS.slice(0, 2)) {
      const zone: Zone = {
        ...brand(),
        [`*.${BRAND}`]: wildcard,
        'a.lists.test': { A: '192.0.2.1' },
        [`pdk1._domainkey.mailer.${BRAND}`]: { CNAME: 'pdk1._domainkey.abc12.dkim1.mailgun.com' },
        [`pdk2._domainkey.mailer.${BRAND}`]: { CNAME: 'pdk2._domainkey.abc12.dkim1.mailgun.com' },
        'pdk1._domainkey.abc12.dkim1.mailgun.com': { TXT: `v=DKIM1; k=rsa; p=${RSA_2048}` },
        'pdk2._domainkey.abc12.dkim1.mailgun.com': { TXT: `v=DKIM1; k=rsa; p=${RSA_2048}` },
      };
      // oxlint-disable-next-line no-await-in-loop -- as above
      const { legs } = await auditZone(zone, { from: BRAND, esp: 'mailgun' });
      expect(
        legs.dkim.map(({ domain }) => domain),
        JSON.stringify(wildcard),
      ).toContain(`mailer.${BRAND}`);
    }
  });

  it('is bounded over the whole audit where every name that may hold keys holds others', async () => {
    const labels = findEspById('mailgun')?.sending.accountLabels ?? [];
    const names = [BRAND, `news.${BRAND}`, ...labels.map((label) => `${label}.${BRAND}`)];
    const keys = names.flatMap((name) =>
      Array.from({ length: 12 }, (_, index) => [`x${index}._domainkey.${name}`, { TXT: 'v=DKIM1; p=' }] as const),
    );
    const lists = Array.from({ length: 12 }, (_, index) => `include:l${index}.lists.test`).join(' ');
    const tree = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `l${index}.lists.test`,
        { TXT: `v=spf1 ${Array.from({ length: 12 }, (__, at) => `a:h${at}.l${index}.lists.test`).join(' ')} ~all` },
      ]),
    );
    const zone: Zone = {
      ...brand(),
      ...Object.fromEntries(keys),
      ...tree,
      [`news.${BRAND}`]: { TXT: `v=spf1 ${lists} ~all` },
    };
    const report = await auditZone(zone, { from: `hello@news.${BRAND}`, esp: 'mailgun', selectors: ['mail', 'k2'] });
    expect(report.logs.first.length).toBe(MOST_QUESTIONS);
    expect(report.findings.length).toBeGreaterThan(0);
  });

  it('ends in unknown where it is used up, and never in missing', async () => {
    const verdicts: string[] = [];
    for (let answered = 0; answered < 40; answered += 1) {
      const { tools } = toTools({ ...brand(), ...GOOD_KEYS });
      let left = answered;
      const resolvers = tools.resolvers.map((resolver): (typeof tools.resolvers)[number] => ({
        address: resolver.address,
        ask: async (question, options) => {
          left -= 1;
          if (left >= 0) return resolver.ask(question, options);
          return { question, resolver: resolver.address, at: Date.now(), outcome: 'timeout' };
        },
      }));
      // oxlint-disable-next-line no-await-in-loop -- as above
      const report = await auditReport({ from: BRAND, esp: 'mailchimp', full: true }, { ...tools, resolvers });
      const said = report.findings.map(({ code }) => code).filter((code) => /missing|not-set-up|no-domain/.test(code));
      expect([answered, report.verdict === 'fail', said]).toEqual([answered, false, []]);
      verdicts.push(report.verdict);
    }
    expect([verdicts.at(0), verdicts.at(-1)]).toEqual(['unknown', 'pass']);
    expect(verdicts.filter((verdict) => verdict === 'unknown').length).toBeGreaterThan(5);
  });
});
