import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApiClient } from '../../../lib/esp-api/client.ts';
import { readAccount } from '../../../lib/esp-api/read-account.ts';
import { ESP_APIS } from '../../../lib/esp/apis.ts';
import type { PageEspId } from '../../../lib/esp/esp-id.ts';
import { KEYS, startApiServer, type ApiServer } from '../../helpers/esp-api-server.ts';

const NOW = Date.UTC(2026, 11, 1);

let server: ApiServer;
beforeEach(async () => {
  server = await startApiServer();
});
afterEach(() => server.close());

function connect(esp: PageEspId) {
  const tools = { fetch: server.fetch, now: () => NOW, wait: () => Promise.resolve(), timeout: 5000 };
  const client = createApiClient(ESP_APIS[esp], KEYS[esp], tools);
  if (!client) throw new Error('no key of this ESP');
  return client;
}
const readAll = (esp: PageEspId) => readAccount(ESP_APIS[esp], connect(esp));
const readAt = (esp: PageEspId, address: string) => ESP_APIS[esp].readCampaign(connect(esp), address);

const AT = '2026-12-03T09:00:00+00:00';
const scheduled = (id: string, ...froms: (string | null)[]) => ({ id, name: `Campaign ${id}`, sendTime: AT, froms });

describe('Klaviyo', () => {
  it('gives every scheduled campaign of every page, with the account’s default where the From is null', async () => {
    server.accounts.klaviyo.sender = 'default@brand.test';
    server.accounts.klaviyo.campaigns = [
      scheduled('a', 'hello@brand.test'),
      scheduled('b', null),
      scheduled('c', 'a@brand.test', 'b@other.test'),
    ];
    const { campaigns, troubles } = await readAll('klaviyo');
    expect(troubles).toEqual([]);
    expect(campaigns?.map(({ id, froms }) => [id, froms])).toEqual([
      ['a', ['hello@brand.test']],
      ['b', ['default@brand.test']],
      ['c', ['a@brand.test', 'b@other.test']],
    ]);
    expect(campaigns?.[0]?.sendAt).toBe(Date.parse(AT));
  });

  it('reads live flows by their e-mails', async () => {
    server.accounts.klaviyo.flows = [{ id: 'f1', name: 'Welcome', froms: ['hi@brand.test', 'hi@brand.test'] }];
    const { flows } = await readAll('klaviyo');
    expect(flows).toEqual([{ id: 'f1', name: 'Welcome', kind: 'flow', sendAt: null, froms: ['hi@brand.test'] }]);
  });

  it('says which scope is missing, and reads everything else', async () => {
    server.accounts.klaviyo.scopes = ['campaigns:read', 'accounts:read'];
    server.accounts.klaviyo.campaigns = [scheduled('a', 'hello@brand.test')];
    const { campaigns, flows, domains, troubles } = await readAll('klaviyo');
    expect(campaigns).toHaveLength(1);
    expect([flows, domains]).toEqual([null, null]);
    expect(troubles).toEqual([
      { part: 'flows', trouble: { kind: 'missing-scope', scope: 'flows:read' } },
      { part: 'domains', trouble: { kind: 'missing-scope', scope: 'sender-config:read' } },
    ]);
  });

  it('gives sending domains with their state, selectors and the records that only it knows', async () => {
    server.accounts.klaviyo.domains = [
      {
        domain: 'Send.brand.test',
        dkim_selector: 'km1',
        purpose: 'marketing',
        configuration: 'static',
        status: 'warming',
        dns_records: [
          {
            type: 'CNAME',
            host: 'km1._domainkey.send.brand.test',
            value: 'km1.domainkey.77.klaviyodns.com',
            verified: true,
          },
          {
            type: 'CNAME',
            host: 'km2._domainkey.send.brand.test',
            value: 'km2.domainkey.77.klaviyodns.com',
            verified: false,
          },
        ],
      },
      { domain: 'new.test', dkim_selector: null, status: 'pending', dns_records: null },
    ];
    const { domains } = await readAll('klaviyo');
    expect(domains).toEqual([
      expect.objectContaining({ domain: 'send.brand.test', state: 'active', selectors: ['km1', 'km2'] }),
      { domain: 'new.test', state: 'pending', selectors: [], records: [] },
    ]);
    expect(domains?.[0]?.records[1]?.value).toBe('km2.domainkey.77.klaviyodns.com');
    const beta = server.asked.filter(({ path }) => path.startsWith('/api/sending-domains'));
    expect(beta.every(({ revision }) => revision.endsWith('.pre'))).toBe(true);
  });

  it.each([404, 410])('does without the beta endpoint where it answers %i', async (status) => {
    server.accounts.klaviyo.campaigns = [scheduled('a', 'hello@brand.test')];
    server.fault = ({ path }) => (path.startsWith('/api/sending-domains') ? { status } : null);
    const { campaigns, domains, troubles } = await readAll('klaviyo');
    expect(campaigns).toHaveLength(1);
    expect(domains).toBeNull();
    expect(troubles).toEqual([{ part: 'domains', trouble: { kind: 'gone' } }]);
  });

  it('says that a retired revision is gone', async () => {
    const body = { errors: [{ code: 'invalid', detail: 'The revision 2026-10-15.pre is no longer supported.' }] };
    server.fault = ({ path }) => (path.startsWith('/api/sending-domains') ? { status: 400, body } : null);
    expect((await readAll('klaviyo')).troubles).toEqual([{ part: 'domains', trouble: { kind: 'gone' } }]);
  });

  it('says that a campaign without the documented From has another form, rather than take the default', async () => {
    server.accounts.klaviyo.sender = 'default@brand.test';
    const included = [{ type: 'campaign-message', id: 'm', attributes: { definition: { content: { sender: 'x' } } } }];
    const data = [
      { id: 'a', attributes: { name: 'A' }, relationships: { 'campaign-messages': { data: [{ id: 'm' }] } } },
    ];
    server.fault = ({ path }) => (path.startsWith('/api/campaigns') ? { status: 200, body: { data, included } } : null);
    const { campaigns, troubles } = await readAll('klaviyo');
    expect(campaigns).toBeNull();
    expect(troubles).toEqual([{ part: 'campaigns', trouble: { kind: 'changed-form' } }]);
  });

  it('reads the campaign in the address bar', async () => {
    server.accounts.klaviyo.campaigns = [scheduled('01ABC', 'hello@brand.test')];
    expect(await readAt('klaviyo', 'https://www.klaviyo.com/campaign/01ABC/wizard/1')).toMatchObject({
      kind: 'ok',
      value: { id: '01ABC', froms: ['hello@brand.test'] },
    });
    expect(await readAt('klaviyo', 'https://www.klaviyo.com/campaign/01XYZ/wizard/1')).toEqual({ kind: 'gone' });
    expect(await readAt('klaviyo', 'https://www.klaviyo.com/lists')).toEqual({ kind: 'ok', value: null });
  });

  it('tells a key that was withdrawn from one that never was', async () => {
    const body = { errors: [{ code: 'not_authenticated', detail: 'This API key has been revoked.' }] };
    server.fault = () => ({ status: 401, body });
    expect((await readAll('klaviyo')).troubles).toEqual([{ part: 'sender', trouble: { kind: 'revoked' } }]);
  });
});

