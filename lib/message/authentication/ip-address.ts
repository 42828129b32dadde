/** IP addresses in trace fields: which they are, whether they are of this world, their names in DNS. */

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const LONGEST = 60;

/** The eight groups of an IPv6 address; null where the text is none. The URL parser knows every form (WHATWG URL § 3.5). */
function toGroups(text: string): number[] | null {
  if (text.length > LONGEST || !/^[0-9a-f:.]+$/i.test(text) || !text.includes(':')) return null;
  let canonical: string;
  try {
    canonical = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  } catch {
    return null;
  }
  const [head = '', tail] = canonical.split('::');
  const toNumbers = (run: string): number[] => (run ? run.split(':').map((group) => Number.parseInt(group, 16)) : []);
  const before = toNumbers(head);
  if (tail === undefined) return before;
  const after = toNumbers(tail);
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

function mappedIpv4(groups: readonly number[]): string | null {
  const [a = 0, b = 0] = groups.slice(6);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return mapped ? [a >> 8, a & 0xff, b >> 8, b & 0xff].join('.') : null;
}

/** `[IPv6:2001:DB8::1]`, `192.0.2.1`, `[192.0.2.1]:25` to the bare address in lower case; null where it is none. */
export function parseIp(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[(?:IPv6:)?([^\]]*)\](?::\d{1,5})?$/i, '$1')
    .replace(/%.*$/, '')
    .toLowerCase();
  if (IPV4.test(bare)) return bare;
  const groups = toGroups(bare);
  return groups ? (mappedIpv4(groups) ?? bare) : null;
}

/** Loopback, private, link-local, shared (RFC 1918, RFC 6598, RFC 4193, RFC 4291): never a sender on the internet. */
export function isPrivateIp(ip: string): boolean {
  if (IPV4.test(ip)) {
    const [a = 0, b = 0] = ip.split('.').map(Number);
    return (
      a === 10 ||
      a === 127 ||
      a === 0 ||
      (a === 192 && b === 168) ||
      (a === 172 && b >= 16 && b < 32) ||
      (a === 169 && b === 254) ||
      (a === 100 && b >= 64 && b < 128)
    );
  }
  const groups = toGroups(ip) ?? [];
  const [first = 0] = groups;
  const local = groups.slice(0, 7).every((group) => group === 0) && (groups[7] ?? 0) <= 1;
  return local || (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80;
}

/** Two spellings of one address. */
export const isSameIp = (one: string, other: string): boolean => {
  const [a, b] = [toGroups(one), toGroups(other)];
  return a && b ? a.join() === b.join() : one === other;
};

/** The name that holds the PTR record (RFC 1035 § 3.5, RFC 3596 § 2.5). */
export function reverseName(ip: string): string {
  if (IPV4.test(ip)) return `${ip.split('.').reverse().join('.')}.in-addr.arpa`;
  const nibbles = (toGroups(ip) ?? []).flatMap((group) => group.toString(16).padStart(4, '0').split(''));
  return `${nibbles.reverse().join('.')}.ip6.arpa`;
}

export const isIpv4 = (ip: string): boolean => IPV4.test(ip);
