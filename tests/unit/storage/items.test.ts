import { fakeBrowser } from '../../helpers/fake-extension.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'storage');

/** The modules anew, as a context of the extension that has just begun has them. */
async function newContext() {
  vi.resetModules();
  const [accepted, campaigns, history, observations, picks, settings, watches] = await Promise.all([
    import('../../../lib/storage/accepted.ts'),
    import('../../../lib/storage/campaigns.ts'),
    import('../../../lib/storage/history.ts'),
    import('../../../lib/storage/observations.ts'),
    import('../../../lib/storage/picks.ts'),
    import('../../../lib/storage/settings.ts'),
    import('../../../lib/storage/watches.ts'),
  ]);
  return { accepted, campaigns, history, observations, picks, settings, watches };
}

type Context = Awaited<ReturnType<typeof newContext>>;

/** Every stored item, by its key. */
const READ: Record<string, (context: Context) => Promise<unknown>> = {
  accepted: ({ accepted }) => accepted.readAccepted(),
  history: ({ history }) => history.readAllHistory(),
  observations: ({ observations }) => observations.readObservation('brand.test', 'mailchimp'),
  picks: ({ picks }) => picks.readPicks(),
  settings: ({ settings }) => settings.readSettings(),
  watches: ({ watches }) => watches.readWatches(),
};

const stored = async (key: string): Promise<unknown> => (await fakeBrowser.storage.local.get(key))[key];

beforeEach(() => fakeBrowser.reset());

describe('what an earlier version has stored', () => {
  const pairs = readdirSync(FIXTURES).map((name) => {
    const [key = '', version = ''] = name.split('.');
    const { before, after } = JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')) as Record<string, unknown>;
    return { key, version: Number(version), before, after };
  });

  it('has an example pair for each version', () => expect(pairs.length).toBeGreaterThan(0));

  it.each(pairs)('$key is brought to version $version', async ({ key, version, before, after }) => {
    await fakeBrowser.storage.local.set({ [key]: before, ...(version > 2 && { [`${key}$`]: { v: version - 1 } }) });
    await READ[key]?.(await newContext());
    expect(await stored(key)).toEqual(after);
    // Once only: what is there is of the newest version.
    await READ[key]?.(await newContext());
    expect(await stored(key)).toEqual(after);
  });

  it('is read as it is where a newer version wrote it', async () => {
    const [pair] = pairs;
    await fakeBrowser.storage.local.set({ watches: pair?.after, watches$: { v: 99 } });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { watches } = await newContext();
    expect(await watches.readWatches()).toMatchObject([{ domain: 'brand.test' }]);
  });
});

describe('damaged values', () => {
  it.each(Object.keys(READ))('of %s are read as if they were not there', async (key) => {
    const untouched = await READ[key]?.(await newContext());
    for (const damage of [null, [null], [[]], 'text', 7, [{ domain: 5 }]]) {
      await fakeBrowser.storage.local.set({ [key]: damage });
      expect(await READ[key]?.(await newContext()), JSON.stringify(damage)).toEqual(untouched);
    }
  });

  it('never throw, whatever they are', async () => {
    const context = await newContext();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(READ)), fc.jsonValue(), async (key, value) => {
        await fakeBrowser.storage.local.set({ [key]: value });
        await READ[key]?.(context);
      }),
    );
  });

  it('take nothing of what is sound beside them', async () => {
    await fakeBrowser.storage.local.set({ accepted: [null, { domain: 'brand.test', code: 'x', at: 1 }, { code: 3 }] });
    const { accepted } = await newContext();
    expect(await accepted.readAccepted()).toEqual([{ domain: 'brand.test', code: 'x', at: 1 }]);
  });
});

describe('two contexts that write at once', () => {
  const entry = (domain: string) => ({
    domain,
    esp: null,
    account: null,
    at: 1,
    verdict: 'pass' as const,
    codes: [],
    answers: {},
    kind: 'audit' as const,
    landed: null,
  });

  it('lose nothing', async () => {
    const worker = await newContext();
    const page = await newContext();
    const writes = Array.from({ length: 60 }, (_, index) =>
      (index % 2 ? worker : page).history.addToHistory(entry(`brand${index}.test`)),
    );
    await Promise.all(writes);
    expect(await worker.history.readAllHistory()).toHaveLength(60);
  });

  it('go on after a write that the browser refused', async () => {
    const { history } = await newContext();
    await history.addToHistory(entry('before.test'));
    const set = vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValueOnce(new Error('QUOTA_BYTES'));
    await expect(history.addToHistory(entry('lost.test'))).rejects.toThrow('QUOTA_BYTES');
    set.mockRestore();
    await history.addToHistory(entry('after.test'));
    expect((await history.readAllHistory()).map(({ domain }) => domain).sort()).toEqual(['after.test', 'before.test']);
  });
});

