import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import type { Watch } from '../../lib/watch/watched.ts';
import { drafts, type Draft } from '../fixtures/drafts/pages.ts';
import { BROKEN, DOMAIN, PORTAL, RECORDS } from '../fixtures/drafts/zone.ts';
import { BROWSERS, driveExtension, until, type Driven } from '../helpers/browsers.ts';
import { startUnbound } from '../helpers/unbound.ts';

const [, , mailchimp] = drafts(`hello@${DOMAIN}`, PORTAL) as [Draft, Draft, Draft];

/** What DNS editors make of it that append the domain to a name that holds it already. */
const DOUBLED = Object.fromEntries(
  Object.entries(RECORDS.mailchimp).map(([name, entry]) => [`${name}.${DOMAIN}`, entry]),
);

const watches = (driven: Driven): Promise<Watch[]> =>
  driven.inExtension(async () => ((await chrome.storage.local.get('watches'))['watches'] ?? []) as Watch[]);

const press = (page: Page, words: string) =>
  page.evaluate((wanted) => {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.includes(wanted));
    button?.click();
    return button !== undefined;
  }, words);

describe.each(BROWSERS)('"I have published it" in %s, against a real DNS server', (browser) => {
  it('says what is wrong with the record, waits for it, and turns the verdict by itself', async () => {
    const dns = await startUnbound({ ...BROKEN, ...DOUBLED });
    const driven = await driveExtension(browser);
    try {
      await driven.writeSettings({ resolvers: [dns.url] });
      await driven.openPage(mailchimp.url, mailchimp.html);
      const tab = await driven.tabOf(mailchimp.url);
      const popup = await driven.openOwnPage(`popup.html?tab=${tab}`);
      await popup.waitForSelector('main[data-verdict="fail"]');
      expect(await press(popup, 'I’ve added')).toBe(true);

      const [seen] = await until(
        () => watches(driven),
        (list) => list[0]?.state === 'wrong',
      );
      expect(seen?.sightings[0]?.by[0]).toMatchObject({
        fault: 'doubled-name',
        found: [`k2._domainkey.${DOMAIN}.${DOMAIN}`],
      });
      await until(
        () => popup.evaluate(() => document.body.textContent ?? ''),
        (text) => text.includes(`k2._domainkey.${DOMAIN}.${DOMAIN}`),
      );

      await dns.setZone({ ...BROKEN, ...RECORDS.mailchimp });
      // The worker's end between two looks loses nothing: the alarm wakes the next one.
      await driven.endWorker();
      await until(
        () => watches(driven),
        (list) => list[0]?.state === 'live',
        80_000,
      );
      await popup.waitForSelector('main[data-verdict="pass"]');
      expect(
        await until(
          () => driven.badgeText(tab),
          (text) => text === 'OK',
        ),
      ).toBe('OK');
    } finally {
      await driven.close();
      await dns.close();
    }
  }, 150_000);
});
