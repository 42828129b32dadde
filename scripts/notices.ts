import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const ROOT = join(import.meta.dirname, '..');
const packagePattern = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const licenceFilePattern = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;

interface Manifest {
  name: string;
  version: string;
  license?: string;
  homepage?: string;
  repository?: string | { url?: string };
}

function toNotice(folder: string): string {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { name, version, license = 'no licence named', repository, homepage } = manifest;
  const from = (typeof repository === 'string' ? repository : repository?.url) ?? homepage ?? '';
  const texts = readdirSync(folder)
    .filter((file) => licenceFilePattern.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`${name} ${version} (${license})`, from, '', ...texts].join('\n').trim();
}

export interface Notices {
  /** Notes which packages a bundle really holds. One for all builds of a run. */
  plugin: Plugin;
  /** Writes our licence and those of everything bundled into a folder that is given to others. */
  write: (folder: string) => void;
}

/** The licences of other people's code in what we hand out, read off the bundles and not off a list. */
export function collectNotices(): Notices {
  const folders = new Map<string, string>();
  return {
    plugin: {
      name: 'third-party-notices',
      generateBundle(_, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue;
          for (const id of Object.keys(chunk.modules)) {
            const path = id.replace(/^\0/, '').replace(/\?.*$/, '');
            const found = packagePattern.exec(path);
            const folder = found?.[0];
            if (folder && existsSync(join(folder, 'package.json'))) folders.set(found[1] ?? '', folder);
          }
        }
      },
    },
    write(folder) {
      const names = [...folders.keys()].sort();
      const notices = names.map((name) => toNotice(folders.get(name) ?? ''));
      const head = 'Presend holds code of these packages. Each is under the licence printed with it.';
      writeFileSync(
        join(folder, 'THIRD_PARTY_NOTICES.txt'),
        `${[head, ...notices].join(`\n\n${'-'.repeat(72)}\n\n`)}\n`,
      );
      copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE.txt'));
    },
  };
}
