import { describe, expect, it } from 'vitest';
import { createAuditDns } from '../../../lib/dns/audit-dns.ts';
import { createDohResolver } from '../../../lib/dns/doh.ts';
import { recordsOf, type RecordType } from '../../../lib/dns/resolver.ts';
import type { RecordChange } from '../../../lib/fixes/fix.ts';
import { isWorse, withChanges, type Outlook } from '../../../lib/fixes/trial.ts';
import type { Zone } from '../../helpers/dns-zone.ts';
import { createZoneFetch } from '../../helpers/doh-server.ts';

const ZONE: Zone = {
  'brand.test': { TXT: ['v=spf1 -all', 'token'], MX: [[10, 'mx.brand.test']] },
  'k2._domainkey.brand.test': { CNAME: 'gone.esp.test' },
  '*._domainkey.brand.test': { TXT: 'v=DKIM1; p=' },
  'own._domainkey.brand.test': { TXT: 'v=DKIM1; k=rsa; p=AAAA' },
  'esp.test': { TXT: 'v=DKIM1; p=BBBB' },
  'down.test': { rcode: 2 },
};

/** What a name answers with the changes published: outcome and records. */
async function tryOut(changes: readonly RecordChange[], name: string, type: RecordType = 'TXT') {
  const resolver = createDohResolver('https://first.test/dns-query', { fetch: createZoneFetch(ZONE).fetch });
  const dns = createAuditDns({ resolvers: [resolver], timeout: 2000, now: Date.now });
  const answer = await withChanges(dns.ask, changes)(name, type);
  return [answer.outcome, recordsOf(answer)];
}

const SPF = { name: 'brand.test', type: 'TXT', old: 'v=spf1 -all', value: 'v=spf1 mx -all' } as const;

describe('a zone with changes on paper', () => {
  it('answers the changed records and leaves the others', async () => {
    expect(await tryOut([{ action: 'replace', ...SPF }], 'brand.test')).toEqual(['answer', ['token', SPF.value]]);
    const gone: RecordChange = { action: 'remove', name: 'brand.test', type: 'TXT', value: 'token' };
    expect(await tryOut([gone], 'brand.test')).toEqual(['answer', ['v=spf1 -all']]);
  });

  it('follows a new alias', async () => {
    const name = 'k2._domainkey.brand.test';
    const change: RecordChange = { action: 'replace', name, type: 'CNAME', old: 'gone.esp.test', value: 'esp.test' };
    expect(await tryOut([change], name)).toEqual(['answer', ['v=DKIM1; p=BBBB']]);
  });

  it('leaves a name alone whose value is not known yet', async () => {
    const change = { action: 'replace', ...SPF, value: 'v=spf1 <the sender> -all' } as const;
    expect(await tryOut([change], 'brand.test')).toEqual(await tryOut([], 'brand.test'));
  });

  it('takes a wildcard from the names that it answers, and from no other', async () => {
    const name = '*._domainkey.brand.test';
    const change: RecordChange = { action: 'remove', name, type: 'TXT', value: 'v=DKIM1; p=' };
    expect(await tryOut([change], 'any._domainkey.brand.test')).toEqual(['no-such-name', []]);
    expect(await tryOut([change], 'own._domainkey.brand.test')).toEqual(['answer', ['v=DKIM1; k=rsa; p=AAAA']]);
    const own: RecordChange = { action: 'add', name: 'any._domainkey.brand.test', type: 'TXT', value: '<a key>' };
    expect(await tryOut([own, change], 'any._domainkey.brand.test')).toEqual(['answer', ['v=DKIM1; p=']]);
  });

  it('stays unknown where DNS does not answer', async () => {
    const change: RecordChange = { action: 'add', name: 'down.test', type: 'TXT', value: 'x' };
    expect((await tryOut([change], 'down.test'))[0]).toBe('server-failure');
  });
});

describe('a campaign', () => {
  const providers = {
    gmail: 'accept',
    yahoo: 'accept',
    microsoft: 'accept',
    apple: 'accept',
    laposte: 'accept',
  } as const;
  const today: Outlook = { verdict: 'warn', dmarc: 'pass', providers, failures: [] };

  it.each<[string, Partial<Outlook>, boolean]>([
    ['the same', {}, false],
    ['a better verdict', { verdict: 'pass' }, false],
    ['a verdict that is unknown', { verdict: 'unknown' }, true],
    ['DMARC that no longer passes', { dmarc: 'unknown' }, true],
    ['one provider that puts it in spam', { providers: { ...providers, yahoo: 'spam' } }, true],
  ])('is worse off with %s: %s', (_name, change, expected) =>
    expect(isWorse({ ...today, ...change }, today)).toBe(expected),
  );
});
