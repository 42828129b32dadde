import type { RecordType } from '../dns/resolver.ts';

/** One change of the zone. `ttl`: seconds, as a proposal. */
export type RecordChange =
  | { action: 'add'; name: string; type: RecordType; value: string; ttl?: number }
  /** `old` is the whole old value. */
  | { action: 'replace'; name: string; type: RecordType; value: string; old: string; ttl?: number }
  /** `value` is the one to remove. */
  | { action: 'remove'; name: string; type: RecordType; value: string };

/**
 * What mends a finding. `records` is what to publish, in order; where no record can mend it, it is empty and
 * `note` says in one sentence what to do instead. What only the ESP knows stands in angle brackets in a value:
 * `<in HubSpot: Settings > Domains>`.
 */
export interface Fix {
  records: RecordChange[];
  note: string | null;
  /** For SPF: the count before and after, proven by running the proposal through the evaluator. */
  lookups?: { before: number; after: number };
  /** SPF terms that only the user can give up: each with whose it is and the lookups it costs. */
  choices?: { term: string; vendor: string; lookups: number }[];
}
