/** A public key, or what else was found where one belongs. */
export type DerKey =
  | {
      kind: 'rsa';
      /** Of the modulus. */
      bits: number;
      /** Big-endian, as in the DER. */
      modulus: Uint8Array;
      exponent: Uint8Array;
      /** Octets behind the key. */
      trailing: number;
    }
  | { kind: 'ed25519'; key: Uint8Array }
  /** A key of another algorithm in the same wrapping. */
  | { kind: 'other-algorithm' }
  | { kind: 'private-key' }
  | { kind: 'certificate' }
  /** It begins as a key and ends too early. */
  | { kind: 'cut' }
  | { kind: 'not-a-key' };

interface Element {
  tag: number;
  /** Where the contents begin and end; the end may lie behind the data. */
  from: number;
  to: number;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const NULL = 0x05;
const OBJECT_ID = 0x06;
const CONTEXT_0 = 0xa0;

/** 1.2.840.113549.1.1.1 (RFC 8017) and 1.3.101.112 (RFC 8410) */
const RSA_ENCRYPTION = '42.134.72.134.247.13.1.1.1';
const ED25519 = '43.101.112';

/** One tag and length of DER at `at`; null where the octets hold none. */
function readElement(bytes: Uint8Array, at: number): Element | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return null;
  if (first < 0x80) return { tag, from: at + 2, to: at + 2 + first };
  const count = first & 0x7f;
  if (count === 0 || count > 3) return null;
  let length = 0;
  for (let index = 0; index < count; index += 1) {
    const octet = bytes[at + 2 + index];
    if (octet === undefined) return null;
    length = length * 256 + octet;
  }
  const from = at + 2 + count;
  return { tag, from, to: from + length };
}

function bitLength(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] === 0) at += 1;
  if (at >= to) return 0;
  return (to - at - 1) * 8 + (32 - Math.clz32(bytes[at] ?? 0));
}

/** A positive number: the first bit is its sign. */
const isPositive = (bytes: Uint8Array, { tag, from, to }: Element): boolean =>
  tag === INTEGER && to > from && (bytes[from] ?? 0xff) < 0x80 && bitLength(bytes, from, to) > 0;

/** RSAPublicKey: SEQUENCE { modulus, exponent } (RFC 8017 A.1.1), which RFC 6376 § 3.6.1 asks for by the letter. */
function readRsaKey(bytes: Uint8Array, sequence: Element): DerKey {
  const modulus = readElement(bytes, sequence.from);
  if (modulus?.tag !== INTEGER) return { kind: 'not-a-key' };
  if (modulus.to > bytes.length) return { kind: 'cut' };
  // A private key begins with its version, the number 0, and the modulus behind it.
  const bits = bitLength(bytes, modulus.from, modulus.to);
  if (bits === 0 && modulus.to < sequence.to) return { kind: 'private-key' };
  const exponent = readElement(bytes, modulus.to);
  if (exponent === null || exponent.to > bytes.length) return { kind: 'cut' };
  const isWhole = exponent.to === sequence.to && isPositive(bytes, modulus) && isPositive(bytes, exponent);
  if (!isWhole) return { kind: 'not-a-key' };
  const [n, e] = [modulus, exponent].map(({ from, to }) => bytes.subarray(from, to)) as [Uint8Array, Uint8Array];
  return { kind: 'rsa', bits, modulus: n, exponent: e, trailing: bytes.length - sequence.to };
}

/** The algorithm's parameters: NULL, or nothing at all (RFC 3279 § 2.3.1). */
function hasNoParameters(bytes: Uint8Array, algorithm: Element, id: Element): boolean {
  if (id.to === algorithm.to) return true;
  return id.to + 2 === algorithm.to && bytes[id.to] === NULL && bytes[id.to + 1] === 0;
}

/** SubjectPublicKeyInfo: SEQUENCE { SEQUENCE { algorithm }, BIT STRING } (RFC 5280 § 4.1.2.7), which everybody publishes. */
function readWrapped(bytes: Uint8Array, outer: Element, algorithm: Element): DerKey {
  const id = readElement(bytes, algorithm.from);
  const key = readElement(bytes, algorithm.to);
  if (id?.tag !== OBJECT_ID) {
    return { kind: id?.tag === CONTEXT_0 || id?.tag === INTEGER ? 'certificate' : 'not-a-key' };
  }
  if (key === null) return { kind: 'cut' };
  if (key.tag !== BIT_STRING) return { kind: 'not-a-key' };
  const name = bytes.subarray(id.from, id.to).join('.');
  if (name === ED25519) {
    return key.to > bytes.length ? { kind: 'cut' } : { kind: 'ed25519', key: bytes.slice(key.from + 1, key.to) };
  }
  if (name !== RSA_ENCRYPTION) return { kind: 'other-algorithm' };
  const inner = readElement(bytes, key.from + 1);
  if (inner === null) return { kind: 'cut' };
  if (inner.tag !== SEQUENCE) return { kind: 'not-a-key' };
  const read = readRsaKey(bytes, inner);
  if (read.kind !== 'rsa') return read;
  const isWhole =
    bytes[key.from] === 0 && inner.to === key.to && key.to === outer.to && hasNoParameters(bytes, algorithm, id);
  return isWhole ? { ...read, trailing: bytes.length - outer.to } : { kind: 'not-a-key' };
}

/**
 * The public key in a DER text: RSA in either wrapping, with the size of its modulus in bits, or ed25519. It reads a
 * handful of lengths and never more than the octets given.
 */
export function readDerKey(bytes: Uint8Array): DerKey {
  const outer = readElement(bytes, 0);
  if (outer?.tag !== SEQUENCE) return { kind: 'not-a-key' };
  const first = readElement(bytes, outer.from);
  if (first === null) return { kind: 'cut' };
  const read = first.tag === SEQUENCE ? readWrapped(bytes, outer, first) : readRsaKey(bytes, outer);
  // Whatever else stands wrong in it: what is missing at its end is the telling fault.
  const isCut = outer.to > bytes.length && read.kind !== 'private-key' && read.kind !== 'other-algorithm';
  return isCut ? { kind: 'cut' } : read;
}
