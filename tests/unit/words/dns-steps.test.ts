import { describe, expect, it } from 'vitest';
import { DNS_HOSTS, findDnsHost } from '../../../lib/fixes/dns-hosts/dns-hosts.ts';
import type { RecordChange } from '../../../lib/fixes/fix.ts';
import { explainSteps, type StepsContext } from '../../../lib/words/dns-steps.ts';
import { readWords } from '../../../lib/words/files.ts';

const words = await readWords('en');

const MAILCHIMP = {
  id: 'mailchimp',
  name: 'Mailchimp',
  recordsPath: 'Account & billing > Domains',
  confirmButton: 'Authenticate',
} as const;
const KLAVIYO = {
  id: 'klaviyo',
  name: 'Klaviyo',
  recordsPath: 'Settings > Domains',
  confirmButton: 'Apply domain',
} as const;

const at = (nameServer: string | null, esp: StepsContext['esp'] = MAILCHIMP): StepsContext => ({
  host: nameServer === null ? null : findDnsHost([nameServer]),
  zone: 'brand.test',
  esp,
  words,
});

const key: RecordChange = { action: 'add', name: 'k2._domainkey.brand.test', type: 'CNAME', value: 'dkim2.mcsv.net' };
const policy: RecordChange = { action: 'add', name: '_dmarc.brand.test', type: 'TXT', value: 'v=DMARC1; p=none' };
const list: RecordChange = {
  action: 'replace',
  name: 'brand.test',
  type: 'TXT',
  value: 'v=spf1 ~all',
  old: 'v=spf1 +all',
};
const gone: RecordChange = {
  action: 'remove',
  name: 'k2.domainkey.brand.test',
  type: 'CNAME',
  value: 'dkim2.mcsv.net',
};

const said = (records: readonly RecordChange[], context: StepsContext) => explainSteps(records, context).join('\n');

describe('the steps at a DNS host', () => {
  it('name the host, its button and what it adds by itself (GoDaddy)', () => {
    const steps = said([key], at('ns07.domaincontrol.com'));
    expect(steps).toContain('Open the DNS settings of brand.test at GoDaddy.');
    expect(steps).toContain('Click “Add New Record” and choose CNAME.');
    expect(steps).toContain('GoDaddy adds “.brand.test” by itself.');
  });

  it('warn of proxy and flattening where a key is linked (Cloudflare, K10)', () => {
    const steps = said([key], at('ada.ns.cloudflare.com'));
    expect(steps).toContain('“DNS only”');
    expect(steps).toContain('CNAME flattening');
    expect(said([policy], at('ada.ns.cloudflare.com'))).not.toContain('DNS only');
  });

  it('only switch the proxy off where the addresses are the proxy’s own (Cloudflare)', () => {
    const address: RecordChange = { action: 'remove', name: key.name, type: 'A', value: '104.16.1.1' };
    const steps = said([address, key], at('ada.ns.cloudflare.com'));
    expect(steps).toContain('Find k2._domainkey in the list and switch “Proxy status” to “DNS only”.');
    expect(steps).not.toContain('Delete');
    expect(said([address, key], at('ns07.domaincontrol.com'))).toContain('Delete the A record “k2._domainkey”.');
  });

  it('say that one record set holds all texts of a name (Route 53)', () => {
    expect(said([policy], at('ns-1.awsdns-01.com'))).toContain('add the value to it on a new line');
  });

  it('send Klaviyo’s users to static routing where no NS record can be entered (Wix, Loopia)', () => {
    expect(said([key], at('ns6.wixdns.net', KLAVIYO))).toContain('choose static routing');
    expect(said([key], at('ns6.wixdns.net'))).not.toContain('static routing');
    expect(said([key], at('ns1.loopia.se', KLAVIYO))).toContain('choose static routing');
  });

  it('mind the record that GoDaddy has put there already', () => {
    expect(said([policy], at('ns07.domaincontrol.com'))).toContain('edit that one');
  });

  it('stay general for a host that is not known', () => {
    const steps = said([key], at(null));
    expect(steps).toContain('where you bought the domain');
    expect(steps).toContain('Leave out “.brand.test” unless the other records there show it.');
  });

  it('say what to do with old records, each by its action', () => {
    expect(said([gone, list], at('ns07.domaincontrol.com', null))).toContain('Delete the CNAME record “k2.domainkey”.');
    expect(said([list], at('ns07.domaincontrol.com', null))).toContain('Open the TXT record “@” and replace its value');
    expect(said([list], at('ns-1.awsdns-01.com', null))).toContain('Open the TXT record “brand.test”');
  });

  it('end in the service, with its own button', () => {
    expect(explainSteps([key], at('ns6.wixdns.net')).at(-1)).toBe(
      'In Mailchimp, open Account & billing > Domains and click “Authenticate”.',
    );
    expect(said([policy], at('ns6.wixdns.net'))).not.toContain('Authenticate');
  });

  it('say where the missing values are shown', () => {
    const blank = { ...key, value: '<in Klaviyo: Settings > Domains>' };
    expect(said([blank], at(null, KLAVIYO))).toContain('are shown in Klaviyo under Settings > Domains');
  });

  it('offer no link of Domain Connect, only what the service itself can do (Mailchimp at GoDaddy)', () => {
    expect(said([key], at('ns07.domaincontrol.com'))).toContain(
      'Mailchimp may offer to enter its records at GoDaddy for you',
    );
    expect(said([key], at('ns07.domaincontrol.com', KLAVIYO))).not.toContain('for you; that');
  });

  it('send a record of another zone to its owner', () => {
    const consent = { ...policy, name: 'brand.test._report._dmarc.reports.test' };
    expect(explainSteps([consent], at('ns07.domaincontrol.com', null))).toEqual([
      expect.stringContaining('belongs to another zone'),
    ]);
  });

  it('are none where nothing is to be published', () => {
    expect(explainSteps([], at('ns07.domaincontrol.com'))).toEqual([]);
  });

  it.each(DNS_HOSTS)('are whole sentences at $id', (host) => {
    for (const esp of [MAILCHIMP, KLAVIYO, null]) {
      for (const step of explainSteps([gone, key, { ...key, name: 'k3._domainkey.brand.test' }, policy, list], {
        host,
        zone: 'brand.test',
        esp,
        words,
      })) {
        expect(step).toMatch(/^[\p{Lu}“].*[.”]$/u);
        expect(step).not.toMatch(/undefined|null|  /u);
      }
    }
  });
});
