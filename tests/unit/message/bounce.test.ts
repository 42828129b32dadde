import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../../lib/findings/catalogue.ts';
import { parseBounce } from '../../../lib/message/bounce/bounce.ts';
import { BOUNCE_RULES } from '../../../lib/message/bounce/bounce-codes.ts';
import { messageReport } from '../../../lib/message/message-report.ts';
import { bounceWords, explainBounce } from '../../../lib/words/en/bounces.ts';
import { readMessage, toMessageTools } from '../../helpers/signed-messages.ts';

const parse = (text: string) => parseBounce(Buffer.from(text, 'utf8'));

describe('the text of a reply', () => {
  it.each([
    [
      'gmail unauthenticated',
      '550-5.7.26 Your email has been blocked because the sender is unauthenticated.\n550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.\n550-5.7.26\n550-5.7.26  Authentication results:\n550-5.7.26  DKIM = did not pass\n550-5.7.26  SPF [brand.com] with ip: [192.0.2.10] = did not pass\n550 5.7.26  https://support.google.com/mail/answer/81126#authentication x1-gsmtp',
      { provider: 'gmail', rule: 'unauthenticated', reply: '550', status: '5.7.26', isTemporary: false },
    ],
    [
      'gmail DMARC policy',
      "550-5.7.26 Unauthenticated email from brand.com is not accepted due to\n550-5.7.26 domain's DMARC policy. Please contact the administrator of\n550 5.7.26 brand.com domain. - gsmtp",
      { provider: 'gmail', rule: 'dmarc-policy', domain: 'brand.com' },
    ],
    [
      'gmail SPF, deferred',
      '421-4.7.27 Your email has been rate limited because SPF authentication did not pass. gsmtp',
      { provider: 'gmail', rule: 'spf', isTemporary: true },
    ],
    [
      'gmail DKIM',
      '550 5.7.30 Your email has been blocked because DKIM authentication did not pass - gsmtp',
      { provider: 'gmail', rule: 'dkim' },
    ],
    [
      'gmail alignment',
      '421 4.7.32 Your email has been rate limited because the From: header is not aligned - gsmtp',
      { provider: 'gmail', rule: 'alignment' },
    ],
    [
      'gmail PTR',
      '550-5.7.25 [192.0.2.10] The IP address sending this message does not have a PTR record - gsmtp',
      { provider: 'gmail', rule: 'ptr' },
    ],
    ['gmail TLS', '550 5.7.29 Messages must be sent over TLS - gsmtp', { provider: 'gmail', rule: 'tls' }],
    [
      'gmail rate',
      '421-4.7.28 Gmail has detected an unusual rate of email - gsmtp',
      { provider: 'gmail', rule: 'rate' },
    ],
    [
      'microsoft level',
      '550 5.7.515 Access denied, sending domain [BRAND.COM] does not meet the required authentication level. The sender’s domain in the 5322.From address does not meet the authentication requirements. [SN1PEPF0002.eurprd.prod.outlook.com]',
      { provider: 'microsoft', rule: 'authentication-level', domain: 'brand.com' },
    ],
    [
      'microsoft DMARC',
      '550 5.7.509 Access denied, sending domain brand.com does not pass DMARC verification and has a DMARC policy of reject.',
      { provider: 'microsoft', rule: 'dmarc-policy', domain: 'brand.com' },
    ],
    [
      'yahoo',
      '554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes',
      { provider: 'yahoo', rule: 'unauthenticated' },
    ],
    [
      'yahoo volume',
      '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints',
      { provider: 'yahoo', rule: 'rate', isTemporary: true },
    ],
    [
      'apple DMARC',
      '550 5.7.1 Your message was rejected due to brand.com DMARC policy. See https://support.apple.com/en-us/HT204137',
      { provider: 'apple', rule: 'dmarc-policy', domain: 'brand.com' },
    ],
    [
      'la poste',
      '550 5.7.1 Service refuse. Veuillez essayer plus tard. LPN007_510',
      { provider: 'laposte', rule: 'unauthenticated' },
    ],
    ['RFC 7372', '550 5.7.22 No valid author-matched DKIM signature found', { provider: null, rule: 'dkim' }],
    ['null MX of the sender', '550 5.7.27 Sender address has null MX', { provider: null, rule: 'sender-domain' }],
    [
      'unknown user',
      '550 5.1.1 <ada@x.example>: Recipient address rejected: User unknown',
      { provider: null, rule: 'no-such-mailbox' },
    ],
    ['full', '452 4.2.2 Mailbox full', { provider: null, rule: 'mailbox-full', isTemporary: true }],
    [
      'without a status',
      '554 Message refused by Spamhaus DBL',
      { provider: null, rule: 'blocklist', reply: '554', status: null },
    ],
    [
      'in the words of a program',
      'The following message could not be delivered:\n\nhost gmail-smtp-in.l.google.com[142.250.1.26] said: 550-5.7.26 This mail has been blocked because the sender is unauthenticated. (in reply to end of DATA command)',
      { provider: 'gmail', rule: 'unauthenticated' },
    ],
    ['one that we do not know', '550 5.9.99 Nope', { provider: null, rule: null }],
  ])('%s', (_name, text, expected) => {
    expect(parse(text)).toMatchObject(expected);
  });

  it('is read on one line, without its repeated code', () => {
    expect(parse('550-5.7.26 One\n550-5.7.26 two\n550 5.7.26 three. gsmtp')?.text).toBe(
      '550-5.7.26 One two three. gsmtp',
    );
  });

  it('is not seen in prose, in a version or in a message', () => {
    expect(parse('We upgraded to 5.7.26 on 550 servers.')).toBeNull();
    expect(parse('hello')).toBeNull();
    expect(parse('')).toBeNull();
    expect(parseBounce(readMessage('gmail-mailchimp-passes'))).toBeNull();
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const bounce = parse(`550 5.7.26 ${text}`);
        expect(bounce === null || bounce.text.length <= 600).toBe(true);
      }),
    );
  });
});

