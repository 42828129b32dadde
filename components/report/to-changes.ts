import type { HistoryEntry } from '../../lib/watch/history.ts';

/** One remembered audit, send or message, and what was different from the one before. */
export interface HistoryStep {
  entry: HistoryEntry;
  changes: { name: string; before: string[]; after: string[] }[];
}

const MOST_CHANGES = 6;

function toChanges(before: HistoryEntry['answers'], after: HistoryEntry['answers']): HistoryStep['changes'] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => before[name] && after[name] && String(before[name]) !== String(after[name]))
    .slice(0, MOST_CHANGES)
    .map((name) => ({ name, before: before[name] ?? [], after: after[name] ?? [] }));
}

/** The newest first; each held against the one that came before it with the same service. */
export function toHistorySteps(entries: readonly HistoryEntry[]): HistoryStep[] {
  const inTime = [...entries].sort((a, b) => a.at - b.at);
  return inTime
    .map((entry, index) => {
      const before = inTime.slice(0, index).findLast(({ esp }) => esp === entry.esp);
      return { entry, changes: before ? toChanges(before.answers, entry.answers) : [] };
    })
    .reverse();
}
