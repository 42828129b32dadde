import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBimi } from '../../../lib/records/others/bimi.ts';
import { coversHost, parseMtaSts, parseMtaStsPolicy } from '../../../lib/records/others/mta-sts.ts';
import { parseTlsRpt } from '../../../lib/records/others/tls-rpt.ts';

const LOGO = 'l=https://brand.test/logo.svg';

describe('BIMI', () => {
  const faultOf = (text: string): string | null => {
    const parsed = parseBimi(text);
    return parsed.kind === 'record' ? parsed.record.fault : parsed.kind;
  };

  test.each([
    [`v=BIMI1; ${LOGO}`, null],
    [`v=BIMI1; ${LOGO}; a=https://brand.test/vmc.pem;`, null],
    ['v=BIMI1; l=https://cdn.brand.test/logo.svg?v=2', null],
    ['v=BIMI1; l=; a=https://brand.test/vmc.pem', null],
    ['v=BIMI1; l=;', null],
    ['v=BIMI1;', 'no-location'],
    ['v=BIMI1; l=http://brand.test/logo.svg', 'location-not-https'],
    ['v=BIMI1; l=brand.test/logo.svg', 'location-not-https'],
    ['v=BIMI1; l=https://brand.test/logo.png', 'location-not-svg'],
    [`v=BIMI1; ${LOGO}; a=self`, 'authority-not-https'],
    [`v=BIMI1; ${LOGO}; ${LOGO}`, 'tag-twice'],
    [`v=BIMI1; ${LOGO}; vmc`, 'not-a-tag'],
    [`v=bimi1; ${LOGO}`, 'meant'],
    [`"v=BIMI1; ${LOGO}"`, 'meant'],
    [` v=BIMI1; ${LOGO}`, 'meant'],
    [`v=BIMI1 ${LOGO}`, 'meant'],
    ['v=spf1 -all', 'other'],
  ])('%j: %s', (text, expected) => {
    expect(faultOf(text)).toBe(expected);
  });

  test('B4 avp and lps are legal, a preference that is none is not', () => {
    expect(faultOf(`v=BIMI1; ${LOGO}; avp=personal; lps=team`)).toBeNull();
    expect(faultOf(`v=BIMI1; ${LOGO}; avp=photo`)).toBe('bad-avatar-preference');
  });

  test('B2 both empty is a declination', () => {
    expect(parseBimi('v=BIMI1; l=; a=;')).toMatchObject({ record: { declined: true } });
    expect(parseBimi(`v=BIMI1; ${LOGO}`)).toMatchObject({ record: { declined: false } });
  });
});

describe('MTA-STS', () => {
  test.each([
    ['v=STSv1; id=20260101000000Z;', { kind: 'record', id: '20260101000000Z', fault: null }],
    ['v=STSv1;id=1', { kind: 'record', id: '1', fault: null }],
    ['v=STSv1;', { kind: 'record', id: '', fault: 'no-id' }],
    ['v=STSv1; id=2026-01-01', { kind: 'record', id: '2026-01-01', fault: 'bad-id' }],
    ['v=STSv2; id=1', { kind: 'meant' }],
    ['"v=STSv1; id=1"', { kind: 'meant' }],
    ['v=TLSRPTv1; rua=mailto:a@b.test', { kind: 'other' }],
  ])('%j', (text, expected) => {
    expect(parseMtaSts(text)).toEqual(expected);
  });

  const policy = (...lines: string[]) => parseMtaStsPolicy(['version: STSv1', ...lines, ''].join('\r\n'));

  test('a policy is read line by line, with either line end', () => {
    expect(policy('mode: enforce', 'max_age: 604800', 'mx: mx.brand.test', 'mx: *.Mail.test')).toEqual({
      mode: 'enforce',
      maxAge: 604_800,
      mx: ['mx.brand.test', '*.mail.test'],
    });
    expect(parseMtaStsPolicy('version: STSv1\nmode: none\nmax_age: 0\n')).toEqual({ mode: 'none', maxAge: 0, mx: [] });
  });

  test('its faults are named', () => {
    expect(parseMtaStsPolicy('<html>')).toBe('policy-version');
    expect(policy('max_age: 1', 'mx: a.test')).toBe('policy-mode');
    expect(policy('mode: enforce', 'max_age: soon', 'mx: a.test')).toBe('policy-max-age');
    expect(policy('mode: enforce', 'max_age: 99999999', 'mx: a.test')).toBe('policy-max-age');
    expect(policy('mode: enforce', 'max_age: 1')).toBe('policy-no-mx');
  });

  test('T2 a star stands for exactly one label', () => {
    const rule = { mode: 'enforce', maxAge: 1, mx: ['*.mail.test', 'mx.brand.test'] } as const;
    const covers = (host: string) => coversHost({ ...rule, mx: [...rule.mx] }, host);
    expect(covers('a.mail.test')).toBe(true);
    expect(covers('a.b.mail.test')).toBe(false);
    expect(covers('mail.test')).toBe(false);
    expect(covers('mx.brand.test')).toBe(true);
  });
});

describe('TLS-RPT', () => {
  test.each([
    ['v=TLSRPTv1; rua=mailto:a@b.test', { kind: 'record', fault: null }],
    ['v=TLSRPTv1;rua=mailto:a@b.test,https://b.test/in', { kind: 'record', fault: null }],
    ['v=TLSRPTv1;', { kind: 'record', fault: 'no-address' }],
    ['v=TLSRPTv1; rua=a@b.test', { kind: 'record', fault: 'bad-address' }],
    ['v=TLSRPTv1; rua=ftp://b.test', { kind: 'record', fault: 'bad-address' }],
    ['v=TLSRPT1; rua=mailto:a@b.test', { kind: 'meant' }],
    ['v=DMARC1; p=none', { kind: 'other' }],
  ])('%j', (text, expected) => {
    expect(parseTlsRpt(text)).toEqual(expected);
  });
});

function readAll(text: string): boolean {
  return [parseBimi(text), parseMtaSts(text), parseMtaStsPolicy(text), parseTlsRpt(text)].every(
    (each) => each !== null,
  );
}

test('no text makes the parsers throw', () => {
  const pieces = constantFrom(
    'v=BIMI1',
    'v=STSv1',
    'v=TLSRPTv1',
    ';',
    'l=',
    'rua=',
    'id=',
    'mailto:',
    'version: STSv1',
    'mx: ',
    '\n',
    '*',
    ':',
    ',',
  );
  const hostile = oneof(string({ unit: 'binary', maxLength: 200 }), string({ unit: pieces, maxLength: 12 }));
  expect(() => assert(property(hostile, readAll), { numRuns: 1000 })).not.toThrow();
});

test.each(['v=BIMI1;', 'v = ', 'l=x;', 'mx: a\n', '\n', ',', 'rua=', '"'])(
  'a text full of %j is read at once',
  (unit) => {
    const start = performance.now();
    for (const prefix of ['', 'v=BIMI1; ', 'v=STSv1; ', 'v=TLSRPTv1; rua='])
      readAll(prefix + unit.repeat(100_000 / unit.length));
    expect(performance.now() - start).toBeLessThan(5000);
  },
);
