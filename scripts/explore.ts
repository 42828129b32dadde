/**
 * Runs the tests that draw their cases (fast-check) with a seed that nobody has tried, and prints it first. Arguments go
 * to vitest; `PRESEND_SEED=n npm run explore` draws the cases of seed n again.
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';

const seed = process.env.PRESEND_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
const drawing = globSync('tests/{unit,conformance}/**/*.test.ts').filter((file) =>
  readFileSync(file, 'utf8').includes("from 'fast-check'"),
);
console.log(`PRESEND_SEED=${seed}, ${drawing.length} files`);
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', ...drawing, ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, PRESEND_SEED: seed } },
);
process.exitCode = status ?? 1;
