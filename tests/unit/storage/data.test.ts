import { fakeBrowser } from '../../helpers/fake-extension.ts';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';

const load = async () => {
  vi.resetModules();
  const [data, domains, history, settings, row] = await Promise.all([
    import('../../../lib/storage/data.ts'),
    import('../../../lib/storage/domains.ts'),
    import('../../../lib/storage/history.ts'),
    import('../../../lib/storage/settings.ts'),
    import('../../../lib/domains/domain-row.ts'),
  ]);
  return { ...data, ...domains, ...history, ...settings, ...row };
};

const entry = (domain: string, at: number) => ({
  domain,
  esp: null,
  account: null,
  at,
  verdict: 'pass' as const,
  codes: [],
  answers: {},
  kind: 'send' as const,
  landed: null,
});

beforeEach(() => {
  fakeBrowser.reset();
  vi.stubGlobal('indexedDB', new IDBFactory());
});

/** A browser in which something was used, and the file it exports. */
async function used() {
  const presend = await load();
  await presend.writeSettings({ guard: 'off', reportAddress: 'dmarc@brand.test' });
  await presend.addToHistory(entry('brand.test', 1));
  await presend.changeDomains(['brand.test'], () => ({
    ...presend.newRow('brand.test', 'user', 1),
    client: 'Brand Ltd',
    verdict: 'fail',
    checkedAt: 5,
    watched: true,
  }));
  return presend.exportAll(0);
}

const emptied = async () => {
  fakeBrowser.reset();
  vi.stubGlobal('indexedDB', new IDBFactory());
  return load();
};

describe('an export', () => {
  it('brings everything back into an empty browser', async () => {
    const file = await used();
    const presend = await emptied();
    expect(await presend.importAll(file)).toEqual({
      ok: true,
      value: { settings: 2, history: 1, domains: 1, others: 0 },
    });
    expect(await presend.readSettings()).toMatchObject({ guard: 'off', reportAddress: 'dmarc@brand.test' });
    expect(await presend.readHistory('brand.test')).toHaveLength(1);
    expect(await presend.readDomainRow('brand.test')).toMatchObject({ client: 'Brand Ltd', watched: true });
    expect(await presend.exportAll(0)).toBe(file);
  });

  it('is merged: what is here stays, and the same file twice adds nothing', async () => {
    const file = await used();
    const presend = await emptied();
    await presend.addToHistory(entry('own.test', 9));
    const newer = {
      ...presend.newRow('brand.test', 'user', 1),
      client: 'Mine',
      verdict: 'pass' as const,
      checkedAt: 9,
    };
    await presend.changeDomains(['brand.test'], () => newer);
    await presend.importAll(file);
    expect((await presend.readAllHistory()).map(({ domain }) => domain)).toEqual(['brand.test', 'own.test']);
    expect(await presend.readDomainRow('brand.test')).toEqual({ ...newer, watched: true });
    expect(await presend.importAll(file)).toMatchObject({ value: { settings: 0, history: 0, domains: 0 } });
  });

  it('holds no keys of services, and an import brings none', async () => {
    await fakeBrowser.storage.local.set({ keys: { klaviyo: 'pk_secret' } });
    const presend = await load();
    expect(await presend.exportAll(0)).not.toContain('pk_secret');
    await presend.importAll('{"format":"presend-data","version":1,"keys":{"klaviyo":"pk_other"}}');
    expect((await fakeBrowser.storage.local.get('keys'))['keys']).toEqual({ klaviyo: 'pk_secret' });
  });

  it('of before the format had a name is read as well', async () => {
    const presend = await load();
    const file = JSON.stringify({ history: [entry('old.test', 1)], settings: { guard: 'off', badge: 'x' } });
    expect(await presend.importAll(file)).toMatchObject({ ok: true, value: { settings: 1, history: 1 } });
    expect(await presend.readSettings()).toMatchObject({ guard: 'off', badge: true });
  });

  it.each([
    ['{', 'no-json'],
    ['[]', 'not-ours'],
    ['{"a":1}', 'not-ours'],
    ['{"format":"other","settings":{}}', 'not-ours'],
    ['{"format":"presend-data","version":2}', 'newer'],
  ])('is refused where it is none: %s', async (file, fault) => {
    expect(await (await load()).importAll(file)).toEqual({ ok: false, fault });
  });

  it('gives what is sound of a damaged file, and nothing else', async () => {
    const presend = await load();
    const file = {
      format: 'presend-data',
      version: 1,
      settings: 7,
      history: [null, entry('brand.test', 1), { domain: 5 }],
      domains: [{ domain: 'Bad Name' }, { domain: 'good.test', verdict: 'excellent', esp: 'nobody' }],
      watches: 'none',
      observations: [],
    };
    expect(await presend.importAll(JSON.stringify(file))).toMatchObject({ value: { history: 1, domains: 1 } });
    expect(await presend.readDomainRow('good.test')).toMatchObject({ verdict: null, esp: null });
  });
});

describe('erasing', () => {
  it('leaves nothing', async () => {
    await used();
    const presend = await load();
    await presend.eraseAll();
    expect(await presend.readDomainRows()).toEqual([]);
    expect(await fakeBrowser.storage.local.get()).toEqual({});
  });
});
