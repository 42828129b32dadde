import { countElements, findAll, isElement, isInDocument, shadowOf } from './safe-dom.ts';
import { MOST_ELEMENTS, MOST_ROOTS } from './weights.ts';

/** A shadow root that is attached to an element already in the page makes no mutation: from time to time all are looked at. */
const SWEEP_EVERY = 3000;
const SWEEPS_AT_FIRST = 3;

export type Root = Document | ShadowRoot;

/** Adds the open shadow roots below a node, and below those, to the list. */
function addRoots(node: Node, roots: Set<Root>): void {
  for (const element of findAll(node, '*')) addHost(element, roots);
}

function addHost(element: Element, roots: Set<Root>): void {
  const root = shadowOf(element);
  if (!root || roots.has(root) || roots.size > MOST_ROOTS) return;
  roots.add(root);
  addRoots(root, roots);
}

const isTooLarge = (document: Document): boolean => countElements(document) > MOST_ELEMENTS;

export interface RootFinder {
  /**
   * The document and every open shadow root in it; null where there is more than is read. Does not look at the whole of a
   * large page each time.
   */
  find(): readonly Root[] | null;
  /** What was added may hold shadow roots. */
  added(records: readonly MutationRecord[]): void;
}

export function createRootFinder(document: Document, now: () => number): RootFinder {
  let roots = new Set<Root>([document]);
  let sweeps = 0;
  let sweptAt = -Infinity;
  return {
    find() {
      if (isTooLarge(document)) return null;
      if (sweeps < SWEEPS_AT_FIRST || now() - sweptAt > SWEEP_EVERY) {
        sweeps += 1;
        roots = new Set<Root>([document]);
        addRoots(document, roots);
        sweptAt = now();
      }
      return [...roots].filter((root) => root === document || isInDocument((root as ShadowRoot).host));
    },
    added(records) {
      for (const { addedNodes } of records) {
        for (const node of addedNodes) {
          if (!isElement(node)) continue;
          addHost(node, roots);
          addRoots(node, roots);
        }
      }
    },
  };
}
