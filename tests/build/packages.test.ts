import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { buildFolder } from '../../scripts/builds.ts';
import { filesBelow, pack, toSha256 } from '../../scripts/packages.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder with these files, written in this order and at this time. */
function makeFolder(files: string[], at: Date): string {
  const folder = mkdtempSync(join(tmpdir(), 'presend-pack-'));
  folders.push(folder);
  mkdirSync(join(folder, 'words'));
  for (const file of files) {
    writeFileSync(join(folder, file), `text of ${file}`);
    utimesSync(join(folder, file), at, at);
  }
  return folder;
}

describe('a package', () => {
  it('is the same octets whenever and in whatever order its files were written', () => {
    const [first, second] = [
      makeFolder(['b.js', 'a.js', 'words/en.json'], new Date('2026-01-01')),
      makeFolder(['words/en.json', 'a.js', 'b.js'], new Date('2026-12-01')),
    ];
    expect(filesBelow(first)).toEqual(['a.js', 'b.js', 'words/en.json']);
    expect(toSha256(pack(first, filesBelow(first)))).toBe(toSha256(pack(second, filesBelow(second))));
  });

  it.each(['chromium', 'firefox'] as const)('of %s holds what was built, and the manifest at its root', (browser) => {
    const files = filesBelow(buildFolder(browser));
    const unpacked = unzipSync(pack(buildFolder(browser), files));
    expect(Object.keys(unpacked)).toEqual(files);
    expect(files).toContain('manifest.json');
    expect(files.filter((file) => /\.map$|node_modules|\.env/.test(file))).toEqual([]);
  });
});