describe('evidence of a test message', () => {
  const seen = (source: 'message' | 'settings', at: number) => ({ source, at, returnPath: null, dkim: [] });

  it('is not replaced by what a settings page says, but by a newer message', async () => {
    const { observations } = await newContext();
    const { readObservation, writeObservation } = observations;
    await writeObservation('brand.test', 'mailchimp', seen('settings', 1));
    await writeObservation('brand.test', 'mailchimp', seen('message', 2));
    await writeObservation('brand.test', 'mailchimp', seen('settings', 3));
    expect(await readObservation('brand.test', 'mailchimp')).toMatchObject({ source: 'message', at: 2 });
    await writeObservation('brand.test', 'mailchimp', seen('message', 4));
    expect(await readObservation('brand.test', 'mailchimp')).toMatchObject({ at: 4 });
    expect(await readObservation('brand.test', 'klaviyo')).toBeNull();
  });

  it('tells of the domains of new messages, and of nothing else', async () => {
    const { observations } = await newContext();
    const told: string[] = [];
    observations.watchSeen((domain) => told.push(domain));
    await observations.writeObservation('page.test', 'mailchimp', seen('settings', 1));
    await observations.writeObservation('brand.test', 'mailchimp', seen('message', 2));
    await observations.writeObservation('other.test', 'mailchimp', seen('message', 3));
    expect(told).toEqual(['brand.test', 'other.test']);
  });
});

describe('the history', () => {
  const audit = (domain: string, at: number, more: object = {}) => ({
    domain,
    esp: 'mailchimp' as const,
    account: null,
    at,
    verdict: 'fail' as const,
    codes: ['dkim.not-set-up'],
    answers: {},
    kind: 'audit' as const,
    landed: null,
    ...more,
  });

  it('keeps one entry of audits that say the same, with the newest time', async () => {
    const { history } = await newContext();
    await history.addToHistory(audit('brand.test', 1));
    await history.addToHistory(audit('other.test', 2));
    await history.addToHistory(audit('brand.test', 3));
    expect((await history.readHistory('brand.test')).map(({ at }) => at)).toEqual([3]);
  });

  it.each([
    ['another verdict', { verdict: 'pass' as const }],
    ['other findings', { codes: ['dmarc.missing'] }],
    ['another ESP', { esp: 'klaviyo' as const }],
    ['a send', { kind: 'send' as const }],
  ])('keeps both where the second is %s', async (_, more) => {
    const { history } = await newContext();
    await history.addToHistory(audit('brand.test', 1));
    await history.addToHistory(audit('brand.test', 2, more));
    expect(await history.readHistory('brand.test')).toHaveLength(2);
  });

  it('keeps every send', async () => {
    const { history } = await newContext();
    for (const at of [1, 2]) await history.addToHistory(audit('brand.test', at, { kind: 'send' }));
    expect(await history.readHistory('brand.test')).toHaveLength(2);
  });

  it('loses nothing of the user’s own to a page that names ever new domains', async () => {
    await fakeBrowser.storage.local.set({
      history: [
        ...Array.from({ length: 800 }, (_, index) => audit(`own${index}.test`, index)),
        ...Array.from({ length: 300 }, (_, index) => audit(`page${index}.test`, 800 + index, { by: 'page' })),
      ].slice(-1000),
    });
    const { history } = await newContext();
    for (let index = 0; index < 20; index += 1) {
      await history.addToHistory(audit(`new${index}.test`, 2000 + index, { by: 'page' }));
    }
    const domains = (await history.readAllHistory()).map(({ domain }) => domain);
    expect(domains.filter((domain) => domain.startsWith('own'))).toHaveLength(700);
    expect(domains).toContain('new19.test');
    expect(domains).not.toContain('page0.test');
  });

  it('keeps a domain that the user looked up as the user’s own, though a page names it again', async () => {
    const { history } = await newContext();
    await history.addToHistory(audit('brand.test', 1));
    await history.addToHistory(audit('brand.test', 2, { by: 'page' }));
    expect(await history.readHistory('brand.test')).toMatchObject([{ at: 2 }]);
    expect((await history.readHistory('brand.test'))[0]).not.toHaveProperty('by');
  });
});

describe('accepted findings', () => {
  it('are taken back together, as they were accepted', async () => {
    const { accepted } = await newContext();
    await accepted.acceptFindings('brand.test', ['dkim.not-set-up', 'align.none'], 1, 'local');
    await accepted.acceptFindings('brand.test', ['dmarc.missing'], 2, 'local');
    await accepted.acceptFindings('other.test', ['align.none'], 1, 'local');
    await accepted.unacceptFinding('brand.test', 'align.none');
    expect((await accepted.readAccepted()).map(({ domain, code }) => `${domain} ${code}`)).toEqual([
      'brand.test dmarc.missing',
      'other.test align.none',
    ]);
  });

  it('of a private window are not written to disk', async () => {
    const { accepted } = await newContext();
    await accepted.acceptFindings('secret.test', ['align.none'], 1, 'session');
    expect(await accepted.readAccepted()).toHaveLength(1);
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain('secret');
  });
});

describe('campaigns', () => {
  it('are kept for the session, the last used ones', async () => {
    const { campaigns } = await newContext();
    const known = { address: 'a@brand.test', via: 'label', url: 'https://x.test/', step: null };
    for (let index = 0; index < 101; index += 1) {
      await campaigns.rememberCampaign(`place ${index}`, { choice: null, known });
      if (index === 50) await campaigns.rememberCampaign('place 0', { choice: null, known });
    }
    const places = Object.keys(await campaigns.readCampaigns());
    expect(places).toHaveLength(100);
    expect(places).toContain('place 0');
    expect(places).not.toContain('place 1');
    expect(await fakeBrowser.storage.local.get()).toEqual({});
  });
});
