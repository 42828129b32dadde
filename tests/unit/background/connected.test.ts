import { fakeBrowser } from '../../helpers/fake-extension.ts';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiTools, createApiClient } from '../../../lib/esp-api/client.ts';
import type { PageEspId } from '../../../lib/esp/esp-id.ts';
import type { Verdict } from '../../../lib/report/report.ts';
import { emptyAccounts, HOSTS, KEYS, startApiServer, type ApiServer } from '../../helpers/esp-api-server.ts';

/** The worker's part in connected accounts, with the real client and store, an API on loopback, and no DNS. */

const verdicts: Record<string, Verdict> = {};
const audited: { from: string; esp: string }[] = [];
const notified: { title: string; message: string }[] = [];
let allowed = true;

vi.mock('../../../entrypoints/background/audits.ts', () => ({
  auditAndRemember: ({ from, esp }: { from: string; esp: string }) => {
    audited.push({ from, esp });
    const verdict = verdicts[from] ?? 'pass';
    const findings = [{ title: 'The DKIM record is missing', action: 'Add the record km1' }];
    return Promise.resolve({ verdict, words: { findings } });
  },
}));
vi.mock('../../../lib/browser/permissions.ts', () => ({
  hasOrigin: () => Promise.resolve(allowed),
  dropOrigin: () => Promise.resolve(),
}));
vi.mock('../../../lib/browser/notifications.ts', () => ({
  notify: (_: string, title: string, message: string) => {
    notified.push({ title, message });
    return Promise.resolve();
  },
}));
vi.mock('../../../lib/browser/load-words.ts', async () => {
  const { readWords } = await import('../../../lib/words/files.ts');
  return { currentWords: () => readWords('en') };
});
vi.mock('../../../lib/esp-api/client.ts', async (original) => {
  const real = await original<{ createApiClient: typeof createApiClient }>();
  const wait = () => Promise.resolve();
  return {
    ...real,
    createApiClient: (api: never, key: string, tools: ApiTools) => real.createApiClient(api, key, { ...tools, wait }),
  };
});

const START = Date.UTC(2026, 11, 1, 8);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let server: ApiServer;

const load = async () => {
  vi.resetModules();
  const [connected, accounts, data, keys] = await Promise.all([
    import('../../../entrypoints/background/connected.ts'),
    import('../../../lib/storage/accounts.ts'),
    import('../../../lib/storage/data.ts'),
    import('../../../lib/storage/keys.ts'),
  ]);
  return { ...connected, ...accounts, ...data, ...keys };
};

const settled = async (read: () => Promise<unknown>, expected: unknown) =>
  vi.waitFor(async () => expect(await read()).toEqual(expected), { timeout: 3000, interval: 10 });

/** Connects and waits until what is scheduled was audited. */
async function connected(esp: PageEspId = 'klaviyo') {
  const presend = await load();
  expect(await presend.connect(esp, KEYS[esp])).toBe('connected');
  await vi.waitFor(async () => {
    const { domains } = await presend.readWaiting();
    expect(domains.every(({ verdict }) => verdict !== null)).toBe(true);
  });
  return presend;
}

const later = (ms: number) => vi.setSystemTime(Date.now() + ms);
const scheduled = (id: string, from: string | null, hours: number) => ({
  id,
  name: `Campaign ${id}`,
  sendTime: new Date(START + hours * HOUR).toISOString(),
  froms: [from],
});

beforeEach(async () => {
  fakeBrowser.reset();
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(START);
  server = await startApiServer();
  vi.stubGlobal('fetch', server.fetch);
  for (const domain of Object.keys(verdicts)) delete verdicts[domain];
  audited.length = 0;
  notified.length = 0;
  allowed = true;
  server.accounts.klaviyo.campaigns = [
    scheduled('a', 'hello@brand.test', 30),
    scheduled('b', 'News <news@brand.test>', 5),
    scheduled('c', 'hi@other.test', 40),
  ];
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  await server.close();
});

