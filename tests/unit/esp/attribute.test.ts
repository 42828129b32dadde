import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMessage, type MessageMarks } from '../../../lib/esp/attribute.ts';
import type { EspId } from '../../../lib/esp/esp-id.ts';

const attribute = (marks: Partial<MessageMarks>) =>
  attributeMessage({ dkim: [], returnPath: null, receivedHosts: [], headers: [], ...marks });

const messages: [EspId, string, Partial<MessageMarks>][] = [
  [
    'klaviyo',
    'shared',
    {
      dkim: [{ domain: 'ksd2.klaviyomail.com', selector: 'm1' }],
      returnPath: 'bounces+37-0@send.ksd2.klaviyomail.com',
    },
  ],
  [
    'klaviyo',
    "the brand's keys, through SendGrid's servers",
    {
      dkim: [{ domain: 'brand.test', selector: 'km1' }],
      returnPath: 'bounces@send.brand.test',
      receivedHosts: ['o1340.shared.klaviyomail.com'],
      headers: ['X-SG-EID', 'X-Kmail-Account'],
    },
  ],
  [
    'hubspot',
    'connected',
    { dkim: [{ domain: 'brand.test', selector: 'hs1-777' }], returnPath: '1ax@bf10.na2.hubspotemail.net' },
  ],
  [
    'hubspot',
    'not connected',
    { dkim: [{ domain: 'hs-send.com', selector: 'hs1' }], returnPath: '1ax@bf01.eu1.hubspotstarter.net' },
  ],
  [
    'mailchimp',
    'authenticated',
    {
      dkim: [{ domain: 'brand.test', selector: 'k2' }],
      returnPath: '<bounce-mc.us2_1.2-a@mail150.suw14.mcdlv.net>',
      receivedHosts: ['mail150.suw14.mcdlv.net'],
      headers: ['X-MC-User'],
    },
  ],
  ['mailchimp', 'not authenticated', { dkim: [{ domain: 'mailchimpapp.net', selector: 'k3' }] }],
  [
    'brevo',
    'shared return-path',
    {
      dkim: [{ domain: 'brand.test', selector: 'brevo1' }],
      returnPath: 'bounces@hf.d.sender-sib.com',
      headers: ['X-Mailin-EID'],
    },
  ],
  [
    'sendgrid',
    'branded return-path',
    {
      dkim: [{ domain: 'brand.test', selector: 's1' }],
      returnPath: 'bounces+1@em1234.brand.test',
      headers: ['X-SG-EID'],
    },
  ],
  [
    'sendgrid',
    'shared',
    {
      dkim: [{ domain: 'sendgrid.net', selector: 'smtpapi' }],
      receivedHosts: ['o1.ptr123.outbound-mail.sendgrid.net'],
    },
  ],
  [
    'mailjet',
    'custom return-path',
    {
      dkim: [{ domain: 'brand.test', selector: 'mailjet' }],
      returnPath: 'a1b2@bnc3.brand.test',
      receivedHosts: ['o192.p8.mailjet.com'],
    },
  ],
  [
    'constantcontact',
    'self-authenticated',
    {
      dkim: [{ domain: 'brand.test', selector: 'ctct1' }],
      returnPath: 'A==_1@in.constantcontact.com',
      headers: ['X-Roving-Campaignid'],
    },
  ],
  [
    'kit',
    'verified domain',
    {
      dkim: [{ domain: 'brand.test', selector: 'cka' }],
      returnPath: 'bounces@ckespa.brand.test',
      headers: ['X-SG-EID'],
    },
  ],
  [
    'mailerlite',
    'authenticated',
    { dkim: [{ domain: 'brand.test', selector: 'litesrv' }], returnPath: 'b@m123.mlsend.com' },
  ],
  [
    'campaignmonitor',
    'authenticated',
    { dkim: [{ domain: 'brand.test', selector: 'cm' }], returnPath: 'x@cmail20.com' },
  ],
  [
    'postmark',
    'with pm-bounces',
    { dkim: [{ domain: 'brand.test', selector: '20260101120000pm' }], returnPath: 'pm_bounces@pm-bounces.brand.test' },
  ],
  [
    'mailgun',
    "the brand's domain",
    {
      dkim: [{ domain: 'mg.brand.test', selector: 'mx' }],
      returnPath: 'bounce+1@mg.brand.test',
      receivedHosts: ['m70-1.mailgun.net'],
      headers: ['X-Mailgun-Sid'],
    },
  ],
  [
    'ses',
    'countersigned',
    {
      dkim: [
        { domain: 'brand.test', selector: 'abcdefghijklmnopqrstuvwxyz234567' },
        { domain: 'amazonses.com', selector: '224i4yxa5dv7c2xz3womw6peuasteono' },
      ],
      returnPath: '010001@amazonses.com',
      headers: ['X-SES-Outgoing'],
    },
  ],
  [
    'intercom',
    'authenticated',
    { dkim: [{ domain: 'brand.test', selector: 'intercom' }], returnPath: 'x@outbound.intercom.brand.test' },
  ],
  [
    'activecampaign',
    'shared',
    { dkim: [{ domain: 'brand.test', selector: 'acdkim1' }], returnPath: 'bounce-1@s9.acems1.com' },
  ],
];

describe('a message', () => {
  it.each(messages)('of %s, %s', (esp, _, marks) => {
    const found = attribute(marks);
    expect(found?.esp).toBe(esp);
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
    expect(attribute({ receivedHosts: relayed, returnPath: 'x@bnc3.mailjet.com' })?.esp).toBe('mailjet');
  });

  it('R6 takes any text without a throw, and in time', () => {
    const text = fc.oneof(fc.string(), fc.constant('a.'.repeat(20_000)), fc.constant('-'.repeat(50_000)));
    const property = fc.property(text, fc.array(text, { maxLength: 300 }), (one, many) => {
      const dkim = many.map((domain) => ({ domain, selector: one }));
      const started = performance.now();
      attribute({ dkim, returnPath: one, receivedHosts: many, headers: many });
      return performance.now() - started < 2000;
    });
    expect(() => fc.assert(property, { numRuns: 60 })).not.toThrow();
  });
});
