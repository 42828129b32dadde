import type { Resolver } from '../dns/resolver.ts';
import type { EspId } from '../esp/esp-id.ts';

/** What an audit is about. */
export interface AuditInput {
  /** The composed From: an address, or a domain on its own. As typed; the audit normalises it and says what is wrong with it. */
  from: string;
  replyTo?: string | null;
  /** `none`: a plain domain audit. `null`: nobody said, so what speaks of a campaign stays unknown. */
  esp: EspId | 'none' | null;
  /** HubSpot portal id, Klaviyo company id: digits or letters of the address bar. */
  account?: string | null;
  /** Selectors to look up beside the ESP's own. */
  selectors?: readonly string[];
  /** Recipients of this campaign, where known. Below 5,000 the bulk rules are "not asked". */
  audience?: number | null;
  /** What an earlier test message, or the ESP's own settings page, showed for this From domain and ESP. */
  observed?: Observation | null;
  /** Domains that the ESP itself, asked through its API, says it signs with. Null or absent: not asked. */
  confirmed?: readonly string[] | null;
  /** Where the user wants DMARC reports; put into a new record, decides nothing. */
  reportAddress?: string | null;
  /** SPF terms that no longer send, as written in the record: the answer to `fix.choices`. Changes fixes only. */
  drop?: readonly string[];
  /** Also asks what no verdict can rest on: BIMI, MTA-STS, TLS-RPT, and an alias beside the DMARC record. */
  full?: boolean;
}

export interface Observation {
  /** `settings`: names read off the ESP's domain settings; they are looked up, and prove nothing of a message. */
  source: 'message' | 'settings';
  /** ms since 1970. */
  at: number;
  returnPath: string | null;
  dkim: { domain: string; selector: string; passed: boolean }[];
}

/** The outside world, handed in. */
export interface AuditTools {
  /** First the one that is asked everything, then those that confirm or cover for it. */
  resolvers: readonly Resolver[];
  /** Budget of the whole audit in ms. */
  timeout: number;
  signal?: AbortSignal | undefined;
  /** Past every cache. */
  fresh?: boolean | undefined;
  /** ms since 1970. */
  now(): number;
  /** A label that nobody has published, for the control questions. */
  randomLabel(): string;
  /** Fetches the text of an MTA-STS policy; absent unless the user turned that on. */
  fetchPolicy?: ((url: string, signal: AbortSignal) => Promise<string | null>) | undefined;
}
