import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAuthenticationResults } from '../../../lib/message/authentication/authentication-results.ts';
import { decodeWords } from '../../../lib/message/headers/encoded-words.ts';
import { parseHeaderSection, valueOf } from '../../../lib/message/headers/header-fields.ts';
import { isPrivateIp, isSameIp, parseIp, reverseName } from '../../../lib/domain/ip.ts';
import { parseMailDate } from '../../../lib/message/headers/mail-date.ts';
import { parseReceived } from '../../../lib/message/authentication/received.ts';

describe('a Received field, in the forms of many servers', () => {
  it.each([
    [
      'Gmail',
      'from mail.esp.net (mail.esp.net. [192.0.2.10]) by mx.google.com with ESMTPS id z1 for <ada@gmail.com> (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256); Tue, 24 Nov 2026 02:00:00 -0800 (PST)',
      {
        helo: 'mail.esp.net',
        reverse: 'mail.esp.net',
        ip: '192.0.2.10',
        by: 'mx.google.com',
        protocol: 'ESMTPS',
        tls: 'TLS1.3',
      },
    ],
    [
      'Gmail, within',
      'by 2002:a05:6a10:1a2b:b0:55e:1 with SMTP id x1csp10; Tue, 24 Nov 2026 02:00:01 -0800 (PST)',
      { hasFrom: false, ip: null },
    ],
    [
      'Postfix',
      'from claimed.example (real.example [192.0.2.10]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) (No client certificate requested) by mx.x.example (Postfix) with ESMTPS id 9C1 for <a@x.example>; Tue, 24 Nov 2026 10:00:01 +0000 (UTC)',
      { helo: 'claimed.example', reverse: 'real.example', ip: '192.0.2.10', by: 'mx.x.example', tls: 'TLS1.3' },
    ],
    [
      'Postfix without reverse DNS',
      'from claimed.example (unknown [192.0.2.10]) by mx.x.example (Postfix) with ESMTP id 9C1; Tue, 24 Nov 2026 10:00:01 +0000',
      { helo: 'claimed.example', reverse: null, ip: '192.0.2.10', tls: null },
    ],
    [
      'Postfix over IPv6',
      'from a.example (a.example [IPv6:2001:DB8:5::10]) by mx.x.example (Postfix) with ESMTPS id 1; Tue, 24 Nov 2026 10:00:01 +0000',
      { ip: '2001:db8:5::10' },
    ],
    [
      'a literal as HELO',
      'from [203.0.113.9] (real.example [192.0.2.10]) by mx.x.example with ESMTP id 1; Tue, 24 Nov 2026 10:00:01 +0000',
      { helo: '[203.0.113.9]', ip: '192.0.2.10', reverse: 'real.example' },
    ],
    [
      'Microsoft',
      'from mail.esp.net (192.0.2.10) by DB5PEPF00014B1A.mail.protection.outlook.com (10.167.8.200) with Microsoft SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.8500.1 via Frontend Transport; Tue, 24 Nov 2026 10:00:01 +0000',
      {
        helo: 'mail.esp.net',
        reverse: null,
        ip: '192.0.2.10',
        by: 'db5pepf00014b1a.mail.protection.outlook.com',
        protocol: 'MICROSOFT',
        tls: 'TLS1.3',
      },
    ],
    [
      'Microsoft, in clear',
      'from mail.esp.net (192.0.2.10) by x.mail.protection.outlook.com (10.1.1.1) with Microsoft SMTP Server id 15.20.1; Tue, 24 Nov 2026 10:00:01 +0000',
      { protocol: 'MICROSOFT', tls: null },
    ],
    [
      'Yahoo',
      'from 192.0.2.10 (EHLO mail.esp.net) by 10.253.228.80 with SMTPs (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256); Tue, 24 Nov 2026 10:00:01 +0000',
      { helo: 'mail.esp.net', ip: '192.0.2.10', reverse: null, tls: 'TLS1.3' },
    ],
    [
      'Exim',
      'from mail.esp.net ([192.0.2.10]) by x.example with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.98) (envelope-from <b@c.d>) id 1; Tue, 24 Nov 2026 10:00:01 +0000',
      { helo: 'mail.esp.net', ip: '192.0.2.10', protocol: 'ESMTPS', tls: 'TLS1.3' },
    ],
    [
      'Exim without reverse DNS',
      'from [192.0.2.10] (port=4025 helo=mail.esp.net) by x.example with esmtp (Exim 4.98) id 1; Tue, 24 Nov 2026 10:00:01 +0000',
      { helo: 'mail.esp.net', ip: '192.0.2.10' },
    ],
    [
      'Exim with a claimed literal',
      'from real.example ([192.0.2.10] helo=[203.0.113.9]) by x.example with esmtp id 1; Tue, 24 Nov 2026 10:00:01 +0000',
      { ip: '192.0.2.10', reverse: 'real.example' },
    ],
    [
      'Sendmail',
      'from mail.esp.net (mail.esp.net [192.0.2.10] (may be forged)) by x.example (8.18.1/8.18.1) with ESMTPS id 1 (version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NOT); Tue, 24 Nov 2026 10:00:01 GMT',
      { helo: 'mail.esp.net', ip: '192.0.2.10', tls: 'TLS1.3' },
    ],
    [
      'qmail',
      'from unknown (HELO mail.esp.net) (192.0.2.10) by x.example with SMTP; 24 Nov 2026 10:00:01 -0000',
      { helo: 'mail.esp.net', ip: '192.0.2.10', tls: null },
    ],
    [
      'GMX',
      'from mail.esp.net ([192.0.2.10]) by mx-ha.gmx.net (mxgmx114 [212.227.17.5]) with ESMTPS (Nemesis) id 1Mx; Tue, 24 Nov 2026 11:00:01 +0100',
      { helo: 'mail.esp.net', ip: '192.0.2.10', by: 'mx-ha.gmx.net', tls: 'TLS' },
    ],
    [
      'LMTP',
      'from mx.x.example by store.x.example with LMTP id kH1; Tue, 24 Nov 2026 10:00:02 +0000',
      { ip: null, helo: 'mx.x.example', protocol: 'LMTP' },
    ],
    ['nothing of the kind', 'hello', { helo: null, ip: null, by: null, at: null, hasFrom: false }],
  ])('%s', (_name, value, expected) => {
    expect(parseReceived(value)).toMatchObject(expected);
  });

  it('has the time of the server, whatever its zone', () => {
    expect(parseReceived('from a by b; Tue, 24 Nov 2026 02:00:00 -0800 (PST)').at).toBe(Date.UTC(2026, 10, 24, 10));
  });

  it('never throws and never invents an address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 300 }), (text) => {
        const { ip } = parseReceived(`from ${text}`);
        expect(ip === null || parseIp(ip) === ip).toBe(true);
      }),
    );
  });
});

