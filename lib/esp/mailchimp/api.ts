import * as z from 'zod/mini';
import type { ApiCampaign, ApiDomain, ApiResult, ApiTrouble, EspApi } from '../../esp-api/api.ts';
import type { ApiClient, Refusal } from '../../esp-api/client.ts';
import { address, id, text, toTime } from '../../esp-api/schemas.ts';

/**
 * Mailchimp's Marketing API 3.0. Its keys have no scopes: each can do all that its account can. A campaign has no
 * `from_email`; its From is `settings.reply_to`, of an A/B test also that of each variant.
 */

const PAGE = 1000;
const FIELDS = [
  'id',
  'web_id',
  'send_time',
  'settings.title',
  'settings.subject_line',
  'settings.reply_to',
  'variate_settings.reply_to_addresses',
  'ab_split_opts.reply_email_a',
  'ab_split_opts.reply_email_b',
];

const optional = <T>(schema: z.core.$ZodType<T>) => z.optional(z.nullable(schema));

const campaign = z.object({
  id,
  web_id: id,
  send_time: optional(text()),
  settings: z.object({ title: optional(text()), subject_line: optional(text()), reply_to: optional(address) }),
  variate_settings: optional(z.object({ reply_to_addresses: optional(z.array(address)) })),
  ab_split_opts: optional(z.object({ reply_email_a: optional(address), reply_email_b: optional(address) })),
});
type Campaign = z.infer<typeof campaign>;
const campaigns = z.object({ campaigns: z.array(campaign), total_items: z.optional(z.number()) });

function toCampaign(data: Campaign): ApiCampaign {
  const { settings, variate_settings: variants, ab_split_opts: split } = data;
  const addresses = [
    settings.reply_to,
    ...(variants?.reply_to_addresses ?? []),
    split?.reply_email_a,
    split?.reply_email_b,
  ].filter((one) => typeof one === 'string');
  return {
    id: data.id,
    name: settings.title || settings.subject_line || '',
    kind: 'campaign',
    sendAt: toTime(data.send_time),
    froms: addresses.length > 0 ? [...new Set(addresses)] : [null],
  };
}

const listPath = (query: Record<string, string>): string => {
  const fields = [...FIELDS.map((field) => `campaigns.${field}`), 'total_items'].join(',');
  return `/3.0/campaigns?${new URLSearchParams({ ...query, count: String(PAGE), fields })}`;
};

async function readCampaigns(client: ApiClient): Promise<ApiResult<ApiCampaign[]>> {
  const found = await client.get(listPath({ status: 'schedule' }), campaigns);
  return found.kind === 'ok' ? { kind: 'ok', value: found.value.campaigns.map(toCampaign) } : found;
}

const domains = z.object({
  domains: z.array(z.object({ domain: text(253), authenticated: z.boolean() })),
});

async function readDomains(client: ApiClient): Promise<ApiResult<ApiDomain[]>> {
  const found = await client.get(`/3.0/verified-domains?count=${PAGE}`, domains);
  if (found.kind !== 'ok') return found;
  const value = found.value.domains.map(({ domain, authenticated }): ApiDomain => ({
    domain: domain.toLowerCase(),
    state: authenticated ? 'active' : 'pending',
    selectors: [],
    records: [],
  }));
  return { kind: 'ok', value };
}

/** The address bar has `web_id`, which no endpoint takes: the newest campaigns are searched for it. */
async function readCampaign(client: ApiClient, place: string): Promise<ApiResult<ApiCampaign | null>> {
  const wanted = /[?&]id=(\d{1,20})(?:[&#]|$)/.exec(place)?.[1];
  if (wanted === undefined) return { kind: 'ok', value: null };
  const query = { sort_field: 'create_time', sort_dir: 'DESC' };
  const found = await client.get(listPath(query), campaigns);
  if (found.kind !== 'ok') return found;
  const data = found.value.campaigns.find((one) => one.web_id === wanted);
  return { kind: 'ok', value: data ? toCampaign(data) : null };
}

const problem = z.object({ title: z.optional(text(200)), detail: z.optional(text(1000)) });

function explainRefusal({ status, body }: Refusal): ApiTrouble | null {
  const parsed = z.safeParse(problem, body);
  const words = `${parsed.data?.title ?? ''} ${parsed.data?.detail ?? ''}`;
  const isWithdrawn = /revoked|disabled|deactivated|expired/i.test(words);
  if (status === 401) return { kind: isWithdrawn ? 'revoked' : 'wrong-key' };
  if (status !== 403) return null;
  // At very high volume Mailchimp refuses without a word: that says nothing of the key.
  if (!parsed.success) return { kind: 'rate-limited', retryAt: null };
  return isWithdrawn ? { kind: 'revoked' } : { kind: 'missing-scope', scope: null };
}

/** The data centre is the end of the key. */
const keyPattern = /^[A-Za-z0-9]{10,100}-([a-z]{2}\d{1,3})$/;

export const mailchimpApi: EspApi = {
  id: 'mailchimp',
  scopes: {},
  hasReadOnlyKeys: false,
  // Ten at a time are allowed; here it is one.
  spacing: 200,
  originOf(key) {
    const centre = keyPattern.exec(key)?.[1];
    return centre === undefined ? null : `https://${centre}.api.mailchimp.com`;
  },
  headersOf: (key) => ({ authorization: `Basic ${btoa(`presend:${key}`)}` }),
  explainRefusal,
  readCampaigns,
  readDomains,
  readCampaign,
};
