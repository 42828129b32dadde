import { describe, expect, it } from 'vitest';
import { findForeignDomain } from '../../../lib/audit/mail/free-mail.ts';

describe('the mailbox providers’ own domains', () => {
  it.each([
    ['gmail.com', 'Gmail'],
    ['googlemail.com', 'Gmail'],
    ['yahoo.co.uk', 'Yahoo'],
    ['outlook.com', 'Microsoft'],
    ['icloud.com', 'iCloud'],
    ['proton.me', 'Proton'],
    ['aol.com', 'AOL'],
    ['gmx.de', 'GMX'],
    ['laposte.net', 'La Poste'],
    ['mail.ru', 'Mail.ru'],
    ['qq.com', 'Tencent'],
  ])('%s is %s’s', (domain, provider) => {
    expect(findForeignDomain(domain)).toEqual({ provider, reason: 'mailbox' });
  });

  it.each([
    'brand.test',
    'mail.gmail.com',
    'notgmail.com',
    'gmail.com.brand.test',
    'google.com',
    'microsoft.com',
    'constructor',
  ])('%s is a domain like any other', (domain) => {
    expect(findForeignDomain(domain)).toBeNull();
  });
});
