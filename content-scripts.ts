import { join } from 'node:path';

/**
 * The content scripts in the order in which a frame gets them, and the modules that each lends to those after it (see
 * lib/detect/lend.ts). The label words of twelve languages and the reading of every kind of control do not fit into one
 * script of 20 kB; parted in this way each stays below it, and nothing is brought twice.
 */
const LENT: readonly { script: string; modules: readonly string[] }[] = [
  { script: 'words', modules: ['lib/detect/page-address.ts', 'lib/detect/words.ts'] },
  {
    script: 'reader',
    modules: ['lib/detect/dom.ts', 'lib/detect/values.ts', 'lib/detect/zones.ts'],
  },
  { script: 'naming', modules: ['lib/detect/naming.ts', 'lib/detect/pick.ts', 'lib/detect/page-structure.ts'] },
  { script: 'detect', modules: [] },
  {
    script: 'overlay',
    modules: ['lib/in-page/dom.ts', 'lib/in-page/frames.ts', 'lib/in-page/marks.ts', 'lib/in-page/styles.ts'],
  },
  { script: 'guard', modules: [] },
];

const ROOT = import.meta.dirname;

export const CONTENT_SCRIPTS: readonly string[] = LENT.map(({ script }) => script);

/** The modules that this script finds lent, by their paths in the project. */
function lentTo(script: string): string[] {
  return LENT.slice(0, CONTENT_SCRIPTS.indexOf(script)).flatMap(({ modules }) => modules);
}

/** Options for the bundler that make one script take the lent modules from the world it shares with the others. */
export function borrowing(script: string) {
  const lent = new Map(lentTo(script).map((module) => [join(ROOT, module), module]));
  return {
    external: (id: string) => lent.has(id),
    output: { globals: (id: string) => `presend[${JSON.stringify(lent.get(id))}]` },
  };
}
