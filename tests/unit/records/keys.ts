import { generateKeyPairSync } from 'node:crypto';

/** Real keys, as base64 of the DER that stands behind `p=`. */
const rsaKey = (bits: number, type: 'spki' | 'pkcs1' = 'spki'): string =>
  generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ type, format: 'der' }).toString('base64');

export const RSA_512 = rsaKey(512);
export const RSA_1024 = rsaKey(1024);
export const RSA_2048 = rsaKey(2048);
export const RSA_2048_PKCS1 = rsaKey(2048, 'pkcs1');
export const RSA_4096 = rsaKey(4096);

const ed25519 = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
export const ED25519_WRAPPED = ed25519.toString('base64');
export const ED25519 = ed25519.subarray(12).toString('base64');

export const EC_P256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .publicKey.export({ type: 'spki', format: 'der' })
  .toString('base64');

export const RSA_PRIVATE = generateKeyPairSync('rsa', { modulusLength: 1024 })
  .privateKey.export({ type: 'pkcs8', format: 'der' })
  .toString('base64');
