/** Our own reading of RFC 9989 explains the verdict that mailauth gives: the two must never differ. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAligned } from '../../lib/audit/alignment.ts';
import type { AuditContext } from '../../lib/audit/context.ts';
import { checkDmarc } from '../../lib/audit/dmarc/check.ts';
import { judgeDmarc } from '../../lib/mailauth/dmarc.ts';
import { organisationalDomain } from '../../lib/public-suffix/organisational-domain.ts';
import { BRAND } from '../fixtures/zones/brand.ts';
import { CODE_CASES } from '../fixtures/zones/codes.ts';
import { MISTAKES } from '../fixtures/zones/mistakes.ts';
import type { Zone } from '../helpers/dns-zone.ts';
import { toZoneAsk } from '../helpers/zone-ask.ts';

const toContext = (domain: string, zone: Zone): AuditContext => ({
  domain,
  registrableDomain: organisationalDomain(domain),
  esp: null,
  mode: 'plain',
  account: null,
  selectors: [],
  observed: null,
  ask: toZoneAsk(zone),
  full: true,
  randomLabel: 'nobody-has-this-label',
});

/** The author domain, relatives of it, and a stranger. */
const identifiersOf = (domain: string): string[] => [
  domain,
  `send.${domain}`,
  `deep.er.${domain}`,
  organisationalDomain(domain),
  `sibling.${organisationalDomain(domain)}`,
  'mcsv.net',
];

async function judgeBoth(domain: string, zone: Zone, identifier: string) {
  const context = toContext(domain, zone);
  const own = await checkDmarc(context);
  const { record, walk, discovery } = own;
  const { aligned } = await toAligned(
    { leg: 'dkim', domain: identifier },
    { from: domain, walk, record, listRecord: own.listRecord, ask: context.ask },
  );
  const result = discovery.unknown
    ? 'unknown'
    : record === null
      ? 'none'
      : aligned === null
        ? 'unknown'
        : aligned
          ? 'pass'
          : 'fail';
  const judged = await judgeDmarc({ fromDomain: domain, spfDomain: null, dkimDomains: [identifier], ask: context.ask });
  const { policy, effectivePolicy, foundAt, orgDomain } = judged;
  return {
    own: { result, ...own.report },
    mailauth: { result: judged.result, record: judged.record, foundAt, orgDomain, policy, effectivePolicy },
    isPolicyKnown: own.report.policy !== null || record === null,
  };
}

/** Our reading of every identifier, and mailauth's. */
async function readBoth(domain: string, zone: Zone) {
  const readings = [];
  for (const identifier of identifiersOf(domain)) {
    const { own, mailauth, isPolicyKnown } = await judgeBoth(domain, zone, identifier);
    // Where it is not known which of two policies applies, mailauth gives none of its answers.
    const compared = isPolicyKnown ? own : { ...own, result: mailauth.result };
    readings.push({ identifier, own: compared, mailauth });
  }
  return {
    own: readings.map(({ identifier, own }) => ({ identifier, ...own })),
    mailauth: readings.map(({ identifier, mailauth }) => ({ identifier, ...mailauth })),
  };
}

const scenes = [
  ...Object.entries(CODE_CASES).flatMap(([code, { there, beside }]) => [
    [`${code} there`, there] as const,
    [`${code} beside`, beside] as const,
  ]),
  ...MISTAKES.map(({ name, scene }) => [name, scene] as const),
].filter(([, { from = BRAND }]) => !from.includes(','));

describe('our reading of a DMARC record and mailauth’s', () => {
  it.each(scenes)('agree on %s', async (_name, { from = BRAND, zone }) => {
    const { own, mailauth } = await readBoth(from.slice(from.lastIndexOf('@') + 1), zone);
    expect(mailauth).toEqual(own);
  });

  const policy = fc.constantFrom('none', 'quarantine', 'reject', 'Reject', 'nonsense', '');
  const tag = fc.oneof(
    policy.map((value) => `p=${value}`),
    policy.map((value) => `sp=${value}`),
    policy.map((value) => `np=${value}`),
    fc.constantFrom('adkim=s', 'adkim=r', 'aspf=s', 't=y', 't=n', 'psd=y', 'psd=n', 'psd=u', 'pct=50', 'x=1', 'junk'),
    fc.constantFrom('rua=mailto:a@b.test', 'rua=nonsense', 'rua='),
  );
  const record = fc
    .tuple(fc.constantFrom('v=DMARC1', 'v = DMARC1', 'v=dmarc1', 'V=DMARC1'), fc.array(tag, { maxLength: 6 }))
    .map(([version, tags]) => [version, ...tags].join('; '));
  const entry = fc.oneof(
    { weight: 4, arbitrary: fc.array(record, { minLength: 1, maxLength: 2 }).map((TXT) => ({ TXT })) },
    { weight: 2, arbitrary: fc.constant({ TXT: 'a note' }) },
    { weight: 1, arbitrary: fc.constant({ rcode: 2 }) },
  );
  const zones = fc.record(
    {
      '_dmarc.a.brand.test': entry,
      '_dmarc.brand.test': entry,
      '_dmarc.send.a.brand.test': entry,
      '_dmarc.sibling.brand.test': entry,
      '_dmarc.test': entry,
      'a.brand.test': fc.constantFrom({ A: '192.0.2.1' }, { CNAME: 'gone.test' }, { rcode: 2 }),
    },
    { requiredKeys: [] },
  );

  it('agree on any records at any name of the walk', async () => {
    await fc.assert(
      fc.asyncProperty(zones, async (zone) => {
        const { own, mailauth } = await readBoth('a.brand.test', zone);
        expect(mailauth).toEqual(own);
      }),
      { numRuns: 300 },
    );
  });
});
