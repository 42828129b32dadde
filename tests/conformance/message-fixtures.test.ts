import { describe, expect, it } from 'vitest';
import type { MessageReport, Verdict } from '../../lib/report/report.ts';
import { judgeMessageFile, messageNames } from '../helpers/signed-messages.ts';

/**
 * What each message of tests/fixtures/messages is: verdict, DMARC, SPF, its signatures as `selector:result:reason`, and
 * the findings above info. They were signed by python3-dkim; make-messages.py says how each was made.
 */
interface Expected {
  verdict: Verdict;
  dmarc: MessageReport['dmarc']['result'];
  spf?: string;
  dkim: string[];
  codes?: string[];
  via?: MessageReport['receivedVia'];
  /** More of the report's `message`. */
  message?: Partial<MessageReport>;
}

const SEL = ['sel:pass'];
const passes: Expected = { verdict: 'pass', dmarc: 'pass', dkim: SEL };
const failsWith = (dkim: string[], codes: string[] = []): Expected => ({
  verdict: 'fail',
  dmarc: 'fail',
  dkim,
  codes: ['message.dmarc-fail', 'message.dkim-fail', 'message.one-click-unsigned', ...codes],
});
const warnsOf = (...codes: string[]): Expected => ({ verdict: 'warn', dmarc: 'pass', dkim: SEL, codes });
const gmail = { via: 'gmail' } as const;

