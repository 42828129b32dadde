import { describe, expect, test } from 'vitest';
import type { FindingCode } from '../../../lib/findings/finding.ts';
import type { Zone, ZoneEntry } from '../../helpers/dns-zone.ts';
import { auditSpf } from '../../helpers/spf-audit.ts';

const HOST: ZoneEntry = { A: '192.0.2.1' };
const MAIL: ZoneEntry = { A: '192.0.2.1', MX: [[10, 'mx.brand.test']] };

/** A zone whose brand.test has this record, with whatever else stands beside it. */
const zoneOf = (record: string | string[], others: Zone = {}): Zone => ({
  'brand.test': { ...MAIL, TXT: record },
  'mx.brand.test': HOST,
  'vendor.test': { TXT: 'v=spf1 ip4:198.51.100.0/24 ~all' },
  ...others,
});

const audit = (record: string | string[], others: Zone = {}) => auditSpf(zoneOf(record, others), 'brand.test');

/** n vendors with a record of their own, and the includes of all of them. */
function vendors(count: number, record = 'v=spf1 ip4:198.51.100.1 ~all'): { zone: Zone; includes: string } {
  const names = Array.from({ length: count }, (_, index) => `v${index}.test`);
  return {
    zone: Object.fromEntries(names.map((name, index) => [name, { TXT: record.replace('.1 ', `.${index} `) }])),
    includes: names.map((name) => `include:${name}`).join(' '),
  };
}

describe('the record', () => {
  test('S1 only what begins with v=spf1 and a blank counts', async () => {
    const { report, codes } = await audit(['v=spf10 -all', 'v=spf1 include:vendor.test ~all', ' v=spf1 -all', 'other']);
    expect(report).toMatchObject({ result: 'ok', record: 'v=spf1 include:vendor.test ~all', lookups: 1 });
    expect(codes).not.toContain('spf.multiple-records');
  });

  test('S2 two of them are a permanent error', async () => {
    const verdict = await audit(['v=spf1 a -all', 'v=spf1 mx ~all']);
    expect(verdict.report).toMatchObject({ result: 'permerror', record: null, tree: null });
    expect(verdict.get('spf.multiple-records')).toEqual([
      { subject: 'brand.test', severity: 'leg', records: ['v=spf1 a -all', 'v=spf1 mx ~all'] },
    ]);
  });

  test('none at all is missing', async () => {
    const verdict = await auditSpf({ 'brand.test': HOST }, 'brand.test');
    expect(verdict.report).toMatchObject({ result: 'none', record: null, lookups: 0 });
    expect(verdict.codes).toEqual(['spf.missing']);
    expect(verdict.open).toEqual([]);
  });

  test('D1, D2 a failing name server is an open question, and nothing is missing', async () => {
    const verdict = await auditSpf({ 'brand.test': { rcode: 'SERVFAIL' } }, 'brand.test');
    expect(verdict.report.result).toBe('temperror');
    expect(verdict.codes).toEqual([]);
    expect(verdict.open).toEqual([{ name: 'brand.test', type: 'TXT', leg: 'spf' }]);
  });

  test('D3 strings of one record are joined with nothing between them', async () => {
    const split: ZoneEntry = { TXT: [['v=spf1 ip4', ':192.0.2.0/24 ~a', 'll']] };
    const { report } = await auditSpf({ 'brand.test': split }, 'brand.test');
    expect(report).toMatchObject({ result: 'ok', record: 'v=spf1 ip4:192.0.2.0/24 ~all' });
  });
});

