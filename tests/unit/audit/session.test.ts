import { describe, expect, it } from 'vitest';
import { createSession } from '../../../lib/audit/session.ts';
import { createDnsCache } from '../../../lib/dns/cache.ts';
import { createDohResolver } from '../../../lib/dns/doh.ts';
import type { Resolver } from '../../../lib/dns/resolver.ts';
import type { Zone } from '../../helpers/dns-zone.ts';
import { createZoneFetch } from '../../helpers/doh-server.ts';

const tools = (resolvers: [Resolver, ...Resolver[]], timeout = 2000) => ({
  resolvers,
  timeout,
  now: Date.now,
  randomLabel: () => 'nobody',
});

function start(zone: Zone, timeout?: number) {
  const server = createZoneFetch(zone);
  const resolver = createDohResolver('https://first.test/dns-query', { fetch: server.fetch });
  return { session: createSession(tools([resolver], timeout)), server, resolver };
}

const later = (delay: number, text: string) => ({ TXT: text, delay });

describe('the questions of one audit', () => {
  it('go out once, whoever asks', async () => {
    const { session, server } = start({ 'a.test': { TXT: 'x' } });
    const answers = await Promise.all([session.ask('a.test', 'TXT'), session.ask('a.test', 'TXT')]);
    await session.ask('a.test', 'TXT');
    expect(server.count('a.test')).toBe(1);
    expect(answers[0]).toBe(answers[1]);
    expect(session.measure().sent).toBe(1);
  });

  it('D10: a name that is too long is not sent, and does not exist', async () => {
    const { session, server } = start({});
    const answer = await session.ask(`${'a'.repeat(64)}.test`, 'TXT');
    expect([answer.outcome, server.log.length]).toEqual(['no-such-name', 0]);
  });

  it('are measured in rounds: what waited for an answer comes after it', async () => {
    const { session } = start({ 'a.test': later(5, '1'), 'b.test': later(5, '2'), 'c.test': later(30, '3') });
    const chain = async () => {
      await session.ask('a.test', 'TXT');
      await session.ask('b.test', 'TXT');
    };
    await Promise.all([chain(), session.ask('c.test', 'TXT')]);
    expect(session.measure()).toMatchObject({ sent: 3, rounds: 2 });
  });

  it('are not counted where the cache had the answer', async () => {
    const server = createZoneFetch({ 'a.test': { TXT: 'x' }, 'b.test': { TXT: 'y' } });
    const resolver = createDnsCache().wrap(createDohResolver('https://first.test/dns-query', { fetch: server.fetch }));
    await createSession(tools([resolver])).ask('a.test', 'TXT');
    await new Promise((resolve) => setTimeout(resolve, 5));
    const session = createSession(tools([resolver]));
    await session.ask('a.test', 'TXT');
    expect(session.measure()).toMatchObject({ sent: 0, rounds: 0 });
    await session.ask('b.test', 'TXT');
    expect(session.measure()).toMatchObject({ sent: 1, rounds: 1 });
  });

  it('end with the budget', async () => {
    const { session } = start({ 'a.test': later(10_000, 'x') }, 50);
    expect((await session.ask('a.test', 'TXT')).outcome).toBe('timeout');
    expect((await session.ask('b.test', 'TXT')).outcome).toBe('timeout');
  });

  it('end when the caller aborts, at once', async () => {
    const controller = new AbortController();
    const server = createZoneFetch({ 'a.test': later(10_000, 'x') });
    const resolver = createDohResolver('https://first.test/dns-query', { fetch: server.fetch });
    const session = createSession({ ...tools([resolver]), signal: controller.signal });
    const answer = session.ask('a.test', 'TXT');
    controller.abort();
    expect((await answer).outcome).toBe('timeout');
  });
});
