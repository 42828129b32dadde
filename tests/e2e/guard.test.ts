import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drafts, type Draft } from '../fixtures/drafts/pages.ts';
import { BROKEN, DOMAIN, FAILING, PORTAL, REPAIRED } from '../fixtures/drafts/zone.ts';
import { BROWSERS, driveExtension, until, type Driven } from '../helpers/browsers.ts';
import { startDohServer, type DohServer } from '../helpers/doh-server.ts';

const [klaviyo, , mailchimp] = drafts(`hello@${DOMAIN}`, PORTAL) as [Draft, Draft, Draft];

describe.each(BROWSERS)('the guard before a send in %s', (browser) => {
  let driven: Driven;
  let dns: DohServer;
  let pages: Page[] = [];

  beforeAll(async () => {
    driven = await driveExtension(browser);
  });
  afterAll(() => driven?.close());
  beforeEach(async () => {
    // A resolver of its own for each test: what the cache knows of another one's does not count.
    dns = await startDohServer(BROKEN);
    await driven.inExtension(() => chrome.storage.local.clear());
    await driven.writeSettings({ resolvers: [dns.url] });
  });
  afterEach(async () => {
    for (const page of pages) await page.close();
    pages = [];
    await dns.close();
  });

  async function openWith(draft: Draft, verdict: string): Promise<Page> {
    const page = await driven.openPage(draft.url, draft.html);
    pages.push(page);
    await until(
      () => page.evaluate(() => document.querySelector('presend-badge')?.getAttribute('data-verdict') ?? null),
      (seen) => seen === verdict,
    );
    await page.bringToFront();
    return page;
  }

  const isAsking = (page: Page) =>
    page.evaluate(
      () =>
        document.querySelector('presend-guard')?.shadowRoot?.querySelector('[role="dialog"]') !== null &&
        document.querySelector('presend-guard') !== null,
    );
  const isSent = (page: Page) => page.evaluate(() => document.getElementById('sent')?.hidden === false);
  const asks = (page: Page, wanted = true) =>
    until(
      () => isAsking(page),
      (seen) => seen === wanted,
    );
  const choose = (page: Page, action: 'fix' | 'send-anyway' | 'cancel') =>
    page.evaluate((name) => {
      const root = document.querySelector('presend-guard')?.shadowRoot;
      root?.querySelector<HTMLElement>(`[data-action="${name}"]`)?.click();
    }, action);
  const quiet = () =>
    new Promise((resolve) => {
      setTimeout(resolve, 500);
    });

  it.each([klaviyo, mailchimp])('holds up a campaign of $esp that will fail, and says why', async (draft) => {
    const page = await openWith(draft, 'fail');
    await page.click('#send');
    await asks(page);
    const said = await page.evaluate(
      () => document.querySelector('presend-guard')?.shadowRoot?.querySelector('[role="dialog"]')?.textContent,
    );
    expect(said).toMatch(/Gmail/);
    expect(await isSent(page)).toBe(false);
    const focused = await page.evaluate(() =>
      document.querySelector('presend-guard')?.shadowRoot?.activeElement?.getAttribute('data-action'),
    );
    expect(focused).toBe('fix');
  });

  it('says how many people are on the list, where the page shows it', async () => {
    const page = await openWith(mailchimp, 'fail');
    await page.click('#send');
    await asks(page);
    const said = await page.evaluate(() => document.querySelector('presend-guard')?.shadowRoot?.textContent);
    expect(said).toContain('12,480 people are on the list');
  });

  it('lets the send go on "Send anyway", exactly once, and asks again the next time', async () => {
    const page = await openWith(mailchimp, 'fail');
    await page.evaluate(() => {
      Object.assign(globalThis, { sends: 0 });
      document.getElementById('send')?.addEventListener('click', () => {
        const counter = globalThis as unknown as { sends: number };
        counter.sends += 1;
      });
    });
    await page.click('#send');
    await asks(page);
    await choose(page, 'send-anyway');
    await until(
      () => isSent(page),
      (sent) => sent,
    );
    expect(await page.evaluate(() => (globalThis as unknown as { sends: number }).sends)).toBe(1);
    expect(await isAsking(page)).toBe(false);
    await page.click('#send');
    await asks(page);
    expect(await page.evaluate(() => (globalThis as unknown as { sends: number }).sends)).toBe(1);
  });

  it('is cancelled by Escape, and gives the keyboard back to the page', async () => {
    const page = await openWith(mailchimp, 'fail');
    await page.focus('#send');
    await page.keyboard.press('Enter');
    await asks(page);
    await page.keyboard.press('Escape');
    await asks(page, false);
    expect(await isSent(page)).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('send');
  });

  it('does not stand in the way of a test send', async () => {
    const page = await openWith(mailchimp, 'fail');
    await page.evaluate(() => {
      const button = document.createElement('button');
      button.id = 'test-send';
      button.textContent = 'Send a test email';
      button.addEventListener('click', () => button.setAttribute('data-done', ''));
      document.querySelector('main')?.append(button);
    });
    await page.click('#test-send');
    await quiet();
    expect(await isAsking(page)).toBe(false);
    expect(await page.evaluate(() => document.getElementById('test-send')?.hasAttribute('data-done'))).toBe(true);
  });

  it.each<[verdict: string, zone: typeof BROKEN]>([
    ['pass', REPAIRED],
    ['unknown', FAILING],
  ])('never gets in the way of %s', async (verdict, zone) => {
    dns.setZone(zone);
    const page = await openWith(mailchimp, verdict);
    await page.click('#send');
    await until(
      () => isSent(page),
      (sent) => sent,
    );
    expect(await isAsking(page)).toBe(false);
  });

  it('is silent where the user has turned it off', async () => {
    await driven.writeSettings({ guard: 'off' });
    const page = await openWith(mailchimp, 'fail');
    await page.click('#send');
    await until(
      () => isSent(page),
      (sent) => sent,
    );
    expect(await isAsking(page)).toBe(false);
  });

  it('is silent about what the user has accepted for this domain', async () => {
    const page = await openWith(mailchimp, 'fail');
    for (let round = 0; round < 6; round += 1) {
      await page.evaluate(() => {
        const sent = document.getElementById('sent');
        if (sent) sent.hidden = true;
      });
      await page.click('#send');
      await quiet();
      if (await isSent(page)) break;
      await page.evaluate(() =>
        document
          .querySelector('presend-guard')
          ?.shadowRoot?.querySelector<HTMLElement>('input[type="checkbox"]')
          ?.click(),
      );
      await choose(page, 'cancel');
      await quiet();
    }
    expect(await isSent(page)).toBe(true);
    expect(await isAsking(page)).toBe(false);
  });
});