describe('S3 lookups', () => {
  test('include, a, mx, ptr, exists and redirect count; ip4, ip6, all and exp do not', async () => {
    const { report } = await audit(
      'v=spf1 a mx ptr exists:x.brand.test include:vendor.test ip4:192.0.2.1 ip6:2001:db8::1 exp=e.brand.test ~all',
      { 'x.brand.test': HOST },
    );
    expect(report).toMatchObject({ result: 'ok', lookups: 5 });
  });

  test.each([
    [10, 'ok', 'spf.near-limit'],
    [11, 'permerror', 'spf.too-many-lookups'],
  ] as const)('%d of them, through the tree: %s', async (count, result, code) => {
    const { zone, includes } = vendors(count - 1);
    const { report, codes } = await audit('v=spf1 include:hub.test ~all', {
      ...zone,
      'hub.test': { TXT: `v=spf1 ${includes} ~all` },
    });
    expect(report).toMatchObject({ result, lookups: count });
    expect(codes).toContain(code);
  });

  test('eight are no concern', async () => {
    const { zone, includes } = vendors(8);
    expect((await audit(`v=spf1 ${includes} ~all`, zone)).codes).toEqual([]);
  });

  test('an include that is named twice counts twice', async () => {
    const { report, codes } = await audit('v=spf1 include:vendor.test include:vendor.test ~all');
    expect(report.lookups).toBe(2);
    expect(codes).toEqual(['spf.duplicate-term']);
  });

  test('the tree shows the count at each branch', async () => {
    const zone = { 'hub.test': { TXT: 'v=spf1 a:host.test include:vendor.test ?all' }, 'host.test': HOST };
    const { tree } = await audit('v=spf1 include:hub.test exists:%{i}.x.test ~all', zone);
    expect(tree).toEqual([
      'brand.test 4',
      '- include:hub.test 1',
      '  hub.test 2',
      '  - a:host.test 1',
      '  - include:vendor.test 1',
      '    vendor.test 0',
      '    - ip4:198.51.100.0/24 0',
      '    - ~all 0',
      '  - ?all 0',
      '- exists:%{i}.x.test 1 macro',
      '- ~all 0',
    ]);
  });
});

describe('S4, S5 redirect', () => {
  test('S4 a record that is nothing but a redirect costs its target', async () => {
    const zone = { 'spf.test': { TXT: 'v=spf1 include:vendor.test -all' } };
    const { report, codes } = await audit('v=spf1 redirect=spf.test', zone);
    expect(report).toMatchObject({ result: 'ok', lookups: 2 });
    expect(codes).toEqual(['spf.hard-fail']);
  });

  test('S5 it is ignored where an all stands anywhere, and not followed', async () => {
    const { report, codes, asked } = await audit('v=spf1 redirect=nowhere.test ~all');
    expect(report).toMatchObject({ result: 'ok', lookups: 0 });
    expect(codes).toEqual(['spf.redirect-ignored']);
    expect(asked).not.toContain('nowhere.test TXT');
  });

  test('S5 the end is that of its target', async () => {
    const neutral = await audit('v=spf1 redirect=spf.test', { 'spf.test': { TXT: 'v=spf1 ip4:192.0.2.1 ?all' } });
    expect(neutral.get('spf.neutral-all')).toMatchObject([{ subject: 'brand.test', reason: 'neutral' }]);
    const open = await audit('v=spf1 redirect=spf.test', { 'spf.test': { TXT: 'v=spf1 +all' } });
    expect(open.get('spf.pass-all')).toMatchObject([{ subject: 'spf.test', term: '+all' }]);
  });

  test('a target without SPF is a permanent error', async () => {
    const { report, get } = await audit('v=spf1 redirect=empty.test', { 'empty.test': HOST });
    expect(report.result).toBe('permerror');
    expect(get('spf.include-missing')).toMatchObject([
      { target: 'empty.test', reason: 'no-record', within: 'brand.test' },
    ]);
  });
});

