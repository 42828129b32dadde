import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from 'scslre';
import { parseSync } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

/**
 * Every regular expression of the product reads foreign text somewhere, and none may take more than linear time on it:
 * a static analysis finds runs that two quantifiers share, and searches that start anew at every character of one.
 */

const ROOT = join(import.meta.dirname, '..', '..');
const FILES = globSync('{lib,components,entrypoints,cli}/**/*.{ts,tsx}', { cwd: ROOT });

interface Found {
  source: string;
  flags: string;
  /** Where it stands. */
  path: string;
}

/** The literals below a node of the syntax tree. */
function* literalsIn(node: unknown): Generator<{ pattern: string; flags: string }> {
  if (node === null || typeof node !== 'object') return;
  if ('regex' in node) yield node.regex as { pattern: string; flags: string };
  for (const child of Object.values(node)) yield* literalsIn(child);
}

const readLiterals = (path: string): Found[] =>
  [...literalsIn(parseSync(path, readFileSync(join(ROOT, path), 'utf8')).program)].map(({ pattern, flags }) => ({
    source: pattern,
    flags,
    path,
  }));

/** What the modules that put expressions together make of them while they are loaded. */
async function readConstructed(): Promise<Found[]> {
  const found: Found[] = [];
  const Native = RegExp;
  const builders = FILES.filter(
    (path) => path.startsWith('lib/') && readFileSync(join(ROOT, path), 'utf8').includes('new RegExp('),
  );
  for (const path of builders) {
    globalThis.RegExp = new Proxy(Native, {
      construct(target, args: [string | RegExp, string?]) {
        const made = new target(...args);
        found.push({ source: made.source, flags: made.flags, path });
        return made;
      },
    });
    try {
      await import(/* @vite-ignore */ join(ROOT, path));
    } finally {
      globalThis.RegExp = Native;
    }
  }
  return found;
}

/** Each way in which an expression takes more than linear time, in a line. */
const slowWays = ({ source, flags, path }: Found): string[] =>
  analyse({ source, flags: flags.replace('d', '') }).reports.map(
    ({ type, exponential }) => `${path}: /${source}/${flags} (${exponential ? 'exponential' : 'quadratic'}, ${type})`,
  );

describe('regular expressions', () => {
  // What reads a page takes the DOM's methods off these when it is loaded.
  beforeAll(() => {
    for (const name of ['Node', 'Element', 'Document', 'DocumentFragment', 'ShadowRoot', 'Text', 'CSSStyleDeclaration'])
      vi.stubGlobal(name, { prototype: {} });
  });
  afterAll(() => {
    vi.unstubAllGlobals();
  });

  it('are told apart by the analysis', () => {
    const ways = (expression: RegExp) =>
      slowWays({ source: expression.source, flags: expression.flags, path: 'here' }).length;
    expect(ways(new RegExp('^(?:a+)+$'))).toBeGreaterThan(0);
    expect(ways(new RegExp('^a*a*b'))).toBeGreaterThan(0);
    expect(ways(new RegExp(' +$'))).toBeGreaterThan(0);
    expect(ways(/(?<! ) +$/)).toBe(0);
  });

  it('take linear time, those that stand in the sources', () => {
    const literals = FILES.flatMap(readLiterals);
    expect(literals.length).toBeGreaterThan(800);
    expect(literals.flatMap(slowWays)).toEqual([]);
  });

  it('take linear time, those that are put together', async () => {
    const constructed = await readConstructed();
    expect(constructed.length).toBeGreaterThan(50);
    expect(constructed.flatMap(slowWays)).toEqual([]);
  });
});
