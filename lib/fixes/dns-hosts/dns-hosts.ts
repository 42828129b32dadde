/**
 * Who hosts DNS, by the names of the zone's name servers, and how a record is entered in its editor.
 * Data, with how sure each part is: `read` in a public source, `memory` not checked against one.
 */

export type Certainty = 'read' | 'memory';

export interface EntryRules {
  /** What the name field wants: the part before the zone's name, the whole name, or the whole name with a final dot. */
  name: 'relative' | 'full' | 'absolute';
  /** What stands for the zone itself in a relative name field. */
  apex: '@' | '';
  /** Names in a value (CNAME, NS, MX) need a final dot, or the host appends the zone to them. */
  finalDot: boolean;
  /** Text must be entered in quotation marks; a long one then as several quoted parts of at most 255 octets. */
  quoted: boolean;
}

/** What to mind at a host. Each has its sentence in the words. */
export type HostTrap =
  | 'appends-domain'
  | 'proxy'
  | 'flattening'
  | 'one-record-set'
  | 'mx-elsewhere'
  | 'default-dmarc'
  | 'dmarc-as-alias'
  | 'no-delegation'
  | 'delegation-unclear'
  | 'no-underscore'
  | 'one-of-several';

export interface DnsHost {
  id: string;
  name: string;
  nameServers: readonly RegExp[];
  /** Address of the zone's page in its editor; `{zone}` stands for the zone's name. */
  editor: string;
  /** The button that begins a new record, as it reads there; null where not known. */
  addButton: string | null;
  entry: EntryRules;
  traps: readonly HostTrap[];
  /** It takes part in Domain Connect. */
  domainConnect: boolean;
  checkedOn: string;
  sure: { nameServers: Certainty; editor: Certainty; entry: Certainty };
}

const PLAIN: EntryRules = { name: 'relative', apex: '@', finalDot: false, quoted: false };
const CHECKED_ON = '2026-11-25';

/** A name server whose name is `suffix` or ends in it, at a dot. */
const below = (suffix: string): RegExp => new RegExp(`(?:^|\\.)${suffix.replaceAll('.', '\\.')}$`, 'u');

type HostFacts = Pick<DnsHost, 'id' | 'name' | 'nameServers' | 'editor'> & {
  addButton?: string;
  entry?: Partial<EntryRules>;
  traps?: readonly HostTrap[];
  domainConnect?: boolean;
  sure?: Partial<DnsHost['sure']>;
};

const toHost = ({ entry, sure, ...facts }: HostFacts): DnsHost => ({
  addButton: null,
  traps: [],
  domainConnect: false,
  ...facts,
  entry: { ...PLAIN, ...entry },
  checkedOn: CHECKED_ON,
  sure: { nameServers: 'read', editor: 'memory', entry: 'memory', ...sure },
});

