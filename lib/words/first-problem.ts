import type { DomainRow } from '../domains/domain-row.ts';
import type { Finding } from '../findings/finding.ts';
import { explainFinding, wordsContextOf } from './explain-finding.ts';
import type { Words } from './say.ts';

/** What is to be fixed first at a domain of the list, as its finding's title; '' where there is nothing. */
export function explainFirst(
  { domain, esp, first }: Pick<DomainRow, 'domain' | 'esp' | 'first'>,
  words: Words,
): string {
  if (first === null) return '';
  const context = wordsContextOf({ esp: esp === 'none' ? null : esp, domain });
  // The row keeps code and parameters together, as the finding had them; TypeScript lost that on the way.
  return explainFinding({ ...first, evidence: [] } as unknown as Finding, context, words).title;
}
