import type { EspId } from '../esp/esp-id.ts';
import type { Verdict } from '../report/report.ts';
import { newRow, type DomainRow } from './domain-row.ts';

/** As much of the history of a domain as the list shows. */
export interface SeenDomain {
  domain: string;
  esp: EspId | 'none' | null;
  account?: string | null | undefined;
  at: number;
  verdict: Verdict;
  by?: 'page' | undefined;
  kind: string;
}

/**
 * The list with what only the history knows: domains that were checked before there was a list, and when each was last
 * sent from. `history` is the oldest first.
 */
export function withHistory(rows: readonly DomainRow[], history: readonly SeenDomain[]): DomainRow[] {
  const all = new Map(rows.map((row) => [row.domain, row]));
  for (const { domain, esp, account = null, at, verdict, by, kind } of history) {
    const known = all.get(domain);
    const sentAt = kind === 'send' ? at : (known?.sentAt ?? null);
    if (known === undefined)
      all.set(domain, { ...newRow(domain, by ?? 'user', at), esp, account, verdict, checkedAt: at, sentAt });
    else if (known.snapshot === null && at >= (known.checkedAt ?? 0) && known.pendingAt === null)
      all.set(domain, { ...known, esp: esp ?? known.esp, verdict, checkedAt: at, sentAt });
    else all.set(domain, { ...known, sentAt });
  }
  return [...all.values()];
}
