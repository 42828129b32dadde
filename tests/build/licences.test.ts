import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildFolder } from '../../scripts/builds.ts';
import { ROOT } from '../../scripts/run.ts';

/** Somebody else's code is handed out with its licence. */

const noticesOf = (folder: string): string => readFileSync(join(folder, 'THIRD_PARTY_NOTICES.txt'), 'utf8');

describe.each([
  ['chromium', buildFolder('chromium'), ['react', 'mailauth', 'tldts', 'zod', 'postal-mime']],
  ['firefox', buildFolder('firefox'), ['react', 'mailauth', 'tldts', 'zod', 'postal-mime']],
  ['command line', join(ROOT, '.output', 'cli'), ['undici', 'mailauth', 'tldts', 'core-js']],
] as const)('%s', (_, folder, names) => {
  it('holds our licence', () => expect(existsSync(join(folder, 'LICENSE.txt'))).toBe(true));

  it.each(names)('names %s with its licence', (name) => {
    const notice = noticesOf(folder)
      .split('-'.repeat(72))
      .find((part) => part.trim().startsWith(`${name} `));
    expect(notice).toMatch(/\([A-Z0-9-]+(?: OR [A-Z0-9-]+)?\)/);
    expect(notice).toMatch(/permission|redistribution/i);
  });
});
