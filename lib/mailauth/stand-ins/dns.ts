/** Stands in for `node:dns` in a browser. Every evaluator of mailauth is handed a resolver; its own is never asked. */

async function resolve(name: string): Promise<never> {
  throw new Error(`mailauth asked the system's resolver for ${name}: it was called without one`);
}

export const promises = { resolve };
