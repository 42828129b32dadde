import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageReading } from '../../lib/detect/page-reading.ts';
import { hubspotCases } from '../fixtures/pages/hubspot/cases.ts';
import { klaviyoCases } from '../fixtures/pages/klaviyo/cases.ts';
import { mailchimpCases } from '../fixtures/pages/mailchimp/cases.ts';
import { pieces } from '../fixtures/pages/pieces.ts';
import type { Expected, PageCase } from '../fixtures/pages/page-case.ts';
import { bundle, openBrowser, openCase, readCase, type PageBrowser } from './detector-page.ts';

const CORPUS = { klaviyo: klaviyoCases, hubspot: hubspotCases, mailchimp: mailchimpCases, pieces } as const;

/** Of the pages with a sender, how many were found; of what was claimed, how much was right. */
interface Tally {
  right: number;
  wrong: number;
  missed: number;
}

const senderOf = (reading: PageReading | null): unknown => {
  if (!reading?.composing) return { composing: false };
  const { sender } = reading;
  if (sender.kind === 'found') return { sender: sender.address };
  if (sender.kind === 'ambiguous') return { several: sender.candidates.map(({ address }) => address).sort() };
  return { none: sender.reason };
};

const isAsExpected = (reading: PageReading | null, expected: Expected): boolean => {
  const seen = senderOf(reading) as Record<string, unknown>;
  if ('composing' in expected) return 'composing' in seen;
  if ('none' in expected) return 'none' in seen && (expected.none === 'any' || seen.none === expected.none);
  if ('several' in expected) return JSON.stringify(seen) === JSON.stringify({ several: [...expected.several].sort() });
  return (
    seen.sender === expected.sender &&
    (expected.replyTo === undefined || reading?.replyTo === expected.replyTo) &&
    (expected.fromName === undefined || reading?.fromName === expected.fromName) &&
    (expected.audience === undefined || reading?.audience === expected.audience)
  );
};

function count(tally: Tally, reading: PageReading | null, expected: Expected): void {
  const claimed = reading?.composing && reading.sender.kind === 'found' ? reading.sender.address : null;
  const wanted = 'sender' in expected ? expected.sender : null;
  if (claimed !== null && claimed === wanted) tally.right += 1;
  else if (claimed !== null) tally.wrong += 1;
  else if (wanted !== null) tally.missed += 1;
}

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

let browser: PageBrowser;
let code = '';

beforeAll(async () => {
  code = await bundle(join(import.meta.dirname, 'in-page.ts'));
  browser = await openBrowser();
});

afterAll(async () => browser.close());

async function read(wanted: PageCase): Promise<PageReading | null> {
  await openCase(browser.page, wanted);
  return readCase(browser.page, code);
}

for (const [esp, cases] of Object.entries(CORPUS)) {
  describe(`the pages: ${esp}`, () => {
    const tally: Tally = { right: 0, wrong: 0, missed: 0 };

    it.each(cases.map((wanted) => [wanted.name, wanted] as const))('%s', async (_, wanted) => {
      const reading = await read(wanted);
      count(tally, reading, wanted.expect);
      const isRead = isAsExpected(reading, wanted.expect);
      // A page that is known to fail and is read after all is news as well: its mark is to be taken away.
      expect({ isRead, seen: senderOf(reading), reading }).toMatchObject({ isRead: wanted.knownFailure === undefined });
    });

    it('name no wrong sender', () => {
      const { right, wrong, missed } = tally;
      process.stdout.write(
        `${esp}: precision ${percent(right, right + wrong)}, recall ${percent(right, right + missed)} of ${cases.length} pages\n`,
      );
      expect(wrong).toBe(0);
    });
  });
}

describe('the corpus', () => {
  it('is wide enough to mean something', () => {
    for (const cases of Object.values(CORPUS)) {
      expect(cases.length).toBeGreaterThanOrEqual(40);
      expect(cases.filter(({ expect }) => !('sender' in expect)).length).toBeGreaterThanOrEqual(10);
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    }
  });
});