describe('S6 to S8 void lookups and mx', () => {
  test('S6 a and mx on a bare name are two, which is no error', async () => {
    const { report, codes } = await auditSpf({ 'brand.test': { TXT: 'v=spf1 a mx ~all' } }, 'brand.test');
    expect(report).toMatchObject({ result: 'ok', voidLookups: 2, lookups: 2 });
    expect(codes).toEqual([]);
  });

  test('S6 three are one', async () => {
    const verdict = await auditSpf({ 'brand.test': { TXT: 'v=spf1 a mx exists:gone.test ~all' } }, 'brand.test');
    expect(verdict.report).toMatchObject({ result: 'permerror', voidLookups: 3 });
    expect(verdict.get('spf.void-lookups')).toMatchObject([
      { voidLookups: 3, names: ['brand.test', 'gone.test'], severity: 'leg' },
    ]);
  });

  test('S6 hosts of an mx that have no address do not count', async () => {
    const zone = {
      'brand.test': {
        TXT: 'v=spf1 mx ~all',
        MX: [
          [1, 'a.test'],
          [2, 'b.test'],
          [3, 'c.test'],
        ],
      },
    } as const;
    expect((await auditSpf(zone, 'brand.test')).report).toMatchObject({ result: 'ok', voidLookups: 0 });
  });

  test('S7 a host with addresses of one family only is not void', async () => {
    const zone = { 'four.test': { A: '192.0.2.1' }, 'six.test': { AAAA: '2001:db8::1' } };
    const { report } = await audit('v=spf1 a:four.test a:six.test ~all', zone);
    expect(report).toMatchObject({ result: 'ok', voidLookups: 0 });
  });

  test.each([
    [10, 'ok'],
    [11, 'permerror'],
  ] as const)('S8 an mx with %d hosts: %s', async (count, result) => {
    const hosts = Array.from({ length: count }, (_, index) => [10, `mx${index}.test`] as const);
    const { report, get } = await audit('v=spf1 mx:many.test ~all', { 'many.test': { MX: hosts } });
    expect(report).toMatchObject({ result, lookups: 1 });
    expect(get('spf.too-many-mx').length).toBe(result === 'ok' ? 0 : 1);
  });

  test('an address that could not be asked is open, not void', async () => {
    const verdict = await audit('v=spf1 a:slow.test ~all', { 'slow.test': { rcode: 'SERVFAIL' } });
    expect(verdict.report).toMatchObject({ result: 'temperror', voidLookups: 0 });
    expect(verdict.open.map(({ name, type }) => `${name} ${type}`)).toEqual(['slow.test A', 'slow.test AAAA']);
    expect(verdict.codes).toEqual([]);
  });
});

describe('S9 includes that lead to nothing', () => {
  test('a target without SPF is named', async () => {
    const { report, get } = await audit('v=spf1 include:hub.test ~all', {
      'hub.test': { TXT: 'v=spf1 include:empty.test ~all' },
      'empty.test': HOST,
    });
    expect(report.result).toBe('permerror');
    expect(get('spf.include-missing')).toMatchObject([
      { term: 'include:empty.test', target: 'empty.test', within: 'hub.test', reason: 'no-record', severity: 'leg' },
    ]);
  });

  test('a domain that anybody could register is said to be so', async () => {
    const { get } = await audit('v=spf1 include:spf.gone.test ~all');
    expect(get('spf.include-missing')).toMatchObject([{ target: 'spf.gone.test', reason: 'registrable' }]);
  });

  test('a name that is gone below a domain that lives is not for sale, nor is one of the brand itself', async () => {
    const other = await audit('v=spf1 include:spf.vendor.test ~all');
    expect(other.get('spf.include-missing')).toMatchObject([{ reason: 'no-name' }]);
    const own = await audit('v=spf1 include:spf.brand.test ~all');
    expect(own.get('spf.include-missing')).toMatchObject([{ reason: 'no-name' }]);
  });

  test('a name below a suffix that does not exist can be bought by nobody', async () => {
    const glued = await audit('v=spf1 include:vendor.test-all');
    expect(glued.get('spf.include-missing')).toMatchObject([{ target: 'vendor.test-all', reason: 'no-name' }]);
    expect(glued.get('spf.syntax')).toMatchObject([{ reason: 'glued', suggestion: 'include:vendor.test -all' }]);
    expect(glued.codes).not.toContain('spf.neutral-all');
    const listed = await audit('v=spf1 include:spf.presend-gone-vendor.com ~all');
    expect(listed.get('spf.include-missing')).toMatchObject([{ reason: 'registrable' }]);
  });

  test('a target with two records is a permanent error there', async () => {
    const { report, get } = await audit('v=spf1 include:two.test ~all', {
      'two.test': { TXT: ['v=spf1 -all', 'v=spf1 ~all'] },
    });
    expect(report.result).toBe('permerror');
    expect(get('spf.multiple-records')).toMatchObject([{ subject: 'two.test' }]);
  });

  test('D2 a target whose servers fail is open, not missing', async () => {
    const { report, codes, open } = await audit('v=spf1 include:down.test ~all', {
      'down.test': { rcode: 'SERVFAIL' },
    });
    expect(report.result).toBe('temperror');
    expect(codes).toEqual([]);
    expect(open).toEqual([{ name: 'down.test', type: 'TXT', leg: 'spf' }]);
  });

  test('D10 a name that cannot go on the wire does not exist, and is not asked', async () => {
    const long = `${'a'.repeat(64)}.test`;
    const { asked, get } = await audit(`v=spf1 include:${long} a:x..test ~all`);
    expect(asked.filter((question) => question.includes('aaaa') || question.includes('..'))).toEqual([]);
    expect(get('spf.include-missing')).toMatchObject([{ target: long }]);
  });
});

