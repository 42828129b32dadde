/** Public keys in DER: SubjectPublicKeyInfo (RFC 5280 § 4.1.2.7) and RSAPublicKey (RFC 8017 A.1.1). */

export type DerPublicKey = { type: 'rsa'; n: bigint; e: bigint } | { type: 'ed25519'; point: Uint8Array };

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OBJECT_ID = 0x06;
const RSA_OID = '2a864886f70d010101';
const ED25519_OID = '2b6570';

interface Element {
  tag: number;
  content: Uint8Array;
  /** What follows it. */
  rest: Uint8Array;
}

const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** One element off the front; null where the bytes are no definite-length DER. */
function takeElement(bytes: Uint8Array): Element | null {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return null;
  let start = 2;
  let length = first;
  if (first & 0x80) {
    const octets = first & 0x7f;
    if (octets === 0 || octets > 3) return null;
    length = 0;
    for (const byte of bytes.subarray(2, 2 + octets)) length = length * 256 + byte;
    start += octets;
  }
  const end = start + length;
  if (end > bytes.length) return null;
  return { tag, content: bytes.subarray(start, end), rest: bytes.subarray(end) };
}

function readRsaPublicKey(der: Uint8Array): DerPublicKey | null {
  const outer = takeElement(der);
  if (outer?.tag !== SEQUENCE) return null;
  const modulus = takeElement(outer.content);
  const exponent = modulus && takeElement(modulus.rest);
  if (modulus?.tag !== INTEGER || exponent?.tag !== INTEGER) return null;
  const n = BigInt(`0x0${toHex(modulus.content)}`);
  const e = BigInt(`0x0${toHex(exponent.content)}`);
  return n > 1n && e > 1n ? { type: 'rsa', n, e } : null;
}

function readSubjectPublicKeyInfo(der: Uint8Array): DerPublicKey | null {
  const outer = takeElement(der);
  if (outer?.tag !== SEQUENCE) return null;
  const algorithm = takeElement(outer.content);
  const key = algorithm && takeElement(algorithm.rest);
  const oid = algorithm && takeElement(algorithm.content);
  // The first octet of a BIT STRING counts its unused bits: none, in a key.
  if (oid?.tag !== OBJECT_ID || key?.tag !== BIT_STRING || key.content[0] !== 0) return null;
  const bits = key.content.subarray(1);
  const name = toHex(oid.content);
  if (name === RSA_OID) return readRsaPublicKey(bits);
  return name === ED25519_OID && bits.length === 32 ? { type: 'ed25519', point: Uint8Array.from(bits) } : null;
}

/** Null where the bytes are no RSA or ed25519 key. Time is linear in their number. */
export const readPublicKey = (der: Uint8Array, form: 'spki' | 'pkcs1'): DerPublicKey | null =>
  form === 'pkcs1' ? readRsaPublicKey(der) : readSubjectPublicKeyInfo(der);
