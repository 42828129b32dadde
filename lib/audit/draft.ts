import type { DnsAnswer } from '../dns/resolver.ts';
import { CATALOGUE, type CataloguedSeverity } from '../findings/catalogue.ts';
import type { FindingCode, FindingParams } from '../findings/finding.ts';
import type { DraftFinding, OpenQuestion } from './context.ts';
import { toEvidence } from './evidence.ts';

/** What every check hands in. */
export interface CheckFacts {
  findings: DraftFinding[];
  open: OpenQuestion[];
}

/** The same draft as a consequence of another finding. */
export const withCause = (draft: DraftFinding, cause: FindingCode | null): DraftFinding => ({ ...draft, cause });

/** A finding before the verdict, with the answers that it rests on; the catalogue's severity unless another is given. */
export function toDraft<C extends FindingCode>(
  code: C,
  subject: string,
  params: FindingParams[C],
  answers: readonly DnsAnswer[],
  severity: CataloguedSeverity = CATALOGUE[code],
): DraftFinding {
  const evidence = answers.map(toEvidence);
  // TypeScript cannot tie a generic code to its own parameters through the union.
  return { code, subject, params, evidence, severity } as unknown as DraftFinding;
}