describe('S10 loops', () => {
  test('a record that includes itself ends with a finding', async () => {
    const { report, get } = await audit('v=spf1 include:brand.test ~all');
    expect(report.result).toBe('permerror');
    expect(get('spf.include-loop')).toMatchObject([{ chain: ['brand.test', 'brand.test'] }]);
  });

  test('so does one that includes itself through others, and a redirect in a circle', async () => {
    const round = await audit('v=spf1 include:a.test ~all', {
      'a.test': { TXT: 'v=spf1 include:b.test ~all' },
      'b.test': { TXT: 'v=spf1 include:a.test ~all' },
    });
    expect(round.get('spf.include-loop')).toMatchObject([{ chain: ['a.test', 'b.test', 'a.test'] }]);
    const redirect = await audit('v=spf1 redirect=a.test', { 'a.test': { TXT: 'v=spf1 redirect=brand.test' } });
    expect(redirect.get('spf.include-loop')).toMatchObject([{ chain: ['brand.test', 'a.test', 'brand.test'] }]);
  });

  test('the same target by two ways is no loop', async () => {
    const zone = {
      'a.test': { TXT: 'v=spf1 include:vendor.test ~all' },
      'b.test': { TXT: 'v=spf1 include:vendor.test ip4:192.0.2.9 ~all' },
    };
    const { report, codes } = await audit('v=spf1 include:a.test include:b.test ~all', zone);
    expect(report).toMatchObject({ result: 'ok', lookups: 4 });
    expect(codes).toEqual([]);
  });
});

describe('S11, S12 macros', () => {
  test('S11 a macro counts one lookup and is neither missing nor void', async () => {
    const { report, codes, asked } = await audit(
      'v=spf1 include:%{i}._ip.%{h}._ehlo.%{d}._spf.vali.email a:%{d}.x.test exists:%{s}.x.test ~all',
    );
    expect(report).toMatchObject({ result: 'ok', lookups: 3, voidLookups: 0 });
    expect(codes).toEqual([]);
    expect(asked).toEqual(['_dmarc.brand.test TXT', 'brand.test TXT']);
  });

  test('S12 %{d} inside an include is left to the message, for it is another domain there', async () => {
    const { report } = await audit('v=spf1 include:hub.test ~all', {
      'hub.test': { TXT: 'v=spf1 include:%{d}._spf.test ~all' },
    });
    expect(report).toMatchObject({ result: 'ok', lookups: 2 });
  });

  test('a redirect by macro leaves the end open', async () => {
    expect((await audit('v=spf1 redirect=%{d}.spf.test')).codes).toEqual([]);
  });
});

describe('S13, S14 the end', () => {
  test.each<[string, FindingCode[]]>([
    ['v=spf1 a +all', ['spf.pass-all']],
    ['v=spf1 a all', ['spf.pass-all']],
    ['v=spf1 ip4:0.0.0.0/0 -all', ['spf.pass-all', 'spf.hard-fail']],
    ['v=spf1 a/0 ~all', ['spf.pass-all']],
    ['v=spf1 a ?all', ['spf.neutral-all']],
    ['v=spf1 a', ['spf.neutral-all']],
    ['v=spf1', ['spf.neutral-all']],
    ['v=spf1 a -all', ['spf.hard-fail']],
    ['v=spf1 a ~all', []],
    ['v=spf1 ?ip4:0.0.0.0/0 ~all', []],
    ['v=spf1 -all', []],
  ])('%s: %j', async (record, codes) => {
    const verdict = await audit(record);
    expect(verdict.codes).toEqual(codes);
    expect(verdict.report.result).toBe('ok');
  });

  test('an included record in which everybody passes opens the whole', async () => {
    const zone = { 'open.test': { TXT: 'v=spf1 +all' } };
    expect((await audit('v=spf1 include:open.test -all', zone)).get('spf.pass-all')).toMatchObject([
      { subject: 'open.test' },
    ]);
    expect((await audit('v=spf1 ?include:open.test -all', zone)).codes).not.toContain('spf.pass-all');
  });

  test('S17 a parked domain is sound', async () => {
    expect((await audit('v=spf1 -all')).codes).toEqual([]);
  });

  test('what stands behind the first all is not read, not counted and not asked', async () => {
    const { report, get, asked, codes } = await audit('v=spf1 a ~all v=spf1 include:gone.test ~all exp=x.test');
    expect(report).toMatchObject({ result: 'ok', lookups: 1 });
    expect(get('spf.after-all')).toMatchObject([{ terms: ['v=spf1', 'include:gone.test', '~all'], severity: 'warn' }]);
    expect(codes).toEqual(['spf.after-all']);
    expect(asked).not.toContain('gone.test TXT');
  });
});

