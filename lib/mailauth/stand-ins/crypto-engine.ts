import { ed25519 } from '@noble/curves/ed25519.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Buffer } from 'buffer/index.js';
import { PKCS1_SHA1, PKCS1_SHA256 } from 'micro-rsa-dsa-dh/rsa.js';
import type { CryptoEngine, PublicKey } from './crypto.ts';
import { readDerKey } from '../../records/dkim/der.ts';

/** The limits of OpenSSL, which Node verifies with: beyond them a hostile key only costs time. */
const MOST_MODULUS_BITS = 16_384;
const LARGE_MODULUS_BITS = 3072;
const MOST_EXPONENT_BITS = 64;

const PREFIX = '-----KEY-----';

type UsableKey = { type: 'rsa'; n: bigint; e: bigint } | { type: 'ed25519'; point: Uint8Array };

const toNumber = (octets: Uint8Array): bigint => BigInt(`0x${Buffer.from(octets).toString('hex')}`);

/** Null where the octets are no whole RSA or ed25519 key. Time is linear in their number. */
function readPublicKey(der: Uint8Array): UsableKey | null {
  const key = readDerKey(der);
  if (key.kind === 'ed25519') return key.key.length === 32 ? { type: 'ed25519', point: key.key } : null;
  return key.kind === 'rsa' ? { type: 'rsa', n: toNumber(key.modulus), e: toNumber(key.exponent) } : null;
}

const bitsOf = (value: bigint): number => (value === 0n ? 0 : value.toString(2).length);

/** The class of a hash: noble's `update` and `digest` in the manner of Node's. */
class Hash {
  #hash: ReturnType<typeof sha256.create> | ReturnType<typeof sha1.create>;

  constructor(algorithm: string) {
    if (algorithm !== 'sha256' && algorithm !== 'sha1') throw new Error(`unknown hash ${algorithm}`);
    this.#hash = algorithm === 'sha256' ? sha256.create() : sha1.create();
  }

  update(data: Uint8Array): this {
    this.#hash.update(data);
    return this;
  }

  digest(encoding?: string): Buffer | string {
    const bytes = Buffer.from(this.#hash.digest());
    return encoding ? bytes.toString(encoding) : bytes;
  }
}

function createPublicKey(input: { key: Uint8Array; type: 'spki' | 'pkcs1' }): PublicKey {
  const key = readPublicKey(input.key);
  if (!key) throw new Error('not a public key');
  const details = key.type === 'rsa' ? { modulusLength: bitsOf(key.n) } : {};
  // mailauth carries the key as text between reading and using it.
  const text = `${PREFIX}${Buffer.from(input.key).toString('base64')}`;
  return { asymmetricKeyType: key.type, asymmetricKeyDetails: details, export: () => text };
}

function readExported(text: string): UsableKey | null {
  return text.startsWith(PREFIX) ? readPublicKey(Buffer.from(text.slice(PREFIX.length), 'base64')) : null;
}

function verifyRsa(algorithm: string, data: Uint8Array, key: { n: bigint; e: bigint }, signature: Uint8Array): boolean {
  const bits = bitsOf(key.n);
  const tooCostly = bits > MOST_MODULUS_BITS || (bits > LARGE_MODULUS_BITS && bitsOf(key.e) > MOST_EXPONENT_BITS);
  if (tooCostly) throw new Error('modulus or exponent too large');
  const scheme = algorithm.toLowerCase().endsWith('sha1') ? PKCS1_SHA1 : PKCS1_SHA256;
  return scheme.verify(key, Uint8Array.from(data), Uint8Array.from(signature));
}

/** `algorithm` is null for ed25519, as in Node; the data is then the digest (RFC 8463 § 3). */
function verify(algorithm: string | null, data: Uint8Array, keyText: string, signature: Uint8Array): boolean {
  const key = readExported(keyText);
  if (!key) throw new Error('not a public key');
  if (key.type === 'rsa') {
    if (algorithm === null) throw new Error('the key is no ed25519 key');
    return verifyRsa(algorithm, data, key, signature);
  }
  if (algorithm !== null) throw new Error('the key is no RSA key');
  if (signature.length !== 64) return false;
  return ed25519.verify(Uint8Array.from(signature), Uint8Array.from(data), key.point);
}

export const nobleEngine: CryptoEngine = { createHash: (algorithm) => new Hash(algorithm), createPublicKey, verify };
