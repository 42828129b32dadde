import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { ROOT } from './run.ts';
import { SEND_LEXICON } from '../lib/detect/send-lexicon.ts';

const TOKENS = 'components/tokens.css?inline';
/** Everything that is drawn into a dashboard. */
const PLACES = ['lib/in-page', 'entrypoints/page.content', 'entrypoints/page-tools'];
const DECLARATION = /(--[\w-]+):\s*[^;{}]+;/g;

const namesIn = (text: string): string[] => [...text.matchAll(/var\((--[\w-]+)/g)].map(([, name = '']) => name);

function namesInPage(): string[] {
  const files = PLACES.flatMap((place) => readdirSync(join(ROOT, place)).map((file) => join(ROOT, place, file)));
  return files.flatMap((file) => namesIn(readFileSync(file, 'utf8')));
}

/**
 * The tokens that a shadow root in a dashboard needs: those with these names and those that they are made of, without
 * what is about pages of our own. A design pixel is one pixel there.
 */
export function toInPageTokens(tokens: string, names: readonly string[]): string {
  const needed = new Set(names);
  for (let size = 0; size < needed.size;) {
    size = needed.size;
    for (const [declaration, name = ''] of tokens.matchAll(DECLARATION)) {
      if (needed.has(name)) for (const part of namesIn(declaration)) needed.add(part);
    }
  }
  const stripped = tokens
    .replace(/\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\//g, '')
    .replace(/:root\[[^\]]*\]\s*\{[^}]*\}/g, '')
    .replace(/:root,\s*/g, '')
    .replace(/calc\((\d+) \* var\(--px\)\)/g, '$1px')
    .replace(/--px:[^;]*;/g, '');
  return stripped
    .replace(DECLARATION, (declaration, name: string) => (needed.has(name) ? declaration : ''))
    .replace(/[^{}]*\{\s*\}/g, '');
}

/** Leaves those tokens out of the scripts for dashboards that only our own pages use. */
export const inPageTokens = (): Plugin => ({
  name: 'presend-in-page-tokens',
  enforce: 'pre',
  transform: {
    filter: { id: /tokens\.css\?inline$/ },
    handler: (code, id) => (id.endsWith(TOKENS) ? { code: toInPageTokens(code, namesInPage()), map: null } : undefined),
  },
});

/**
 * Replaces WXT's context of a content script by an empty one. WXT's announces itself to the page by an event that has the
 * extension's id in its name, and weighs 3 kB; `Life` (lib/in-page/life.ts) does what we need of it.
 */
export const withoutContext = (): Plugin => ({
  name: 'presend-without-context',
  enforce: 'pre',
  transform: {
    filter: { id: /wxt\/dist\/utils\/content-script-context\.mjs$/ },
    handler: () => ({ code: 'export class ContentScriptContext {}', map: null }),
  },
});

/** The words of send buttons as a file beside the catalogues, for WXT's public assets. */
export const sendButtonsFile = () => ({
  relativeDest: 'words/send-buttons.json',
  contents: JSON.stringify(SEND_LEXICON),
});
