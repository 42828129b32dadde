import type { PageEspId } from '../esp/esp-id.ts';
import type { ApiClient, Refusal } from './client.ts';

/** Why an API gave nothing that can be used. Each has its own sentence and its own consequence. */
export type ApiTrouble =
  /** The key was never accepted. */
  | { kind: 'wrong-key' }
  /** The key was withdrawn, has expired, or its user was disabled. */
  | { kind: 'revoked' }
  /** The key may not read this part; null where the API does not name the scope. */
  | { kind: 'missing-scope'; scope: string | null }
  /** ms since 1970; null where the API does not say when it may be asked again. */
  | { kind: 'rate-limited'; retryAt: number | null }
  /** The endpoint was moved or withdrawn, or the object is not in this account. */
  | { kind: 'gone' }
  /** The answer does not have the documented form. */
  | { kind: 'changed-form' }
  /** No answer, an answer that took too long, or a fault of the server. */
  | { kind: 'unreachable' };

export type ApiResult<T> = { kind: 'ok'; value: T } | ApiTrouble;

/** What of an account can be readable while the rest is not. */
export const API_PARTS = ['sender', 'campaigns', 'flows', 'domains'] as const;
export type ApiPart = (typeof API_PARTS)[number];

/** A campaign, or an automated series, as the ESP's API describes it. */
export interface ApiCampaign {
  id: string;
  name: string;
  kind: 'campaign' | 'flow';
  /** ms since 1970; null where it has no time of its own, as a flow, or the API gives none. */
  sendAt: number | null;
  /** Every From address that it is sent from, as written; several for A/B variants. Null: the account's default. */
  froms: (string | null)[];
}

/** How the ESP has a sending domain on record. */
export interface ApiDomain {
  /** As the ESP writes it, lower case. */
  domain: string;
  /** `active`: the ESP signs with it. `pending`: its set-up is not finished there. */
  state: 'active' | 'pending';
  /** DKIM selectors, where the ESP names them. */
  selectors: string[];
  /** What the ESP wants to be published, with the values that only it knows. */
  records: { type: string; host: string; value: string }[];
}

/** What one ESP's API says and how it is asked. One object of this type for each ESP, in its folder's `api.ts`. */
export interface EspApi {
  id: PageEspId;
  /** Scopes that a key should have, by the part that each opens. Empty: keys of this ESP have none. */
  scopes: Partial<Record<ApiPart, string>>;
  /** A key can be limited to reading. Where it cannot, the user has to confirm that. */
  hasReadOnlyKeys: boolean;
  /** ms between two requests, so that the documented limits, which all apps of an account share, are kept. */
  spacing: number;
  /** The one origin that this key may be sent to; null where the text is no key of this ESP. */
  originOf: (key: string) => string | null;
  headersOf: (key: string) => Record<string, string>;
  /** What the ESP means by an answer of 4xx; null: what HTTP means by it. */
  explainRefusal: (refusal: Refusal) => ApiTrouble | null;
  /** The account's default From. */
  readSender?: (client: ApiClient) => Promise<ApiResult<string | null>>;
  /** Every campaign that is scheduled. */
  readCampaigns: (client: ApiClient) => Promise<ApiResult<ApiCampaign[]>>;
  /** Every automated series that is live. */
  readFlows?: (client: ApiClient) => Promise<ApiResult<ApiCampaign[]>>;
  readDomains?: (client: ApiClient) => Promise<ApiResult<ApiDomain[]>>;
  /** The campaign at a dashboard's address; `value` null where the address names none of this account. */
  readCampaign: (client: ApiClient, address: string) => Promise<ApiResult<ApiCampaign | null>>;
}
