import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { BrowserName } from '../../scripts/builds.ts';
import type { Draft } from '../fixtures/drafts/pages.ts';
import { BROKEN } from '../fixtures/drafts/zone.ts';
import { driveExtension, until, type Driven } from './browsers.ts';
import { startDohServer, type DohServer } from './doh-server.ts';

export type GuardAction = 'fix' | 'send-anyway' | 'cancel';

/**
 * What every suite on dashboards needs: one browser with the extension for all its tests, and for each test a resolver
 * of its own that answers from the zone `BROKEN`, empty storage, and pages that are closed after it.
 */
export function dashboardSuite(browser: BrowserName) {
  const at = {} as { driven: Driven; dns: DohServer };
  let pages: Page[] = [];

  beforeAll(async () => {
    at.driven = await driveExtension(browser);
  });
  afterAll(() => at.driven?.close());
  beforeEach(async () => {
    at.dns = await startDohServer(BROKEN);
    await at.driven.inExtension(() => chrome.storage.local.clear());
    await at.driven.writeSettings({ resolvers: [at.dns.url] });
  });
  afterEach(async () => {
    for (const page of pages) await page.close();
    pages = [];
    await at.dns.close();
  });

  /** Opens a dashboard's page in a new tab, without waiting for anything of ours. */
  const open = async ({ url, html }: Draft): Promise<Page> => {
    const page = await at.driven.openPage(url, html);
    pages.push(page);
    return page;
  };
  /** Waits until the badge in the page shows this verdict. */
  const shows = async (page: Page, verdict: string): Promise<void> => {
    await until(
      () =>
        page.evaluate(() => {
          const badge = document.querySelector<HTMLElement>('presend-badge');
          return badge?.dataset.state === 'ready' ? (badge.dataset.verdict ?? null) : null;
        }),
      (seen) => seen === verdict,
    );
    await page.bringToFront();
  };
  const isAsking = (page: Page): Promise<boolean> =>
    page.evaluate(() => Boolean(document.querySelector('presend-guard')?.shadowRoot?.querySelector('[role="dialog"]')));

  return {
    at,
    open,
    shows,
    isAsking,
    openWith: async (draft: Draft, verdict: string): Promise<Page> => {
      const page = await open(draft);
      await shows(page, verdict);
      return page;
    },
    asks: (page: Page, wanted = true) =>
      until(
        () => isAsking(page),
        (seen) => seen === wanted,
      ),
    isSent: (page: Page): Promise<boolean> => page.evaluate(() => document.getElementById('sent')?.hidden === false),
    /** Presses a button of the guard as a person does. */
    choose: async (page: Page, action: GuardAction): Promise<void> => {
      const button = await page.$(`presend-guard >>> [data-action="${action}"]`);
      await button?.click();
    },
    /** Time enough for what should not happen. */
    quiet: () =>
      new Promise((resolve) => {
        setTimeout(resolve, 500);
      }),
  };
}
