// Brings what the other commands need and the machine lacks: the packages of the lockfile, and with
// `browsers` Chromium and Firefox, with `dns` a DNS server that speaks DoH, all from Debian.
// Plain JavaScript without imports from node_modules, because it runs first and on any Node from 20 on.
// It speaks on standard error only: `npm run -s audit` promises a clean standard output.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '..', '..');
const say = (text) => process.stderr.write(`setup: ${text}\n`);

function run(command, args) {
  // The output of installers goes to standard error, and standard input stays untouched for the command that follows.
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error || status !== 0) {
    say(`'${command} ${args.join(' ')}' failed${error ? `: ${error.message}` : ` with status ${status}`}.`);
    process.exit(2);
  }
}

const onPath = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));

function installPackages() {
  const lockfile = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.presend-lockfile');
  const toolchain = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(toolchain) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return;
  say('installing the packages of package-lock.json');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stamp, lockfile);
}

/** What each need is met by: any of these on the PATH, else this Debian package. */
const needs = {
  browsers: [
    {
      binaries: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
      variable: 'PRESEND_CHROMIUM',
      debian: 'chromium',
    },
    { binaries: ['firefox-esr', 'firefox'], variable: 'PRESEND_FIREFOX', debian: 'firefox-esr' },
  ],
  dns: [{ binaries: ['unbound'], variable: 'PRESEND_UNBOUND', debian: 'unbound' }],
};

function installFromDebian(wanted) {
  const missing = wanted.filter(({ binaries, variable }) => !process.env[variable] && !binaries.some(onPath));
  if (missing.length === 0) return;
  const names = missing.map(({ debian }) => debian);
  if (!onPath('apt-get')) {
    say(
      `install ${names.join(' and ')}, or name the programs in ${missing.map(({ variable }) => variable).join(' and ')}.`,
    );
    process.exit(2);
  }
  say(`installing ${names.join(' and ')} from Debian's packages`);
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo'];
  const apt = (...args) => {
    const [command, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
    run(command, rest);
  };
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...names);
}

process.env.PATH = [process.env.PATH, '/usr/sbin', '/sbin'].join(delimiter);
installPackages();
installFromDebian(process.argv.slice(2).flatMap((need) => needs[need] ?? []));