describe('S15 what is out of date', () => {
  test("ptr is a warning in the brand's own record, worth knowing in another's", async () => {
    const zone = { 'old.test': { TXT: 'v=spf1 ptr:old.test exists:%{p}.old.test ~all' } };
    const { get, report } = await audit('v=spf1 ptr include:old.test ~all', zone);
    expect(report).toMatchObject({ result: 'ok', lookups: 4 });
    expect(get('spf.ptr').map(({ within, severity }) => `${within} ${severity}`)).toEqual([
      'brand.test warn',
      'old.test info',
      'old.test info',
    ]);
  });

  test('Sender ID is left over', async () => {
    const { get } = await audit(['v=spf1 a ~all', 'spf2.0/pra a ~all']);
    expect(get('spf.obsolete')).toMatchObject([{ record: 'spf2.0/pra a ~all', kind: 'sender-id', severity: 'info' }]);
  });
});

test('S16 an answer of more than 450 octets is worth knowing', async () => {
  const long = `v=spf1 ${Array.from({ length: 24 }, (_, index) => `ip4:198.51.100.${index + 100}`).join(' ')} ~all`;
  expect((await audit(long)).get('spf.too-long')).toMatchObject([{ severity: 'info', octets: long.length + 30 }]);
  expect((await audit('v=spf1 a ~all')).codes).not.toContain('spf.too-long');
});

describe('S18 syntax', () => {
  test.each([
    'ip4:2001:db8::1',
    'ip4:192.0.2.0/33',
    'ip4:192.0.2.1~all',
    'include:',
    'includes:vendor.test',
    'ipv4:192.0.2.1',
    'include: vendor.test',
  ])('%s voids the record, and the rest is still shown', async (term) => {
    const verdict = await audit(`v=spf1 include:vendor.test ${term} -all`);
    expect(verdict.report).toMatchObject({ result: 'permerror', lookups: 1 });
    expect(verdict.get('spf.syntax')).toMatchObject([
      { subject: 'brand.test', severity: 'leg', void: true, position: 27 },
    ]);
  });

  test('each kind of fault is said once, with what was meant', async () => {
    const { get } = await audit('v=spf1 ipv4:192.0.2.1 ipv4:192.0.2.2 include. vendor.test –all');
    expect(get('spf.syntax').map(({ reason, suggestion }) => `${reason}: ${suggestion}`)).toEqual([
      'ipv4: ip4:192.0.2.1',
      'include-dot: include:vendor.test',
      'odd-dash: -all',
    ]);
  });

  test('what the grammar allows and nobody means is a warning, and voids nothing', async () => {
    const { report, get } = await audit('v=spf1 include=vendor.test ~all');
    expect(report.result).toBe('ok');
    expect(get('spf.syntax')).toMatchObject([
      { reason: 'equals-for-colon', severity: 'warn', void: false, suggestion: 'include:vendor.test' },
    ]);
  });

  test('a fault in an included record voids the whole', async () => {
    const { report, get } = await audit('v=spf1 include:bad.test ~all', {
      'bad.test': { TXT: 'v=spf1 ip4:1.2.3 ~all' },
    });
    expect(report.result).toBe('permerror');
    expect(get('spf.syntax')).toMatchObject([{ subject: 'bad.test', reason: 'bad-address' }]);
  });

  test('a sound record has none', async () => {
    expect((await audit('v=spf1 a mx ip6:2001:db8::/32 include:vendor.test MS=ms123 ~all')).codes).toEqual([]);
  });
});

