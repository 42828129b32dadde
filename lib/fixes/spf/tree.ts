import { isAtOrBelow } from '../../domain/domain-name.ts';
import type { SpfNode, SpfTerm } from '../../report/report.ts';

/** A term, and the records that lead to it from the top: the last of them holds it. */
export interface SpfPlace {
  term: SpfTerm;
  path: readonly { node: SpfNode; term: SpfTerm }[];
}

const DEEPEST = 20;

/** Every term of a tree with the way to it; bounded in depth, since a tree comes from strangers. */
export function placesIn(tree: SpfNode | null): SpfPlace[] {
  const places: SpfPlace[] = [];
  const visit = (node: SpfNode, path: SpfPlace['path']): void => {
    for (const term of node.terms) {
      const here = [...path, { node, term }];
      places.push({ term, path: here });
      if (term.node !== null && here.length < DEEPEST) visit(term.node, here);
    }
  };
  if (tree !== null) visit(tree, []);
  return places;
}

/** The deepest record on the way that is the brand's own, and the term in it that is on the way. */
export function ownPlaceOf({ path }: SpfPlace, registrableDomain: string): { domain: string; term: SpfTerm } | null {
  const step = path.findLast(({ node }) => isAtOrBelow(node.domain, registrableDomain));
  return step === undefined ? null : { domain: step.node.domain, term: step.term };
}

/** Look-ups that go away with a term. */
export const weightOf = (term: SpfTerm): number => term.cost + (term.node?.lookups ?? 0);