describe('a key', () => {
  it('is kept where neither storage.local, an export nor a report has it, and goes to its host alone', async () => {
    const presend = await connected();
    await presend.lookAtAccounts();
    const local = JSON.stringify(await fakeBrowser.storage.local.get(null));
    const session = JSON.stringify(await fakeBrowser.storage.session.get(null));
    for (const text of [local, session, await presend.exportAll(START)]) {
      expect(text).not.toContain(KEYS.klaviyo);
      expect(text).not.toContain(KEYS.klaviyo.slice(4, 20));
    }
    expect((await presend.readAccounts())[0]?.masked).toBe('pk_…ef01');
    expect(new Set(server.asked.map(({ host }) => host))).toEqual(new Set([HOSTS.klaviyo]));
  });

  it.each([
    ['pk_nothing-like-a-key', 'wrong-key'],
    ['hello', 'no-key'],
    [KEYS.hubspot, 'no-key'],
  ])('that is wrong is not kept: %s', async (key, expected) => {
    const presend = await load();
    expect(await presend.connect('klaviyo', key)).toBe(expected);
    expect(await presend.readAccounts()).toEqual([]);
    expect(await presend.readKey('klaviyo')).toBeNull();
  });

  it('is not sent where the browser does not allow the host', async () => {
    allowed = false;
    const presend = await load();
    expect(await presend.connect('klaviyo', KEYS.klaviyo)).toBe('no-access');
    expect(server.asked).toEqual([]);
  });

  it('is erased with all that was read with it', async () => {
    const presend = await connected();
    await presend.disconnect('klaviyo');
    expect(await presend.readKey('klaviyo')).toBeNull();
    expect(await presend.readAccounts()).toEqual([]);
    expect(await presend.readWaiting()).toEqual({ campaigns: [], domains: [] });
    expect(await fakeBrowser.alarms.getAll()).toEqual([]);
    server.asked.length = 0;
    later(HOUR);
    await presend.lookAtAccounts();
    expect(server.asked).toEqual([]);
  });

  it('is erased with everything else', async () => {
    const presend = await connected();
    await presend.eraseAll();
    expect(await presend.readKey('klaviyo')).toBeNull();
  });

  it('that is refused later was revoked: it is said, and not asked with again', async () => {
    const presend = await connected();
    server.fault = () => ({ status: 401, body: { errors: [{ detail: 'x' }] } });
    later(15 * MINUTE);
    await presend.lookAtAccounts();
    const [account] = await presend.readAccounts();
    expect(account?.troubles.map(({ trouble }) => trouble.kind)).toEqual(['revoked']);
    expect(await fakeBrowser.alarms.getAll()).toEqual([]);
    server.asked.length = 0;
    later(24 * HOUR);
    await presend.lookAtAccounts();
    await presend.checkWaiting();
    expect(server.asked).toEqual([]);
    // What was scheduled stays in view.
    expect((await presend.readWaiting()).campaigns).toHaveLength(3);
  });
});

describe('the account', () => {
  it('is asked at most every 15 minutes, whoever wakes the worker', async () => {
    const presend = await connected();
    server.asked.length = 0;
    later(14 * MINUTE);
    await presend.lookAtAccounts();
    expect(server.asked).toEqual([]);
    later(MINUTE);
    await Promise.all([presend.lookAtAccounts(), presend.lookAtAccounts()]);
    expect(server.asked.filter(({ path }) => path.startsWith('/api/accounts'))).toHaveLength(1);
    expect((await fakeBrowser.alarms.getAll())[0]?.scheduledTime).toBe(Date.now() + 15 * MINUTE);
  });

  it('is left alone as long as it says, and longer each time that it says nothing', async () => {
    const presend = await connected();
    const wait = async () => {
      await presend.lookAtAccounts();
      return ((await presend.readAccounts())[0]?.nextAt ?? 0) - Date.now();
    };
    server.fault = () => ({ status: 429, headers: { 'retry-after': '7200' } });
    later(15 * MINUTE);
    const told = await wait();
    server.fault = () => ({ status: 429 });
    later(told);
    const second = await wait();
    later(second);
    const third = await wait();
    expect([told, second, third].map((ms) => ms / MINUTE)).toEqual([120, 60, 120]);
  });

  it('keeps a list that could not be read', async () => {
    const presend = await connected();
    server.fault = ({ path }) => (path.startsWith('/api/campaigns') ? { status: 200, body: { data: 'x' } } : null);
    later(15 * MINUTE);
    await presend.lookAtAccounts();
    expect((await presend.readWaiting()).campaigns).toHaveLength(3);
    expect((await presend.readAccounts())[0]?.troubles[0]?.trouble.kind).toBe('changed-form');
  });

  it('is not brought back by a reading that was under way when it was erased', async () => {
    const presend = await connected();
    later(15 * MINUTE);
    server.delay = 30;
    const looking = presend.lookAtAccounts();
    await vi.waitFor(() => expect(server.asked.length).toBeGreaterThan(5));
    await presend.disconnect('klaviyo');
    await looking;
    expect(await presend.readAccounts()).toEqual([]);
    expect((await presend.readWaiting()).campaigns).toEqual([]);
  });
});

