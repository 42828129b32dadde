import { describe, expect, test } from 'vitest';
import { createAuditDns, MOST_QUESTIONS, type AuditDns, type Claim } from '../../../lib/dns/audit-dns.ts';
import { createDnsClient } from '../../../lib/dns/client.ts';
import { createDohResolver } from '../../../lib/dns/doh.ts';
import type { DnsAnswer, RecordType, Resolver } from '../../../lib/dns/resolver.ts';
import type { Zone, ZoneEntry, ZoneOptions } from '../../helpers/dns-zone.ts';
import { createZoneFetch, type LoggedQuestion } from '../../helpers/doh-server.ts';

const zone: Zone = {
  'brand.test': {
    SOA: true,
    TXT: ['v=spf1 -all', 'token=1'],
    MX: [
      [10, 'a.test'],
      [20, 'b.test'],
    ],
    A: '192.0.2.1',
  },
  'k2._domainkey.brand.test': { CNAME: 'gone.esp.test' },
  'esp.test': { TXT: 'v=spf1 ?all' },
};

/** A resolver over the zone with some names changed, and what it was asked. */
function seeing(
  address: string,
  changes: Zone = {},
  { timeout = 100, ...options }: ZoneOptions & { timeout?: number } = {},
): { resolver: Resolver; log: LoggedQuestion[] } {
  const { fetch, log } = createZoneFetch({ ...zone, ...changes }, options);
  return { resolver: createDohResolver(`https://${address}/dns-query`, { fetch, timeout }), log };
}
const everything = (fault: ZoneEntry): Zone =>
  Object.fromEntries([...Object.keys(zone), '_dmarc.brand.test'].map((name) => [name, fault]));
const open = (...resolvers: Resolver[]) => createAuditDns({ resolvers, timeout: 8000, now: Date.now });
const asked = (log: LoggedQuestion[]) => log.map(({ name, type }) => `${type} ${name}`);

const outcomesOf = (answers: DnsAnswer[]) => answers.map(({ outcome }) => outcome);

describe('asking', () => {
  test('is bounded: what is over the limit is not sent, and is no "no"', async () => {
    const { resolver, log } = seeing('one.test');
    const dns = open(resolver);
    const names = Array.from({ length: MOST_QUESTIONS + 30 }, (_, index) => `n${index}.brand.test`);
    const answers = await Promise.all(names.map((name) => dns.ask(name, 'TXT')));
    expect(log.length).toBe(MOST_QUESTIONS);
    expect(outcomesOf(answers.slice(MOST_QUESTIONS))).toEqual(Array.from({ length: 30 }, () => 'timeout'));
  });

  test('the first resolver is asked alone while it answers', async () => {
    const [first, second] = [seeing('one.test'), seeing('two.test')];
    const dns = open(first.resolver, second.resolver);
    const answers = [
      await dns.ask('brand.test', 'TXT'),
      await dns.ask('no.test', 'TXT'),
      await dns.ask('brand.test', 'AAAA'),
    ];
    expect(outcomesOf(answers)).toEqual(['answer', 'no-such-name', 'no-such-type']);
    expect(answers.every(({ resolver }) => resolver === 'https://one.test/dns-query')).toBe(true);
    expect(second.log).toEqual([]);
    expect(dns.resolvers().answered).toEqual(['https://one.test/dns-query']);
  });

  test.each<ZoneEntry>([{ rcode: 2 }, { rcode: 5 }, { http: 500 }, { raw: 'page' }, { drop: true }, { delay: 5000 }])(
    'one that fails is covered by the next: %j',
    async (fault) => {
      const dns = open(seeing('one.test', { 'brand.test': fault }).resolver, seeing('two.test').resolver);
      expect(await dns.ask('brand.test', 'TXT')).toMatchObject({
        outcome: 'answer',
        resolver: 'https://two.test/dns-query',
      });
    },
  );

  test('where all fail, the failure that tells most is the answer', async () => {
    const fails = (address: string, fault: ZoneEntry) => seeing(address, { 'brand.test': fault }).resolver;
    const dns = open(
      fails('one.test', { http: 500 }),
      fails('two.test', { rcode: 2 }),
      fails('three.test', { rcode: 2, ede: 6 }),
    );
    expect(await dns.ask('brand.test', 'TXT')).toMatchObject({
      outcome: 'server-failure',
      reason: 'dnssec',
    });
    expect(dns.resolvers().answered).toEqual([]);
  });

  test('a resolver that cannot be reached is waited for once', async () => {
    const dead = seeing('dead.test', everything({ delay: 60_000 }));
    const dns = open(dead.resolver, seeing('two.test').resolver);
    await dns.ask('brand.test', 'TXT');
    await dns.ask('brand.test', 'MX');
    await dns.ask('esp.test', 'TXT');
    expect(dead.log).toHaveLength(1);
  });

  test('one that lets wait without having answered anything is not waited for to the end', async () => {
    const hanging = createZoneFetch(everything({ delay: 60_000 }));
    const first = createDohResolver('https://one.test/dns-query', { fetch: hanging.fetch, timeout: 20_000 });
    const dns = open(first, seeing('two.test').resolver);
    const started = performance.now();
    const both = [dns.ask('brand.test', 'TXT'), dns.ask('brand.test', 'MX')];
    expect(outcomesOf(await Promise.all(both))).toEqual(['answer', 'answer']);
    await dns.ask('esp.test', 'TXT');
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(asked(hanging.log)).toEqual(['TXT brand.test', 'MX brand.test']);
  });

  test('one that works is waited for, though a name takes its time', async () => {
    const slow = createZoneFetch({ ...zone, 'slow.test': { TXT: 'late', delay: 1500 } });
    const second = seeing('two.test', { 'slow.test': { TXT: 'other' } });
    const dns = open(createDohResolver('https://one.test/dns-query', { fetch: slow.fetch }), second.resolver);
    await dns.ask('brand.test', 'TXT');
    expect(await dns.ask('slow.test', 'TXT')).toMatchObject({ records: ['late'] });
    expect(second.log).toEqual([]);
  });

  test('no resolver hears a question twice in one audit', async () => {
    const [first, second] = [seeing('one.test'), seeing('two.test')];
    const dns = open(first.resolver, second.resolver);
    const answer = await dns.ask('no.test', 'TXT');
    await Promise.all([dns.ask('no.test', 'TXT'), dns.confirm([{ answer }, { answer }])]);
    await dns.confirm([{ answer }]);
    expect([asked(first.log), asked(second.log)]).toEqual([['TXT no.test'], ['TXT no.test']]);
  });
});

