/**
 * Everything that must hold before anything is taken: format, lint, types, unit, conformance and architecture tests,
 * the builds of both browsers, the extension lint, and the end-to-end suites in real Chromium and real Firefox.
 * Every step runs, whatever the ones before it said; the last line sums over all.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, buildFolder } from './builds.ts';
import { buildCli } from './build-cli.ts';
import { lintExtension } from './lint-extension.ts';
import { ROOT, run } from './run.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const REPORTS = join(ROOT, '.output', 'test-reports');
const total: Count = { passed: 0, failed: 0, skipped: 0 };
const failures: string[] = [];

function add(step: string, count: Count, seconds: number): void {
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  if (count.failed > 0) failures.push(step);
  console.log(
    `== ${step}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped (${seconds.toFixed(1)} s)\n`,
  );
}

async function step(name: string, work: () => Promise<Count>): Promise<void> {
  console.log(`== ${name}`);
  const start = performance.now();
  let count: Count;
  try {
    count = await work();
  } catch (error) {
    console.error(error);
    count = { passed: 0, failed: 1, skipped: 0 };
  }
  add(name, count, (performance.now() - start) / 1000);
}

const passed: Count = { passed: 1, failed: 0, skipped: 0 };
const failed: Count = { passed: 0, failed: 1, skipped: 0 };

const command = (name: string, program: string, ...args: string[]) =>
  step(name, async () => ((await run(program, args)).status === 0 ? passed : failed));

/** Runs one project of the test suite. A run that ends without a report, or executes nothing, has failed. */
const suite = (project: string) =>
  step(project, async () => {
    const file = join(REPORTS, `${project}.json`);
    const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
    const { status } = await run('vitest', ['run', '--project', project, ...reporters], { env: { NO_COLOR: '1' } });
    const report: { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number } =
      JSON.parse(readFileSync(file, 'utf8'));
    const count = {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    };
    // A file that cannot be loaded fails the run without failing a test.
    if (count.failed === 0 && (status !== 0 || count.passed === 0)) count.failed = 1;
    return count;
  });

const buildStep = (browser: 'chromium' | 'firefox', kind: 'product' | 'test') =>
  step(`build ${browser} (${kind})`, async () => {
    await build(browser, kind);
    console.log(buildFolder(browser, kind));
    return passed;
  });

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

await command('generated types', 'wxt', 'prepare');
await command('format', 'oxfmt', '--check');
await command('lint', 'oxlint', '--type-aware');
await command('types', 'tsc', '--noEmit');
await command('unused code', 'knip', '--no-progress');
await command('unused code in the product', 'knip', '--production', '--no-progress');
await command('written twice', 'jscpd');
await step('build command line', async () => {
  console.log(await buildCli());
  return passed;
});
await suite('unit');
for (const kind of ['product', 'test'] as const) {
  await buildStep('chromium', kind);
  await buildStep('firefox', kind);
}
await step('extension lint', async () =>
  (await lintExtension(buildFolder('firefox'))).length === 0 ? passed : failed,
);
for (const project of ['build', 'pages', 'e2e']) await suite(project);

if (failures.length > 0) console.log(`failed: ${failures.join(', ')}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.skipped > 0 ? 1 : 0;
