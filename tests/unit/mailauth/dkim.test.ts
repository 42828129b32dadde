import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifySignatures, type SignatureOutcome } from '../../../lib/mailauth/dkim.ts';
import { toZoneAsk } from '../../helpers/zone-ask.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KEY = `v=DKIM1; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
const BODY = 'Three new coffees.\r\n';

/** A message whose signature has these tags besides the necessary ones, in the simple form (RFC 6376 § 3.4). */
function toSigned(extra: string, hashed = BODY): Buffer {
  const from = 'From: hello@brand.com\r\n';
  const hash = createHash('sha256').update(hashed).digest('base64');
  const field = `DKIM-Signature: v=1; a=rsa-sha256; d=brand.com; s=sel; h=from; ${extra}bh=${hash}; b=`;
  const value = createSign('sha256').update(`${from}${field}`).sign(privateKey, 'base64');
  return Buffer.from(`${field}${value}\r\n${from}\r\n${BODY}`);
}

async function outcomeOf(message: Buffer): Promise<SignatureOutcome | undefined> {
  const verified = await verifySignatures({
    message,
    mailFrom: 'postmaster@brand.com',
    at: new Date(),
    ask: toZoneAsk({ 'sel._domainkey.brand.com': { TXT: KEY } }),
    chooseKey: (records) => records,
  });
  return verified.signatures[0]?.outcome;
}

describe('a body of limited length', () => {
  it('is signed as far as the signature says', async () => {
    expect(await outcomeOf(toSigned(''))).toBe('pass');
    expect(await outcomeOf(toSigned(`l=${BODY.length}; `))).toBe('pass');
    expect(await outcomeOf(toSigned('l=5; ', BODY.slice(0, 5)))).toBe('pass');
    expect(await outcomeOf(toSigned('l=0; ', ''))).toBe('pass');
  });

  it('is not well formed where it names more than there is (RFC 6376 § 3.5)', async () => {
    expect(await outcomeOf(toSigned(`l=${BODY.length + 1}; `))).toBe('syntax');
  });
});
