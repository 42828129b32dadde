/**
 * Does what a reviewer of the store does: unpacks the sources in a clean folder, builds the Firefox package there by
 * the commands of the README, and compares it octet by octet. `npm run release:check`; takes some minutes.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { lintExtension } from './lint-extension.ts';
import { PACKAGES, readVersion, toSha256, writePackages } from './packages.ts';
import { buildFolder } from './builds.ts';

const name = `presend-${readVersion()}`;
await writePackages();
const sources = unzipSync(new Uint8Array(readFileSync(join(PACKAGES, `${name}-sources.zip`))));
const folder = mkdtempSync(join(tmpdir(), 'presend-sources-'));
try {
  for (const [file, octets] of Object.entries(sources)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), octets);
  }
  const { status } = spawnSync('npm', ['run', 'zip'], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error('the sources do not build');
  const [ours, theirs] = [PACKAGES, join(folder, '.output', 'packages')].map((place) =>
    toSha256(readFileSync(join(place, `${name}-firefox.zip`))),
  );
  const left = await lintExtension(buildFolder('firefox'));
  console.log(`ours    ${ours}\nrebuilt ${theirs}`);
  process.exitCode = ours === theirs && left.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
