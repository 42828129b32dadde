import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EspApi } from '../../../lib/esp-api/api.ts';
import { createApiClient } from '../../../lib/esp-api/client.ts';
import { readAccount } from '../../../lib/esp-api/read-account.ts';
import { ESP_APIS } from '../../../lib/esp/apis.ts';
import type { PageEspId } from '../../../lib/esp/esp-id.ts';
import { HOSTS, KEYS, startApiServer, type ApiFault, type ApiServer } from '../../helpers/esp-api-server.ts';

const NOW = Date.UTC(2026, 11, 1);
const ESPS: PageEspId[] = ['klaviyo', 'hubspot', 'mailchimp'];

let server: ApiServer;
let waited: number[];

beforeEach(async () => {
  server = await startApiServer();
  waited = [];
});
afterEach(() => server.close());

function connect(api: EspApi, key: string, timeout = 5000) {
  const wait = (ms: number) => {
    if (ms > 0) waited.push(ms);
    return Promise.resolve();
  };
  const client = createApiClient(api, key, { fetch: server.fetch, now: () => NOW, wait, timeout });
  if (!client) throw new Error('no key of this ESP');
  return client;
}

const readAll = (esp: PageEspId, key: string = KEYS[esp]) => readAccount(ESP_APIS[esp], connect(ESP_APIS[esp], key));

const campaignsWith = async (esp: PageEspId, fault: ApiFault) => {
  server.fault = () => fault;
  return ESP_APIS[esp].readCampaigns(connect(ESP_APIS[esp], KEYS[esp]));
};

const JSON_PAGE = { errors: [{ code: 'x', detail: 'y' }], title: 'x', category: 'X' };

describe.each(ESPS)('%s', (esp) => {
  it('is asked at its own host alone, and only to read', async () => {
    await readAll(esp);
    expect(server.asked.length).toBeGreaterThan(0);
    expect(new Set(server.asked.map(({ host }) => host))).toEqual(new Set([HOSTS[esp]]));
    expect(new Set(server.asked.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('takes no other ESP’s key', () => {
    for (const other of ESPS.filter((one) => one !== esp)) expect(ESP_APIS[esp].originOf(KEYS[other])).toBeNull();
    for (const text of ['', 'x', `${KEYS[esp]}@evil.test`, `${KEYS[esp]}/../`, ` ${KEYS[esp]}`])
      expect(ESP_APIS[esp].originOf(text), text).toBeNull();
  });

  it('tells a wrong key, and asks nothing more with it', async () => {
    const wrong = KEYS[esp].replace('0123', '9999');
    const { troubles, campaigns } = await readAll(esp, wrong);
    expect(troubles.map(({ trouble }) => trouble.kind)).toEqual(['wrong-key']);
    expect(campaigns).toBeNull();
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    ['404', { status: 404 }, { kind: 'gone' }],
    ['410', { status: 410, body: JSON_PAGE }, { kind: 'gone' }],
    ['an address that moved', { status: 301, headers: { location: 'https://evil.test/' } }, { kind: 'gone' }],
    [
      '429 with seconds',
      { status: 429, headers: { 'retry-after': '30' } },
      { kind: 'rate-limited', retryAt: NOW + 30_000 },
    ],
    [
      '429 with a date',
      { status: 429, headers: { 'retry-after': 'Tue, 01 Dec 2026 01:00:00 GMT' } },
      { kind: 'rate-limited', retryAt: NOW + 3_600_000 },
    ],
    [
      '429 with a wait of years',
      { status: 429, headers: { 'retry-after': '999999999' } },
      { kind: 'rate-limited', retryAt: NOW + 86_400_000 },
    ],
    ['429 without a word', { status: 429 }, { kind: 'rate-limited', retryAt: null }],
    ['500', { status: 500, body: 'oops' }, { kind: 'unreachable' }],
    ['503 with a page', { status: 503, body: '<html>' }, { kind: 'unreachable' }],
    ['a broken connection', { status: 0 }, { kind: 'unreachable' }],
    ['a page in place of JSON', { status: 200, body: '<html>sign in</html>' }, { kind: 'changed-form' }],
    ['JSON of another form', { status: 200, body: { data: {}, campaigns: 1, results: 'x' } }, { kind: 'changed-form' }],
    ['null', { status: 200, body: 'null' }, { kind: 'changed-form' }],
    ['a body without end', { status: 200, body: '['.repeat(4_100_000) }, { kind: 'changed-form' }],
    ['another refusal', { status: 422, body: {} }, { kind: 'changed-form' }],
  ] satisfies [string, ApiFault, object][])('%s', async (_, fault, expected) => {
    expect(await campaignsWith(esp, fault)).toEqual(expected);
  });

  it('tries a fault once more, after a pause', async () => {
    let left = 1;
    server.fault = () => (left-- > 0 ? { status: 502 } : null);
    expect(await ESP_APIS[esp].readCampaigns(connect(ESP_APIS[esp], KEYS[esp]))).toMatchObject({ kind: 'ok' });
    expect(Math.max(...waited)).toBeGreaterThanOrEqual(1000);
  });

  it('does not wait for an answer that does not come', async () => {
    server.delay = 1000;
    expect(await ESP_APIS[esp].readCampaigns(connect(ESP_APIS[esp], KEYS[esp], 30))).toEqual({ kind: 'unreachable' });
  });

  it('does not try again what it was told to wait for', async () => {
    await campaignsWith(esp, { status: 429 });
    expect(server.asked).toHaveLength(1);
  });
});

it('follows no link to another host with the key', async () => {
  server.accounts.klaviyo.campaigns = [{ id: 'a', name: 'A', sendTime: null, froms: [null] }];
  server.fault = ({ path }) =>
    path.startsWith('/api/campaigns')
      ? { status: 200, body: { data: [], included: [], links: { next: 'https://evil.test/api/campaigns?page=2' } } }
      : null;
  const { troubles } = await readAll('klaviyo');
  expect(troubles).toContainEqual({ part: 'campaigns', trouble: { kind: 'changed-form' } });
  expect(server.asked.map(({ host }) => host)).not.toContain('evil.test');
});

it('ends a list whose pages lead in a circle', async () => {
  const self = 'https://a.klaviyo.com/api/campaigns?page=2';
  server.fault = ({ path }) =>
    path.startsWith('/api/campaigns') ? { status: 200, body: { data: [], included: [], links: { next: self } } } : null;
  const { campaigns } = await readAll('klaviyo');
  expect(campaigns).toEqual([]);
  expect(server.asked.filter(({ path }) => path.startsWith('/api/campaigns'))).toHaveLength(2);
});
