import ipaddr from 'ipaddr.js';

/** IP addresses as text: which they are, whether they are private, their names in DNS. By ipaddr.js; linear, never throws. */

/** `ffff:` six times and a dotted quad. */
const LONGEST = 45;

/** Dotted quad without leading zeros (RFC 7208 § 12). */
export const isIpv4 = (text: string): boolean => text.length <= 15 && ipaddr.IPv4.isValidFourPartDecimal(text);

/** Any form of RFC 4291 § 2.2, without brackets and without a zone index. */
export const isIpv6 = (text: string): boolean =>
  text.length <= LONGEST && text.includes(':') && !text.includes('%') && ipaddr.IPv6.isValid(text);

function toAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (isIpv4(text)) return ipaddr.IPv4.parse(text);
  return isIpv6(text) ? ipaddr.IPv6.parse(text) : null;
}

/**
 * `[IPv6:2001:DB8::1]`, `192.0.2.1`, `[192.0.2.1]:25` to the bare address in lower case, as written; an IPv4 address
 * inside an IPv6 one (RFC 4291 § 2.5.5.2) to the IPv4 address. Null where it is none.
 */
export function parseIp(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[(?:IPv6:)?([^\]]*)\](?::\d{1,5})?$/i, '$1')
    .replace(/%.*/s, '')
    .toLowerCase();
  const address = toAddress(bare);
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) return address.toIPv4Address().toString();
  return address && bare;
}

const PRIVATE_RANGES: readonly string[] = [
  'private',
  'loopback',
  'unspecified',
  'linkLocal',
  'carrierGradeNat',
  'uniqueLocal',
];

/** Loopback, private, link-local, shared (RFC 1918, RFC 6598, RFC 4193, RFC 4291): never a sender on the internet. */
export const isPrivateIp = (ip: string): boolean => PRIVATE_RANGES.includes(toAddress(ip)?.range() ?? '');

/** Two spellings of one address. */
export const isSameIp = (one: string, other: string): boolean =>
  one === other || (toAddress(one)?.toNormalizedString() ?? one) === (toAddress(other)?.toNormalizedString() ?? other);

/** The name that holds the PTR record of an address (RFC 1035 § 3.5, RFC 3596 § 2.5). */
export function reverseName(ip: string): string {
  const octets = toAddress(ip)?.toByteArray() ?? [];
  if (isIpv4(ip)) return `${octets.toReversed().join('.')}.in-addr.arpa`;
  const nibbles = octets.flatMap((octet) => octet.toString(16).padStart(2, '0').split(''));
  return `${nibbles.toReversed().join('.')}.ip6.arpa`;
}

/** `255.255.255.0` as 24; null where the text is no netmask. */
export const prefixOfNetmask = (text: string): number | null =>
  isIpv4(text) ? ipaddr.IPv4.parse(text).prefixLengthFromSubnetMask() : null;