describe('D8 a second opinion', () => {
  /** Asks the first, then confirms against a second that sees some names otherwise. */
  async function verdictOn(name: string, type: RecordType, changes: Zone, claim: Partial<Claim> = {}) {
    const dns = open(seeing('one.test').resolver, seeing('two.test', changes).resolver);
    const answer = await dns.ask(name, type);
    const [opinion] = await dns.confirm([{ ...claim, answer }]);
    return opinion?.verdict;
  }

  test('order, TTL and case of names are no disagreement', async () => {
    const turned: Zone = {
      'brand.test': {
        TXT: ['token=1', 'v=spf1 -all'],
        MX: [
          [20, 'B.test'],
          [10, 'a.test'],
        ],
        A: '198.51.100.7',
        SOA: { serial: 99 },
        ttl: 7,
      },
    };
    for (const type of ['TXT', 'MX', 'A', 'SOA', 'AAAA'] as const)
      expect([type, await verdictOn('brand.test', type, turned)]).toEqual([type, 'agree']);
    expect(await verdictOn('no.test', 'TXT', {})).toBe('agree');
  });

  test('other records, and records where the first saw none, are', async () => {
    expect(await verdictOn('brand.test', 'TXT', { 'brand.test': { TXT: ['v=spf1 ~all', 'token=1'] } })).toBe(
      'disagree',
    );
    expect(await verdictOn('brand.test', 'MX', { 'brand.test': { MX: [[5, 'a.test']] } })).toBe('disagree');
    expect(await verdictOn('brand.test', 'A', { 'brand.test': { MX: [[5, 'a.test']] } })).toBe('disagree');
    expect(await verdictOn('no.test', 'TXT', { 'no.test': { TXT: 'published just now' } })).toBe('disagree');
    expect(await verdictOn('brand.test', 'AAAA', { 'brand.test': { AAAA: '2001:db8::1' } })).toBe('disagree');
  });

  test('a name that exists for one and not for the other is', async () => {
    const below: Zone = { 'x._dmarc.brand.test': { TXT: 'x' } };
    expect(await verdictOn('_dmarc.brand.test', 'TXT', below)).toBe('disagree');
    expect(await verdictOn('_dmarc.brand.test', 'TXT', {})).toBe('agree');
  });

  test('a dangling alias that the second does not see is', async () => {
    const name = 'k2._domainkey.brand.test';
    expect(await verdictOn(name, 'TXT', {})).toBe('agree');
    expect(await verdictOn(name, 'TXT', { [name]: { CNAME: 'other.esp.test' } })).toBe('disagree');
    expect(await verdictOn(name, 'TXT', { [name]: { A: '192.0.2.1' } })).toBe('disagree');
  });

  test('only the records that matter are compared', async () => {
    const relevant = (text: string) => text.startsWith('v=spf1');
    const token: Zone = { 'brand.test': { TXT: ['token=2', 'v=spf1 -all'] } };
    expect(await verdictOn('brand.test', 'TXT', token)).toBe('disagree');
    expect(await verdictOn('brand.test', 'TXT', token, { relevant })).toBe('agree');
    const none: Zone = { 'brand.test': { MX: [[10, 'a.test']] } };
    expect(await verdictOn('brand.test', 'TXT', none, { relevant })).toBe('disagree');
    expect(await verdictOn('brand.test', 'TXT', none, { relevant: (text) => text.startsWith('v=DMARC1') })).toBe(
      'agree',
    );
  });

  test('all claims go out at once, and only to resolvers that did not make them', async () => {
    const [first, second, third] = [seeing('one.test'), seeing('two.test'), seeing('three.test')];
    const dns = open(first.resolver, second.resolver, third.resolver);
    const names = ['a.test', 'b.test', 'c.test'];
    const answers = await Promise.all(names.map((name) => dns.ask(name, 'TXT')));
    const opinions = await dns.confirm(answers.map((answer) => ({ answer })));
    expect(
      opinions.map(({ verdict, claim, second }) => [verdict, claim.answer.question.name, second?.resolver]),
    ).toEqual(names.map((name) => ['agree', name, 'https://two.test/dns-query']));
    expect([first.log.length, second.log.length, third.log.length]).toEqual([3, 3, 0]);
  });
});

