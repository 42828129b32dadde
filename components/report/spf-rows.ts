import type { SpfNode } from '../../lib/report/report.ts';

/** One line of the picture of an SPF record: a term, and the look-ups that it and all below it cost. */
export interface SpfRow {
  key: string;
  text: string;
  depth: number;
  /** Look-ups before this term, in the order in which receivers make them. */
  from: number;
  count: number;
  void: boolean;
  macro: boolean;
  fault: string | null;
  /** Terms of the same record that cost nothing, told of in one line. */
  free: number;
}

const MOST_ROWS = 150;
const DEEPEST = 10;

/**
 * The tree as lines, in the order of the walk. Only what costs a look-up, or is wrong, gets a line; bounded, because
 * the records are a stranger's.
 */
export function toSpfRows(root: SpfNode): { rows: SpfRow[]; cut: boolean } {
  const rows: SpfRow[] = [];
  let cut = false;
  const walk = (node: SpfNode, depth: number, start: number, path: string): void => {
    let from = start;
    for (const [index, term] of node.terms.entries()) {
      const count = term.cost + (term.node?.lookups ?? 0);
      if (count === 0 && term.fault === null && !term.void) continue;
      if (rows.length >= MOST_ROWS || depth > DEEPEST) {
        cut = true;
        return;
      }
      const key = `${path}.${index}`;
      const free = term.node ? term.node.terms.filter(({ cost, fault }) => cost === 0 && fault === null).length : 0;
      rows.push({
        key,
        text: term.text,
        depth,
        from,
        count,
        void: term.void,
        macro: term.macro,
        fault: term.fault,
        free,
      });
      if (term.node) walk(term.node, depth + 1, from + term.cost, key);
      from += count;
    }
  };
  walk(root, 0, 0, 'spf');
  return { rows, cut };
}
