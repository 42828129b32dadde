const last = new Map<number, Promise<unknown>>();

/** Runs the work of one tab one after the other: two frames that speak at once must not overwrite each other. */
export function inOrder<T>(tab: number, work: () => Promise<T>): Promise<T> {
  const next = (last.get(tab) ?? Promise.resolve()).then(work, work);
  last.set(tab, next);
  return next;
}

export const forgetOrder = (tab: number): boolean => last.delete(tab);
