import { build } from '../builds.ts';

const built = new Map<string, Promise<unknown>>();

/** Builds for Chromium, once in a run. The test build is granted at install what the product asks for. */
export async function ensureBuild(kind: 'product' | 'test'): Promise<void> {
  const building = built.get(kind) ?? build('chromium', kind);
  built.set(kind, building);
  await building;
}
