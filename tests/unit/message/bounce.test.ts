import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../../lib/findings/catalogue.ts';
import { parseBounce, readReport } from '../../../lib/message/bounce/bounce.ts';
import { BOUNCE_RULES, FINDINGS_OF_CAUSE } from '../../../lib/message/bounce/bounce-codes.ts';
import { messageReport } from '../../../lib/message/message-report.ts';
import { readWords } from '../../../lib/words/files.ts';
import { LANGUAGES } from '../../../lib/words/language.ts';
import { explainProblem } from '../../../lib/words/message-problem.ts';
import { readMessage, toMessageTools } from '../../helpers/signed-messages.ts';

const english = await readWords('en');
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
      { provider: 'laposte', rule: 'reputation' },
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
    expect(outcome.ok ? '' : explainProblem(outcome, english)).toMatch(
      /^This is a bounce.*Gmail answered 550 5\.7\.26\./,
    );
  });
});

describe('the rules', () => {
  it('name findings that exist', () => {
    const known = new Set<string>(FINDING_CODES);
    expect(
      Object.values(FINDINGS_OF_CAUSE)
        .flat()
        .filter((code) => !known.has(code)),
    ).toEqual([]);
  });

  it.each(LANGUAGES)('have words in %s, each in plain sentences on one line', async (language) => {
    const words = await readWords(language);
    for (const { cause, source } of BOUNCE_RULES) {
      const part = (name: string) => words.sayAny(`page.bounce.rule.${cause}.${name}`, {});
      expect(`${part('meaning')} ${part('action')}`).toMatch(/^\p{Lu}[^\n]{20,240}\.$/u);
      expect(source).not.toBe('');
    }
  });

  it('are not made up for a reply that none of them fits', () => {
    const bounce = parse('550 5.9.99 Nope');
    expect(bounce && explainProblem({ fault: 'bounce', bounce }, english)).toContain('names no rule that we know');
  });
});

/** The reply of a server in the words of a pasted line, and what it means. */
describe('the cause of a reply', () => {
  it.each([
    ['550 5.2.1 The email account that you tried to reach is disabled. a1-gsmtp', 'mailbox-disabled'],
    ['550-5.2.1 The email account that you tried to reach is inactive. gsmtp', 'mailbox-disabled'],
    [
      '450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages. gsmtp',
      'rate',
    ],
    ['451 4.4.1 connect to mx.shop.test[192.0.2.1]:25: Connection timed out', 'unavailable'],
    [
      '550 5.4.1 Recipient address rejected: Access denied. [X.eurprd01.prod.protection.outlook.com]',
      'no-such-mailbox',
    ],
    ['554 5.4.6 Too many hops', 'mail-loop'],
    ['550 5.4.310 DNS domain shop.test does not exist', 'no-such-domain'],
    ['452 4.3.1 Not enough disk space', 'unavailable'],
    ['554 5.7.1 Message contains a blacklisted domain', 'content'],
    ['421 4.4.2 Deferred: Connection timed out with mx.shop.test.', 'unavailable'],
    ['452 4.3.1 Insufficient system storage; try again later', 'unavailable'],
    [
      '450 4.7.1 <ann@shop.test>: Recipient address rejected: User ann@shop.test temporary locked. Please try again later!',
      'unavailable',
    ],
    ['550 5.1.0 <bounce@esp.net> sender rejected', 'sender-domain'],
    ['452 4.3.0 Disk quota exceeded', 'mailbox-full'],
    ['554 5.3.0 Mailer error', null],
    ['554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using dnsbl.sorbs.net', 'blocklist'],
    [
      '554 5.7.1 192.0.2.1 is blocked using cbl.abuseat.org; http://cbl.abuseat.org/lookup.cgi?ip=192.0.2.1',
      'blocklist',
    ],
    ['450 4.7.1 Access denied. IP name lookup failed [192.0.2.1]', 'ptr'],
    ['550 5.1.1 <ann@shop.test> has sent to too many recipients this hour', 'rate'],
    ['550 5.5.0 Service refuse. Invalid recipient. LPN007_416', 'no-such-mailbox'],
    ['550 5.5.0 Compte bloque. Blocked account. LPN007_426', 'mailbox-disabled'],
    ['421 4.2.1 Service refused, please try later. LPN006_107', 'rate'],
    ['421 4.2.1 service refused, please try later. LPN001_108', 'rate'],
    ['550 5.5.0 SPF: shop.test is not allowed to send mail. LPN004_401', 'spf'],
    ['554 5.7.1 Message refuse, verification DMARC en echec LPN007_517', 'unauthenticated'],
    ['554 5.7.1 Message rejected due to spam classification. Set up SPF records for your domain.', 'content'],
    ["554 5.6.0 Transaction failed: Duplicate header 'DKIM-Signature'.", 'format'],
    ['554 5.7.1 Blacklisted URL in message', 'content'],
    ["554 delivery error: dd This user doesn't have a yahoo.com account (ann@yahoo.com)", 'no-such-mailbox'],
    ["550-'5.2.2 <ann@shop.test>... Mailbox Full'", 'mailbox-full'],
    ['550 #5.1.0 Address rejected. no such user here', 'no-such-mailbox'],
    ['550-5.7.1 This message does not have authentication information or fails to pass gsmtp', 'unauthenticated'],
    ["550-5.7.1 Unauthenticated email from shop.test is not accepted due to domain's gsmtp", 'dmarc-policy'],
  ])('%s', (text, rule) => {
    expect(parse(text)?.rule).toBe(rule);
  });
});

