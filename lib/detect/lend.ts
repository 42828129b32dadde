/**
 * The scripts of one frame share one isolated world: what an earlier one lends there, a later one need not bring
 * again. Which module is lent by which script is said in content-scripts.ts at the top of the project.
 */
export function lend(modules: Record<string, object>): void {
  const world = globalThis as { presend?: Record<string, object> };
  world.presend = { ...world.presend, ...modules };
}