describe('a whole delivery report', () => {
  const REPORT = [
    'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
    'To: bounce@bounce.esp.net',
    'Subject: Delivery Status Notification (Failure)',
    'Date: Tue, 24 Nov 2026 10:00:00 +0000',
    'Message-ID: <1@mx.google.com>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; boundary="b"; report-type=delivery-status',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Your message was not delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.esp.net',
    '',
    'Final-Recipient: rfc822; ada@gmail.com',
    'Action: failed',
    'Status: 5.7.26',
    'Remote-MTA: dns; gmail-smtp-in.l.google.com. (142.250.1.26, the server for the domain gmail.com.)',
    'Diagnostic-Code: smtp; 550-5.7.26 Unauthenticated email from news.brand.com is not',
    " accepted due to domain's DMARC policy. - gsmtp",
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'Received: from x',
    'From: Brand <hello@news.brand.com>',
    'Subject: Three coffees',
    '',
    'Hi',
    '--b--',
    '',
  ].join('\r\n');

  it('is read part by part (RFC 3464)', () => {
    expect(parse(REPORT)).toMatchObject({
      provider: 'gmail',
      rule: 'dmarc-policy',
      reply: '550',
      status: '5.7.26',
      domain: 'news.brand.com',
      recipient: 'ada@gmail.com',
    });
  });

  it('is read where a daemon only writes a letter', () => {
    const letter =
      'From: MAILER-DAEMON@mx.example (Mail Delivery System)\r\nSubject: Undelivered Mail Returned to Sender\r\nTo: x@y.z\r\n\r\n<ada@hotmail.com>: host hotmail-com.olc.protection.outlook.com[52.101.1.1] said: 550 5.7.515\r\n    Access denied, sending domain brand.com does not meet the required\r\n    authentication level. (in reply to end of DATA command)\r\n';
    expect(parse(letter)).toMatchObject({ provider: 'microsoft', rule: 'authentication-level', domain: 'brand.com' });
  });

  it('is told from a message by the one entry for both', async () => {
    const outcome = await messageReport(Buffer.from(REPORT), {}, toMessageTools());
    expect(outcome).toMatchObject({ ok: false, fault: 'bounce', bounce: { rule: 'dmarc-policy' } });
    expect(outcome.ok ? '' : outcome.problem).toMatch(/^This is a bounce.*Gmail answered 550 5\.7\.26\./);
  });
});

describe('the rules', () => {
  it('name findings that exist', () => {
    const known = new Set<string>(FINDING_CODES);
    expect(BOUNCE_RULES.flatMap(({ answeredBy }) => answeredBy).filter((code) => !known.has(code))).toEqual([]);
  });

  it('have words, each in plain sentences on one line', () => {
    for (const { id } of BOUNCE_RULES) expect(Object.keys(bounceWords)).toContain(id);
    for (const { meaning, action } of Object.values(bounceWords))
      expect(`${meaning} ${action}`).toMatch(/^[A-Z][^\n]{20,200}\.$/);
    expect(explainBounce({ ...(parse('550 5.9.99 Nope') as NonNullable<ReturnType<typeof parse>>) })).toContain(
      'no rule that we know',
    );
  });
});
