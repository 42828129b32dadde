import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import net from 'node:net';
import * as fc from 'fast-check';
import Joi from 'joi';
import libmime from 'libmime';
import { describe, expect, it } from 'vitest';
import { nobleEngine } from '../../../lib/mailauth/stand-ins/crypto-engine.ts';
import * as joi from '../../../lib/mailauth/stand-ins/joi.ts';
import { parseHeaderValue } from '../../../lib/mailauth/stand-ins/libmime.ts';
import { isIP } from '../../../lib/mailauth/stand-ins/net.ts';
import { Writable } from '../../../lib/mailauth/stand-ins/stream.ts';

const TEXT = Buffer.from('the canonicalised header of a campaign');

const verify = (der: Buffer, type: 'spki' | 'pkcs1', algorithm: string | null, data: Buffer, signature: Buffer) =>
  nobleEngine.verify(algorithm, data, nobleEngine.createPublicKey({ key: der, type }).export(), signature);

/** A DER element with a length of three octets. */
const toElement = (tag: number, content: Buffer): Buffer => {
  const { length } = content;
  return Buffer.concat([Buffer.from([tag, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff]), content]);
};

describe('the crypto engine of the browser against that of Node', () => {
  for (const bits of [512, 768, 1024, 1032, 2048, 3072, 4096]) {
    it(`verifies RSA of ${bits} bits in both DER forms, and notices a changed text`, () => {
      const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
      const signature = sign('sha256', TEXT, privateKey);
      for (const type of ['spki', 'pkcs1'] as const) {
        const der = publicKey.export({ type, format: 'der' });
        expect(verify(der, type, 'rsa-sha256', TEXT, signature)).toBe(true);
        expect(verify(der, type, 'rsa-sha256', Buffer.concat([TEXT, Buffer.from('.')]), signature)).toBe(false);
        expect(verify(der, type, 'rsa-sha256', TEXT, signature.subarray(1))).toBe(false);
        expect(nobleEngine.createPublicKey({ key: der, type }).asymmetricKeyDetails.modulusLength).toBe(bits);
      }
    });
  }

  it('verifies rsa-sha1, which ARC and old signatures name', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const der = publicKey.export({ type: 'spki', format: 'der' });
    expect(verify(der, 'spki', 'rsa-sha1', TEXT, sign('sha1', TEXT, privateKey))).toBe(true);
    expect(verify(der, 'spki', 'rsa-sha256', TEXT, sign('sha1', TEXT, privateKey))).toBe(false);
  });

  it('verifies ed25519 over a digest, and refuses a signature of another length', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const der = publicKey.export({ type: 'spki', format: 'der' });
    const digest = createHash('sha256').update(TEXT).digest();
    const signature = sign(null, digest, privateKey);
    expect(verify(der, 'spki', null, digest, signature)).toBe(true);
    expect(verify(der, 'spki', null, TEXT, signature)).toBe(false);
    expect(verify(der, 'spki', null, digest, signature.subarray(0, 63))).toBe(false);
  });

  it('refuses a key that does not fit the algorithm, as Node does', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'der' });
    const ed = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
    expect(() => verify(rsa, 'spki', null, TEXT, Buffer.alloc(64))).toThrow('ed25519');
    expect(() => verify(ed, 'spki', 'rsa-sha256', TEXT, Buffer.alloc(128))).toThrow('RSA');
  });

  it('spends no time on a modulus or an exponent that only a hostile record would have', () => {
    const integer = toElement(0x02, Buffer.alloc(40_000, 0x7f));
    const key = toElement(0x30, Buffer.concat([integer, integer]));
    const started = performance.now();
    expect(() => verify(key, 'pkcs1', 'rsa-sha256', TEXT, Buffer.alloc(40_000))).toThrow('too large');
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('reads no key out of other bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('spki', 'pkcs1'), (bytes, form) => {
        expect(() => nobleEngine.createPublicKey({ key: bytes, type: form })).toThrow('not a public key');
      }),
    );
  });

  it('hashes as Node does, whatever the pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), fc.constantFrom('sha256', 'sha1'), (pieces, algorithm) => {
        const [ours, theirs] = [nobleEngine.createHash(algorithm), createHash(algorithm)];
        for (const piece of pieces) {
          ours.update(piece);
          theirs.update(piece);
        }
        expect(ours.digest('base64')).toBe(theirs.digest('base64'));
      }),
    );
  });
});

describe('the other stand-ins against the real modules', () => {
  it('tells the version of an address as node:net does', () => {
    const group = fc.constantFrom('0', '1', 'ffff', '00001', 'g', '', '192.0.2.1', '1.2.3', '256.1.1.1', '::', '%eth0');
    const nearly = fc.array(group, { maxLength: 10 }).map((groups) => groups.join(':'));
    fc.assert(
      fc.property(fc.oneof(nearly, fc.ipV4(), fc.ipV6(), fc.string()), (text) => {
        expect([text, isIP(text)]).toEqual([text, net.isIP(text)]);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes as base64 what joi takes', () => {
    const schema = Joi.string().base64({ paddingRequired: false });
    const symbol = fc.constantFrom('A', 'z', '9', '+', '/', '=', '-', ' ');
    fc.assert(
      fc.property(fc.string({ unit: symbol, minLength: 1, maxLength: 9 }), (text) => {
        const taken = !schema.validate(text).error;
        expect([text, !joi.string().base64().validate(text).error]).toEqual([text, taken]);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes as domain what joi takes', () => {
    const schema = Joi.string().domain({ allowUnicode: false, tlds: false });
    const label = fc.constantFrom(
      'a',
      'brand',
      '_dmarc',
      '-a',
      'a-',
      '1',
      'co',
      'ü',
      '',
      'a'.repeat(63),
      'a'.repeat(64),
      'x--y',
    );
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 6 }), (labels) => {
        const text = labels.join('.');
        const taken = !schema.validate(text).error;
        expect([text, !joi.string().domain().validate(text).error]).toEqual([text, taken]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    'text/plain; charset=utf-8',
    'multipart/mixed; boundary="a;b=c"; type=x',
    'Multipart/Related; BOUNDARY="quoted \\" mark"',
    'text/html;',
    'text/html; charset',
  ])('reads %s as libmime does', (line) => {
    const real = libmime.parseHeaderValue(line);
    expect(parseHeaderValue(line)).toEqual({ value: real.value, params: real.params });
  });

  it('writes chunk after chunk, then finishes once', async () => {
    const written: string[] = [];
    class Collector extends Writable {
      override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
        setTimeout(() => {
          written.push(Buffer.from(chunk).toString());
          done();
        });
      }
    }
    const stream = new Collector();
    const finished = new Promise((resolve) => stream.on('finish', resolve));
    expect(stream.write(Buffer.from('one'))).toBe(false);
    stream.write(Buffer.from('two'));
    stream.end();
    await finished;
    expect(written).toEqual(['one', 'two']);
  });

  it('hands an error on, and works no further', async () => {
    class Broken extends Writable {
      override _write(_chunk: Uint8Array, _encoding: string, done: (error?: Error) => void): void {
        done(new Error('broken'));
      }
    }
    const stream = new Broken();
    const failed = new Promise((resolve) => stream.on('error', resolve));
    stream.write(Buffer.from('one'));
    expect(await failed).toEqual(new Error('broken'));
  });
});
