/** Resolvers that people know by a name. */
const NAMES: Record<string, string> = {
  'cloudflare-dns.com': 'Cloudflare',
  '1.1.1.1': 'Cloudflare',
  'dns.google': 'Google',
  '8.8.8.8': 'Google',
  'dns.quad9.net': 'Quad9',
  'dns.adguard-dns.com': 'AdGuard',
  'doh.opendns.com': 'OpenDNS',
  'dns.nextdns.io': 'NextDNS',
  'dns.mullvad.net': 'Mullvad',
};

/** `https://cloudflare-dns.com/dns-query` as a person calls it: its name, else its host. */
export function toResolverName(address: string): string {
  const host = URL.parse(address)?.host ?? address;
  return NAMES[host] ?? host;
}
