// Runs the built command line, and builds it first where a source is newer. Plain JavaScript without imports from
// node_modules: a warm run costs what the command itself costs.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '..', '..');
const built = join(root, '.output', 'cli', 'presend.mjs');

const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function isNewer(folder, than) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (changedAt(path) > than || (entry.isDirectory() && isNewer(path, than))) return true;
  }
  return false;
}

function isStale() {
  const at = changedAt(built);
  if (at === 0) return true;
  const files = ['package-lock.json', 'scripts/build-cli.ts'].map((name) => join(root, name));
  return files.some((file) => changedAt(file) > at) || ['cli', 'lib'].some((name) => isNewer(join(root, name), at));
}

/** Installers and the builder speak on standard error: standard output holds the report only. */
function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(2);
}

if (isStale()) {
  run(process.execPath, [join(root, 'scripts', 'setup.mjs')]);
  run(join(root, 'node_modules', '.bin', 'node'), [join(root, 'scripts', 'build-cli.ts')]);
}
process.argv.splice(1, 1, built);
await import(pathToFileURL(built).href);
