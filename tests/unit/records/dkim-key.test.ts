import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../../lib/records/dkim/base64.ts';
import { readDerKey } from '../../../lib/records/dkim/der.ts';
import { type DkimKey, parseDkimKey, parseDkimKeys } from '../../../lib/records/dkim/read.ts';
import {
  EC_P256,
  ED25519,
  ED25519_WRAPPED,
  RSA_1024,
  RSA_2048,
  RSA_2048_PKCS1,
  RSA_4096,
  RSA_512,
  RSA_PRIVATE,
} from './keys.ts';

function keyOf(text: string): DkimKey {
  const parsed = parseDkimKey(text);
  if (parsed.kind !== 'key') throw new Error(`${text.slice(0, 60)} is ${JSON.stringify(parsed)}`);
  return parsed.key;
}

/** Kind, and reason or size, in one line. */
function summary(text: string): string {
  const parsed = parseDkimKey(text);
  if (parsed.kind === 'key') return `${parsed.key.algorithm} ${parsed.key.bits}`;
  return parsed.kind === 'invalid' ? `invalid: ${parsed.reason}` : parsed.kind;
}

const repairOf = (text: string): string | null => {
  const parsed = parseDkimKey(text);
  return parsed.kind === 'invalid' ? parsed.repaired : null;
};

describe('K1 only a text with p= is a key', () => {
  test.each([
    'v=spf1 ~all',
    'dkim3.mcsv.net',
    'v=DMARC1; p=none',
    'v=DMARC1; p=reject; rua=mailto:a@b.example',
    'p=none',
    'google-site-verification=abc',
    't=y; o=~',
    '',
  ])('%j is something else', (text) => {
    expect(summary(text)).toBe('other');
  });
});

test('K3 an empty p= is a revoked key, which is neither missing nor unreadable', () => {
  expect(summary('v=DKIM1; p=')).toBe('revoked');
  expect(summary('v=DKIM1; k=rsa; p= ; t=y')).toBe('revoked');
});

describe('K4 the size is counted in the key', () => {
  test.each([
    [`v=DKIM1; k=rsa; p=${RSA_512}`, 'rsa 512'],
    [`v=DKIM1; k=rsa; p=${RSA_1024}`, 'rsa 1024'],
    [`v=DKIM1; p=${RSA_2048};`, 'rsa 2048'],
    [`p=${RSA_2048}`, 'rsa 2048'],
    [`k=rsa; t=s; p=${RSA_4096}`, 'rsa 4096'],
    [`v=DKIM1; k=rsa; p=${RSA_2048_PKCS1}`, 'rsa 2048'],
    [`v=DKIM1; k=RSA; p=${RSA_2048.replace(/=+$/, '')}`, 'rsa 2048'],
    [`v=DKIM1; k=rsa; p=${RSA_2048.replace(/(.{64})/g, '$1 ')}`, 'rsa 2048'],
    [`v=DKIM1;\r\n k=rsa;\r\n p=${RSA_2048.replace(/(.{64})/g, '$1\r\n ')}`, 'rsa 2048'],
  ])('%.30s...: %s', (text, expected) => {
    expect(summary(text)).toBe(expected);
  });
});

test('K5 k= defaults to rsa: 32 octets without it are no key, with k=ed25519 they are', () => {
  expect(summary(`v=DKIM1; k=ed25519; p=${ED25519}`)).toBe('ed25519 256');
  expect(summary(`v=DKIM1; p=${ED25519}`)).toBe('invalid: wrong-algorithm');
  expect(repairOf(`v=DKIM1; p=${ED25519}`)).toBe(`v=DKIM1; k=ed25519; p=${ED25519}`);
});

test('K6 t= holds testing and strict, alone or together', () => {
  const flags = (t: string): unknown => {
    const { testing, strict } = keyOf(`v=DKIM1; t=${t}; p=${RSA_1024}`);
    return { testing, strict };
  };
  expect(flags('y')).toEqual({ testing: true, strict: false });
  expect(flags('s')).toEqual({ testing: false, strict: true });
  expect(flags('y : s')).toEqual({ testing: true, strict: true });
  expect(flags('')).toEqual({ testing: false, strict: false });
});