describe('Mailchimp', () => {
  const campaign = (id: string, webId: number, settings: object, others: object = {}) => ({
    id,
    web_id: webId,
    status: 'schedule',
    send_time: AT,
    settings,
    ...others,
  });

  it('takes the From out of every place that an A/B test has one', async () => {
    server.accounts.mailchimp.campaigns = [
      campaign('a', 1, { title: 'Plain', reply_to: 'hello@brand.test' }),
      campaign(
        'b',
        2,
        { title: 'Variants', reply_to: 'a@brand.test' },
        {
          variate_settings: { reply_to_addresses: ['a@brand.test', 'b@other.test'] },
        },
      ),
      campaign(
        'c',
        3,
        { title: '', subject_line: 'Split', reply_to: '' },
        {
          ab_split_opts: { reply_email_a: 'x@brand.test', reply_email_b: 'y@brand.test' },
        },
      ),
    ];
    const { campaigns } = await readAll('mailchimp');
    expect(campaigns?.map(({ name, froms }) => [name, froms])).toEqual([
      ['Plain', ['hello@brand.test']],
      ['Variants', ['a@brand.test', 'b@other.test']],
      ['Split', ['x@brand.test', 'y@brand.test']],
    ]);
  });

  it('finds the campaign by the web_id of the address bar', async () => {
    server.accounts.mailchimp.campaigns = [
      campaign('abc', 7788, { title: 'Mine', reply_to: 'hello@brand.test' }, { status: 'save' }),
      campaign('7788', 1, { title: 'Trap', reply_to: 'trap@other.test' }),
    ];
    const found = await readAt('mailchimp', 'https://us21.admin.mailchimp.com/campaigns/edit?id=7788');
    expect(found).toMatchObject({ value: { name: 'Mine', froms: ['hello@brand.test'] } });
  });

  it('knows which domains are authenticated', async () => {
    server.accounts.mailchimp.domains = [
      { domain: 'Brand.test', verified: true, authenticated: true },
      { domain: 'new.test', verified: true, authenticated: false },
    ];
    const { domains } = await readAll('mailchimp');
    expect(domains?.map(({ domain, state }) => [domain, state])).toEqual([
      ['brand.test', 'active'],
      ['new.test', 'pending'],
    ]);
  });

  it.each([
    ['a bare 403 is no wrong key', { status: 403, body: 'Forbidden' }, { kind: 'rate-limited', retryAt: null }],
    [
      'a 403 of a disabled user is a withdrawn key',
      { status: 403, body: { title: 'User Disabled' } },
      { kind: 'revoked' },
    ],
    [
      'another 403 is a right that is missing',
      { status: 403, body: { title: 'Forbidden' } },
      { kind: 'missing-scope', scope: null },
    ],
  ])('%s', async (_, fault, trouble) => {
    server.fault = () => fault;
    expect((await readAll('mailchimp')).troubles[0]).toEqual({ part: 'campaigns', trouble });
  });
});

