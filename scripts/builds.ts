import { join } from 'node:path';
import { ROOT, run } from './run.ts';

export type BrowserName = 'chromium' | 'firefox';

const TARGETS: Record<BrowserName, string[]> = {
  chromium: ['-b', 'chrome', '--mv3'],
  firefox: ['-b', 'firefox', '--mv3'],
};

const FOLDERS: Record<BrowserName, string> = { chromium: 'chrome-mv3', firefox: 'firefox-mv3' };

/** Where a build lies. The test build asks at install for what the product asks for on a click. */
export const buildFolder = (browser: BrowserName, kind: 'product' | 'test' = 'product'): string =>
  join(ROOT, '.output', ...(kind === 'test' ? ['test'] : []), FOLDERS[browser]);

/** Builds for one browser; rejects with the builder's output where it fails. */
export async function build(browser: BrowserName, kind: 'product' | 'test' = 'product'): Promise<void> {
  const env = kind === 'test' ? { PRESEND_TEST_BUILD: '1' } : {};
  const { status, output } = await run('wxt', ['build', ...TARGETS[browser]], { env, quiet: true });
  if (status !== 0) throw new Error(`the ${kind} build for ${browser} failed:\n${output}`);
}
