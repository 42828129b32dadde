import { describe, expect, it } from 'vitest';
import { DNS_HOSTS, findDnsHost, toEditorUrl } from '../../../lib/fixes/dns-hosts/dns-hosts.ts';

const FOUND: [string, string[]][] = [
  ['cloudflare', ['ada.ns.cloudflare.com', 'bob.ns.cloudflare.com']],
  ['godaddy', ['ns07.domaincontrol.com', 'ns08.domaincontrol.com']],
  ['route53', ['ns-123.awsdns-45.com', 'ns-600.awsdns-11.net', 'ns-1400.awsdns-47.org', 'ns-1800.awsdns-33.co.uk']],
  ['namecheap', ['dns1.registrar-servers.com', 'dns2.registrar-servers.com']],
  ['google-or-squarespace', ['ns-cloud-e1.googledomains.com', 'ns-cloud-e2.googledomains.com']],
  ['squarespace', ['dns1.squarespacedns.com']],
  ['wix', ['ns6.wixdns.net', 'ns7.wixdns.net']],
  ['ionos', ['ns1045.ui-dns.com', 'ns1045.ui-dns.de', 'ns1045.ui-dns.org', 'ns1045.ui-dns.biz']],
  ['hostinger', ['ns1.dns-parking.com', 'ns2.dns-parking.com']],
  ['digitalocean', ['ns1.digitalocean.com']],
  ['azure', ['ns1-07.azure-dns.com', 'ns2-07.azure-dns.net', 'ns3-07.azure-dns.org', 'ns4-07.azure-dns.info']],
  ['ovh', ['dns10.ovh.net', 'ns10.ovh.net']],
  ['gandi', ['ns-12-a.gandi.net']],
  ['porkbun', ['curitiba.ns.porkbun.com', 'salvador.ns.porkbun.com']],
  ['ns1', ['dns1.p03.nsone.net']],
  ['namecom', ['ns1jkl.name.com']],
  ['loopia', ['ns1.loopia.se', 'ns2.loopia.se']],
];

describe('the DNS host by its name servers', () => {
  it.each(FOUND)('%s', (id, nameServers) => {
    expect(findDnsHost(nameServers)?.id).toBe(id);
  });

  it('does not mind upper case or a final dot', () => {
    expect(findDnsHost(['NS07.DOMAINCONTROL.COM.'])?.id).toBe('godaddy');
  });

  it('is not taken in by a name that only ends alike', () => {
    expect(findDnsHost(['ns1.evilname.com'])).toBeNull();
    expect(findDnsHost(['domaincontrol.com.example.net'])).toBeNull();
    expect(findDnsHost(['ns-1.awsdns-evil.com'])).toBeNull();
  });

  it('is not known where two hosts serve the zone, or one of them is a stranger', () => {
    expect(findDnsHost(['ns07.domaincontrol.com', 'ada.ns.cloudflare.com'])).toBeNull();
    expect(findDnsHost(['ns07.domaincontrol.com', 'ns1.brand.test'])).toBeNull();
    expect(findDnsHost([])).toBeNull();
  });
});

describe('the data of the hosts', () => {
  it.each(DNS_HOSTS)('$id has a date, an editor over https and rules', (host) => {
    expect(host.checkedOn).toMatch(/^2026-\d\d-\d\d$/u);
    expect(toEditorUrl(host, 'brand.test')).toMatch(/^https:\/\/[^{}]+$/u);
    expect(host.nameServers.length).toBeGreaterThan(0);
    expect(new Set(host.traps).size).toBe(host.traps.length);
  });

  it('has each host once', () => {
    expect(new Set(DNS_HOSTS.map(({ id }) => id)).size).toBe(DNS_HOSTS.length);
  });

  it('puts the zone into the address as text', () => {
    const godaddy = findDnsHost(['ns07.domaincontrol.com']);
    expect(godaddy && toEditorUrl(godaddy, 'brand.test/../x?')).toContain('brand.test%2F..%2Fx%3F');
  });
});
