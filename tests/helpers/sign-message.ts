import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { messageZone, toOctets } from './signed-messages.ts';
import type { Zone } from './dns-zone.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const toBase64 = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64');

/** The messages' zone, with the key of `signMessage` at `own._domainkey.brand.com`. */
export const signedZone: Zone = {
  ...messageZone,
  'own._domainkey.brand.com': { TXT: `v=DKIM1; k=rsa; p=${toBase64(pair.publicKey)}` },
};

/** `c=` of RFC 6376: header section, then body. */
export type Canonicalisation = 'relaxed/relaxed' | 'simple/simple' | 'relaxed/simple' | 'simple/relaxed';

export interface SignOptions {
  headers?: readonly string[];
  canonicalisation?: Canonicalisation;
  from?: string;
}

/**
 * A message of brand.com as its receiver has it: signed with selector `own`, behind the Received field of a server of no
 * provider. `headers` come behind From and Subject; lines end with CRLF.
 */
export async function signMessage(
  body: string,
  { headers = [], canonicalisation = 'relaxed/relaxed', from = 'Brand <hello@brand.com>' }: SignOptions = {},
): Promise<string> {
  const unsigned = [
    `From: ${from}`,
    'Subject: Three new coffees',
    'To: Ada <ada@mailbox.example>',
    'Date: Tue, 24 Nov 2026 10:00:00 +0000',
    'Message-ID: <1@brand.com>',
    ...headers,
    '',
    body,
  ].join('\r\n');
  const signer = {
    signingDomain: 'brand.com',
    selector: 'own',
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  // mailauth reads the list; its types ask for the one signer.
  const options = { ...signer, canonicalization: canonicalisation, signatureData: [signer] };
  const { signatures } = await dkimSign(toOctets(unsigned), options);
  const received =
    'Received: from mail.esp.net (mail.esp.net [192.0.2.10]) by mx.mailbox.example (Postfix) with ESMTPS id 1;\r\n Tue, 24 Nov 2026 10:00:01 +0000\r\n';
  return `Return-Path: <b@bounce.esp.net>\r\n${received}${signatures}${unsigned}`;
}