describe('Authentication-Results', () => {
  it('with an authserv-id, a version, comments and quotes', () => {
    const parsed = parseAuthenticationResults(
      'mx.example 1; dkim=pass (2048-bit key; "odd" (nested)) reason="good; really" header.d=brand.com header.s="k 2" header.b=abc+/=; spf=softfail smtp.mailfrom=x@y.z',
    );
    expect(parsed.authservId).toBe('mx.example');
    expect(parsed.results.map(({ method, result }) => [method, result])).toEqual([
      ['dkim', 'pass'],
      ['spf', 'softfail'],
    ]);
    expect({ ...parsed.results[0]?.properties }).toMatchObject({ 'header.d': 'brand.com', 'header.b': 'abc+/=' });
  });

  it('without one, as Microsoft writes it', () => {
    const parsed = parseAuthenticationResults(
      'spf=pass (sender IP is 192.0.2.10) smtp.mailfrom=x.y; dkim=pass (signature was verified) header.d=brand.com;dmarc=pass action=none header.from=brand.com;compauth=pass reason=100',
    );
    expect(parsed.authservId).toBeNull();
    expect(parsed.results.map(({ method }) => method)).toEqual(['spf', 'dkim', 'dmarc', 'compauth']);
    expect(parsed.results[0]?.comment).toBe('sender IP is 192.0.2.10');
  });

  it('glued to its comment, as Yahoo writes it', () => {
    expect(parseAuthenticationResults('x.yahoo.com; dmarc=pass(p=NONE) header.from=brand.com;').results).toMatchObject([
      { method: 'dmarc', result: 'pass' },
    ]);
  });

  it('that say there are none', () => {
    expect(parseAuthenticationResults('mx.example; none')).toEqual({ authservId: 'mx.example', results: [] });
  });

  it('never throw, and take no name from the prototype', () => {
    const { results } = parseAuthenticationResults('mx; dkim=pass __proto__=x constructor=y header.d=brand.com');
    expect(results[0]?.properties['header.d']).toBe('brand.com');
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        expect(parseAuthenticationResults(text).results.length).toBeLessThan(101);
      }),
    );
  });
});