export const DNS_HOSTS: readonly DnsHost[] = [
  toHost({
    id: 'cloudflare',
    name: 'Cloudflare',
    nameServers: [below('ns.cloudflare.com')],
    editor: 'https://dash.cloudflare.com/?to=/:account/{zone}/dns/records',
    addButton: 'Add record',
    traps: ['proxy', 'flattening'],
    domainConnect: true,
    sure: { entry: 'read' },
  }),
  toHost({
    id: 'godaddy',
    name: 'GoDaddy',
    nameServers: [below('domaincontrol.com')],
    editor: 'https://dcc.godaddy.com/control/portfolio/{zone}/settings?tab=dns',
    addButton: 'Add New Record',
    traps: ['appends-domain', 'default-dmarc'],
    domainConnect: true,
    sure: { entry: 'read' },
  }),
  toHost({
    id: 'route53',
    name: 'Amazon Route 53',
    nameServers: [/^ns-\d+\.awsdns-\d+\.(?:com|net|org|co\.uk)$/u],
    editor: 'https://console.aws.amazon.com/route53/v2/hostedzones',
    addButton: 'Create record',
    entry: { apex: '', quoted: true },
    traps: ['appends-domain', 'one-record-set'],
    sure: { entry: 'read' },
  }),
  toHost({
    id: 'namecheap',
    name: 'Namecheap',
    nameServers: [below('registrar-servers.com'), below('namecheaphosting.com')],
    editor: 'https://ap.www.namecheap.com/domains/domaincontrolpanel/{zone}/advancedns',
    addButton: 'Add New Record',
    traps: ['appends-domain', 'mx-elsewhere'],
    sure: { entry: 'read' },
  }),
  toHost({
    id: 'google-or-squarespace',
    // Squarespace took these over from Google Domains; Shopify and Google Cloud customers have them too.
    name: 'Squarespace, Shopify or Google Cloud',
    nameServers: [/^ns-cloud-[a-z]\d\.googledomains\.com$/u],
    editor: 'https://account.squarespace.com/domains/managed/{zone}/dns/dns-settings',
    traps: ['one-of-several', 'appends-domain', 'delegation-unclear'],
  }),
  toHost({
    id: 'squarespace',
    name: 'Squarespace Domains',
    nameServers: [below('squarespacedns.com'), below('googledomains.com')],
    editor: 'https://account.squarespace.com/domains/managed/{zone}/dns/dns-settings',
    addButton: 'Add record',
    traps: ['appends-domain', 'delegation-unclear'],
    domainConnect: true,
    sure: { nameServers: 'memory', entry: 'read' },
  }),
  toHost({
    id: 'wix',
    name: 'Wix',
    nameServers: [below('wixdns.net')],
    editor: 'https://manage.wix.com/account/domains',
    addButton: 'Add Record',
    traps: ['appends-domain', 'no-delegation', 'dmarc-as-alias'],
  }),
  toHost({
    id: 'ionos',
    name: 'IONOS',
    nameServers: [below('ui-dns.com'), below('ui-dns.de'), below('ui-dns.org'), below('ui-dns.biz')],
    editor: 'https://my.ionos.com/domain-dns-settings/{zone}',
    addButton: 'Add record',
    traps: ['appends-domain'],
    domainConnect: true,
  }),
  toHost({
    id: 'hostinger',
    name: 'Hostinger',
    nameServers: [below('dns-parking.com'), below('hostinger.com')],
    editor: 'https://hpanel.hostinger.com/domain/{zone}/dns',
    addButton: 'Add record',
    traps: ['appends-domain'],
  }),
  toHost({
    id: 'digitalocean',
    name: 'DigitalOcean',
    nameServers: [below('digitalocean.com')],
    editor: 'https://cloud.digitalocean.com/networking/domains/{zone}',
    addButton: 'Create record',
    entry: { finalDot: true },
    traps: ['appends-domain'],
  }),
  toHost({
    id: 'azure',
    name: 'Azure DNS',
    nameServers: [below('azure-dns.com'), below('azure-dns.net'), below('azure-dns.org'), below('azure-dns.info')],
    editor: 'https://portal.azure.com/#browse/Microsoft.Network%2FdnsZones',
    addButton: 'Record set',
    traps: ['appends-domain', 'one-record-set'],
    sure: { entry: 'read' },
  }),
  toHost({
    id: 'dnsimple',
    name: 'DNSimple',
    nameServers: [below('dnsimple.com'), below('dnsimple-edge.net')],
    editor: 'https://dnsimple.com/dashboard',
    entry: { apex: '' },
    traps: ['appends-domain'],
  }),
  toHost({
    id: 'ns1',
    name: 'Netlify DNS or NS1',
    nameServers: [below('nsone.net')],
    editor: 'https://app.netlify.com/teams/-/dns',
    traps: ['one-of-several'],
  }),
  toHost({
    id: 'ovh',
    name: 'OVHcloud',
    nameServers: [below('ovh.net'), below('ovh.ca'), below('anycast.me')],
    editor: 'https://www.ovh.com/manager/#/web/domain/{zone}/zone',
    addButton: 'Add an entry',
    entry: { apex: '', finalDot: true },
    traps: ['appends-domain'],
    sure: { entry: 'read' },
  }),
  toHost({
    id: 'gandi',
    name: 'Gandi',
    nameServers: [below('gandi.net')],
    editor: 'https://admin.gandi.net/domain/',
    entry: { finalDot: true, quoted: true },
    traps: ['appends-domain'],
    sure: { entry: 'read' },
  }),
  toHost({
    id: 'porkbun',
    name: 'Porkbun',
    nameServers: [below('ns.porkbun.com'), below('porkbun.com')],
    editor: 'https://porkbun.com/account/domainsSpeedy',
    entry: { apex: '' },
    traps: ['appends-domain'],
  }),
  toHost({
    id: 'newfold',
    name: 'Bluehost or HostGator',
    nameServers: [below('bluehost.com'), below('hostgator.com')],
    editor: 'https://www.bluehost.com/my-account/domains',
    traps: ['appends-domain'],
    sure: { entry: 'read' },
  }),
  toHost({
    id: 'networksolutions',
    name: 'Network Solutions',
    nameServers: [below('worldnic.com')],
    editor: 'https://www.networksolutions.com/my-account/',
    traps: ['appends-domain', 'no-underscore'],
  }),
  toHost({
    id: 'vercel',
    name: 'Vercel',
    nameServers: [below('vercel-dns.com')],
    editor: 'https://vercel.com/dashboard/domains/{zone}',
    addButton: 'Add',
    entry: { apex: '' },
    traps: ['appends-domain'],
    domainConnect: true,
  }),
  toHost({
    id: 'hetzner',
    name: 'Hetzner',
    nameServers: [below('hetzner.com'), below('hetzner.de'), below('first-ns.de')],
    editor: 'https://dns.hetzner.com/',
    addButton: 'Add record',
    entry: { finalDot: true },
    traps: ['appends-domain'],
  }),
  toHost({
    id: 'siteground',
    name: 'SiteGround',
    nameServers: [below('siteground.net')],
    editor: 'https://my.siteground.com/',
    traps: ['appends-domain'],
  }),
  toHost({
    id: 'hover',
    name: 'Hover',
    nameServers: [below('hover.com')],
    editor: 'https://www.hover.com/control_panel/domain/{zone}/dns',
    addButton: 'Add a record',
  }),
  toHost({
    id: 'dreamhost',
    name: 'DreamHost',
    nameServers: [below('dreamhost.com')],
    editor: 'https://panel.dreamhost.com/?tree=domain.dashboard',
    entry: { apex: '' },
  }),
  toHost({
    id: 'namecom',
    name: 'Name.com',
    nameServers: [below('name.com')],
    editor: 'https://www.name.com/account/domain/details/{zone}#dns',
    addButton: 'Add record',
  }),
  toHost({
    id: 'enom',
    name: 'Enom',
    nameServers: [below('name-services.com')],
    editor: 'https://www.enom.com/',
  }),
  toHost({
    id: 'loopia',
    name: 'Loopia',
    nameServers: [below('loopia.se')],
    editor: 'https://customerzone.loopia.com/',
    traps: ['no-delegation'],
    sure: { nameServers: 'memory' },
  }),
  toHost({
    id: 'wordpresscom',
    name: 'WordPress.com',
    nameServers: [below('wordpress.com')],
    editor: 'https://wordpress.com/domains/manage/all/{zone}/dns',
    addButton: 'Add a record',
    domainConnect: true,
    sure: { nameServers: 'memory' },
  }),
];

const hostOf = (nameServer: string): DnsHost | null =>
  DNS_HOSTS.find((host) => host.nameServers.some((pattern) => pattern.test(nameServer))) ?? null;

/**
 * The DNS host of a zone by its NS records (A-labels, lower case). Null where it is not known, or where the zone is
 * served by two hosts at once: then a change at one of them would not do.
 */
export function findDnsHost(nameServers: readonly string[]): DnsHost | null {
  const [first = null, ...others] = nameServers.map((name) => hostOf(name.toLowerCase().replace(/\.$/u, '')));
  return first !== null && others.every((host) => host === first) ? first : null;
}

/** The address of the zone's page in the host's editor. */
export const toEditorUrl = (host: DnsHost, zone: string): string =>
  host.editor.replace('{zone}', encodeURIComponent(zone));

/** How a record is entered where the host is not known. */
export const GENERAL_ENTRY: EntryRules = PLAIN;
