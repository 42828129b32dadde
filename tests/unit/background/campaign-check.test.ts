import { fakeBrowser } from '../../helpers/fake-extension.ts';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { mergeReadings } from '../../../lib/detect/merge-readings.ts';
import { KEYS, startApiServer, type ApiServer } from '../../helpers/esp-api-server.ts';
import { found, missing, sampleReading } from '../../helpers/sample-reading.ts';

vi.mock('../../../entrypoints/background/audits.ts', () => ({ auditAndRemember: () => Promise.reject(new Error()) }));
vi.mock('../../../lib/browser/permissions.ts', () => ({
  hasOrigin: () => Promise.resolve(true),
  dropOrigin: () => Promise.resolve(),
}));

const ADDRESS = 'https://www.klaviyo.com/campaign/01ABC/wizard/1';
let server: ApiServer;

beforeEach(async () => {
  vi.resetModules();
  fakeBrowser.reset();
  vi.stubGlobal('indexedDB', new IDBFactory());
  server = await startApiServer();
  vi.stubGlobal('fetch', server.fetch);
  server.accounts.klaviyo.sender = 'default@brand.test';
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await server.close();
});

/** The senders that the tab shows, with this From in the page and these in the account. */
async function shown(page: string | null, ...froms: (string | null)[]) {
  server.accounts.klaviyo.campaigns = [{ id: '01ABC', name: 'Sale', sendTime: null, froms }];
  const { connect } = await import('../../../entrypoints/background/connected.ts');
  const { readByApi } = await import('../../../entrypoints/background/campaign-check.ts');
  expect(await connect('klaviyo', KEYS.klaviyo)).toBe('connected');
  const reading = sampleReading(page === null ? missing('no-field') : found(page));
  const byApi = await readByApi(ADDRESS, reading);
  const sender = mergeReadings([reading, ...(byApi ? [byApi] : [])])?.sender;
  if (sender?.kind === 'found') return [sender.address];
  return sender?.kind === 'ambiguous' ? sender.candidates.map(({ address }) => address).toSorted() : [];
}

it('is one sender where page and account agree, however it is written', async () => {
  expect(await shown('Hello@Brand.test', 'Shop <hello@brand.test>')).toHaveLength(1);
}, 20_000);

it('is both where they differ', async () => {
  expect(await shown('hello@brand.test', 'old@other.test')).toEqual(['hello@brand.test', 'old@other.test']);
}, 20_000);

it('is every variant of an A/B test', async () => {
  expect(await shown('a@brand.test', 'a@brand.test', 'b@other.test')).toEqual(['a@brand.test', 'b@other.test']);
}, 20_000);

it('is the account’s default where the campaign leaves the From open, and what the page does not show', async () => {
  expect(await shown(null, null)).toEqual(['default@brand.test']);
}, 20_000);

it('is the page’s alone without an account, and nothing is asked', async () => {
  const { readByApi } = await import('../../../entrypoints/background/campaign-check.ts');
  expect(await readByApi(ADDRESS, sampleReading(found('x@brand.test')))).toBeNull();
  expect(server.asked).toEqual([]);
});