describe('a second resolver that fails', () => {
  const claimOf = async (resolvers: Resolver[], name = '_dmarc.brand.test') => {
    const dns = open(...resolvers);
    await dns.ask('esp.test', 'TXT');
    const answer = await dns.ask(name, 'TXT');
    const [opinion] = await dns.confirm([{ answer }]);
    return { dns, opinion };
  };
  const one = () => seeing('one.test').resolver;

  test('for just that name: the question stays open', async () => {
    for (const fault of [{ rcode: 2 }, { http: 500 }, { delay: 5000 }]) {
      const second = seeing('two.test', { '_dmarc.brand.test': fault });
      const { opinion } = await claimOf([one(), second.resolver]);
      expect(opinion?.verdict).toBe('failed');
      expect(asked(second.log)).toEqual(['TXT _dmarc.brand.test', 'TXT esp.test']);
    }
  });

  test('for everything: it does not count as asked', async () => {
    for (const fault of [{ rcode: 2 }, { http: 500 }, { delay: 5000 }, { drop: true }]) {
      const { dns, opinion } = await claimOf([one(), seeing('two.test', everything(fault)).resolver]);
      expect(opinion?.verdict).toBe('not-asked');
      expect(dns.resolvers().answered).toEqual(['https://one.test/dns-query']);
    }
  });

  test('is covered by a third', async () => {
    const { opinion } = await claimOf([
      one(),
      seeing('two.test', everything({ http: 500 })).resolver,
      seeing('three.test').resolver,
    ]);
    expect(opinion).toMatchObject({ verdict: 'agree', second: { resolver: 'https://three.test/dns-query' } });
  });

  test('one alone has nobody to ask', async () => {
    expect((await claimOf([one()])).opinion).toMatchObject({ verdict: 'not-asked', second: null });
  });

  test('what the first failed for and the second calls missing stays open, as long as the first works', async () => {
    const first = seeing('one.test', { '_dmarc.brand.test': { rcode: 2 } });
    expect((await claimOf([first.resolver, seeing('two.test').resolver])).opinion?.verdict).toBe('failed');
    const dead = seeing('one.test', everything({ http: 503 }));
    expect((await claimOf([dead.resolver, seeing('two.test').resolver])).opinion?.verdict).toBe('not-asked');
  });

  test('a failure is nothing to agree with', async () => {
    const both = { '_dmarc.brand.test': { rcode: 2 } };
    const { opinion } = await claimOf([seeing('one.test', both).resolver, seeing('two.test', both).resolver]);
    expect(opinion?.verdict).toBe('failed');
  });
});

