import { fakeBrowser } from '../../helpers/fake-extension.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Watch } from '../../../lib/watch/watched.ts';

vi.mock('../../../lib/watch/check-watch.ts', async (original) => ({
  ...(await original<object>()),
  checkWatch: (watch: Watch, _: string, __: unknown, now: number) =>
    Promise.resolve({ ...watch, tries: watch.tries + 1, nextAt: now + 30_000 }),
}));

const load = async () => {
  vi.resetModules();
  const [watching, { readWatches }] = await Promise.all([
    import('../../../entrypoints/background/watching.ts'),
    import('../../../lib/storage/watches.ts'),
  ]);
  return { ...watching, readWatches };
};

const record = (name: string) => ({ name, type: 'TXT', value: 'v=x', action: 'publish' as const });
const order = (...names: string[]) => ({
  kind: 'watch' as const,
  domain: 'brand.test',
  esp: 'mailchimp' as const,
  account: null,
  records: names.map(record),
});

beforeEach(() => fakeBrowser.reset());

describe('the watches of one domain', () => {
  it('are several: another set of records does not end the first', async () => {
    const { startWatch, readWatches } = await load();
    await startWatch(order('a.brand.test'));
    await startWatch(order('b.brand.test'));
    const watches = await readWatches();
    expect(watches.map(({ records }) => records[0]?.name)).toEqual(['a.brand.test', 'b.brand.test']);
    expect(new Set(watches.map(({ startedAt }) => startedAt)).size).toBe(2);
  });

  it('begin anew where the same records are watched again', async () => {
    const { startWatch, readWatches } = await load();
    await startWatch(order('a.brand.test'));
    await startWatch(order('a.brand.test'));
    expect(await readWatches()).toHaveLength(1);
  });

  it('end one by one, or all together', async () => {
    const { startWatch, stopWatch, readWatches } = await load();
    const first = await startWatch(order('a.brand.test'));
    await startWatch(order('b.brand.test'));
    await startWatch(order('c.brand.test'));
    await stopWatch('brand.test', first?.startedAt);
    expect((await readWatches()).map(({ records }) => records[0]?.name)).toEqual(['b.brand.test', 'c.brand.test']);
    await stopWatch('brand.test', undefined);
    expect(await readWatches()).toEqual([]);
  });

  it('hold no address of the sender', async () => {
    const { startWatch } = await load();
    await startWatch(order('a.brand.test'));
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain('@');
  });

  it('are looked at again when their time has come, and after a clock that was ahead', async () => {
    const { startWatch, lookAtWatches, readWatches } = await load();
    await startWatch(order('a.brand.test'));
    await lookAtWatches();
    expect((await readWatches())[0]?.tries).toBe(1);
    vi.useFakeTimers({ now: Date.now() - 30 * 24 * 3_600_000, toFake: ['Date'] });
    await lookAtWatches();
    const [stalled] = await readWatches();
    expect(stalled?.nextAt).toBeLessThanOrEqual(Date.now() + 2 * 3_600_000);
    vi.useRealTimers();
  });
});

describe('a notification', () => {
  it('names the domain whose report it opens', async () => {
    const { watchedDomain } = await load();
    expect(watchedDomain('watch:brand.test 1764')).toBe('brand.test');
    expect(watchedDomain('other')).toBeNull();
  });
});
