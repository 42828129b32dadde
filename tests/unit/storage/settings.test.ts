import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RESOLVERS, isResolverAddress, parseSettings } from '../../../lib/storage/settings.ts';

describe('settings', () => {
  it('have defaults for whatever is missing', () => {
    expect(parseSettings(undefined)).toEqual(parseSettings({}));
    expect(parseSettings({})).toMatchObject({ resolvers: DEFAULT_RESOLVERS, guard: 'fail', mtaStsPolicy: false });
  });

  it('keep what is right beside what is wrong', () => {
    const settings = parseSettings({ guard: 'off', theme: 'purple', resolvers: ['http://127.0.0.1:5300/dns-query'] });
    expect(settings).toMatchObject({ guard: 'off', theme: 'system', resolvers: ['http://127.0.0.1:5300/dns-query'] });
  });

  it('keep what a newer version has added', () => {
    expect(parseSettings({ guard: 'off', tomorrow: [1, 2] })).toMatchObject({ tomorrow: [1, 2] });
  });

  it('never fail, whatever is stored', () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        expect(parseSettings(stored).resolvers.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the address of a resolver', () => {
  it.each([
    ['https://dns.example/dns-query', true],
    ['https://dns.example:8443/x', true],
    ['http://127.0.0.1:8053/dns-query', true],
    ['http://localhost/dns-query', true],
    ['http://dns.example/dns-query', false],
    ['https://user:secret@dns.example/', false],
    ['ftp://dns.example/', false],
    ['dns.example', false],
    ['', false],
  ])('%s: %s', (address, expected) => expect(isResolverAddress(address)).toBe(expected));
});
