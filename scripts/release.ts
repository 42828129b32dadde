/**
 * Makes a release: `npm run release -- VERSION` moves what the changelog holds as unreleased under the version, writes
 * the version into package.json and its lockfile, builds packages, sources, bill of materials, checksums and notes, and
 * prints the commands that publish it. With `--dry-run` no file of the repository changes.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PACKAGES, readVersion, writePackages } from './packages.ts';
import { cutRelease, isNewer } from './changelog.ts';
import { ROOT } from './run.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'dry-run': { type: 'boolean' } } });
const isDry = values['dry-run'] === true;
const [version = ''] = positionals;

function refuse(problem: string): never {
  console.error(`release: ${problem}`);
  process.exit(2);
}

if (!isNewer(version, readVersion())) refuse(`give a version above ${readVersion()}, such as 1.0.0`);
const changelog = join(ROOT, 'CHANGELOG.md');
const cut = cutRelease(readFileSync(changelog, 'utf8'), version, new Date().toISOString().slice(0, 10));
if (!cut) refuse('CHANGELOG.md holds nothing under "Unreleased"');
const changed = execFileSync('git', ['status', '--porcelain'], { cwd: ROOT, encoding: 'utf8' });
if (changed !== '' && !isDry) refuse('commit or take back your changes first');

if (!isDry) {
  writeFileSync(changelog, cut.changelog);
  execFileSync('npm', ['version', version, '--no-git-tag-version'], { cwd: ROOT });
}
const sums = await writePackages();
writeFileSync(
  join(PACKAGES, 'NOTES.md'),
  `# Presend ${version}\n\n${cut.notes}\n\n## SHA-256\n\n\`\`\`\n${sums.join('\n')}\n\`\`\`\n`,
);
console.log(`${sums.join('\n')}\n\n${join(PACKAGES, 'NOTES.md')}`);
console.log(
  isDry
    ? `\ndry run: the packages still say ${readVersion()}; nothing of the repository was changed`
    : `\nnow: git commit -am "Release ${version}" && git tag v${version} && git push --follow-tags, then upload .output/packages`,
);
