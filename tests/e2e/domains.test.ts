import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROKEN, DOMAIN } from '../fixtures/drafts/zone.ts';
import { driveExtension, until, type Driven } from '../helpers/browsers.ts';
import { startDohServer, type DohServer } from '../helpers/doh-server.ts';

describe('the list of domains', () => {
  let driven: Driven;
  let dns: DohServer;
  let page: Page;

  beforeAll(async () => {
    [driven, dns] = await Promise.all([driveExtension('chromium'), startDohServer(BROKEN)]);
    await driven.writeSettings({ resolvers: [dns.url] });
    page = await driven.openOwnPage('report.html#/domains');
  });
  afterAll(async () => {
    await driven?.close();
    await dns?.close();
  });

  const domains = () =>
    page.$$eval('tr[data-domain]', (rows) => rows.map((row) => [row.dataset['domain'], row.dataset['verdict']]));
  const press = (selector: string) => page.$eval(selector, (button) => (button as HTMLElement).click());

  it('checks what is pasted, names the line that is no domain, filters, and exports what is shown', async () => {
    await page.waitForSelector('[data-add-domains] textarea');
    await page.type('[data-add-domains] textarea', `${DOMAIN}, mailchimp, , Oak\nnone.test\nnot a domain\nother.test`);
    await press('[data-add-domains] button[type="submit"]');
    await page.waitForSelector('[data-list-faults]');
    expect(await page.$eval('[data-list-faults]', (list) => list.textContent)).toContain('“not a domain”');
    const checked = await until(domains, (rows) => rows.length === 3 && rows.every(([, verdict]) => verdict));
    expect(checked).toContainEqual([DOMAIN, 'fail']);
    expect(await page.$eval(`tr[data-domain="${DOMAIN}"]`, (row) => row.textContent)).toMatch(/Mailchimp.*Oak/);

    await page.type('input[type="search"]', 'oak');
    expect(await until(domains, (rows) => rows.length === 1)).toEqual([[DOMAIN, 'fail']]);
    await page.evaluate(() => {
      URL.createObjectURL = (blob) => {
        void (blob as Blob).text().then((text) => (document.body.dataset['exported'] = text));
        return '#/domains';
      };
    });
    await page.focus('tbody tr[tabindex="0"]');
    await page.keyboard.press('Space');
    await page.waitForSelector('tr[aria-selected="true"]');
    await page.evaluate(() => {
      const button = [...document.querySelectorAll('button')].find((one) => one.textContent?.includes('(CSV)'));
      button?.click();
    });
    const exported = await until(() => page.$eval('body', (body) => body.dataset['exported'] ?? ''), Boolean);
    expect(exported.split('\r\n')[1]).toMatch(new RegExp(`^"${DOMAIN}","mailchimp","","Oak","fail"`));
    await page.keyboard.press('Enter');
    await until(
      () => page.evaluate(() => location.hash),
      (hash) => hash.startsWith(`#/domain/${DOMAIN}`),
    );
  });
});
