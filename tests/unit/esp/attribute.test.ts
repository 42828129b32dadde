import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMessage, type MessageMarks } from '../../../lib/esp/attribute.ts';
import { ESP_IDS } from '../../../lib/esp/esp-id.ts';
import type { EspZones } from '../../helpers/esp-zones.ts';

const attribute = (marks: Partial<MessageMarks>) =>
  attributeMessage({ dkim: [], returnPath: null, receivedHosts: [], headers: [], ...marks });

const loaded = await Promise.all(
  ESP_IDS.map(async (id) => {
    const { zones } = (await import(`../../fixtures/zones/esp-${id}.ts`)) as { zones: EspZones };
    return zones.messages.map((message) => ({ id, ...message }));
  }),
);

describe('a message', () => {
  it.each(loaded.flat())('of $id, $what', ({ id, marks }) => {
    const found = attribute(marks);
    expect(found?.esp).toBe(id);
    expect(found?.marks.length).toBeGreaterThan(0);
  });

  it('rests on marks that can be shown', () => {
    expect(attribute({ dkim: [{ domain: 'KSD2.KlaviyoMail.com.', selector: 'm1' }] })).toEqual({
      esp: 'klaviyo',
      marks: [{ kind: 'dkim-domain', value: 'ksd2.klaviyomail.com' }],
    });
  });

  it.each([
    ['nothing', {}],
    ["a mailbox provider's", { dkim: [{ domain: 'gmail.com', selector: '20230601' }], returnPath: 'me@gmail.com' }],
    ['a selector that anybody may have', { dkim: [{ domain: 'brand.test', selector: 's1' }] }],
    ['a name that only ends alike', { returnPath: 'x@notmcsv.net', receivedHosts: ['mcsv.net.evil.test'] }],
    [
      'two that contradict each other',
      {
        dkim: [
          { domain: 'mcsv.net', selector: 'x' },
          { domain: 'hubspotemail.net', selector: 'y' },
        ],
      },
    ],
  ])('of nobody known: %s', (_, marks) => {
    expect(attribute(marks)).toBeNull();
  });

  it('counts a kind of mark once, however often it stands there', () => {
    const relayed = Array.from({ length: 20 }, (_, index) => `o${index}.outbound-mail.sendgrid.net`);
    expect(attribute({ receivedHosts: relayed, returnPath: 'x@bf10.na2.hubspotemail.net' })?.esp).toBe('hubspot');
  });

  it('R6 takes any text without a throw, and in time', () => {
    const text = fc.oneof(fc.string(), fc.constant('a.'.repeat(20_000)), fc.constant('-'.repeat(50_000)));
    const property = fc.property(text, fc.array(text, { maxLength: 300 }), (one, many) => {
      const dkim = many.map((domain) => ({ domain, selector: one }));
      const started = performance.now();
      attribute({ dkim, returnPath: one, receivedHosts: many, headers: many });
      return performance.now() - started < 5000;
    });
    expect(() => fc.assert(property, { numRuns: 60 })).not.toThrow();
  });
});
