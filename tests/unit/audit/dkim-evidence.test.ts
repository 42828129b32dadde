import { expect, it } from 'vitest';
import type { EspId } from '../../../lib/esp/esp-id.ts';
import { auditReport } from '../../../lib/report/audit-report.ts';
import type { Resolver } from '../../../lib/dns/resolver.ts';
import { ESP_SIDE } from '../../fixtures/zones/esp-keys.ts';
import { BRAND } from '../../helpers/esp-zones.ts';
import type { Zone } from '../../helpers/dns-zone.ts';
import { toZoneResolver } from '../../helpers/zone-ask.ts';

/** A resolver of its own name, which answers now. */
function toResolver(address: string, zone: Zone): Resolver {
  const inner = toZoneResolver({ ...ESP_SIDE, ...BRAND, ...zone });
  return { address, ask: async (question) => ({ ...(await inner.ask(question)), resolver: address, at: Date.now() }) };
}

const auditTwice = (esp: EspId, second: Zone) =>
  auditReport(
    { from: 'hello@brand.test', esp, account: '777' },
    {
      resolvers: [toResolver('https://one.test/', {}), toResolver('https://two.test/', second)],
      timeout: 5000,
      now: () => Date.now(),
      randomLabel: () => 'nobody-has-this-label',
    },
  );

const seenBySecond: [string, EspId, Zone][] = [
  ['the older selector', 'mailchimp', { 'k1._domainkey.brand.test': { CNAME: 'dkim.mcsv.net' } }],
  [
    'the pair without a portal',
    'hubspot',
    {
      'hs1._domainkey.brand.test': { CNAME: 'brand-test.hs04a.dkim.hubspotemail.net' },
      'hs2._domainkey.brand.test': { CNAME: 'brand-test.hs04b.dkim.hubspotemail.net' },
    },
  ],
  [
    'another pair',
    'klaviyo',
    {
      'mtd1._domainkey.brand.test': { CNAME: 'mtd1._domainkey.4711.klaviyodns.com' },
      'mtd2._domainkey.brand.test': { CNAME: 'mtd2._domainkey.4711.klaviyodns.com' },
    },
  ],
];

it.each(seenBySecond)('D8 is not red where a second resolver sees %s', async (_, esp, second) => {
  expect((await auditTwice(esp, {})).verdict).toBe('fail');
  expect((await auditTwice(esp, second)).verdict).toBe('unknown');
});