const REPORT_HEADER = [
  'Return-Path: <>',
  'From: Mail Delivery Subsystem <MAILER-DAEMON@mx.sender.test>',
  'To: b@bounce.esp.net',
  'Subject: Returned mail: see transcript for details',
  'Date: Tue, 24 Nov 2026 10:00:00 +0000',
];

/** A report with these status fields of one recipient; `letter` is its text part. */
const toDsn = (fields: string[], letter = 'Not delivered.', reporting = 'mx.sender.test'): string =>
  [
    ...REPORT_HEADER,
    'Content-Type: multipart/report; boundary="b"',
    '',
    '--b',
    '',
    letter,
    '--b',
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; ${reporting}`,
    '',
    'Final-Recipient: rfc822; ann@other.test',
    ...fields,
    '',
    '--b--',
    '',
  ].join('\r\n');

describe('the fields of a report', () => {
  it('name who answered by Remote-MTA, never by Reporting-MTA', () => {
    const fields = [
      'Action: failed',
      'Status: 5.1.1',
      'Remote-MTA: dns; mx.other.test',
      'Diagnostic-Code: smtp; 550 5.1.1 No such user',
    ];
    expect(parse(toDsn(fields, '', 'googlemail.com'))).toMatchObject({ provider: null, rule: 'no-such-mailbox' });
    const remote = fields.map((field) => field.replace('mx.other.test', 'gmail-smtp-in.l.google.com'));
    expect(parse(toDsn(remote))).toMatchObject({ provider: 'gmail' });
  });

  it('are unfolded before their code is read', () => {
    const fields = [
      'Action: failed',
      'Status: 5.0.0',
      'Remote-MTA: dns; gmail-smtp-in.l.google.com',
      'Diagnostic-Code: X-Postfix; host gmail-smtp-in.l.google.com[192.0.2.1] said: 550',
      '    5.7.26 Unauthenticated email from shop.test is not accepted',
    ];
    expect(parse(toDsn(fields))).toMatchObject({ reply: '550', status: '5.7.26', rule: 'unauthenticated' });
  });

  it('give no SMTP code where the code is a program’s', () => {
    expect(parse(toDsn(['Action: failed', 'Status: 5.3.0', 'Diagnostic-Code: X-Unix; 255']))).toMatchObject({
      reply: null,
      status: '5.3.0',
    });
  });

  it('are completed by the transcript where a program cut them', () => {
    const letter =
      "   ----- Transcript of session follows -----\r\n... while talking to gmail-smtp-in.l.google.com.:\r\n>>> DATA\r\n<<< 550-5.7.1 Unauthenticated email from shop.test is not accepted due to\r\n<<< 550-5.7.1 domain's DMARC policy. Please contact the administrator of\r\n<<< 550 5.7.1 shop.test domain. - gsmtp\r\n554 5.0.0 Service unavailable";
    const fields = [
      'Action: failed',
      'Status: 5.7.1',
      'Diagnostic-Code: SMTP; 550-5.7.1 Unauthenticated email from shop.test is not accepted due to',
    ];
    expect(parse(toDsn(fields, letter))).toMatchObject({
      provider: 'gmail',
      rule: 'dmarc-policy',
      domain: 'shop.test',
    });
  });

  it('take the recipient that failed, not one that arrived', () => {
    const fields = [
      'Action: delivered',
      'Status: 2.0.0',
      '',
      'Final-Recipient: rfc822; bob@other.test',
      'Action: failed',
      'Status: 5.2.2',
    ];
    expect(parse(toDsn(fields))).toMatchObject({ recipient: 'bob@other.test', rule: 'mailbox-full' });
  });

  it.each([
    ['delivered', 'delivered'],
    ['relayed', 'delivered'],
    ['expanded (to a list)', 'delivered'],
    ['delayed', 'delayed'],
  ])('Action: %s is no bounce', async (action, kind) => {
    const text = toDsn([`Action: ${action}`, 'Status: 2.1.5', 'Diagnostic-Code: smtp; 250 2.1.5 Ok']);
    expect(readReport(Buffer.from(text))).toEqual({ kind });
    expect(await messageReport(Buffer.from(text), {}, toMessageTools())).toMatchObject({ ok: false, fault: kind });
  });
});

describe('a report is never judged as the brand’s message', () => {
  const letter =
    'Sorry, we were unable to deliver your message to the following address.\r\n\r\n<ann@other.test>:\r\nNo mx record found for domain=other.test\r\n';
  const base64 = (text: string): string => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');
  it.each([
    ['a letter without a code', ['From: MAILER-DAEMON@yahoo.com', 'Subject: Failure Notice'], letter],
    [
      'an encoded subject',
      [
        'From: postmaster@x.test',
        `Subject: =?utf-8?B?${Buffer.from('Unzustellbar: Drei Kaffees').toString('base64')}?=`,
      ],
      letter,
    ],
    [
      'a letter in base64',
      [
        'From: postmaster@x.test',
        'Subject: Undeliverable',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: base64',
      ],
      base64(letter),
    ],
    [
      'a null reverse-path',
      ['Return-Path: <>', 'From: Mailbox <no-reply@x.test>', 'Subject: Message could not be delivered'],
      letter,
    ],
    ['an automatic answer', ['Auto-Submitted: auto-replied', 'From: robot@x.test', 'Subject: Delivery failed'], letter],
    [
      'a report without its type',
      ['From: x@x.test', 'Subject: Hello', 'Content-Type: multipart/report; boundary=b'],
      `--b\r\n\r\n${letter}--b--`,
    ],
    [
      'a status part in another type',
      ['From: x@x.test', 'Content-Type: multipart/mixed; boundary=b'],
      '--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a.test\r\n\r\nStatus: 5.1.2\r\n--b--',
    ],
    ['failed recipients', ['From: x@x.test', 'Subject: Hello', 'X-Failed-Recipients: ann@other.test'], letter],
  ])('%s', async (_name, header, body) => {
    const text = [...header, 'Date: Tue, 24 Nov 2026 10:00:00 +0000', '', body].join('\r\n');
    for (const form of [text, text.replaceAll('\r\n', '\n')]) {
      expect(parse(form)?.rule).toBe('no-such-domain');
      expect(await messageReport(Buffer.from(form), {}, toMessageTools())).toMatchObject({
        ok: false,
        fault: 'bounce',
      });
    }
  });

  it('names a complaint as one', async () => {
    const text = [
      'From: feedback@x.test',
      'Subject: FW: Three coffees',
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      '',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      '--b--',
    ].join('\r\n');
    expect(await messageReport(Buffer.from(text), {}, toMessageTools())).toMatchObject({
      ok: false,
      fault: 'complaint',
    });
  });

  it('says that a report names no code', () => {
    const bounce = parse(`From: MAILER-DAEMON@yahoo.com\r\nSubject: Failure Notice\r\n\r\n${letter}`);
    expect(bounce && explainProblem({ fault: 'bounce', bounce }, english)).toContain('names no code');
  });

  it('leaves a message alone that has some of this', async () => {
    for (const name of ['postfix-null-return-path', 'no-from', 'signature-none'])
      expect(parseBounce(readMessage(name))).toBeNull();
    const text =
      'Return-Path: <b@esp.net>\r\nFrom: Brand <hello@brand.com>\r\nSubject: Your parcel could not be delivered\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\n\r\nWe were unable to deliver your parcel.\r\n';
    expect(parse(text)).toBeNull();
  });

  it('is read when it is quoted or indented', () => {
    const reply =
      '550 5.7.515 Access denied, sending domain brand.com does not meet the required authentication level.';
    for (const text of [`> ${reply}`, `    ${reply}`, `Hi,\n\nthis came back:\n\n${reply}\n`, `"${reply}"`])
      expect(parse(text)).toMatchObject({ reply: '550', rule: 'authentication-level' });
  });
});
