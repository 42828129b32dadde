import { beforeAll, describe, expect, it } from 'vitest';
import { isMissed, isRight, isWrong, type Result, runPages } from './generator/run.ts';
import { NAMES } from './generator/names.ts';

/** No rule was made by looking at the pages of this seed. */
const HELD_OUT_SEED = 71_077;
const PAGES = 450;

let results: Result[] = [];

beforeAll(async () => {
  results = await runPages(HELD_OUT_SEED, PAGES);
}, 120_000);

describe('pages that nobody has seen', () => {
  it('name no wrong sender, and none of the campaign before', () => {
    expect(results).toHaveLength(PAGES);
    expect(results.filter(isWrong).map(({ page, claim }) => ({ ...page.factors, ...claim }))).toEqual([]);
  });

  it('show their sender', () => {
    const missed = results.filter(isMissed);
    expect(missed.length / (missed.length + results.filter(isRight).length)).toBeLessThan(0.02);
  });

  it('have names enough', () => expect(new Set(NAMES).size).toBe(300));
});
