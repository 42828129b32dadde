import { isIpv4 } from '../../domain/ip.ts';

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
