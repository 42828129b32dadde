import { describe, expect, it } from 'vitest';
import { findFormatFaults } from '../../../lib/message/headers/format.ts';
import { parseHeaderSection } from '../../../lib/message/headers/header-fields.ts';
import { judgeOneClick } from '../../../lib/message/headers/one-click.ts';
import { checkReverseDns } from '../../../lib/message/authentication/reverse-dns.ts';
import type { JudgedSignature } from '../../../lib/message/authentication/signatures.ts';
import { parseSignature } from '../../../lib/message/authentication/signature-tags.ts';
import type { Zone } from '../../helpers/dns-zone.ts';
import { toZoneAsk } from '../../helpers/zone-ask.ts';

const fieldsOf = (text: string) => parseHeaderSection(text.replaceAll('\n', '\r\n')).fields;

const signed = (names: string, result: JudgedSignature['result'] = 'pass'): JudgedSignature => {
  const [field] = fieldsOf(`DKIM-Signature: v=1; a=rsa-sha256; d=brand.com; s=s; h=${names}; bh=x; b=y`);
  if (!field) throw new Error('no field');
  return { tags: parseSignature(field), result, reason: null, bits: null, unsignedBytes: 0, keyAnswer: null };
};

const BOTH = signed('From:List-Unsubscribe:List-Unsubscribe-Post');
const POST = 'List-Unsubscribe-Post: List-Unsubscribe=One-Click';

describe('R2: one-click unsubscription (RFC 8058)', () => {
  it.each([
    ['an https address', `List-Unsubscribe: <https://brand.com/u>\n${POST}`, 'ok', null],
    [
      'beside a mail address, folded',
      `List-Unsubscribe: <mailto:u@brand.com?subject=x>,\n <https://brand.com/u?a=1,2\n &b=3>\n${POST}`,
      'ok',
      null,
    ],
    [
      'in capitals',
      `LIST-UNSUBSCRIBE: <HTTPS://brand.com/u>\nlist-unsubscribe-post: List-Unsubscribe=One-Click`,
      'ok',
      null,
    ],
    ['only a mail address', `List-Unsubscribe: <mailto:u@brand.com>\n${POST}`, 'invalid', 'no-https'],
    ['without brackets', `List-Unsubscribe: https://brand.com/u\n${POST}`, 'invalid', 'no-https'],
    [
      'two https addresses',
      `List-Unsubscribe: <https://a.com/>, <https://b.com/>\n${POST}`,
      'invalid',
      'several-https',
    ],
    [
      'another value',
      'List-Unsubscribe: <https://a.com/>\nList-Unsubscribe-Post: list-unsubscribe=one-click',
      'invalid',
      'post-value',
    ],
    [
      'a value with more in it',
      'List-Unsubscribe: <https://a.com/>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click; x',
      'invalid',
      'post-value',
    ],
    [
      'the field twice',
      `List-Unsubscribe: <https://a.com/>\nList-Unsubscribe: <https://a.com/>\n${POST}`,
      'invalid',
      'duplicated',
    ],
    ['the other field twice', `List-Unsubscribe: <https://a.com/>\n${POST}\n${POST}`, 'invalid', 'duplicated'],
    ['no field', 'Subject: x', 'missing', null],
    ['one field of the two', 'List-Unsubscribe: <https://a.com/>', 'missing', null],
  ])('with %s', (_name, header, result, reason) => {
    const judged = judgeOneClick(fieldsOf(header), [BOTH]);
    expect([judged.result, judged.fault?.reason ?? null]).toEqual([result, reason]);
  });

  it('wants both fields under one passing signature, aligned or not', () => {
    const fields = fieldsOf(`List-Unsubscribe: <https://a.com/>\n${POST}`);
    const resultOf = (...signatures: JudgedSignature[]): string => judgeOneClick(fields, signatures).result;
    expect(resultOf()).toBe('unsigned');
    expect(resultOf(signed('from:list-unsubscribe'))).toBe('unsigned');
    expect(resultOf(signed('from:list-unsubscribe'), signed('from:list-unsubscribe-post'))).toBe('unsigned');
    expect(resultOf(signed('from:list-unsubscribe:list-unsubscribe-post', 'fail'))).toBe('unsigned');
    expect(resultOf(signed('from'), BOTH)).toBe('ok');
    expect(judgeOneClick(fields, [signed('from:list-unsubscribe')]).unsigned).toEqual(['List-Unsubscribe-Post']);
  });
});

