import { getDomain, parse } from 'tldts';
import type { DomainName } from '../domain/domain-name.ts';

/** Names are parsed already; the private section counts (`brand.myshopify.com` is a shop's own). */
const OPTIONS = { allowPrivateDomains: true, extractHostname: false, validateHostname: false } as const;

/** Top labels at which nobody can register anything (RFC 6761, RFC 7686, RFC 9476, ICANN's `internal`). */
const UNREGISTRABLE = new Set(['localhost', 'local', 'internal', 'invalid', 'onion', 'alt', 'arpa', 'lan', 'home']);

/**
 * The organisational domain by the public suffix list, as RFC 7489 § 3.2 had it and receivers that have not moved to
 * the tree walk still judge. A name that is a public suffix itself is its own (it still aligns with itself).
 */
export const organisationalDomain = (name: string): DomainName => (getDomain(name, OPTIONS) ?? name) as DomainName;

/** Relaxed alignment by the public suffix list: the same organisational domain. */
export const alignsByPublicSuffix = (one: string, other: string): boolean =>
  organisationalDomain(one) === organisationalDomain(other);

/**
 * The domain that somebody would have to buy to own this name: one label below a registry's suffix, the private
 * section left aside (a name below `github.io` is not bought). Null where nothing can be bought.
 */
export function registrableDomain(name: string): DomainName | null {
  const { domain, publicSuffix } = parse(name, { ...OPTIONS, allowPrivateDomains: false });
  if (domain === null || publicSuffix === null || UNREGISTRABLE.has(publicSuffix)) return null;
  return domain as DomainName;
}

/** Whether the list knows the suffix of a name: of one that it does not know, only DNS can say whether it exists. */
export const hasListedSuffix = (name: string): boolean => parse(name, OPTIONS).isIcann === true;
