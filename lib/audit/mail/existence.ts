import { isFailure, type DnsAnswer } from '../../dns/resolver.ts';

export type Existence = 'exists' | 'missing' | 'unknown';

/**
 * Whether a name exists, by what was answered for it. An alias makes it exist, wherever it leads (RFC 9989 A.4);
 * NXDOMAIN for one type speaks for all (RFC 8020), unless another type was answered.
 */
export function toExistence(answers: readonly DnsAnswer[]): Existence {
  const isThere = (answer: DnsAnswer) =>
    answer.outcome === 'answer' ||
    answer.outcome === 'no-such-type' ||
    (answer.outcome === 'no-such-name' && answer.aliases.length > 0);
  if (answers.some(isThere)) return 'exists';
  return answers.length > 0 && !answers.every(isFailure) ? 'missing' : 'unknown';
}
