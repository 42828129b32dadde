import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildFolder, type BrowserName } from '../../scripts/builds.ts';

const KB = 1000;
/** Property names of mailauth's DKIM verifier, which no minifier shortens. */
const OF_MAILAUTH = /bodyHashExpecting|canonBodyLength/;
const BROWSERS: BrowserName[] = ['chromium', 'firefox'];

const scriptsBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));

const sizeOf = (folder: string, name: string) => statSync(join(folder, name)).size;

/** These scripts and every chunk that they import, directly or not. What is imported only later does not count. */
function withImports(folder: string, entries: string[]): string[] {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, chunk] of text.matchAll(/(?:from|import)\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g)) {
      visit(join(name, '..', chunk ?? ''));
    }
  };
  for (const entry of entries) visit(entry);
  return [...found];
}

function scriptsOfPage(folder: string, page: string): string[] {
  const markup = readFileSync(join(folder, page), 'utf8');
  return withImports(
    folder,
    [...markup.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map(([, source = '']) => source),
  );
}

const bytesOf = (folder: string, scripts: string[]): number =>
  scripts.reduce((sum, name) => sum + sizeOf(folder, name), 0);

describe.each(BROWSERS)('the %s build', (browser) => {
  const folder = buildFolder(browser);
  const contentScripts = join(folder, 'content-scripts');

  it('has one content script, of at most 110 kB and 43 kB compressed', () => {
    expect(scriptsBelow(contentScripts)).toEqual(['page.js']);
    const script = readFileSync(join(contentScripts, 'page.js'));
    expect(script.length).toBeLessThanOrEqual(110 * KB);
    expect(gzipSync(script).length).toBeLessThanOrEqual(43 * KB);
  });

  it('puts no React, zod or mailauth into the page', () => {
    expect(readFileSync(join(contentScripts, 'page.js'), 'utf8')).not.toMatch(
      /react\.(?:element|transitional)|_zod|ZodError|mailauth|publicSuffix/,
    );
  });

  it('has a worker of at most 600 kB', () => {
    expect(bytesOf(folder, withImports(folder, ['background.js']))).toBeLessThanOrEqual(600 * KB);
  });

  it('opens the popup with at most 330 kB of scripts, and none of mailauth', () => {
    const scripts = scriptsOfPage(folder, 'popup.html');
    expect(scripts.length).toBeGreaterThan(0);
    expect(bytesOf(folder, scripts)).toBeLessThanOrEqual(330 * KB);
    for (const name of scripts) expect(readFileSync(join(folder, name), 'utf8'), name).not.toMatch(OF_MAILAUTH);
  });
});
