import { bestPerAddress } from './best-per-address.ts';
import type { Naming } from './naming/naming.ts';
import { isSenderKind } from './naming/naming.ts';
import type { CandidateReason, ExplainedCandidate, SenderFinding } from './page-reading.ts';
import type { Value } from './values/value.ts';
import { MOST_ADDRESS, MOST_EXPLAINED, TEXT_FACTOR } from './weights.ts';
import type { Exclusion } from './zones.ts';

/** A value with all that was found out about it. */
export interface Judged {
  value: Value;
  naming: Naming | null;
  exclusion: Exclusion;
  isOneOfAList: boolean;
  inDialog: boolean;
}

const BY_VIA: Readonly<Record<string, CandidateReason>> = {
  label: 'named-by-label',
  identifier: 'named-by-identifier',
  'text beside it': 'named-by-text-beside',
  group: 'named-by-group',
  'identifier around it': 'named-by-identifier',
  'text before it': 'named-by-own-line',
  sentence: 'in-sentence',
  'place on the screen': 'named-by-place',
};

/** What came of an address in the decision. */
function outcomeOf(address: string, isSender: boolean, sender: SenderFinding): CandidateReason[] {
  const key = address.toLowerCase();
  if (sender.kind === 'found' && sender.address.toLowerCase() === key) return ['chosen'];
  if (sender.kind === 'ambiguous' && sender.candidates.some((other) => other.address.toLowerCase() === key)) {
    return ['in-doubt'];
  }
  return isSender ? ['outranked'] : [];
}

function reasonsFor({ value, naming, exclusion, isOneOfAList, inDialog }: Judged): CandidateReason[] {
  const named: CandidateReason = naming ? (BY_VIA[naming.via] ?? 'named-by-rule') : 'no-label';
  return [
    named,
    ...(naming && !isSenderKind(naming.kind) && naming.via !== 'sentence' ? (['names-another-field'] as const) : []),
    ...(isOneOfAList ? (['one-of-a-list'] as const) : []),
    ...(exclusion ? (['in-closed-part'] as const) : []),
    value.isControl ? 'is-control' : 'is-text',
    ...(inDialog ? (['in-dialog'] as const) : []),
  ];
}

/** The addresses of a page with what speaks for and against each; what was decided comes first. */
export function explain(judged: readonly Judged[], sender: SenderFinding): ExplainedCandidate[] {
  const all = judged.flatMap((item): ExplainedCandidate[] => {
    const { value, naming } = item;
    if (!value.address) return [];
    const isSender = naming !== null && isSenderKind(naming.kind);
    const confidence = isSender ? naming.weight * (value.isControl ? 1 : TEXT_FACTOR) : 0;
    return [
      {
        address: value.address.slice(0, MOST_ADDRESS),
        names: naming?.kind ?? null,
        confidence: Math.round(confidence * 100) / 100,
        reasons: [...reasonsFor(item), ...outcomeOf(value.address, isSender, sender)],
      },
    ];
  });
  const best = bestPerAddress(all);
  const isDecided = ({ reasons }: ExplainedCandidate): boolean =>
    reasons.includes('chosen') || reasons.includes('in-doubt');
  return [...best.filter(isDecided), ...best.filter((item) => !isDecided(item))].slice(0, MOST_EXPLAINED);
}
