/**
 * Stands in for `node:crypto` in a browser. The engine comes with the DKIM verifier (dkim-verifier.ts), so that a
 * bundle which judges only DMARC and SPF, such as the worker, does not carry it.
 */

export interface PublicKey {
  asymmetricKeyType: 'rsa' | 'ed25519';
  asymmetricKeyDetails: { modulusLength?: number };
  export(): string;
}

export interface CryptoEngine {
  createHash(algorithm: string): { update(data: Uint8Array): unknown; digest(encoding?: string): unknown };
  createPublicKey(input: { key: Uint8Array; type: 'spki' | 'pkcs1' }): PublicKey;
  verify(algorithm: string | null, data: Uint8Array, key: string, signature: Uint8Array): boolean;
}

let engine: CryptoEngine | null = null;

export function useEngine(given: CryptoEngine): void {
  engine = given;
}

function theEngine(): CryptoEngine {
  if (!engine) throw new Error('mailauth wants to verify a signature, and this bundle has no engine for it');
  return engine;
}

export const createHash: CryptoEngine['createHash'] = (algorithm) => theEngine().createHash(algorithm);
export const createPublicKey: CryptoEngine['createPublicKey'] = (input) => theEngine().createPublicKey(input);
export const verify: CryptoEngine['verify'] = (...input) => theEngine().verify(...input);
export const randomUUID = (): string => globalThis.crypto.randomUUID();
