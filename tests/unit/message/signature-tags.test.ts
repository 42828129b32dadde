import { describe, expect, it } from 'vitest';
import { parseSignature } from '../../../lib/message/authentication/signature-tags.ts';

const parse = (identity: string) =>
  parseSignature({
    name: 'DKIM-Signature',
    key: 'dkim-signature',
    raw: `DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=a; i=${identity}; h=from; bh=x; b=y`,
  });

describe('the identity of a signature (RFC 6376 § 3.5)', () => {
  it.each([
    ['joe@example.com', 'example.com', null],
    ['joe@example=2Ecom', 'example.com', null],
    ['joe=40example.com', 'example.com', null],
    ['joe=3D40@mail.ex\r\n ample.com', 'mail.example.com', null],
    ['joe@example=2Eorg', 'example.org', 'syntax'],
  ])('%j', (identity, domain, fault) => {
    expect(parse(identity)).toMatchObject({ identityDomain: domain, fault });
  });
});
