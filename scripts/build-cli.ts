import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { mailauthAliases } from '../lib/mailauth/aliases.ts';
import { collectNotices } from './notices.ts';
import { ROOT } from './run.ts';

/** Of the browser's stand-ins those that take no module of Node's place: joi, libmime and the second public suffix list. */
const aliases = mailauthAliases.filter(({ find }) => ['joi', 'libmime', 'tldts'].some((name) => find.test(name)));

const FOLDER = join(ROOT, '.output', 'cli');

/** Builds the command line into one file that any Node from 20 on runs without npm, and returns its path. */
export async function buildCli(): Promise<string> {
  const work = `${FOLDER}-${process.pid}`;
  const notices = collectNotices();
  await build({
    root: ROOT,
    plugins: [notices.plugin],
    resolve: { alias: aliases },
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: 'cli/presend.ts',
      outDir: work,
      target: 'node20',
      minify: true,
      rolldownOptions: { output: { entryFileNames: 'presend.mjs', codeSplitting: false } },
    },
  });
  const file = join(FOLDER, 'presend.mjs');
  const text = readFileSync(join(work, 'presend.mjs'), 'utf8');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(work, 'whole.mjs'), text.startsWith('#!') ? text : `#!/usr/bin/env node\n${text}`);
  copyFileSync(join(work, 'whole.mjs'), file);
  chmodSync(file, 0o755);
  notices.write(FOLDER);
  rmSync(work, { recursive: true });
  return file;
}

if (import.meta.main) await buildCli();