test.each([
  ['h=sha1', 'hash'],
  ['h=sha1:sha256', null],
  ['h=SHA256', null],
  ['s=email', null],
  ['s=*', null],
  ['s=tlsrpt', 'service'],
  ['s=tlsrpt:email', null],
  ['s=', 'service'],
])('K7 a key with %s is unusable for mail: %s', (tag, expected) => {
  expect(keyOf(`v=DKIM1; ${tag}; p=${RSA_1024}`).unusable).toBe(expected);
});

test.each([
  [`k=rsa; v=DKIM1; p=${RSA_1024}`, ['version-not-first']],
  [`v=DKIM1; k=rsa; k=rsa; p=${RSA_1024}`, ['tag-twice']],
  [`v=DKIM1; p=${RSA_512}; p=${RSA_1024}`, ['tag-twice']],
  [`v=DKIM1; p=${RSA_512}v=DKIM1; p=${RSA_1024}`, ['tag-twice']],
  [`v=DKIM1; comment; p=${RSA_1024}`, ['not-a-tag']],
  [`v=DKIM1; K=rsa; p=${RSA_1024}`, ['tag-case']],
  [`v=DKIM1; g=*; p=${RSA_1024}`, ['historic-tag']],
  [`v=DKIM1; p=${RSA_1024}AAAA`, ['trailing-octets']],
])('K8 %.40s... is read all the same, and named', (text, syntax) => {
  expect(keyOf(text)).toMatchObject({ syntax, bits: 1024 });
});

const clean = `v=DKIM1; k=rsa; p=${RSA_2048}`;
const half = RSA_2048.length / 2;

