import type { EspId } from '../esp/esp-id.ts';
import type { Verdict } from '../report/report.ts';

/** One audit of one domain, as far as it is worth remembering. */
export interface HistoryEntry {
  domain: string;
  esp: EspId | 'none' | null;
  /** HubSpot portal and the like: without it the same check would know less. */
  account?: string | null | undefined;
  at: number;
  verdict: Verdict;
  /** Of findings that are more than info. */
  codes: string[];
  /** What the verdict rested on, by DNS name, for telling what changed since. */
  answers: Record<string, string[]>;
  /** `page`: a dashboard named the domain. Of these only so many are kept; absent: the user's own. */
  by?: 'page' | undefined;
  kind: 'audit' | 'send' | 'message';
  /** Of a test message: where it landed, as the user said. */
  landed: 'inbox' | 'promotions' | 'spam' | 'missing' | null;
}
