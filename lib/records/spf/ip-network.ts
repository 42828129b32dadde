/** The grammar of addresses in SPF (RFC 7208 § 12): no leading zeros, IPv6 as RFC 4291 writes it. */

const OCTET = '(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

export const isIpv4 = (text: string): boolean => IPV4.test(text);

const isGroups = (groups: string[]): boolean => groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group));

export function isIpv6(text: string): boolean {
  if (text.length > 45) return false;
  // A dotted quad at the end stands for the last two groups.
  const dotted = /^(.*:)([\d.]+)$/.exec(text);
  if (text.includes('.') && (dotted === null || !isIpv4(dotted[2] ?? ''))) return false;
  const plain = dotted !== null && text.includes('.') ? `${dotted[1]}0:0` : text;
  const gap = plain.indexOf('::');
  if (gap === -1) return plain.split(':').length === 8 && isGroups(plain.split(':'));
  if (plain.indexOf('::', gap + 1) !== -1) return false;
  const groups = [plain.slice(0, gap), plain.slice(gap + 2)].flatMap((side) => (side === '' ? [] : side.split(':')));
  return groups.length <= 7 && isGroups(groups);
}

/** A prefix length without a leading zero, at most `longest`; null where it is none. */
export function parsePrefix(text: string, longest: 32 | 128): number | null {
  if (!/^(?:0|[1-9]\d{0,2})$/.test(text)) return null;
  const prefix = Number(text);
  return prefix <= longest ? prefix : null;
}

const toNumber = (address: string): number => address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
const toAddress = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');

const MOST_NETWORKS = 10;

/**
 * The networks that make up a range of IPv4 addresses, both ends included; null where they are more than 10, or the range
 * runs backwards.
 */
export function networksOfRange(first: string, last: string): string[] | null {
  if (!isIpv4(first) || !isIpv4(last)) return null;
  let from = toNumber(first);
  const to = toNumber(last);
  const networks: string[] = [];
  while (from <= to) {
    let size = 1;
    while (from % (size * 2) === 0 && from + size * 2 - 1 <= to) size *= 2;
    networks.push(size === 1 ? toAddress(from) : `${toAddress(from)}/${32 - Math.log2(size)}`);
    if (networks.length > MOST_NETWORKS) return null;
    from += size;
  }
  return networks.length === 0 ? null : networks;
}

/** `255.255.255.0` as 24; null where the text is no netmask. */
export function prefixOfNetmask(text: string): number | null {
  if (!isIpv4(text)) return null;
  const bits = text
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
  const ones = bits.indexOf('0');
  if (ones === -1) return 32;
  return bits.indexOf('1', ones) === -1 ? ones : null;
}
