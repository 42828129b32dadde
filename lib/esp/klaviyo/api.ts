import * as z from 'zod/mini';
import type { ApiCampaign, ApiDomain, ApiResult, ApiTrouble, EspApi } from '../../esp-api/api.ts';
import { readPages, type ApiClient, type Refusal } from '../../esp-api/client.ts';
import { address, id, text, toTime } from '../../esp-api/schemas.ts';

/**
 * Klaviyo's API by its public OpenAPI document: JSON:API, private keys with read scopes, a revision by date. The
 * endpoint of sending domains is in beta and may go away; everything else is known without it.
 */

const ORIGIN = 'https://a.klaviyo.com';
const REVISION = '2026-10-15';
/** Each live flow is a request of its own. */
const MOST_FLOWS = 25;

const SCOPES = {
  sender: 'accounts:read',
  campaigns: 'campaigns:read',
  flows: 'flows:read',
  domains: 'sender-config:read',
} as const;

const links = z.optional(z.nullable(z.object({ next: z.optional(z.nullable(text(2000))) })));
const toNext = (page: { links?: z.infer<typeof links> }): string | null => page.links?.next ?? null;

/** `from_email` is always there, null for the account's default: without it the form is not the documented one. */
const content = z.object({ from_email: address });
/** Of a flow's message `definition` is the content itself; older revisions have `content` beside it. */
const message = z.object({
  id,
  attributes: z.union([z.object({ definition: z.union([z.object({ content }), content]) }), z.object({ content })]),
});

function fromOf({ attributes }: z.infer<typeof message>): string | null {
  const holder = 'definition' in attributes ? attributes.definition : attributes;
  return ('content' in holder ? holder.content : holder).from_email;
}

const campaign = z.object({
  id,
  attributes: z.object({ name: text(), send_time: z.optional(z.nullable(text())) }),
  relationships: z.object({ 'campaign-messages': z.object({ data: z.array(z.object({ id })) }) }),
});
/** A message without its From must not pass as something else that was included. */
const included = z.array(
  z.union([
    z.extend(message, { type: z.literal('campaign-message') }),
    z.object({ type: z.string().check(z.refine((type) => type !== 'campaign-message')), id }),
  ]),
);
const campaignPage = z.object({ data: z.array(campaign), included, links });
const oneCampaign = z.object({ data: campaign, included });

function toCampaign(data: z.infer<typeof campaign>, others: z.infer<typeof included>): ApiCampaign {
  const own = new Set(data.relationships['campaign-messages'].data.map((one) => one.id));
  const messages = others.filter((one) => 'attributes' in one).filter((one) => own.has(one.id));
  const { name, send_time: sendTime } = data.attributes;
  return { id: data.id, name, kind: 'campaign', sendAt: toTime(sendTime), froms: messages.map(fromOf) };
}

async function readCampaigns(client: ApiClient): Promise<ApiResult<ApiCampaign[]>> {
  const query = new URLSearchParams({
    filter: "and(equals(messages.channel,'email'),equals(status,'Scheduled'))",
    include: 'campaign-messages',
  });
  return readPages(
    (path) => client.get(path, campaignPage, { scope: SCOPES.campaigns }),
    `/api/campaigns?${query}`,
    (page) => page.data.map((data) => toCampaign(data, page.included)),
    toNext,
    (one) => one.id,
  );
}

const flow = z.object({ id, attributes: z.object({ name: text() }) });
const flowPage = z.object({ data: z.array(flow), links });
const flowAction = z.object({
  type: text(),
  data: z.optional(z.nullable(z.object({ message: z.optional(z.nullable(z.looseObject({}))) }))),
});
const flowDefinition = z.object({
  data: z.object({ attributes: z.object({ definition: z.object({ actions: z.array(flowAction) }) }) }),
});

/** The senders of a flow's e-mails; null where one of them has none in the known form. */
function toFlowSenders({ data }: z.infer<typeof flowDefinition>): (string | null)[] | null {
  const emails = data.attributes.definition.actions.filter(({ type }) => type === 'send-email');
  const parsed = emails.map((action) => z.safeParse(content, action.data?.message));
  return parsed.every(({ success }) => success) ? parsed.map((one) => one.data?.from_email ?? null) : null;
}

async function readFlows(client: ApiClient): Promise<ApiResult<ApiCampaign[]>> {
  const asking = { scope: SCOPES.flows };
  const query = new URLSearchParams({ filter: "equals(status,'live')" });
  const found = await readPages(
    (path) => client.get(path, flowPage, asking),
    `/api/flows?${query}`,
    (page) => page.data,
    toNext,
    (one) => one.id,
  );
  if (found.kind !== 'ok') return found;
  const flows: ApiCampaign[] = [];
  for (const { id: flowId, attributes } of found.value.slice(0, MOST_FLOWS)) {
    const path = `/api/flows/${encodeURIComponent(flowId)}?additional-fields[flow]=definition`;
    const definition = await client.get(path, flowDefinition, asking);
    // It was deleted in between.
    if (definition.kind === 'gone') continue;
    if (definition.kind !== 'ok') return definition;
    const froms = toFlowSenders(definition.value);
    if (froms === null) return { kind: 'changed-form' };
    if (froms.length > 0) flows.push({ id: flowId, name: attributes.name, kind: 'flow', sendAt: null, froms });
  }
  return { kind: 'ok', value: flows };
}

