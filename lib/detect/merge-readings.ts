import { bestPerAddress } from './best-per-address.ts';
import type { NotFoundReason, PageReading, SenderCandidate, SenderFinding } from './page-reading.ts';
import { FRAME_CLEARLY_SURER, MOST_EXPLAINED, MOST_SENDERS } from './weights.ts';

/** Which of several frames' reasons tells the user most. */
const REASONS: readonly NotFoundReason[] = ['variable', 'empty', 'gave-up', 'loading', 'no-field'];

const candidatesOf = (sender: SenderFinding): SenderCandidate[] => {
  if (sender.kind === 'found') return [{ address: sender.address, via: sender.via, confidence: sender.confidence }];
  return sender.kind === 'ambiguous' ? sender.candidates : [];
};

function mergeMissing(senders: SenderFinding[]): SenderFinding {
  const missing = senders.filter((sender) => sender.kind === 'notFound');
  missing.sort((a, b) => REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason));
  return missing[0] ?? { kind: 'notFound', reason: 'no-field' };
}

function mergeSenders(senders: SenderFinding[]): SenderFinding {
  const candidates = bestPerAddress(senders.flatMap(candidatesOf).sort((a, b) => b.confidence - a.confidence));
  const [first, second] = candidates;
  if (!first) return mergeMissing(senders);
  const isClear = !second || first.confidence - second.confidence >= FRAME_CLEARLY_SURER;
  // A frame that is in doubt by itself stays in doubt: only another frame's clear finding settles it.
  const inDoubt = senders.some(
    (sender) => sender.kind === 'ambiguous' && sender.candidates.some(({ address }) => address === first.address),
  );
  if (isClear && !inDoubt) return { kind: 'found', ...first };
  return { kind: 'ambiguous', candidates: candidates.slice(0, MOST_SENDERS) };
}

/**
 * One reading of a tab out of those of its frames, the top frame's first. Null where no frame composes anything.
 */
export function mergeReadings(readings: readonly PageReading[]): PageReading | null {
  const composing = readings.filter((reading) => reading.composing);
  const [top] = composing;
  if (!top) return null;
  const first = <T>(pick: (reading: PageReading) => T | null): T | null =>
    composing.map(pick).find((value) => value !== null) ?? null;
  return {
    esp: top.esp,
    composing: true,
    sender: mergeSenders(composing.map(({ sender }) => sender)),
    replyTo: first((reading) => reading.replyTo),
    fromName: first((reading) => reading.fromName),
    subject: first((reading) => reading.subject),
    candidates: composing.flatMap(({ candidates }) => candidates).slice(0, MOST_EXPLAINED),
    audience: first((reading) => reading.audience),
    account: first((reading) => reading.account),
    sending: first((reading) => reading.sending),
  };
}
