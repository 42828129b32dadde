import { describe, expect, it } from 'vitest';
import { parseRoute, toHash, type Route } from '../../../components/route.ts';

describe('the places of the report page', () => {
  it('reads the addresses that others lean on', () => {
    expect(parseRoute('#/domain/brand.com')).toEqual({
      page: 'domain',
      domain: 'brand.com',
      from: 'brand.com',
      esp: null,
      account: null,
      tab: null,
    });
    expect(parseRoute('#/message')).toEqual({ page: 'message' });
    expect(parseRoute('#/domains')).toEqual({ page: 'domains' });
    expect(parseRoute('#/history/brand.com')).toEqual({ page: 'history', domain: 'brand.com' });
  });

  const places: Route[] = [
    { page: 'domain', domain: 'brand.com', from: 'brand.com', esp: 'mailchimp', account: '12345', tab: 7 },
    {
      page: 'domain',
      domain: 'xn--bcher-kva.example',
      from: 'xn--bcher-kva.example',
      esp: 'none',
      account: null,
      tab: null,
    },
    { page: 'history', domain: 'brand.com' },
    { page: 'glossary', term: 'dmarc' },
    { page: 'message' },
  ];
  it.each(places)('reads back what it writes: $page', (place) => {
    expect(parseRoute(toHash(place))).toEqual(place);
  });

  it.each(['', '#', '#/', '#/nonsense', '#/domain/', '#/history', '#/domain/%E0%A4%A', '#///'])(
    'leads %j to the list of domains',
    (hash) => {
      expect(parseRoute(hash)).toEqual({ page: 'domains' });
    },
  );

  it('puts no address of a person into a link', () => {
    const place = { page: 'domain', domain: 'brand.com', esp: null, account: null, tab: null } as const;
    expect(toHash({ ...place, from: 'hello@brand.com' })).toBe('#/domain/brand.com');
    expect(parseRoute('#/domain/brand.com?from=hello%40brand.com')).toEqual({ ...place, from: 'brand.com' });
  });

  it('takes no service that it does not know', () => {
    expect(parseRoute('#/domain/brand.com?esp=__proto__')).toMatchObject({ esp: null });
  });
});
