import { describe, expect, test } from 'vitest';
import { createPanel, type Claim } from '../../../lib/dns/agreement.ts';
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
  options: ZoneOptions = {},
): { resolver: Resolver; log: LoggedQuestion[] } {
  const { fetch, log } = createZoneFetch({ ...zone, ...changes }, options);
  return { resolver: createDohResolver(`https://${address}/dns-query`, { fetch, timeout: 100 }), log };
}
const everything = (fault: ZoneEntry): Zone =>
  Object.fromEntries([...Object.keys(zone), '_dmarc.brand.test'].map((name) => [name, fault]));
const question = <T extends RecordType>(name: string, type: T) => ({ name, type });
const asked = (log: LoggedQuestion[]) => log.map(({ name, type }) => `${type} ${name}`);

const outcomesOf = (answers: DnsAnswer[]) => answers.map(({ outcome }) => outcome);

describe('asking', () => {
  test('the first resolver is asked alone while it answers', async () => {
    const [first, second] = [seeing('one.test'), seeing('two.test')];
    const panel = createPanel([first.resolver, second.resolver]);
    const answers = [
      await panel.ask(question('brand.test', 'TXT')),
      await panel.ask(question('no.test', 'TXT')),
      await panel.ask(question('brand.test', 'AAAA')),
    ];
    expect(outcomesOf(answers)).toEqual(['answer', 'no-such-name', 'no-such-type']);
    expect(answers.every(({ resolver }) => resolver === 'https://one.test/dns-query')).toBe(true);
    expect(second.log).toEqual([]);
    expect(panel.standing()).toMatchObject({ answered: ['https://one.test/dns-query'], silent: [] });
  });

  test.each<ZoneEntry>([{ rcode: 2 }, { rcode: 5 }, { http: 500 }, { raw: 'page' }, { drop: true }, { delay: 5000 }])(
    'one that fails is covered by the next: %j',
    async (fault) => {
      const panel = createPanel([seeing('one.test', { 'brand.test': fault }).resolver, seeing('two.test').resolver]);
      expect(await panel.ask(question('brand.test', 'TXT'))).toMatchObject({
        outcome: 'answer',
        resolver: 'https://two.test/dns-query',
      });
    },
  );

  test('where all fail, the failure that tells most is the answer', async () => {
    const fails = (address: string, fault: ZoneEntry) => seeing(address, { 'brand.test': fault }).resolver;
    const panel = createPanel([
      fails('one.test', { http: 500 }),
      fails('two.test', { rcode: 2 }),
      fails('three.test', { rcode: 2, ede: 6 }),
    ]);
    expect(await panel.ask(question('brand.test', 'TXT'))).toMatchObject({
      outcome: 'server-failure',
      reason: 'dnssec',
    });
    expect(panel.standing().silent).toHaveLength(3);
  });

  test('a resolver that cannot be reached is waited for once', async () => {
    const dead = seeing('dead.test', everything({ delay: 60_000 }));
    const panel = createPanel([dead.resolver, seeing('two.test').resolver]);
    await panel.ask(question('brand.test', 'TXT'));
    await panel.ask(question('brand.test', 'MX'));
    await panel.ask(question('esp.test', 'TXT'));
    expect(dead.log).toHaveLength(1);
  });

  test('one that lets wait without having answered anything is not waited for to the end', async () => {
    const hanging = createZoneFetch(everything({ delay: 60_000 }));
    const first = createDohResolver('https://one.test/dns-query', { fetch: hanging.fetch, timeout: 20_000 });
    const panel = createPanel([first, seeing('two.test').resolver]);
    const started = performance.now();
    const both = [panel.ask(question('brand.test', 'TXT')), panel.ask(question('brand.test', 'MX'))];
    expect(outcomesOf(await Promise.all(both))).toEqual(['answer', 'answer']);
    await panel.ask(question('esp.test', 'TXT'));
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(asked(hanging.log)).toEqual(['TXT brand.test', 'MX brand.test']);
  });

  test('one that works is waited for, though a name takes its time', async () => {
    const slow = createZoneFetch({ ...zone, 'slow.test': { TXT: 'late', delay: 1500 } });
    const second = seeing('two.test', { 'slow.test': { TXT: 'other' } });
    const panel = createPanel([
      createDohResolver('https://one.test/dns-query', { fetch: slow.fetch }),
      second.resolver,
    ]);
    await panel.ask(question('brand.test', 'TXT'));
    expect(await panel.ask(question('slow.test', 'TXT'))).toMatchObject({ records: ['late'] });
    expect(second.log).toEqual([]);
  });

  test('no resolver hears a question twice in one audit', async () => {
    const [first, second] = [seeing('one.test'), seeing('two.test')];
    const panel = createPanel([first.resolver, second.resolver]);
    const answer = await panel.ask(question('no.test', 'TXT'));
    await Promise.all([panel.ask(question('no.test', 'TXT')), panel.confirm([{ answer }, { answer }])]);
    await panel.confirm([{ answer }]);
    expect([asked(first.log), asked(second.log)]).toEqual([['TXT no.test'], ['TXT no.test']]);
  });
});