const EXPECTED: Record<string, Expected> = {
  'gmail-mailchimp-passes': { ...passes, ...gmail, dkim: ['k2:pass'] },
  'gmail-mailchimp-from-rewritten': {
    ...gmail,
    verdict: 'fail',
    dmarc: 'none',
    dkim: ['k2:pass'],
    codes: ['dkim.not-set-up', 'align.none', 'dmarc.missing', 'message.dkim-unaligned', 'from.rewritten'],
  },
  'gmail-mailchimp-foreign-signature-fails-dmarc': {
    ...gmail,
    verdict: 'fail',
    dmarc: 'fail',
    dkim: ['k2:pass'],
    codes: ['message.dmarc-fail', 'message.dkim-unaligned', 'message.prediction-differs', 'message.prediction-differs'],
  },
  'gmail-klaviyo-shared-pool-fails-dmarc': {
    ...gmail,
    verdict: 'fail',
    dmarc: 'fail',
    dkim: ['m1:pass'],
    codes: ['message.dmarc-fail', 'message.dkim-unaligned', 'message.prediction-differs'],
  },
  'gmail-klaviyo-sending-subdomain-passes': { ...passes, ...gmail, verdict: 'warn', dkim: ['mtd1:pass'] },
  'gmail-klaviyo-subdomain-fails-strict': {
    ...gmail,
    verdict: 'fail',
    dmarc: 'fail',
    dkim: ['mtd1:pass'],
    codes: ['align.strict', 'align.none', 'message.dmarc-fail', 'message.dkim-unaligned'],
  },
  'microsoft-hubspot-passes': { ...passes, via: 'microsoft', dkim: ['hs2:pass', 'hs1-777:pass'] },
  'yahoo-passes': { ...passes, via: 'yahoo' },
  'icloud-passes': { ...passes, via: 'icloud' },
  'fastmail-passes': { ...passes, via: 'fastmail' },
  'proton-passes': { ...passes, via: 'proton' },
  'postfix-passes': { ...passes, via: 'other' },
  'postfix-without-results': { ...passes, via: 'other' },
  'postfix-null-return-path': { ...passes, message: { returnPath: '<>', helo: 'mail.esp.net' } },
  'no-receiver': {
    ...passes,
    via: 'unknown',
    spf: 'unknown',
    message: { ip: null, helo: null, returnPath: null, receivedAt: null },
  },
  'gmail-sendgrid-own-return-path': { ...passes, ...gmail, verdict: 'warn', dkim: ['s1:pass'] },
  'gmail-ipv6': { ...passes, ...gmail, message: { ip: '2001:db8:5::10' } },

  'signature-rsa-4096': { ...passes, dkim: ['big:pass'] },
  'signature-rsa-1024': { ...passes, dkim: ['short:pass'] },
  'signature-ed25519-and-rsa': { ...passes, dkim: ['ed:pass', 'sel:pass'] },
  'signature-simple-simple': passes,
  'signature-relaxed-simple': passes,
  'signature-oversigned': warnsOf('message.one-click-unsigned'),
  'signature-weak-key': failsWith(['weak:fail:weak-key'], ['dkim.weak-key']),
  'signature-sha1': failsWith(['sel:fail:sha1']),
  'signature-key-revoked': failsWith(['gone:fail:revoked'], ['dkim.revoked']),
  'signature-key-missing': failsWith(['nobody:fail:no-key']),
  'signature-key-torn': failsWith(['torn:fail:bad-key'], ['dkim.invalid']),
  'signature-key-for-sha1-only': failsWith(['sha1only:fail:bad-key'], ['dkim.not-for-email']),
  'signature-key-unanswered': {
    verdict: 'unknown',
    dmarc: 'unknown',
    dkim: ['down:unknown:dns'],
    codes: ['dns.servfail'],
  },
  'signature-other-key': failsWith(['sel:fail:header']),
  'signature-expired': failsWith(['sel:fail:expired']),
  'signature-not-yet-expired': passes,
  'signature-body-limited': warnsOf('message.body-unsigned'),
  'signature-body-limited-and-appended': warnsOf('message.body-unsigned'),
  'signature-without-from': failsWith(['sel:fail:syntax']),
  'signature-unknown-algorithm': failsWith(['sel:fail:syntax']),
  'signature-tag-twice': failsWith(['sel:fail:syntax']),
  'signature-unaligned-and-none-of-the-brand': {
    verdict: 'fail',
    dmarc: 'fail',
    dkim: ['esp:pass'],
    codes: ['message.dmarc-fail', 'message.dkim-unaligned'],
  },
  'signature-two-one-broken': { ...warnsOf('message.dkim-fail'), dkim: ['sel:pass', 'sel2:fail:header'] },
  'signature-none': {
    verdict: 'fail',
    dmarc: 'fail',
    dkim: [],
    codes: ['message.dmarc-fail', 'message.no-dkim', 'message.one-click-unsigned'],
  },
  'signature-dkim2-beside': passes,
  'no-policy': { verdict: 'fail', dmarc: 'none', dkim: ['s1:pass'], codes: ['dmarc.missing'] },
  'spf-only-aligned': {
    verdict: 'warn',
    dmarc: 'pass',
    dkim: [],
    codes: ['message.no-dkim', 'message.one-click-unsigned'],
  },
  'spf-unanswered-and-no-signature': {
    verdict: 'unknown',
    dmarc: 'unknown',
    spf: 'temperror',
    dkim: [],
    codes: ['message.no-dkim', 'message.one-click-unsigned'],
  },
  'spf-fails': { ...warnsOf('message.spf-fail', 'message.no-ptr'), spf: 'fail' },

  'changed-body-receiver-passed': {
    ...gmail,
    verdict: 'unknown',
    dmarc: 'unknown',
    dkim: ['sel:unknown:altered'],
    codes: ['message.altered'],
  },
  'changed-body-receiver-failed': { ...failsWith(['sel:fail:body']), ...gmail },
  'changed-body-no-word': failsWith(['sel:fail:body']),
  'changed-subject-receiver-passed': {
    ...gmail,
    verdict: 'unknown',
    dmarc: 'unknown',
    dkim: ['sel:unknown:altered'],
    codes: ['message.altered'],
  },

  'forged-results-below-gmail': {
    ...gmail,
    verdict: 'fail',
    dmarc: 'fail',
    spf: 'none',
    dkim: [],
    codes: [
      'message.dmarc-fail',
      'message.no-dkim',
      'message.spf-fail',
      'message.one-click-unsigned',
      'message.no-ptr',
    ],
    message: {
      ip: '192.0.2.20',
      helo: 'evil.example',
      returnPath: 'x@evil.example',
      receiver: { authservId: 'mx.google.com', spf: 'none', dkim: null, dmarc: 'fail' },
    },
  },
  'forged-results-below-postfix': {
    verdict: 'fail',
    dmarc: 'fail',
    spf: 'none',
    dkim: [],
    codes: [
      'message.dmarc-fail',
      'message.no-dkim',
      'message.spf-fail',
      'message.one-click-unsigned',
      'message.no-ptr',
    ],
    message: {
      ip: '192.0.2.20',
      returnPath: 'x@evil.example',
      receiver: null,
    },
  },
  'forged-helo-at-microsoft': {
    verdict: 'fail',
    dmarc: 'fail',
    via: 'microsoft',
    spf: 'none',
    dkim: [],
    codes: [
      'message.dmarc-fail',
      'message.no-dkim',
      'message.spf-fail',
      'message.one-click-unsigned',
      'message.no-ptr',
    ],
    message: { ip: '192.0.2.20', helo: 'x.eurprd01.prod.outlook.com', returnPath: 'x@evil.example' },
  },
  'two-from-fields': { verdict: 'fail', dmarc: 'unknown', dkim: SEL, codes: ['from.unusable'] },
  'no-from': {
    verdict: 'fail',
    dmarc: 'unknown',
    dkim: [],
    codes: ['from.unusable', 'message.no-dkim', 'message.one-click-unsigned'],
  },
  'from-several-at-one-domain': passes,
  'from-several-domains': { verdict: 'fail', dmarc: 'unknown', dkim: SEL, codes: ['from.unusable'] },

  'arc-one-hop': {
    ...warnsOf('message.spf-fail', 'message.no-ptr'),
    spf: 'fail',
    message: { arc: { result: 'pass' } },
  },
  'arc-two-hops': {
    ...warnsOf('message.spf-fail', 'message.no-ptr'),
    spf: 'fail',
    message: { arc: { result: 'pass' } },
  },
  'arc-broken': {
    ...failsWith(['sel:fail:header'], ['message.spf-fail', 'message.no-ptr']),
    spf: 'fail',
    message: { arc: { result: 'fail' } },
  },

  'one-click-missing': { ...warnsOf('message.one-click-missing'), message: { oneClick: { result: 'missing' } } },
  'one-click-post-missing': { ...warnsOf('message.one-click-missing'), message: { oneClick: { result: 'missing' } } },
  'one-click-unsigned': { ...warnsOf('message.one-click-unsigned'), message: { oneClick: { result: 'unsigned' } } },
  'one-click-http': { ...warnsOf('message.one-click-invalid'), message: { oneClick: { result: 'invalid' } } },
  'one-click-two-https': { ...warnsOf('message.one-click-invalid'), message: { oneClick: { result: 'invalid' } } },
  'one-click-post-value': { ...warnsOf('message.one-click-invalid'), message: { oneClick: { result: 'invalid' } } },
  'no-tls': warnsOf('message.no-tls'),
  'no-ptr': warnsOf('message.no-ptr'),
  'ptr-mismatch': warnsOf('message.no-ptr'),
  'format-no-date-odd-message-id': warnsOf('message.format', 'message.format'),
  'format-two-subjects': warnsOf('message.format'),
  'format-folded-encoded-subject': { ...passes, message: { subject: 'Drei neue Kaffees für Ada' } },

  'html-quoted-printable': passes,
  'html-base64': passes,
  'html-latin1-8bit': passes,
  'text-with-blanks-relaxed': passes,
  'text-with-blanks-simple': passes,
  'text-with-dashes-simple': passes,
  'text-flowed-simple': passes,
};