describe('HubSpot', () => {
  const email = (id: number, state: string, replyTo: string, publishDate = AT) => ({
    id,
    name: `E-mail ${id}`,
    state,
    publishDate,
    from: { replyTo, customReplyTo: 'answers@other.test', fromName: 'Shop' },
  });

  it('takes `replyTo` as the From, and only what waits to be sent', async () => {
    server.accounts.hubspot.emails = [
      email(1, 'SCHEDULED', 'hello@brand.test'),
      email(2, 'DRAFT', 'draft@brand.test'),
      email(3, 'SCHEDULED_AB', 'ab@brand.test'),
      email(4, 'PUBLISHED_OR_SCHEDULED', 'sent@brand.test', '2026-11-01T00:00:00Z'),
      email(5, 'PUBLISHED_OR_SCHEDULED', 'later@brand.test'),
    ];
    const { campaigns } = await readAll('hubspot');
    expect(campaigns?.map(({ id, froms }) => [id, ...froms])).toEqual([
      ['1', 'hello@brand.test'],
      ['3', 'ab@brand.test'],
      ['5', 'later@brand.test'],
    ]);
  });

  it('prefers the draft that is being edited', async () => {
    server.accounts.hubspot.emails = [email(12, 'DRAFT', 'old@brand.test')];
    const address = 'https://app.hubspot.com/email/99/edit/12/content';
    expect(await readAt('hubspot', address)).toMatchObject({ value: { froms: ['old@brand.test'] } });
    server.accounts.hubspot.drafts = { 12: email(12, 'DRAFT', 'new@brand.test') };
    expect(await readAt('hubspot', address)).toMatchObject({ value: { froms: ['new@brand.test'] } });
  });

  it('names the scope that is missing, and tells an expired token', async () => {
    server.fault = () => ({
      status: 403,
      body: { category: 'MISSING_SCOPES', errors: [{ context: { requiredGranularScopes: ['content'] } }] },
    });
    expect((await readAll('hubspot')).troubles[0]?.trouble).toEqual({ kind: 'missing-scope', scope: 'content' });
    server.fault = () => ({ status: 401, body: { category: 'EXPIRED_AUTHENTICATION', message: 'The token expired' } });
    expect((await readAll('hubspot')).troubles[0]?.trouble).toEqual({ kind: 'revoked' });
  });
});
