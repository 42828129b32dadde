import { describe, expect, it } from 'vitest';
import type { ApiDomain } from '../../../lib/esp-api/api.ts';
import { toDomainState } from '../../../lib/esp-api/domain-state.ts';
import { isAtOrBelow } from '../../../lib/domain/domain-name.ts';

const domain = (name: string, rest: Partial<ApiDomain> = {}): ApiDomain => ({
  domain: name,
  state: 'active',
  selectors: ['km1'],
  records: [],
  ...rest,
});
const record = (host: string) => ({ type: 'CNAME', host, value: 'km1.domainkey.77.klaviyodns.com' });
const stateOf = (...domains: ApiDomain[]) => toDomainState(domains, (name) => isAtOrBelow(name, 'brand.test'), 5);

describe('what an account says of a brand', () => {
  it('names the sending subdomain that DNS cannot be asked for', () => {
    const { observed, confirmed } = stateOf(domain('klv-9.brand.test'), domain('other.test'));
    expect(confirmed).toEqual(['klv-9.brand.test']);
    expect(observed?.dkim).toEqual([{ domain: 'klv-9.brand.test', selector: 'km1', passed: false }]);
    expect(observed?.source).toBe('settings');
  });

  it('finds the keys where the records are, above the sending domain too', () => {
    const { observed, confirmed } = stateOf(
      domain('send.brand.test', { records: [record('km1._domainkey.brand.test'), record('send.brand.test')] }),
    );
    expect(observed?.dkim).toEqual([{ domain: 'brand.test', selector: 'km1', passed: false }]);
    expect(confirmed).toEqual(['send.brand.test', 'brand.test']);
  });

  it('takes a host without its zone as one of the sending domain', () => {
    expect(stateOf(domain('brand.test', { records: [record('km2._domainkey')] })).observed?.dkim).toEqual([
      { domain: 'brand.test', selector: 'km2', passed: false },
    ]);
  });

  it('confirms nothing that is not active, and hands over its values all the same', () => {
    const { confirmed, values } = stateOf(
      domain('send.brand.test', { state: 'pending', records: [record('km1._domainkey.send.brand.test')] }),
    );
    expect(confirmed).toEqual([]);
    expect(values).toBe('km1._domainkey.send.brand.test\tCNAME\tkm1.domainkey.77.klaviyodns.com');
  });

  it('says nothing of another organisation’s domains', () => {
    expect(stateOf(domain('other.test', { records: [record('km1._domainkey.other.test')] }))).toEqual({
      confirmed: [],
      observed: null,
      values: '',
    });
  });
});
