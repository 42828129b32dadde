import { API_PARTS, type ApiCampaign, type ApiDomain, type ApiPart, type ApiResult, type ApiTrouble } from './api.ts';
import type { EspApi } from './api.ts';
import type { ApiClient } from './client.ts';

/** What an account's API said. A part is null where the ESP has none, or where `troubles` says why it is not known. */
export interface AccountReading {
  sender: string | null;
  /** `froms` holds no null where the account's default is known. */
  campaigns: ApiCampaign[] | null;
  flows: ApiCampaign[] | null;
  domains: ApiDomain[] | null;
  troubles: { part: ApiPart; trouble: ApiTrouble }[];
}

/** Concerns the key, not the part that was asked for: nothing else need be asked. */
export const stopsAll = ({ kind }: ApiTrouble): boolean =>
  kind === 'wrong-key' || kind === 'revoked' || kind === 'rate-limited' || kind === 'unreachable';

/** The campaign with the account's default in the place of every From that it leaves open. */
export const withSender = (campaign: ApiCampaign, sender: string | null): ApiCampaign => ({
  ...campaign,
  froms: [...new Set(campaign.froms.map((from) => from ?? sender))],
});

/** Reads everything that Presend wants of an account, part by part; never rejects. */
export async function readAccount(api: EspApi, client: ApiClient): Promise<AccountReading> {
  const troubles: AccountReading['troubles'] = [];
  const read = async <T>(part: ApiPart, ask: ((client: ApiClient) => Promise<ApiResult<T>>) | undefined) => {
    if (!ask || troubles.some(({ trouble }) => stopsAll(trouble))) return null;
    const result = await ask(client);
    if (result.kind === 'ok') return result.value;
    troubles.push({ part, trouble: result });
    return null;
  };
  const [senderPart, campaignsPart, flowsPart, domainsPart] = API_PARTS;
  const sender = await read(senderPart, api.readSender);
  const campaigns = await read(campaignsPart, api.readCampaigns);
  const flows = await read(flowsPart, api.readFlows);
  const domains = await read(domainsPart, api.readDomains);
  const filled = (list: ApiCampaign[] | null) => list && list.map((campaign) => withSender(campaign, sender));
  return { sender, campaigns: filled(campaigns), flows: filled(flows), domains, troubles };
}
