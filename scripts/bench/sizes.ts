/** What is loaded: bytes of every built script, and of what they could have carried. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build as bundle } from 'vite';
import { mailauthAliases } from '../../lib/mailauth/aliases.ts';
import { buildFolder } from '../builds.ts';
import { ROOT } from '../run.ts';
import { ensureBuild } from './ensure-build.ts';
import { toTable } from './measure.ts';

interface Size {
  name: string;
  raw: number;
  gzip: number;
}

const toSize = (name: string, content: Uint8Array): Size => ({
  name,
  raw: content.length,
  gzip: gzipSync(content).length,
});

function sizesOfBuild(): Size[] {
  const folder = buildFolder('chromium');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  return files.sort().map((file) => toSize(file, readFileSync(join(folder, file))));
}

/** Node's modules are stood in for, or it could not be bundled at all; nothing is trimmed. */
const untrimmedAliases = mailauthAliases.filter(({ find }) =>
  builtinModules.some((name) => find.test(name) || find.test(`node:${name}`)),
);

/** One file with all that a line of code pulls in. */
async function sizeOfBundle(name: string, code: string): Promise<Size> {
  const folder = mkdtempSync(join(tmpdir(), 'presend-bench-'));
  const entry = join(ROOT, `.bench-${name.replaceAll(/\W+/g, '-')}.js`);
  writeFileSync(entry, code);
  try {
    await bundle({
      root: ROOT,
      configFile: false,
      logLevel: 'silent',
      publicDir: false,
      define: { 'process.env.NODE_ENV': '"production"' },
      resolve: { alias: [...untrimmedAliases] },
      build: { outDir: folder, lib: { entry, formats: ['iife'], name: 'bench', fileName: 'bundle' }, minify: true },
    });
    const [file] = readdirSync(folder);
    return toSize(name, readFileSync(join(folder, file ?? '')));
  } finally {
    rmSync(entry);
    rmSync(folder, { recursive: true });
  }
}

const peers: [name: string, code: string][] = [
  [
    'React alone',
    "import { createElement } from 'react'; import { createRoot } from 'react-dom/client'; createRoot(document.body).render(createElement('p'));",
  ],
  [
    'mailauth untrimmed (DKIM, SPF, DMARC)',
    "import { dkimVerify } from 'mailauth/lib/dkim/verify.js'; import { spf } from 'mailauth/lib/spf/index.js'; import { dmarc } from 'mailauth/lib/dmarc/index.js'; self.peer = { dkimVerify, spf, dmarc };",
  ],
  [
    'dns-packet with its Buffer',
    "import { decodeMessage, encodeQuery } from './lib/dns/wire.ts'; self.peer = { decodeMessage, encodeQuery };",
  ],
];

/** The table in Markdown. */
export async function benchSizes(): Promise<string> {
  await ensureBuild('product');
  const sizes = sizesOfBuild();
  for (const [name, code] of peers) sizes.push(await sizeOfBundle(name, code));
  const thousands = (octets: number) => (octets / 1000).toFixed(1);
  const where = relative(ROOT, buildFolder('chromium'));
  return toTable(
    [`script of ${where}`, 'kB', 'kB, gzip'],
    sizes.map(({ name, raw, gzip }) => [name, thousands(raw), thousands(gzip)]),
  );
}
