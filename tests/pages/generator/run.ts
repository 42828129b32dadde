import { join } from 'node:path';
import { bundle, openBrowser, openCase } from '../detector-page.ts';
import { makePages, type MadePage } from './generate.ts';
import type { Claim } from './in-page.ts';

export interface Result {
  page: MadePage;
  claim: Claim;
}

const SITES = [
  'https://www.klaviyo.com/campaign/01NEW/wizard',
  'https://app.hubspot.com/email/1/edit/2/settings',
  'https://us21.admin.mailchimp.com/campaigns/edit?id=2',
] as const;
const AT_A_TIME = 100;

/** Draws made-up pages one after the other in one tab for each dashboard, with the detector in it. */
export async function runPages(seed: number, count: number): Promise<Result[]> {
  const code = await bundle(join(import.meta.dirname, 'in-page.ts'));
  const browser = await openBrowser();
  const pages = makePages(seed, count);
  const results: Result[] = [];
  try {
    for (const [site, url] of SITES.entries()) {
      await openCase(browser.page, {
        name: 'made',
        url,
        html: '<!doctype html><meta charset=utf-8><body></body>',
        expect: { none: 'any' },
      });
      await browser.page.evaluate(code);
      const own = pages.filter((_, index) => index % SITES.length === site);
      for (let start = 0; start < own.length; start += AT_A_TIME) {
        const batch = own.slice(start, start + AT_A_TIME);
        const claims = await browser.page.evaluate(
          (made, at) =>
            (
              globalThis as unknown as { presendClaims(pages: MadePage[], site: number): Promise<Claim[]> }
            ).presendClaims(made, at),
          batch,
          site,
        );
        batch.forEach((page, index) => results.push({ page, claim: claims[index] as Claim }));
      }
    }
  } finally {
    await browser.close();
  }
  return results;
}

export const isWrong = ({ page, claim }: Result): boolean =>
  claim.stale || (claim.claimed !== null && claim.claimed !== page.expected);
export const isMissed = ({ page, claim }: Result): boolean => page.expected !== null && claim.claimed === null;
export const isRight = ({ page, claim }: Result): boolean => claim.claimed !== null && claim.claimed === page.expected;

const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

/** Precision and recall for each value of each factor, as a table in Markdown. */
export function toTable(results: readonly Result[]): string {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const { decoys, ...factors } = result.page.factors;
    const keys = Object.entries(factors).map(([factor, value]) => `${factor} | ${value}`);
    const near = decoys.length === 0 ? ['decoy | none'] : decoys.map((decoy) => `decoy | ${decoy}`);
    for (const key of [...keys, ...near, 'all | all']) groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  const rows = [...groups.entries()]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, group]) => {
      const right = group.filter(isRight).length;
      const wrong = group.filter(isWrong).length;
      const missed = group.filter(isMissed).length;
      return `| ${key} | ${group.length} | ${share(right, right + wrong)} | ${share(right, right + missed)} |`;
    });
  return ['| Factor | Value | Pages | Precision | Recall |', '| --- | --- | ---: | ---: | ---: |', ...rows].join('\n');
}