describe('what waits', () => {
  it('is audited once for each From domain, and keeps no address', async () => {
    const presend = await connected();
    expect(audited.map(({ from }) => from).toSorted()).toEqual(['brand.test', 'other.test']);
    expect(JSON.stringify(await fakeBrowser.storage.local.get(null))).not.toContain('@');
    expect((await presend.readWaiting()).campaigns.map(({ id, domains }) => [id, ...domains])).toEqual([
      ['a', 'brand.test'],
      ['b', 'brand.test'],
      ['c', 'other.test'],
    ]);
  });

  it('is told of when its record breaks: the next campaign by name, with time and fix, and once', async () => {
    const presend = await connected();
    expect(notified).toEqual([]);
    verdicts['brand.test'] = 'fail';
    later(15 * MINUTE);
    await presend.lookAtAccounts();
    expect(notified).toHaveLength(1);
    expect(notified[0]?.title).toContain('Campaign b');
    expect(notified[0]?.message).toMatch(
      /1 Dec.*brand\.test: The DKIM record is missing\. Add the record km1\..*1 more/,
    );
    for (const verdict of ['unknown', 'fail'] as const) {
      verdicts['brand.test'] = verdict;
      later(15 * MINUTE);
      await presend.lookAtAccounts();
    }
    expect(notified).toHaveLength(1);
    for (const verdict of ['pass', 'fail'] as const) {
      verdicts['brand.test'] = verdict;
      later(15 * MINUTE);
      await presend.lookAtAccounts();
    }
    expect(notified).toHaveLength(2);
  });

  it('is told of when another campaign is scheduled from a domain that fails', async () => {
    verdicts['brand.test'] = 'fail';
    const presend = await connected();
    await vi.waitFor(() => expect(notified).toHaveLength(1));
    server.accounts.klaviyo.campaigns.push(scheduled('d', 'hello@brand.test', 50));
    later(15 * MINUTE);
    await presend.lookAtAccounts();
    expect(notified.map(({ title }) => title)).toEqual([
      expect.stringContaining('Campaign b'),
      expect.stringContaining('Campaign d'),
    ]);
  });

  it('leaves the list when it was sent, with a domain that nothing else waits for', async () => {
    const presend = await connected();
    server.accounts.klaviyo.campaigns = [scheduled('a', 'hello@brand.test', 30)];
    later(15 * MINUTE);
    await presend.lookAtAccounts();
    const { campaigns, domains } = await presend.readWaiting();
    expect([campaigns.map(({ id }) => id), domains.map(({ domain }) => domain)]).toEqual([['a'], ['brand.test']]);
  });

  it('says where a sender is not known', async () => {
    server.accounts = emptyAccounts();
    server.accounts.klaviyo.scopes = ['campaigns:read'];
    server.accounts.klaviyo.campaigns = [scheduled('a', null, 30)];
    const presend = await connected();
    expect((await presend.readWaiting()).campaigns[0]).toMatchObject({ domains: [], hasUnknownSender: true });
  });

  it.each(['hubspot', 'mailchimp'] as const)('is read from %s too', async (esp) => {
    const at = new Date(START + HOUR).toISOString();
    server.accounts.hubspot.emails = [
      { id: 1, name: 'E-mail', state: 'SCHEDULED', publishDate: at, from: { replyTo: 'hello@brand.test' } },
    ];
    server.accounts.mailchimp.campaigns = [
      {
        id: 'x',
        web_id: 9,
        status: 'schedule',
        send_time: at,
        settings: { title: 'E-mail', reply_to: 'hello@brand.test' },
      },
    ];
    const presend = await connected(esp);
    await settled(
      async () => (await presend.readWaiting()).domains.map(({ domain, verdict }) => [domain, verdict]),
      [['brand.test', 'pass']],
    );
    expect(audited).toEqual([{ from: 'brand.test', esp }]);
  });
});
