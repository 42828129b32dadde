import type { Observation } from '../audit/audit-input.ts';
import type { ApiDomain } from './api.ts';

/** What an ESP's own records of its sending domains tell of one From domain. */
export interface DomainState {
  /** Names in which the ESP says it signs. */
  confirmed: string[];
  /** Selectors to look up, as if its settings page had been seen; null where it names none. */
  observed: Observation | null;
  /** Names and values that it wants to be published, a line each, with tabs between; '' where it names none. */
  values: string;
}

const keyPattern = /^([a-z0-9][a-z0-9-]{0,62})\._domainkey(?:\.(.+?))?\.?$/i;

/** Where the keys of a sending domain are: by its records, else at the domain itself with the selectors it names. */
function keysOf({ domain, selectors, records }: ApiDomain): { domain: string; selector: string }[] {
  const published = records.flatMap(({ host }) => {
    const [, selector, below] = keyPattern.exec(host) ?? [];
    // A host is written whole, or without its zone, which then is not known: only the domain itself is sure.
    const isWhole =
      below !== undefined && (domain === below || domain.endsWith(`.${below}`) || below.endsWith(`.${domain}`));
    return selector ? [{ selector: selector.toLowerCase(), domain: isWhole ? below.toLowerCase() : domain }] : [];
  });
  return published.length > 0 ? published : selectors.map((selector) => ({ selector, domain }));
}

const unique = <T>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

/**
 * The part of an account's sending domains that concerns this From. `isOfBrand` says whether a name is of the From's
 * organisation; `at`: when the ESP was asked, ms since 1970.
 */
export function toDomainState(
  domains: readonly ApiDomain[],
  isOfBrand: (name: string) => boolean,
  at: number,
): DomainState {
  const own = domains.filter(({ domain }) => isOfBrand(domain));
  const keys = unique(own.flatMap(keysOf).filter(({ domain }) => isOfBrand(domain)));
  const active = own.filter(({ state }) => state === 'active');
  const names = active.flatMap((one) => [one.domain, ...keysOf(one).map(({ domain }) => domain)]);
  const lines = own.flatMap(({ records }) => records.map(({ type, host, value }) => `${host}\t${type}\t${value}`));
  const dkim = keys.map((key) => ({ ...key, passed: false }));
  return {
    confirmed: [...new Set(names)],
    observed: dkim.length > 0 ? { source: 'settings', at, returnPath: null, dkim } : null,
    values: lines.join('\n'),
  };
}
