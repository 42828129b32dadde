import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, type InlineConfig, type Plugin } from 'vite';
import { mailauthAliases } from '../lib/mailauth/aliases.ts';
import { collectNotices } from './notices.ts';
import { ROOT } from './run.ts';

/** Of the browser's stand-ins those that take no module of Node's place: joi, libmime and the second public suffix list. */
const aliases = mailauthAliases.filter(({ find }) => ['joi', 'libmime', 'tldts'].some((name) => find.test(name)));

const FOLDER = join(ROOT, '.output', 'cli');

/** What few runs need: the judge of messages, the reader of reports, what Node 20 lacks. */
const RARE = /[/\\]cli[/\\](?:message|reports|older-node)\.ts$/;
const CATALOGUE = /[/\\]catalogues[/\\][\w-]+\.json$/;

const toConfig = (entry: string, outDir: string, format: 'es' | 'cjs', plugins: Plugin[]): InlineConfig => ({
  root: ROOT,
  plugins,
  resolve: { alias: aliases },
  configFile: false,
  logLevel: 'error',
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: entry,
    outDir,
    target: 'node20',
    minify: true,
    rolldownOptions: { output: { format, entryFileNames: 'out.mjs', codeSplitting: false } },
  },
});

/** A tenth of the time of the best, for a tenth more. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** An expression that is the text again, when it is evaluated. */
const toPacked = (text: string): string =>
  `brotliDecompressSync(Buffer.from('${brotliCompressSync(text, QUALITY).toString('base64')}', 'base64')).toString()`;

/**
 * Packs what few runs need as compressed texts: V8 reads all of a file before it runs any of it, 40 ms for a megabyte. A
 * rare module is bundled on its own, with its own copy of what it shares, and gets and gives plain values.
 */
const packRare = (work: string, notices: Plugin): Plugin => ({
  name: 'pack-rare',
  enforce: 'pre',
  async load(id) {
    const unpack = `import { brotliDecompressSync } from 'node:zlib';\n`;
    if (CATALOGUE.test(id)) {
      const text = JSON.stringify(JSON.parse(readFileSync(id, 'utf8')));
      return { code: `${unpack}export default JSON.parse(${toPacked(text)});`, moduleType: 'js' };
    }
    if (!RARE.test(id)) return null;
    const folder = join(work, basename(id, '.ts'));
    await build(toConfig(id, folder, 'cjs', [notices]));
    const names = [...readFileSync(id, 'utf8').matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)];
    const code = `${unpack}import { createRequire } from 'node:module';
      const module = { exports: {} };
      new Function('module', 'exports', 'require', ${toPacked(readFileSync(join(folder, 'out.mjs'), 'utf8'))})(
        module, module.exports, createRequire(import.meta.url));
      export const { ${names.map(([, name]) => name).join(', ')} } = module.exports;`;
    return { code, moduleType: 'js' };
  },
});

/** Builds the command line into one file that any Node from 20 on runs without npm, and returns its path. */
export async function buildCli(): Promise<string> {
  const work = `${FOLDER}-${process.pid}`;
  const notices = collectNotices();
  const main = join(work, 'main');
  await build(toConfig('cli/presend.ts', main, 'es', [notices.plugin, packRare(work, notices.plugin)]));
  const file = join(FOLDER, 'presend.mjs');
  const text = readFileSync(join(main, 'out.mjs'), 'utf8');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(work, 'whole.mjs'), text.startsWith('#!') ? text : `#!/usr/bin/env node\n${text}`);
  copyFileSync(join(work, 'whole.mjs'), file);
  chmodSync(file, 0o755);
  notices.write(FOLDER);
  rmSync(work, { recursive: true });
  return file;
}

if (import.meta.main) await buildCli();