/** Findings of the domain itself that these messages are not about. */
const ASIDE = new Set(['dkim.partly-set-up', 'spf.missing']);

describe('R1 to R7, K13, L3: each message of the folder is judged as what it is', () => {
  it('knows every message of the folder', () => {
    expect(Object.keys(EXPECTED).toSorted()).toEqual(messageNames);
  });

  it.each(Object.entries(EXPECTED))('%s', async (name, expected) => {
    const { report, message } = await judgeMessageFile(name);
    const codes = report.findings.filter(({ severity, code }) => severity !== 'info' && !ASIDE.has(code));
    expect({
      verdict: report.verdict,
      dmarc: message.dmarc.result,
      spf: message.spf.result,
      dkim: message.dkim.map(({ selector, result, reason }) => [selector, result, reason].filter(Boolean).join(':')),
      codes: [...new Set(codes.map(({ code }) => code))].toSorted(),
    }).toEqual({
      verdict: expected.verdict,
      dmarc: expected.dmarc,
      spf: expected.spf ?? 'pass',
      dkim: expected.dkim,
      codes: [...new Set(expected.codes)].toSorted(),
    });
    expect(message).toMatchObject({ ...(expected.via ? { receivedVia: expected.via } : {}), ...expected.message });
  });

  it.each(Object.keys(EXPECTED))('%s: every red or amber finding ends in a record or a sentence', async (name) => {
    const { report } = await judgeMessageFile(name);
    const bare = report.findings.filter(
      ({ severity, fix }) => (severity === 'fail' || severity === 'warn') && !fix?.records.length && !fix?.note,
    );
    expect(bare).toEqual([]);
  });
});