describe('texts that count for nothing', () => {
  test('alone they stand beside the missing record, next to a sound one they are a warning', async () => {
    const alone = await audit('>v=spf1 include:vendor.test -all');
    expect(alone.report.result).toBe('none');
    expect(alone.get('spf.unrecognised')).toMatchObject([{ reason: 'text-in-front', severity: 'leg' }]);
    expect(alone.codes).toContain('spf.missing');
    const beside = await audit(['v=spf1', 'include:vendor.test -all']);
    expect(beside.get('spf.unrecognised')).toMatchObject([{ reason: 'torn', severity: 'warn' }]);
    expect(beside.codes).toEqual(['spf.unrecognised', 'spf.neutral-all']);
  });

  test('a record at another name is in the wrong place', async () => {
    const below = await auditSpf({ 'brand.test': HOST, '_spf.brand.test': { TXT: 'v=spf1 a ~all' } }, 'brand.test');
    expect(below.codes).toEqual(['spf.missing', 'spf.wrong-place']);
    expect(below.get('spf.wrong-place')).toMatchObject([{ foundAt: '_spf.brand.test', severity: 'warn' }]);
    const doubled = await auditSpf(
      { 'brand.test': HOST, 'brand.test.brand.test': { TXT: 'v=spf1 a ~all' } },
      'brand.test',
    );
    expect(doubled.get('spf.wrong-place')).toMatchObject([{ foundAt: 'brand.test.brand.test' }]);
  });

  test('M13 so is one at _dmarc, but not the one that an alias shows there', async () => {
    const stray = await audit('v=spf1 a ~all', { '_dmarc.brand.test': { TXT: 'v=spf1 a ~all' } });
    expect(stray.get('spf.wrong-place')).toMatchObject([{ foundAt: '_dmarc.brand.test' }]);
    const alias = await audit('v=spf1 a ~all', { '_dmarc.brand.test': { CNAME: 'brand.test' } });
    expect(alias.codes).toEqual([]);
  });

  test('a _spf name beside a record of the domain is the usual thing', async () => {
    const { codes } = await audit('v=spf1 include:_spf.brand.test ~all', {
      '_spf.brand.test': { TXT: 'v=spf1 a ~all' },
    });
    expect(codes).toEqual([]);
  });
});

describe('S19 what an ESP needs of the record', () => {
  const MAILCHIMP: Zone = { 'servers.mcsv.net': { TXT: 'v=spf1 ip4:205.201.128.0/20 ?all' } };

  test('nothing is missing where its include is', async () => {
    for (const esp of ['mailchimp', 'klaviyo', 'hubspot'] as const) {
      expect((await auditSpf(zoneOf('v=spf1 include:vendor.test ~all'), 'brand.test', esp)).codes).toEqual([]);
    }
  });

  test('its include is needless', async () => {
    const verdict = await auditSpf(
      zoneOf('v=spf1 include:servers.mcsv.net ~all', MAILCHIMP),
      'brand.test',
      'mailchimp',
    );
    expect(verdict.get('spf.needless-include')).toMatchObject([
      { term: 'include:servers.mcsv.net', esp: 'Mailchimp', severity: 'info' },
    ]);
    const other = await auditSpf(zoneOf('v=spf1 include:servers.mcsv.net ~all', MAILCHIMP), 'brand.test', 'klaviyo');
    expect(other.codes).toEqual([]);
  });

  test("a vendor's own corporate domain sends nobody else's mail", async () => {
    const zone: Zone = {
      'sendgrid.com': { TXT: 'v=spf1 ip4:192.0.2.0/24 ~all' },
      'sendgrid.net': { TXT: 'v=spf1 ip4:198.51.100.0/24 ~all' },
    };
    expect((await audit('v=spf1 include:sendgrid.com ~all', zone)).get('spf.not-a-sender')).toMatchObject([
      { vendor: 'SendGrid', instead: 'sendgrid.net' },
    ]);
    expect((await audit('v=spf1 include:sendgrid.net ~all', zone)).codes).toEqual([]);
  });
});

