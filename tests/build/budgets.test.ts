import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildFolder, type BrowserName } from '../../scripts/builds.ts';

const KB = 1000;
const KIB = 1024;
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

  it('has one content script, of at most 90 kB and 34 kB compressed', () => {
    expect(scriptsBelow(contentScripts)).toEqual(['page.js']);
    const script = readFileSync(join(contentScripts, 'page.js'));
    expect(script.length).toBeLessThanOrEqual(90 * KIB);
    expect(gzipSync(script).length).toBeLessThanOrEqual(34 * KIB);
  });

  it('has a script for what the user asks for in a page, of at most 40 kB', () => {
    expect(sizeOf(folder, 'page-tools.js')).toBeLessThanOrEqual(40 * KIB);
  });

  it('draws nothing into a page with a token that is not there', () => {
    for (const name of ['content-scripts/page.js', 'page-tools.js']) {
      const script = readFileSync(join(folder, name), 'utf8');
      const declared = new Set([...script.matchAll(/(--[\w-]+):/g)].map(([, token]) => token));
      // Set by script: where the badge is.
      for (const token of ['--along', '--lift']) declared.add(token);
      const used = new Set([...script.matchAll(/var\((--[\w-]+)/g)].map(([, token]) => token));
      expect(
        [...used].filter((token) => !declared.has(token)),
        name,
      ).toEqual([]);
      expect(used.size, name).toBeGreaterThan(10);
    }
  });

  it('tells the page nothing of the extension: WXT would announce itself with its id', () => {
    expect(readFileSync(join(contentScripts, 'page.js'), 'utf8')).not.toContain('wxt:content-script-started');
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
