/** How long our scripts in a frame may act: until the extension is updated, reloaded, turned off or removed. */
export interface Life {
  /** Aborted at the end: everything of ours is then taken down. */
  signal: AbortSignal;
  /** Looks now. */
  isOver: () => boolean;
  /** The tools that the worker adds when the user asks for one are there. */
  hasTools?: boolean;
}

/** Where the scripts of a frame meet: the isolated world, which the page does not see. */
export const world = globalThis as { presend?: Life };
