/** The packages for the two stores, and the sources that go with them: the same octets from the same files. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { build, buildFolder } from './builds.ts';
import { ROOT } from './run.ts';

export const PACKAGES = join(ROOT, '.output', 'packages');

export const readVersion = (): string =>
  (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;

/** The earliest time that a zip can hold: what is in a package says nothing of when it was packed. */
const PACKED_AT = new Date(1980, 0, 1);

/** Files below a folder, with `/` between their parts, in the order of their names. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();

/** Packs these files of a folder; the same files give the same octets, whenever and wherever. */
export function pack(folder: string, files: readonly string[]): Uint8Array {
  const entries = files.map((file) => [file, new Uint8Array(readFileSync(join(folder, file)))] as const);
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: PACKED_AT });
}

/** CycloneDX, of what the packages are built from, as npm reads it off the lockfile. */
const readBill = (): string => {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'];
  return execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' });
};

export const toSha256 = (octets: Uint8Array | string): string => createHash('sha256').update(octets).digest('hex');

function write(name: string, octets: Uint8Array | string): string {
  writeFileSync(join(PACKAGES, name), octets);
  return `${toSha256(octets)}  ${name}`;
}

/** Builds both browsers and writes packages, sources, bill of materials and checksums; returns the lines of the checksums. */
export async function writePackages(): Promise<string[]> {
  const name = `presend-${readVersion()}`;
  for (const browser of ['chromium', 'firefox'] as const) await build(browser);
  rmSync(PACKAGES, { recursive: true, force: true });
  mkdirSync(PACKAGES, { recursive: true });
  const sums = (['chromium', 'firefox'] as const).map((browser) => {
    const folder = buildFolder(browser);
    return write(`${name}-${browser === 'chromium' ? 'chrome' : browser}.zip`, pack(folder, filesBelow(folder)));
  });
  // Unpacked sources are no repository, and need no sources of their own.
  if (existsSync(join(ROOT, '.git'))) {
    const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
    const files = tracked.filter((file) => file !== '' && existsSync(join(ROOT, file))).sort();
    sums.push(write(`${name}-sources.zip`, pack(ROOT, files)));
  }
  sums.push(write(`${name}-sbom.cdx.json`, readBill()));
  writeFileSync(join(PACKAGES, 'SHA256SUMS'), `${sums.join('\n')}\n`);
  return sums;
}
