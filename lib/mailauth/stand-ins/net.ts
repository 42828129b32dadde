/** Stands in for `node:net` in a browser: the three questions that mailauth asks of an address. */
import { isIpv4, isIpv6 } from '../../domain/ip.ts';

export const isIPv4 = (text: unknown): boolean => typeof text === 'string' && isIpv4(text);

/** With the zone index of RFC 4007 § 11, as Node allows it. */
export const isIPv6 = (text: unknown): boolean => {
  if (typeof text !== 'string') return false;
  const [address = '', zone, ...more] = text.split('%', 3);
  return zone !== '' && more.length === 0 && isIpv6(address);
};

export const isIP = (text: unknown): 0 | 4 | 6 => (isIPv4(text) ? 4 : isIPv6(text) ? 6 : 0);