describe('a mangled key is named as what happened to it, and repaired where it is whole', () => {
  test.each([
    [
      'quotes between two strings',
      `v=DKIM1; k=rsa; p=${RSA_2048.slice(0, half)}" "${RSA_2048.slice(half)}`,
      'quotes',
      clean,
    ],
    ['quotes round it', `"v=DKIM1; k=rsa; p=${RSA_2048}"`, 'quotes', clean],
    ['curly quotes', `“v=DKIM1; k=rsa; p=${RSA_2048}”`, 'quotes', clean],
    ['a quote at the end', `v=DKIM1; k=rsa; p=${RSA_2048}"`, 'quotes', clean],
    ['escaped semicolons', `v=DKIM1\\; k=rsa\\; p=${RSA_2048}\\;`, 'backslashes', clean],
    ['an escaped blank', `v=DKIM1;\\032k=rsa;\\032p=${RSA_2048}`, 'backslashes', clean],
    [
      'line ends written out',
      `v=DKIM1; k=rsa; p=${RSA_2048.slice(0, half)}\\n${RSA_2048.slice(half)}`,
      'backslashes',
      clean,
    ],
    ['one escaped semicolon', `v=DKIM1; k=rsa\\; p=${RSA_2048}`, 'backslashes', clean],
    ['blanks for semicolons', `v=DKIM1 k=rsa p=${RSA_2048}`, 'lost-semicolon', clean],
    ['commas for semicolons', `v=DKIM1, k=rsa, p=${RSA_2048}`, 'lost-semicolon', clean],
    ['one lost semicolon', `v=DKIM1; k=rsa p=${RSA_2048}`, 'lost-semicolon', clean],
    ['glued tags', `v=DKIM1; k=rsap=${RSA_2048}`, 'lost-semicolon', clean],
    ['colons', `v:DKIM1; k:rsa; p:${RSA_2048}`, 'colon-for-equals', clean],
    ['the name in the value', `k2._domainkey IN TXT "v=DKIM1; k=rsa; p=${RSA_2048}"`, 'name-in-value', clean],
    ['the name before it', `mail._domainkey.brand.test v=DKIM1; k=rsa; p=${RSA_2048}`, 'name-in-value', clean],
    ['a word before it', `TXT v=DKIM1; k=rsa; p=${RSA_2048}`, 'text-in-front', clean],
    ['lower case version', `v=dkim1; k=rsa; p=${RSA_2048}`, 'version', clean],
    ['the key alone', RSA_2048, 'no-key-tag', clean],
    ['p= lost', `v=DKIM1; k=rsa; ${RSA_2048}`, 'no-key-tag', clean],
    ['nothing but a version', 'v=DKIM1; k=rsa', 'no-key-tag', null],
    ['a PEM file', `-----BEGIN PUBLIC KEY-----\n${RSA_2048}\n-----END PUBLIC KEY-----`, 'pem', clean],
    [
      'PEM armour in p=',
      `v=DKIM1; k=rsa; p=-----BEGIN PUBLIC KEY-----${RSA_2048}-----END PUBLIC KEY-----`,
      'pem',
      clean,
    ],
    ['cut off', `v=DKIM1; k=rsa; p=${RSA_2048.slice(0, 237)}`, 'cut', null],
    ['cut off at any length', `v=DKIM1; k=rsa; p=${RSA_2048.slice(0, 238)}`, 'cut', null],
    ['one character lost at the end', `v=DKIM1; k=rsa; p=${RSA_2048.slice(0, -5)}`, 'cut', null],
    ['shortened by a web page', `v=DKIM1; k=rsa; p=${RSA_2048.slice(0, 60)}...`, 'cut', null],
    [
      'a semicolon in the key',
      `v=DKIM1; k=rsa; p=${RSA_2048.slice(0, half)};${RSA_2048.slice(half)}`,
      'semicolon-in-key',
      clean,
    ],
    ['a semicolon before the key', `v=DKIM1; k=rsa; p=;${RSA_2048}`, 'semicolon-in-key', clean],
    [
      'an invisible character',
      `v=DKIM1; k=rsa; p=${RSA_2048.slice(0, 9)}\u200b${RSA_2048.slice(9)}`,
      'not-base64',
      clean,
    ],
    ['a stray character', `v=DKIM1; k=rsa; p=${RSA_2048.slice(0, 9)}*${RSA_2048.slice(9)}`, 'not-base64', clean],
    ['another algorithm named', `v=DKIM1; k=ed25519; p=${RSA_2048}`, 'wrong-algorithm', clean],
    [
      'an ed25519 key in its wrapping',
      `v=DKIM1; k=ed25519; p=${ED25519_WRAPPED}`,
      'wrapped-key',
      `v=DKIM1; k=ed25519; p=${ED25519}`,
    ],
    ['an elliptic curve key', `v=DKIM1; k=rsa; p=${EC_P256}`, 'wrong-algorithm', null],
    ['an algorithm nobody knows', `v=DKIM1; k=rsa-sha256; p=${RSA_2048}`, 'unknown-algorithm', clean],
    ['a private key', `v=DKIM1; k=rsa; p=${RSA_PRIVATE}`, 'private-key', null],
    ['the text of a guide', 'v=DKIM1; k=rsa; p=YOUR_PUBLIC_KEY', 'not-base64', null],
    [
      'base64 of something else',
      `v=DKIM1; k=rsa; p=${Buffer.from('not a key at all, really').toString('base64')}`,
      'not-a-key',
      null,
    ],
  ])('%s', (_, text, reason, repaired) => {
    expect(summary(text)).toBe(`invalid: ${reason}`);
    expect(repairOf(text)).toBe(repaired);
  });

  test('base64 of URLs', () => {
    const key = RSA_2048.replace(/\+/g, '-').replace(/\//g, '_');
    expect(repairOf(`v=DKIM1; k=rsa; p=${key}`)).toBe(key === RSA_2048 ? null : clean);
  });

  test('what is repaired keeps the other tags', () => {
    expect(repairOf(`v=DKIM1\\; h=sha256\\; t=s\\; p=${RSA_2048}`)).toBe(
      `v=DKIM1; k=rsa; h=sha256; t=s; p=${RSA_2048}`,
    );
  });

  test('a key that is not whole is never repaired by guessing', () => {
    expect(repairOf(`v=DKIM1; k=rsa; p=${RSA_2048.slice(0, 200)}`)).toBeNull();
    expect(repairOf(`"v=DKIM1; k=rsa; p=${RSA_2048.slice(0, 200)}"`)).toBeNull();
    expect(repairOf('v=DKIM1; k=rsa')).toBeNull();
  });
});

test('K8 one key torn into records of its own is told from two keys', () => {
  const pieces = [RSA_2048.slice(200, 300), `v=DKIM1; k=rsa; p=${RSA_2048.slice(0, 200)}`, RSA_2048.slice(300)];
  expect(parseDkimKeys([...pieces, 'v=spf1 -all'])).toEqual([
    { record: pieces[1], text: { kind: 'invalid', reason: 'torn', repaired: clean } },
  ]);
  expect(parseDkimKeys([clean, clean, 'text']).map(({ text }) => text.kind)).toEqual(['key', 'key']);
  expect(parseDkimKeys([`v=DKIM1; k=rsa; p=${RSA_2048.slice(0, 200)}`, 'AAAA'])).toMatchObject([
    { text: { reason: 'cut', repaired: null } },
  ]);
});

test('base64 is read as Node reads it, and nothing but base64', () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, index) => (index * 7) % 256);
  for (const length of [0, 1, 2, 3, 4, 299, 300]) {
    const part = bytes.subarray(0, length);
    const text = Buffer.from(part).toString('base64');
    expect(encodeBase64(part)).toBe(text);
    expect(decodeBase64(text)).toEqual(part);
    expect(decodeBase64(text.replace(/=/g, ''))).toEqual(part);
  }
  for (const text of ['A', 'AAAAA', 'AA=A', '====', 'A-_A', 'AA A', 'AÄ==']) expect(decodeBase64(text)).toBeNull();
});

