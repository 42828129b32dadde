/** What is loaded: bytes of every built script, and of what they could have carried. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build as bundle } from 'vite';
import { mailauthAliases, type Alias } from '../../lib/mailauth/aliases.ts';
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

interface Peer {
  name: string;
  /** What a page would load: everything that it names stays in. */
  code: string;
  alias: readonly Alias[];
}

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
async function sizeOfBundle({ name, code, alias }: Peer): Promise<Size> {
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
      resolve: { alias: [...alias] },
      build: { outDir: folder, lib: { entry, formats: ['iife'], name: 'bench', fileName: 'bundle' }, minify: true },
    });
    const [file] = readdirSync(folder);
    return toSize(name, readFileSync(join(folder, file ?? '')));
  } finally {
    rmSync(entry);
    rmSync(folder, { recursive: true });
  }
}

const loadOnto = (names: string, ...from: string[]) =>
  `${from.map((module, index) => `import * as part${index} from '${module}';`).join('')} self.${names} = [${from.map((_, index) => `part${index}`).join()}];`;

const peers: Peer[] = [
  {
    name: 'React alone',
    code: "import { createElement } from 'react'; import { createRoot } from 'react-dom/client'; createRoot(document.body).render(createElement('p'));",
    alias: [],
  },
  {
    name: 'mailauth as we load it, with its seam',
    code: loadOnto('mailauth', './lib/mailauth/dkim.ts', './lib/mailauth/spf.ts', './lib/mailauth/dmarc.ts'),
    alias: mailauthAliases,
  },
  {
    name: 'mailauth untrimmed (DKIM, SPF, DMARC)',
    code: loadOnto(
      'mailauth',
      'mailauth/lib/dkim/verify.js',
      'mailauth/lib/spf/index.js',
      'mailauth/lib/dmarc/index.js',
    ),
    alias: untrimmedAliases,
  },
  { name: 'dns-packet with its Buffer', code: loadOnto('dns', './lib/dns/wire.ts'), alias: [] },
];

/** The table in Markdown. */
export async function benchSizes(): Promise<string> {
  await ensureBuild('product');
  const sizes = sizesOfBuild();
  for (const peer of peers) sizes.push(await sizeOfBundle(peer));
  const thousands = (octets: number) => (octets / 1000).toFixed(1);
  const where = relative(ROOT, buildFolder('chromium'));
  return toTable(
    [`script of ${where}`, 'kB', 'kB, gzip'],
    sizes.map(({ name, raw, gzip }) => [name, thousands(raw), thousands(gzip)]),
  );
}