describe('D13 a resolver that rewrites NXDOMAIN', () => {
  const find = (changes: Zone, options: ZoneOptions = {}) =>
    open(seeing('one.test', changes, options).resolver).findRewriter('test', 'q7x2');

  test('is noticed by a name that nobody has registered', async () => {
    expect(await find({}, { rewrites: '203.0.113.80' })).toMatchObject({ records: ['203.0.113.80'] });
    expect(await find({})).toBeNull();
  });

  test('a top-level domain with a wildcard of its own does not rewrite', async () => {
    expect(await find({ '*.test': { A: '203.0.113.80' } })).toBeNull();
  });

  test('without an answer nothing is said of it', async () => {
    expect(await find({ 'q7x2.test': { rcode: 2 } })).toBeNull();
  });

  test('once distrusted, neither its "no" nor its addresses are believed; other records are', async () => {
    const dns = open(seeing('one.test', {}, { rewrites: '203.0.113.80' }).resolver);
    const control = await dns.findRewriter('test', 'q7x2');
    if (control) dns.distrust(control);
    const answers = [
      await dns.ask('no.test', 'A'),
      await dns.ask('no.test', 'TXT'),
      await dns.ask('brand.test', 'TXT'),
    ];
    expect(outcomesOf(answers)).toEqual(['not-dns', 'not-dns', 'answer']);
  });
});

describe('the questions of one audit', () => {
  const later = (delay: number, text: string) => ({ TXT: text, delay });

  function start(changes: Zone, timeout = 2000, signal?: AbortSignal) {
    const { resolver, log } = seeing('one.test', changes, { timeout: 20_000 });
    return { log, dns: createAuditDns({ resolvers: [resolver], timeout, now: Date.now, signal }) };
  }

  test('go out once, whoever asks', async () => {
    const { dns, log } = start({ 'a.test': { TXT: 'x' } });
    const answers = await Promise.all([dns.ask('a.test', 'TXT'), dns.ask('a.test', 'TXT')]);
    await dns.ask('a.test', 'TXT');
    expect(asked(log)).toEqual(['TXT a.test']);
    expect(answers[0]).toBe(answers[1]);
    expect(dns.measure().sent).toBe(1);
  });

  test('D10: a name that is too long is not sent, and does not exist', async () => {
    const { dns, log } = start({});
    const answer = await dns.ask(`${'a'.repeat(64)}.test`, 'TXT');
    expect([answer.outcome, log.length, dns.measure().sent]).toEqual(['no-such-name', 0, 0]);
  });

  test('are measured in rounds: what waited for an answer comes after it', async () => {
    const { dns } = start({ 'a.test': later(5, '1'), 'b.test': later(5, '2'), 'c.test': later(30, '3') });
    const chain = async () => {
      await dns.ask('a.test', 'TXT');
      await dns.ask('b.test', 'TXT');
    };
    await Promise.all([chain(), dns.ask('c.test', 'TXT')]);
    expect(dns.measure()).toMatchObject({ sent: 3, rounds: 2 });
  });

  test('are not counted where the cache had the answer', async () => {
    const { fetch } = createZoneFetch({ 'a.test': { TXT: 'x' }, 'b.test': { TXT: 'y' } });
    const resolver = createDnsClient({ fetch }).resolver('https://first.test/dns-query');
    await open(resolver).ask('a.test', 'TXT');
    await new Promise((resolve) => setTimeout(resolve, 5));
    const dns = open(resolver);
    await dns.ask('a.test', 'TXT');
    expect(dns.measure()).toMatchObject({ sent: 0, rounds: 0 });
    await dns.ask('b.test', 'TXT');
    expect(dns.measure()).toMatchObject({ sent: 1, rounds: 1 });
  });

  const outcome = async (dns: AuditDns, name: string) => (await dns.ask(name, 'TXT')).outcome;

  test('end with the budget, and nothing is sent after it', async () => {
    const { dns, log } = start({ 'a.test': later(10_000, 'x') }, 50);
    expect([await outcome(dns, 'a.test'), await outcome(dns, 'b.test')]).toEqual(['timeout', 'timeout']);
    expect(asked(log)).toEqual(['TXT a.test']);
  });

  test('end at once when the caller aborts, and when it is closed', async () => {
    const controller = new AbortController();
    const aborted = start({ 'a.test': later(10_000, 'x') }, 2000, controller.signal).dns;
    const closed = start({ 'a.test': later(10_000, 'x') }).dns;
    const outcomes = [outcome(aborted, 'a.test'), outcome(closed, 'a.test')];
    controller.abort();
    closed.close();
    expect(await Promise.all(outcomes)).toEqual(['timeout', 'timeout']);
  });

  test('without a resolver nothing is answered', async () => {
    expect(await open().ask('a.test', 'TXT')).toMatchObject({ outcome: 'http-error', status: null });
  });
});
