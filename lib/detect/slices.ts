import { SLICE } from './weights.ts';

const yieldToPage = (): Promise<void> => {
  const { scheduler } = globalThis as { scheduler?: { yield?(): Promise<void> } };
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
};

/** What came of work in slices, and how much of the main thread it took, in ms. */
export interface Sliced<T> {
  /** Null where the work was given up. */
  result: T | null;
  spent: number;
}

/**
 * Runs steps in slices of `SLICE` ms, with the page's own work between them. `isOver` is asked before each slice but
 * the first; where it says so, the rest is left undone. Throws what a step throws.
 */
export async function inSlices<T>(steps: Generator<void, T>, isOver: () => boolean): Promise<Sliced<T>> {
  let spent = 0;
  for (;;) {
    const start = performance.now();
    let step = steps.next();
    while (!step.done && performance.now() - start < SLICE) step = steps.next();
    spent += performance.now() - start;
    if (step.done) return { result: step.value, spent };
    await yieldToPage();
    if (isOver()) return { result: null, spent };
  }
}