describe('format (RFC 5322)', () => {
  const GOOD =
    'From: a@b.c\nDate: Tue, 24 Nov 2026 10:00:00 +0000\nMessage-ID: <1@b.c>\nMIME-Version: 1.0\nContent-Type: text/plain';
  const faultsOf = (header: string) =>
    findFormatFaults(fieldsOf(header)).map(({ header: name, reason }) => `${name} ${reason}`);

  it.each([
    ['nothing wrong', GOOD, []],
    ['no Date', GOOD.replace(/Date:.*\n/, ''), ['Date missing']],
    ['two Dates', `Date: Tue, 24 Nov 2026 10:00:00 +0000\n${GOOD}`, ['Date doubled']],
    ['a Date that is none', GOOD.replace(/Date:.*\n/, 'Date: 2026-11-24\n'), ['Date malformed']],
    ['no Message-ID', GOOD.replace(/Message-ID:.*\n/, ''), ['Message-ID missing']],
    ['a Message-ID without brackets', GOOD.replace('<1@b.c>', '1@b.c'), ['Message-ID malformed']],
    ['a Message-ID without a host', GOOD.replace('<1@b.c>', '<1>'), ['Message-ID malformed']],
    ['two Subjects', `Subject: a\nSubject: b\n${GOOD}`, ['Subject doubled']],
    ['two To', `To: a@b.c\nTo: d@e.f\n${GOOD}`, ['To doubled']],
    ['MIME without its version', GOOD.replace(/MIME-Version:.*\n/, ''), ['MIME-Version missing']],
    ['a Subject in raw UTF-8', `Subject: caf\u00c3\u00a9\n${GOOD}`, ['Subject malformed']],
  ])('with %s', (_name, header, faults) => {
    expect(faultsOf(header)).toEqual(faults);
  });
});

describe('L3: reverse DNS of the sending address', () => {
  const check = async (zone: Zone, ip = '192.0.2.10') => (await checkReverseDns(ip, toZoneAsk(zone))).state;
  const pointer = { '10.2.0.192.in-addr.arpa': { PTR: 'mail.esp.net' } };

  it('leads to a name that leads back', async () => {
    expect(await check({ ...pointer, 'mail.esp.net': { A: ['198.51.100.1', '192.0.2.10'] } })).toBe('ok');
  });

  it('is missing, or leads elsewhere', async () => {
    expect(await check({})).toBe('none');
    expect(await check(pointer)).toBe('mismatch');
    expect(await check({ ...pointer, 'mail.esp.net': { A: '198.51.100.1' } })).toBe('mismatch');
  });

  it('is one of several names that leads back', async () => {
    const zone = {
      '10.2.0.192.in-addr.arpa': { PTR: ['old.esp.net', 'mail.esp.net'] },
      'mail.esp.net': { A: '192.0.2.10' },
    };
    expect(await check(zone)).toBe('ok');
  });

  it('is unknown where DNS does not answer', async () => {
    expect(await check({ '10.2.0.192.in-addr.arpa': { rcode: 'SERVFAIL' } })).toBe('unknown');
    expect(await check({ ...pointer, 'mail.esp.net': { rcode: 'SERVFAIL' } })).toBe('unknown');
  });
});

describe('a DKIM-Signature as written', () => {
  const faultOf = (tags: string): string | null => {
    const [field] = fieldsOf(`DKIM-Signature: ${tags}`);
    return field ? parseSignature(field).fault : 'none';
  };
  const GOOD = 'v=1; a=rsa-sha256; d=brand.com; s=s; h=from:to; bh=x; b=y';

  it.each([
    ['as it should be', GOOD, null],
    [
      'with blanks and a trailing semicolon',
      'v = 1 ; a=rsa-sha256;\n d=brand.com; s=s;\n h=From : To; bh=x; b=y;',
      null,
    ],
    ['with a selector in parts, and underscores', GOOD.replace('s=s', 's=a_b.c'), null],
    ['with an unknown tag', `${GOOD}; foo=bar`, null],
    ['with the way to its key', `${GOOD}; q=dns/txt`, null],
    ['with another way to its key', `${GOOD}; q=http`, 'syntax'],
    ['with i= below d=', `${GOOD}; i=x@news.brand.com`, null],
    ['in ed25519', GOOD.replace('rsa-sha256', 'ed25519-sha256'), null],
    ['K13: in rsa-sha1', GOOD.replace('rsa-sha256', 'rsa-sha1'), 'sha1'],
    ['of another version', GOOD.replace('v=1', 'v=2'), 'syntax'],
    ['without d=', GOOD.replace('d=brand.com; ', ''), 'syntax'],
    ['with an empty b=', GOOD.replace('b=y', 'b='), 'syntax'],
    ['with a tag twice', `${GOOD}; d=brand.com`, 'syntax'],
    ['with i= of another domain', `${GOOD}; i=x@other.com`, 'syntax'],
    ['with i= that only ends the same', `${GOOD}; i=x@otherbrand.com`, 'syntax'],
    ['that expires before it was made', `${GOOD}; t=200; x=100`, 'syntax'],
    ['with an odd canonicalisation', `${GOOD}; c=nofws`, 'syntax'],
    ['without From', GOOD.replace('from:', ''), 'syntax'],
  ])('%s', (_name, tags, fault) => {
    expect(faultOf(tags)).toBe(fault);
  });
});
