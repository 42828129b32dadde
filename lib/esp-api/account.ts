import type { PageEspId } from '../esp/esp-id.ts';
import type { Verdict } from '../report/report.ts';
import type { ApiCampaign, ApiDomain, ApiPart, ApiTrouble } from './api.ts';
import { stopsAll, type AccountReading } from './read-account.ts';

/** A connected account, without its key. Times are ms since 1970. */
export interface Account {
  esp: PageEspId;
  /** Beginning and end of the key: enough to recognise it. */
  masked: string;
  /** The one origin that the key is sent to. */
  origin: string;
  connectedAt: number;
  /** When the API last gave something. */
  readAt: number | null;
  /** When it is asked next; null: not again until there is another key. */
  nextAt: number | null;
  /** Readings in a row that failed as a whole. */
  failures: number;
  troubles: { part: ApiPart; trouble: ApiTrouble }[];
  domains: ApiDomain[];
}

/** A campaign that waits to be sent, or a live flow. Of its senders only the domains are kept. */
export interface WaitingCampaign extends Omit<ApiCampaign, 'froms'> {
  esp: PageEspId;
  domains: string[];
  /** One of its senders is the account's default, or cannot be read: it is not known here. */
  hasUnknownSender: boolean;
}

/** What the last audit said of a domain that something waits to be sent from. */
export interface WaitingDomain {
  esp: PageEspId;
  domain: string;
  /** Null: not audited yet. */
  verdict: Verdict | null;
  /** What is to be fixed first, in words; null where nothing is. */
  problem: { title: string; action: string } | null;
  at: number | null;
  /** Ids of the campaigns that the user was told of, since the verdict was last good. */
  told: string[];
}

export interface Waiting {
  campaigns: WaitingCampaign[];
  domains: WaitingDomain[];
}

/** How often an account is asked at most. */
export const INTERVAL = 15 * 60_000;
const LONGEST_BACK_OFF = 6 * 3_600_000;
const SHOWN = 4;

/** `pk_…9f3c`. */
export const maskKey = (key: string): string => `${key.slice(0, key.startsWith('pat-') ? 4 : 3)}…${key.slice(-SHOWN)}`;

/** A key that worked and is refused now was withdrawn. */
const told = (trouble: ApiTrouble, hasWorked: boolean): ApiTrouble =>
  trouble.kind === 'wrong-key' && hasWorked ? { kind: 'revoked' } : trouble;

const backOff = (failures: number): number => Math.min(INTERVAL * 2 ** failures, LONGEST_BACK_OFF);

function toNextAt(troubles: Account['troubles'], failures: number, now: number): number | null {
  const stop = troubles.map(({ trouble }) => trouble).find(stopsAll);
  if (stop === undefined) return now + INTERVAL;
  if (stop.kind === 'wrong-key' || stop.kind === 'revoked') return null;
  const asked = stop.kind === 'rate-limited' ? (stop.retryAt ?? 0) : 0;
  return Math.max(asked, now + backOff(failures));
}

/** The account after a reading of it. What could not be read stays as it was. */
export function withReading(account: Account, reading: AccountReading, now: number): Account {
  const hasWorked = account.readAt !== null;
  const troubles = reading.troubles.map(({ part, trouble }) => ({ part, trouble: told(trouble, hasWorked) }));
  const isStopped = troubles.some(({ trouble }) => stopsAll(trouble));
  const failures = isStopped ? account.failures + 1 : 0;
  return {
    ...account,
    troubles,
    failures,
    readAt: isStopped ? account.readAt : now,
    nextAt: toNextAt(troubles, isStopped ? failures : 0, now),
    domains: reading.domains ?? account.domains,
  };
}

/** `domainOf`: an address as written to its domain, an A-label; null where it has none. */
function toWaiting(esp: PageEspId, campaign: ApiCampaign, domainOf: (from: string) => string | null): WaitingCampaign {
  const { froms, ...rest } = campaign;
  const domains = froms.map((from) => (from === null ? null : domainOf(from)));
  return {
    ...rest,
    esp,
    domains: [...new Set(domains)].filter((domain) => domain !== null),
    hasUnknownSender: froms.length === 0 || domains.includes(null),
  };
}

/** What waits after a reading of one account: a list that could not be read stays as it was. */
export function withWaiting(
  waiting: Waiting,
  esp: PageEspId,
  reading: Pick<AccountReading, 'campaigns' | 'flows'>,
  domainOf: (from: string) => string | null,
): Waiting {
  const lists = { campaign: reading.campaigns, flow: reading.flows };
  const kept = waiting.campaigns.filter((one) => one.esp !== esp || lists[one.kind] === null);
  const read = [...(reading.campaigns ?? []), ...(reading.flows ?? [])].map((one) => toWaiting(esp, one, domainOf));
  return withDomains({ ...waiting, campaigns: [...kept, ...read] });
}

/** Every domain that something waits to be sent from, once for each ESP; no other. */
function withDomains({ campaigns, domains }: Waiting): Waiting {
  const wanted = new Map<string, WaitingDomain>();
  for (const { esp, domains: senders } of campaigns) {
    for (const domain of senders) {
      const known = domains.find((one) => one.esp === esp && one.domain === domain);
      wanted.set(`${esp} ${domain}`, known ?? { esp, domain, verdict: null, problem: null, at: null, told: [] });
    }
  }
  return { campaigns, domains: [...wanted.values()] };
}

export const withoutAccount = ({ campaigns, domains }: Waiting, esp: PageEspId): Waiting => ({
  campaigns: campaigns.filter((one) => one.esp !== esp),
  domains: domains.filter((one) => one.esp !== esp),
});

/** The campaigns of a domain, the next to be sent first; flows, which send at any time, before all. */
export const campaignsFrom = ({ campaigns }: Waiting, { esp, domain }: Pick<WaitingDomain, 'esp' | 'domain'>) =>
  campaigns
    .filter((one) => one.esp === esp && one.domains.includes(domain))
    .toSorted((one, other) => (one.sendAt ?? 0) - (other.sendAt ?? 0));

/** A campaign that would fail, and what fixes it. */
export interface Notice {
  domain: string;
  campaign: WaitingCampaign;
  /** How many more campaigns of the domain the same is true of. */
  others: number;
  problem: { title: string; action: string };
}

export type WaitingVerdict = Pick<WaitingDomain, 'verdict' | 'problem'>;

/**
 * A domain after its audit, and what to tell of it. A campaign is told of once, until the verdict is good again: trouble
 * with DNS in between is no news.
 */
export function withVerdict(
  waiting: Waiting,
  before: WaitingDomain,
  { verdict, problem }: WaitingVerdict,
  now: number,
): { domain: WaitingDomain; notice: Notice | null } {
  const next = { ...before, verdict, problem, at: now };
  if (verdict === 'pass' || verdict === 'warn') return { domain: { ...next, told: [] }, notice: null };
  if (verdict !== 'fail') return { domain: next, notice: null };
  const ahead = campaignsFrom(waiting, before);
  const fresh = ahead.filter((one) => !before.told.includes(one.id));
  const [campaign] = fresh;
  const notice = campaign && problem ? { domain: before.domain, campaign, others: ahead.length - 1, problem } : null;
  return { domain: { ...next, told: ahead.map((one) => one.id) }, notice };
}