describe('S10 the same twice', () => {
  test.each([
    ['v=spf1 mx MX ~all', 1],
    ['v=spf1 a +a:brand.test ~all', 1],
    ['v=spf1 ip4:192.0.2.1 ip4:192.0.2.1 ~all', 1],
    ['v=spf1 a a/24 ?a ~all', 0],
  ])('%s', async (record, count) => {
    expect((await audit(record)).get('spf.duplicate-term').length).toBe(count);
  });

  test('two includes that lead to the same records', async () => {
    const zone: Zone = {
      'one.test': { TXT: 'v=spf1 include:vendor.test ~all' },
      'two.test': { TXT: 'v=spf1 include:vendor.test -all' },
    };
    expect((await audit('v=spf1 include:one.test include:two.test ~all', zone)).get('spf.same-source')).toMatchObject([
      { terms: ['include:one.test', 'include:two.test'] },
    ]);
    expect(
      (await audit('v=spf1 include:vendor.test include:one.test ~all', zone)).get('spf.same-source'),
    ).toMatchObject([{ terms: ['include:one.test', 'include:vendor.test'], target: 'vendor.test' }]);
  });
});

describe('bounds', () => {
  test('all that one level needs is asked at once', async () => {
    const { zone, includes } = vendors(6);
    expect((await audit(`v=spf1 a mx ${includes} exists:x.brand.test ~all`, zone)).rounds).toBe(2);
    const deep = {
      'a.test': { TXT: 'v=spf1 include:b.test ~all' },
      'b.test': { TXT: 'v=spf1 include:vendor.test a ~all' },
    };
    expect((await audit('v=spf1 include:a.test ~all', deep)).rounds).toBe(4);
  });

  test('a hostile tree ends: width, depth and doubling are bounded', async () => {
    const width = await audit(
      `v=spf1 ${Array.from({ length: 3000 }, (_, index) => `a:h${index}.test`).join(' ')} ~all`,
    );
    expect(width.report).toMatchObject({ result: 'permerror', lookups: 3000 });
    expect(width.asked.length).toBeLessThan(200);

    const chain: Zone = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`c${index}.test`, { TXT: `v=spf1 include:c${index + 1}.test ~all` }]),
    );
    const depth = await audit('v=spf1 include:c0.test ~all', chain);
    expect(depth.report.result).toBe('permerror');
    expect(depth.get('spf.too-many-lookups')[0]?.lookups).toBeGreaterThan(10);
    expect(depth.rounds).toBeLessThan(15);

    const doubling: Zone = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `d${index}.test`,
        { TXT: `v=spf1 include:d${index + 1}.test include:d${index + 1}.test ~all` },
      ]),
    );
    const start = performance.now();
    const twice = await audit('v=spf1 include:d0.test ~all', doubling);
    expect(twice.report.result).toBe('permerror');
    expect(JSON.stringify(twice.report).length).toBeLessThan(100_000);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test('a hundred long lists of the same hundred names are compared in no time, and said a few times', async () => {
    const many = (head: string) => Array.from({ length: 100 }, (_, index) => `include:${head}${index}.test`).join(' ');
    const names = (head: string, record: string) =>
      Array.from({ length: 100 }, (_, index) => [`${head}${index}.test`, { TXT: record }] as const);
    const zone = Object.fromEntries([
      ...names('w', `v=spf1 ${many('v')} ~all`),
      ...names('v', 'v=spf1 ip4:192.0.2.1 -all'),
    ]);
    const start = performance.now();
    const { get, report } = await audit(`v=spf1 ${many('w')} ~all`, zone);
    expect(performance.now() - start).toBeLessThan(5000);
    expect([report.result, get('spf.same-source').length]).toEqual(['permerror', 5]);
  });

  test('what a resolver says is shown as evidence, and bounded', async () => {
    const { findings } = await audit('v=spf1 include:empty.test ~all', {
      'empty.test': { TXT: Array.from({ length: 60 }, () => 'x'.repeat(3000)) },
    });
    expect(findings[0]?.evidence.map(({ name }) => name)).toEqual(['brand.test', 'empty.test']);
    expect(findings[0]?.evidence[1]?.records.length).toBeLessThanOrEqual(20);
    for (const finding of findings) expect(JSON.stringify(finding).length).toBeLessThan(60_000);
  });
});