const accounts = z.object({
  data: z
    .array(z.object({ attributes: z.object({ contact_information: z.object({ default_sender_email: address }) }) }))
    .check(z.minLength(1)),
});

async function readSender(client: ApiClient): Promise<ApiResult<string | null>> {
  const found = await client.get('/api/accounts', accounts, { scope: SCOPES.sender });
  if (found.kind !== 'ok') return found;
  return { kind: 'ok', value: found.value.data[0]?.attributes.contact_information.default_sender_email ?? null };
}

const domain = z.object({
  id,
  attributes: z.object({
    domain: text(253),
    dkim_selector: z.optional(z.nullable(text(253))),
    status: text(50),
    dns_records: z.optional(z.nullable(z.array(z.object({ type: text(20), host: text(300), value: text(5000) })))),
  }),
});
const domainPage = z.object({ data: z.array(domain), links });

/** Signs: a domain that is still being warmed up does so too. */
const ACTIVE = new Set(['active', 'warming']);
const keyHost = /^([a-z0-9][a-z0-9-]{0,62})\._domainkey(?:\.|$)/i;

function toDomain({ attributes }: z.infer<typeof domain>): ApiDomain {
  const records = attributes.dns_records ?? [];
  const named = records.flatMap(({ host }) => keyHost.exec(host)?.[1] ?? []);
  const selectors = [attributes.dkim_selector ?? '', ...named].map((selector) => selector.toLowerCase());
  const name = attributes.domain.toLowerCase();
  return {
    domain: name,
    state: ACTIVE.has(attributes.status.toLowerCase()) ? 'active' : 'pending',
    selectors: [...new Set(selectors)].filter((selector) => selector !== ''),
    records,
  };
}

async function readDomains(client: ApiClient): Promise<ApiResult<ApiDomain[]>> {
  // A revision that was retired must not be answered by another one.
  const headers = { revision: `${REVISION}.pre`, 'x-klaviyo-revision-fall-forward-opt-out': '1' };
  return readPages(
    (path) => client.get(path, domainPage, { headers, scope: SCOPES.domains }),
    '/api/sending-domains',
    (page) => page.data.map(toDomain),
    toNext,
    (one) => one.domain,
  );
}

const flowMessage = z.object({ data: message });

async function readCampaign(client: ApiClient, address: string): Promise<ApiResult<ApiCampaign | null>> {
  const { pathname = '' } = URL.parse(address) ?? {};
  const [, kind, wanted] = /^\/(campaign|flow\/message)\/([A-Za-z0-9_-]{1,60})(?:\/|$)/.exec(pathname) ?? [];
  if (kind === undefined || wanted === undefined) return { kind: 'ok', value: null };
  if (kind === 'campaign') {
    const path = `/api/campaigns/${wanted}?include=campaign-messages`;
    const found = await client.get(path, oneCampaign, { scope: SCOPES.campaigns });
    return found.kind === 'ok' ? { kind: 'ok', value: toCampaign(found.value.data, found.value.included) } : found;
  }
  const found = await client.get(`/api/flow-messages/${wanted}`, flowMessage, { scope: SCOPES.flows });
  if (found.kind !== 'ok') return found;
  return { kind: 'ok', value: { id: wanted, name: '', kind: 'flow', sendAt: null, froms: [fromOf(found.value.data)] } };
}

const problems = z.object({
  errors: z.array(z.object({ code: z.optional(text(100)), detail: z.optional(text(1000)) })).check(z.minLength(1)),
});

function explainRefusal({ status, body, scope }: Refusal): ApiTrouble | null {
  const parsed = z.safeParse(problems, body);
  const { code = '', detail = '' } = parsed.data?.errors[0] ?? {};
  if (status === 401) return { kind: /revoked|expired|disabled|deleted/i.test(detail) ? 'revoked' : 'wrong-key' };
  if (status === 403) return { kind: 'missing-scope', scope: /\b[a-z-]+:read\b/.exec(detail)?.[0] ?? scope };
  // A retired revision, as it is refused where answers of newer ones were declined.
  if (status === 400 && /revision/i.test(`${code} ${detail}`)) return { kind: 'gone' };
  return null;
}

export const klaviyoApi: EspApi = {
  id: 'klaviyo',
  scopes: SCOPES,
  hasReadOnlyKeys: true,
  // The narrowest burst is one sending domain a second; a poll asks for them once, all else allows 3 a second.
  spacing: 400,
  originOf: (key) => (/^pk_[A-Za-z0-9_-]{10,200}$/.test(key) ? ORIGIN : null),
  headersOf: (key) => ({ authorization: `Klaviyo-API-Key ${key}`, revision: REVISION }),
  explainRefusal,
  readSender,
  readCampaigns,
  readFlows,
  readDomains,
  readCampaign,
};
