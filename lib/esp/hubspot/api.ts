import * as z from 'zod/mini';
import type { ApiCampaign, ApiResult, ApiTrouble, EspApi } from '../../esp-api/api.ts';
import { readPages, type ApiClient, type Refusal } from '../../esp-api/client.ts';
import { address, id, text, toTime } from '../../esp-api/schemas.ts';

/**
 * HubSpot's API of marketing e-mails, with the token of a private app. Its scope `content` reads and writes alike. What
 * is called `from.replyTo` is the From address; the Reply-To is `from.customReplyTo`.
 */

const ORIGIN = 'https://api.hubapi.com';
const SCOPE = 'content';
/** The dated path first, then the one before it, which older accounts still answer at. */
const PATHS = ['/marketing/emails/2026-09', '/marketing/v3/emails'];

const email = z.object({
  id,
  name: text(),
  state: text(60),
  publishDate: z.optional(z.nullable(text())),
  from: z.optional(z.nullable(z.object({ replyTo: z.optional(address) }))),
});
const emailPage = z.object({
  results: z.array(email),
  paging: z.optional(z.nullable(z.object({ next: z.optional(z.nullable(z.object({ after: text(1000) }))) }))),
});
type Email = z.infer<typeof email>;

const toCampaign = ({ id: emailId, name, publishDate, from }: Email): ApiCampaign => ({
  id: emailId,
  name,
  kind: 'campaign',
  sendAt: toTime(publishDate),
  froms: [from?.replyTo ?? null],
});

/** No filter takes the state. `PUBLISHED_OR_SCHEDULED` waits as long as its time is to come. */
const isWaiting = ({ state, publishDate }: Email, now: number): boolean =>
  state.startsWith('SCHEDULED') || (state === 'PUBLISHED_OR_SCHEDULED' && (toTime(publishDate) ?? 0) > now);

async function readCampaigns(client: ApiClient): Promise<ApiResult<ApiCampaign[]>> {
  const listAt = (path: string) => {
    const first = `${path}?limit=100&sort=-updatedAt`;
    return readPages(
      (page) => client.get(page, emailPage, { scope: SCOPE }),
      first,
      (page) => page.results,
      ({ paging }) => (paging?.next ? `${first}&after=${encodeURIComponent(paging.next.after)}` : null),
      (one) => one.id,
    );
  };
  const [dated = '', before = ''] = PATHS;
  const newest = await listAt(dated);
  const found = newest.kind === 'gone' ? await listAt(before) : newest;
  if (found.kind !== 'ok') return found;
  return { kind: 'ok', value: found.value.filter((one) => isWaiting(one, client.now())).map(toCampaign) };
}

/** Changes that are not published yet are in the draft; an e-mail without any has none. */
async function readCampaign(client: ApiClient, place: string): Promise<ApiResult<ApiCampaign | null>> {
  const wanted = /^\/email\/\d+\/[a-z-]+\/(\d{1,20})(?:\/|$)/.exec(URL.parse(place)?.pathname ?? '')?.[1];
  if (wanted === undefined) return { kind: 'ok', value: null };
  let found: ApiResult<Email> = { kind: 'gone' };
  for (const path of PATHS.flatMap((base) => [`${base}/${wanted}/draft`, `${base}/${wanted}`])) {
    if (found.kind === 'gone') found = await client.get(path, email, { scope: SCOPE });
  }
  return found.kind === 'ok' ? { kind: 'ok', value: toCampaign(found.value) } : found;
}

const scopesNeeded = z.array(text(100));
const problem = z.object({
  category: z.optional(text(100)),
  message: z.optional(text(1000)),
  errors: z.optional(
    z.array(
      z.object({
        context: z.optional(
          z.object({
            requiredScopes: z.optional(scopesNeeded),
            requiredGranularScopes: z.optional(scopesNeeded),
          }),
        ),
      }),
    ),
  ),
});

function explainRefusal({ status, body, scope }: Refusal): ApiTrouble | null {
  const { category = '', message = '', errors = [] } = z.safeParse(problem, body).data ?? {};
  if (status === 401) {
    return { kind: /expired|revoked|deactivated/i.test(`${category} ${message}`) ? 'revoked' : 'wrong-key' };
  }
  if (status !== 403) return null;
  const named = errors.flatMap(({ context }) => context?.requiredGranularScopes ?? context?.requiredScopes ?? []);
  return { kind: 'missing-scope', scope: named[0] ?? scope };
}

export const hubspotApi: EspApi = {
  id: 'hubspot',
  scopes: { campaigns: SCOPE },
  hasReadOnlyKeys: false,
  // 100 in 10 seconds are allowed, to all apps of the account together.
  spacing: 250,
  originOf: (key) => (/^pat-[a-z0-9]{2,5}-[A-Za-z0-9-]{10,100}$/.test(key) ? ORIGIN : null),
  headersOf: (key) => ({ authorization: `Bearer ${key}` }),
  explainRefusal,
  readCampaigns,
  readCampaign,
};