const readsBack = (text: string): boolean => {
  const repaired = repairOf(text);
  return repaired === null || parseDkimKey(repaired).kind === 'key';
};

test('no text makes the parser throw, and what it repairs it reads', () => {
  const pieces = constantFrom(
    'v=DKIM1',
    ';',
    ' ',
    'k=rsa',
    'p=',
    RSA_1024,
    RSA_1024.slice(0, 50),
    '"',
    '\\',
    'k=ed25519',
    ED25519,
    '=',
    't=y',
    'MIG',
    '\u00a0',
    'h=sha1',
    '-----BEGIN PUBLIC KEY-----',
  );
  const hostile = oneof(string({ unit: 'binary', maxLength: 200 }), string({ unit: pieces, maxLength: 14 }));
  expect(() => assert(property(hostile, readsBack), { numRuns: 2000 })).not.toThrow();
});

test('no octets make the DER reader throw or read beyond their end', () => {
  const key = decodeBase64(RSA_1024) ?? new Uint8Array();
  for (let length = 0; length < key.length; length += 1) {
    expect(['cut', 'not-a-key']).toContain(readDerKey(key.subarray(0, length)).kind);
  }
  const changed = (at: number, value: number): Uint8Array => key.map((octet, index) => (index === at ? value : octet));
  for (let at = 0; at < key.length; at += 1) expect(readDerKey(changed(at, 0xff)).kind).toBeTypeOf('string');
  expect(readDerKey(Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff)).kind).toBe('not-a-key');
});

test.each(['v=DKIM1; ', 'p=', 'A', 'MIGf', '"', '\\', ' ', ';', 'k=rsa ', '-', '=', 'BEGIN ', 'v = dkim', ', p='])(
  'a text full of %j is read in time that grows with its length',
  (unit) => {
    const start = performance.now();
    for (const size of [1_000, 10_000, 100_000]) {
      parseDkimKey(`v=DKIM1; p=${unit.repeat(size / unit.length)}`);
      parseDkimKey(unit.repeat(size / unit.length));
    }
    expect(performance.now() - start).toBeLessThan(5000);
  },
);
