import type { DomainRow } from '../domains/domain-row.ts';
import type { DomainChange } from '../domains/snapshot.ts';
import type { EspId } from '../esp/esp-id.ts';
import { explainFirst } from './first-problem.ts';
import type { Words } from './say.ts';

/** A watched domain of which the verdict got worse. Times are ms since 1970. */
export interface Drift {
  domain: string;
  esp: EspId | null;
  /** When it was last in order. */
  since: number;
  verdict: string;
  /** The record or key that changed; undefined where none of those that are followed did. */
  cause: DomainChange | undefined;
  lastSend: number | null;
  first: DomainRow['first'];
}

function messageOf({ domain, esp, since, cause, lastSend, first }: Drift, words: Words): string {
  const toDay = (at: number) => new Intl.DateTimeFormat(words.locale, { day: 'numeric', month: 'short' }).format(at);
  const day = toDay(since);
  if (cause?.kind === 'key')
    return words.say('drift.key', { name: cause.name, day, sent: lastSend === null ? null : toDay(lastSend) });
  if (cause !== undefined) return words.say('drift.record', { name: cause.name, day, gone: cause.after.length === 0 });
  const problem = first && explainFirst({ domain, esp, first }, words);
  return words.say('drift.other', { problem: problem || null, day });
}

/** One notification for all of them: what broke and since when, or how many and which. */
export function driftWords(drifts: readonly Drift[], words: Words): { title: string; message: string } {
  const [first] = drifts;
  if (first !== undefined && drifts.length === 1)
    return {
      title: words.say('drift.title', { domain: first.domain, verdict: first.verdict }),
      message: messageOf(first, words),
    };
  return {
    title: words.say('drift.digest.title', { count: drifts.length }),
    message: words.say('drift.digest.message', { domains: drifts.map(({ domain }) => domain) }),
  };
}