describe('header fields', () => {
  it('R5: folds, CR and blanks before the colon do not change what a field says', () => {
    const { fields, lostFolds } = parseHeaderSection('Subject : one\r\n\ttwo\r\n  three\r\nX: y');
    expect(fields.map((field) => [field.key, valueOf(field)])).toEqual([
      ['subject', 'one\ttwo  three'],
      ['x', 'y'],
    ]);
    expect(lostFolds).toBe(0);
  });

  it('takes a fold that lost its blank as part of the field above', () => {
    const { fields, lostFolds } = parseHeaderSection(
      'DKIM-Signature: v=1;\r\nh=from:to:\r\nsubject;\r\nb=abc=\r\nTo: x',
    );
    expect(fields.map(({ key }) => key)).toEqual(['dkim-signature', 'to']);
    expect(lostFolds).toBe(3);
  });

  it('reads UTF-8 and Latin-1', () => {
    const [utf8, latin1] = parseHeaderSection('A: caf\u00c3\u00a9\r\nB: caf\u00e9').fields.map(valueOf);
    expect([utf8, latin1]).toEqual(['café', 'café']);
  });

  it('R5: encoded words', () => {
    expect(decodeWords('=?utf-8?q?Drei_f=C3=BCr?= =?UTF-8?B?IEFkYQ==?= plain')).toBe('Drei für Ada plain');
    expect(decodeWords('=?iso-8859-1*de?Q?Gr=FC=DFe?=')).toBe('Grüße');
    expect(decodeWords('=?no-such?q?x?=')).toBe('x');
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof decodeWords(`=?utf-8?q?${text}?=`)).toBe('string');
      }),
    );
  });
});

describe('dates', () => {
  const tenOClock = Date.UTC(2026, 10, 24, 10);

  it.each([
    ['Tue, 24 Nov 2026 10:00:00 +0000', tenOClock],
    ['24 Nov 2026 10:00 GMT', tenOClock],
    ['Tue, 24 Nov 2026 02:00:00 -0800 (PST)', tenOClock],
    ['Tue, 24 Nov 26 02:00:00 PST', tenOClock],
    ['Tue,  24  Nov  2026  15:30:00  +0530', tenOClock],
    ['Tue, 24 Nov 2026 10:00:00.123 +0000', tenOClock],
    ['2026-11-24', null],
    ['Tue, 32 Nov 2026 10:00:00 +0000', null],
    ['Tue, 24 Foo 2026 10:00:00 +0000', null],
    ['', null],
  ])('%s', (text, time) => {
    expect(parseMailDate(text)).toBe(time);
  });
});

describe('addresses of servers', () => {
  it('in any spelling', () => {
    expect(
      ['[IPv6:2001:DB8::1]', '[192.0.2.1]:25', '::ffff:192.0.2.1', 'fe80::1%eth0', '192.0.2.256', '1.2.3', 'x'].map(
        parseIp,
      ),
    ).toEqual(['2001:db8::1', '192.0.2.1', '192.0.2.1', 'fe80::1', null, null, null]);
    expect(isSameIp('2001:db8::1', '2001:0db8:0:0:0:0:0:1')).toBe(true);
  });

  it('of inner networks', () => {
    expect(
      [
        '10.2.0.1',
        '172.16.0.1',
        '192.168.1.1',
        '127.0.0.1',
        '100.64.0.1',
        '169.254.1.1',
        '::1',
        'fd00::1',
        'fe80::1',
      ].filter((ip) => !isPrivateIp(ip)),
    ).toEqual([]);
    expect(['192.0.2.1', '172.32.0.1', '100.128.0.1', '2001:db8::1', '2a01:111::1'].filter(isPrivateIp)).toEqual([]);
  });

  it('L3: in reverse', () => {
    expect(reverseName('192.0.2.10')).toBe('10.2.0.192.in-addr.arpa');
    expect(reverseName('2001:db8::10')).toBe(
      '0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa',
    );
  });
});

describe('results with quotes, comments and spaces', () => {
  const first = (text: string) => parseAuthenticationResults(`mx.example; ${text}`).results[0];

  it.each([
    ['dkim=fail reason="good signature" header.d=brand.com', { reason: 'good signature', 'header.d': 'brand.com' }],
    ['dkim=pass reason="see header.d=evil.example" header.d=brand.com', { 'header.d': 'brand.com' }],
    [
      'dkim=fail policy . expired=1700000000 header.d=brand.com',
      { 'policy.expired': '1700000000', 'header.d': 'brand.com' },
    ],
    ['spf=pass (ok) smtp . mailfrom = b@x.example', { 'smtp.mailfrom': 'b@x.example' }],
    ['dkim=pass header.b="aB/c+=" header.i="@brand.com"', { 'header.b': 'aB/c+=', 'header.i': '@brand.com' }],
  ])('%s', (text, properties) => {
    expect(first(text)?.properties).toMatchObject(properties);
  });

  it('finds nothing inside a quoted string that is not a property', () => {
    expect(Object.keys(first('dkim=pass reason="a header.s=x b"')?.properties ?? {})).toEqual(['reason']);
  });

  it('reads an authserv-id in quotes', () => {
    expect(parseAuthenticationResults('"mx.example"; spf=pass').authservId).toBe('mx.example');
  });
});

it('an emoji that is split over two encoded words is whole', () => {
  expect(decodeWords('=?utf-8?B?8J+Y?= =?utf-8?B?gA==?=')).toBe('\u{1f600}');
});