describe('D8 a second opinion', () => {
  /** Asks the first, then confirms against a second that sees some names otherwise. */
  async function verdictOn(name: string, type: RecordType, changes: Zone, claim: Partial<Claim> = {}) {
    const panel = createPanel([seeing('one.test').resolver, seeing('two.test', changes).resolver]);
    const answer = await panel.ask(question(name, type));
    const [opinion] = await panel.confirm([{ ...claim, answer }]);
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
    const panel = createPanel([first.resolver, second.resolver, third.resolver]);
    const names = ['a.test', 'b.test', 'c.test'];
    const answers = await Promise.all(names.map((name) => panel.ask(question(name, 'TXT'))));
    const opinions = await panel.confirm(answers.map((answer) => ({ answer })));
    expect(
      opinions.map(({ verdict, claim, second }) => [verdict, claim.answer.question.name, second?.resolver]),
    ).toEqual(names.map((name) => ['agree', name, 'https://two.test/dns-query']));
    expect([first.log.length, second.log.length, third.log.length]).toEqual([3, 3, 0]);
  });
});

describe('a second resolver that fails', () => {
  const claimOf = async (resolvers: [Resolver, ...Resolver[]], name = '_dmarc.brand.test') => {
    const panel = createPanel(resolvers);
    await panel.ask(question('esp.test', 'TXT'));
    const answer = await panel.ask(question(name, 'TXT'));
    const [opinion] = await panel.confirm([{ answer }]);
    return { panel, opinion };
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

  test('for everything: it does not count as asked, and the panel says who is silent', async () => {
    for (const fault of [{ rcode: 2 }, { http: 500 }, { delay: 5000 }, { drop: true }]) {
      const { panel, opinion } = await claimOf([one(), seeing('two.test', everything(fault)).resolver]);
      expect(opinion?.verdict).toBe('not-asked');
      expect(panel.standing()).toMatchObject({
        answered: ['https://one.test/dns-query'],
        silent: ['https://two.test/dns-query'],
      });
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
  const check = (changes: Zone, options: ZoneOptions = {}) =>
    createPanel([seeing('one.test', changes, options).resolver]).checkRewriting('test', 'q7x2');

  test('is noticed by a name that nobody has registered', async () => {
    expect(await check({}, { rewrites: '203.0.113.80' })).toBe('rewrites');
    expect(await check({})).toBe('honest');
  });

  test('a top-level domain with a wildcard of its own does not rewrite', async () => {
    expect(await check({ '*.test': { A: '203.0.113.80' } })).toBe('honest');
  });

  test('without an answer nothing is said of it', async () => {
    expect(await check({ 'q7x2.test': { rcode: 2 } })).toBe('unknown');
  });
});
