/**
 * The documented APIs of Klaviyo, HubSpot and Mailchimp on loopback, as far as Presend asks them: one account each,
 * keys that may read all, some or nothing, lists in pages, and every fault that a test sets.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSelfSigned } from './self-signed.ts';

/** A test may put another one in its place. */
const realFetch = fetch;

export const KEYS = {
  klaviyo: 'pk_0123456789abcdef0123456789abcdef01',
  hubspot: 'pat-na1-01234567-89ab-cdef-0123-456789abcdef',
  mailchimp: '0123456789abcdef0123456789abcdef-us21',
} as const;

export const HOSTS = {
  klaviyo: 'a.klaviyo.com',
  hubspot: 'api.hubapi.com',
  mailchimp: 'us21.api.mailchimp.com',
} as const;

export interface AskedRequest {
  /** The host that was meant. */
  host: string;
  method: string;
  path: string;
  authorization: string;
  revision: string;
}

/** In place of the answer. `body` as it is; an object as JSON. */
export interface ApiFault {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface KlaviyoCampaign {
  id: string;
  name: string;
  sendTime: string | null;
  /** One for each variant. */
  froms: (string | null)[];
}

/** What the accounts hold; a test changes it as it likes. */
export interface Accounts {
  klaviyo: {
    scopes: string[];
    sender: string | null;
    campaigns: KlaviyoCampaign[];
    flows: { id: string; name: string; froms: (string | null)[] }[];
    domains: Record<string, unknown>[];
  };
  mailchimp: { campaigns: Record<string, unknown>[]; domains: Record<string, unknown>[] };
  hubspot: { emails: Record<string, unknown>[]; drafts: Record<string, Record<string, unknown>> };
}

export interface ApiServer {
  readonly port: number;
  readonly asked: AskedRequest[];
  accounts: Accounts;
  /** Decides before anything else; null: the account answers. */
  fault: (request: AskedRequest) => ApiFault | null;
  /** ms before each answer. */
  delay: number;
  /** Items a page. */
  pageSize: number;
  /** A `fetch` that reaches this server wherever the address leads, as a resolver on loopback would. */
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  close: () => Promise<void>;
}

export const emptyAccounts = (): Accounts => ({
  klaviyo: {
    scopes: ['accounts:read', 'campaigns:read', 'flows:read', 'sender-config:read'],
    sender: null,
    campaigns: [],
    flows: [],
    domains: [],
  },
  mailchimp: { campaigns: [], domains: [] },
  hubspot: { emails: [], drafts: {} },
});

const json = (body: unknown): ApiFault => ({ status: 200, body });

const KLAVIYO_PARTS: Record<string, string> = {
  accounts: 'accounts:read',
  campaigns: 'campaigns:read',
  flows: 'flows:read',
  'flow-messages': 'flows:read',
  'sending-domains': 'sender-config:read',
};

const klaviyoError = (status: number, code: string, detail: string): ApiFault => ({
  status,
  body: { errors: [{ id: 'x', status, code, title: code, detail, source: { pointer: '/data/' } }] },
});

const toMessages = ({ id, froms }: KlaviyoCampaign) =>
  froms.map((from, index) => ({
    type: 'campaign-message',
    id: `${id}-m${index}`,
    attributes: { definition: { channel: 'email', label: 'x', content: { from_email: from, from_label: 'Shop' } } },
  }));

const toKlaviyoCampaign = (campaign: KlaviyoCampaign) => ({
  type: 'campaign',
  id: campaign.id,
  attributes: { name: campaign.name, status: 'Scheduled', send_time: campaign.sendTime, unheard_of: { x: 1 } },
  relationships: {
    'campaign-messages': { data: toMessages(campaign).map(({ type, id }) => ({ type, id })) },
    tags: { data: [] },
  },
});

function paged<T>(items: T[], url: URL, size: number): { data: T[]; links: { self: string; next: string | null } } {
  const from = Number(url.searchParams.get('page[cursor]') ?? 0);
  const next = new URL(url);
  next.searchParams.set('page[cursor]', String(from + size));
  return {
    data: items.slice(from, from + size),
    links: { self: url.href, next: from + size < items.length ? next.href : null },
  };
}

function answerKlaviyo(request: AskedRequest, { accounts, pageSize }: ApiServer): ApiFault {
  const url = new URL(request.path, `https://${request.host}`);
  const [, , part = '', id, below] = url.pathname.split('/');
  const { scopes, sender, campaigns, flows, domains } = accounts.klaviyo;
  if (request.authorization !== `Klaviyo-API-Key ${KEYS.klaviyo}`)
    return klaviyoError(401, 'not_authenticated', 'Incorrect authentication credentials.');
  const scope = KLAVIYO_PARTS[part] ?? '';
  if (!scopes.includes(scope))
    return klaviyoError(403, 'permission_denied', `The API key is missing the required scope: ${scope}`);
  const missing = klaviyoError(404, 'not_found', 'A resource was not found.');
  const isBeta = request.revision.endsWith('.pre');
  if (part === 'accounts')
    return json({ data: [{ type: 'account', attributes: { contact_information: { default_sender_email: sender } } }] });
  if (part === 'campaigns' && id) {
    const found = campaigns.find((one) => one.id === id);
    return found ? json({ data: toKlaviyoCampaign(found), included: toMessages(found) }) : missing;
  }
  if (part === 'campaigns') {
    const page = paged(campaigns, url, pageSize);
    return json({ ...page, data: page.data.map(toKlaviyoCampaign), included: page.data.flatMap(toMessages) });
  }
  if (part === 'flows' && id && below === undefined) {
    const found = flows.find((one) => one.id === id);
    const actions = found?.froms.map((from) => ({ type: 'send-email', data: { message: { from_email: from } } }));
    const delay = { type: 'time-delay', data: { unit: 'days' } };
    return found
      ? json({ data: { id, attributes: { definition: { actions: [delay, ...(actions ?? [])] } } } })
      : missing;
  }
  if (part === 'flows') {
    const page = paged(flows, url, pageSize);
    return json({ ...page, data: page.data.map((one) => ({ id: one.id, attributes: { name: one.name } })) });
  }
  if (part === 'flow-messages')
    return json({ data: { id, attributes: { definition: { from_email: flows[0]?.froms[0] ?? null } } } });
  if (part === 'sending-domains' && isBeta)
    return json(
      paged(
        domains.map((attributes, index) => ({ id: String(index), attributes })),
        url,
        pageSize,
      ),
    );
  return missing;
}

function answerMailchimp(request: AskedRequest, { accounts }: ApiServer): ApiFault {
  const url = new URL(request.path, `https://${request.host}`);
  const expected = `:${KEYS.mailchimp}`;
  const given = Buffer.from(request.authorization.replace(/^Basic /, ''), 'base64').toString();
  if (!given.endsWith(expected))
    return { status: 401, body: { title: 'API Key Invalid', status: 401, detail: 'Your API key may be invalid.' } };
  if (url.pathname === '/3.0/verified-domains') return json({ domains: accounts.mailchimp.domains, total_items: 1 });
  if (url.pathname !== '/3.0/campaigns') return { status: 404, body: { title: 'Resource Not Found' } };
  const status = url.searchParams.get('status');
  const found = accounts.mailchimp.campaigns.filter((one) => status === null || one['status'] === status);
  return json({ campaigns: found, total_items: found.length });
}

function answerHubspot(request: AskedRequest, { accounts, pageSize }: ApiServer): ApiFault {
  const url = new URL(request.path, `https://${request.host}`);
  if (request.authorization !== `Bearer ${KEYS.hubspot}`)
    return {
      status: 401,
      body: { category: 'INVALID_AUTHENTICATION', message: 'Authentication credentials not found.' },
    };
  const [, id, draft] = /^\/marketing\/emails\/2026-09(?:\/(\d+)(\/draft)?)?$/.exec(url.pathname) ?? [null, null, null];
  const { emails, drafts } = accounts.hubspot;
  if (url.pathname === '/marketing/emails/2026-09') {
    const from = Number(url.searchParams.get('after') ?? 0);
    const next = from + pageSize < emails.length ? { paging: { next: { after: String(from + pageSize) } } } : {};
    return json({ total: emails.length, results: emails.slice(from, from + pageSize), ...next });
  }
  const found = draft ? drafts[id ?? ''] : emails.find((one) => String(one['id']) === id);
  return found ? json(found) : { status: 404, body: { category: 'OBJECT_NOT_FOUND' } };
}

function answer(request: AskedRequest, server: ApiServer): ApiFault {
  const fault = server.fault(request);
  if (fault) return fault;
  if (request.path.startsWith('/api/')) return answerKlaviyo(request, server);
  if (request.path.startsWith('/3.0/')) return answerMailchimp(request, server);
  return answerHubspot(request, server);
}

const header = ({ headers }: IncomingMessage, name: string): string => String(headers[name] ?? '');

/** Starts the server; `secure`: with a certificate of its own, for browsers. */
export async function startApiServer({ secure = false } = {}): Promise<ApiServer> {
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request: AskedRequest = {
      host: header(incoming, 'x-meant-host') || header(incoming, 'host'),
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      authorization: header(incoming, 'authorization'),
      revision: header(incoming, 'revision'),
    };
    server.asked.push(request);
    if (server.delay > 0) await sleep(server.delay);
    const { status, headers = {}, body } = answer(request, server);
    if (status === 0) {
      outgoing.destroy();
      return;
    }
    const isText = typeof body === 'string' || body === undefined;
    outgoing.writeHead(status, { ...(isText ? {} : { 'content-type': 'application/json' }), ...headers });
    outgoing.end(isText ? body : JSON.stringify(body));
  };
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void respond(incoming, outgoing);
  const { certificate, key } = secure ? createSelfSigned() : { certificate: '', key: '' };
  const socket = secure ? createSecureServer({ cert: certificate, key }, listener) : createServer(listener);
  await new Promise<void>((resolve) => socket.listen(0, '127.0.0.1', resolve));
  const { port } = socket.address() as AddressInfo;
  const server: ApiServer = {
    port,
    asked: [],
    accounts: emptyAccounts(),
    fault: () => null,
    delay: 0,
    pageSize: 2,
    fetch(url, init) {
      const { host, pathname, search } = new URL(url);
      const headers = { ...(init.headers as Record<string, string>), 'x-meant-host': host };
      return realFetch(`http://127.0.0.1:${port}${pathname}${search}`, { ...init, headers });
    },
    close: () =>
      new Promise((resolve) => {
        socket.closeAllConnections();
        socket.close(() => resolve());
      }),
  };
  return server;
}
