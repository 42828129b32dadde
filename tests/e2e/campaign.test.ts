import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TabState } from '../../lib/messaging/protocol.ts';
import { drafts, withoutSender, type Draft } from '../fixtures/drafts/pages.ts';
import { BROKEN, DOMAIN, FAILING, PORTAL, REPAIRED } from '../fixtures/drafts/zone.ts';
import { BROWSERS, driveExtension, until, type Driven } from '../helpers/browsers.ts';
import { startDohServer, type DohServer } from '../helpers/doh-server.ts';

const [klaviyo, hubspot, mailchimp] = drafts(`hello@${DOMAIN}`, PORTAL) as [Draft, Draft, Draft];
const OTHER = {
  'other-brand.example': { A: '203.0.113.20', MX: [[10, 'mx.other-brand.example']] as const, SOA: true as const },
};

/** The record that each ESP's missing set-up asks for first. */
const FIRST_RECORD: Record<Draft['esp'], [name: string, value: RegExp]> = {
  klaviyo: [`km1._domainkey.${DOMAIN}`, /^<in Klaviyo: .*Domains/],
  hubspot: [`hs1-${PORTAL}._domainkey.${DOMAIN}`, /^<in HubSpot: .*Domains/],
  mailchimp: [`k2._domainkey.${DOMAIN}`, /^dkim2\.mcsv\.net$/],
};

describe.each(BROWSERS)('the extension in %s', (browser) => {
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
    await driven.writeSettings({ resolvers: [dns.url] });
  });
  afterEach(async () => {
    for (const page of pages) await page.close();
    pages = [];
    await dns.close();
  });

  const keep = (page: Page) => {
    pages.push(page);
    return page;
  };
  const open = async ({ url, html }: Draft) => keep(await driven.openPage(url, html));
  const openPopup = async (tab: number) => keep(await driven.openOwnPage(`popup.html?tab=${tab}`));

  const settled = async (tab: number, passes: (state: TabState) => boolean): Promise<TabState> => {
    const state = await until(
      () => driven.tabState(tab),
      (seen) => seen !== null && seen.state !== 'loading' && passes(seen),
    );
    if (!state) throw new Error('no state');
    return state;
  };
  const verdictIs = (verdict: string) => (state: TabState) => state.report?.verdict === verdict;
  const badge = async (tab: number, text: string) =>
    until(
      () => driven.badgeText(tab),
      (seen) => seen === text,
    );
  const inPage = (page: Page) =>
    page.evaluate(() => {
      const host = document.querySelector('presend-badge');
      return host && (Object.fromEntries(Object.entries((host as HTMLElement).dataset)) as Record<string, string>);
    });
  const main = (popup: Page) =>
    popup.evaluate(() => Object.fromEntries(Object.entries(document.querySelector('main')?.dataset ?? {})));
  const press = (popup: Page, words: RegExp) =>
    popup.evaluate((source) => {
      const wanted = [...document.querySelectorAll('button, summary')].find((button) =>
        new RegExp(source).test(button.textContent ?? ''),
      );
      (wanted as HTMLElement | undefined)?.click();
      return wanted !== undefined;
    }, words.source);

  describe.each([klaviyo, hubspot, mailchimp])('on a draft of $esp', (draft) => {
    it('says that the campaign will fail, why, and which record repairs it', async () => {
      const page = await open(draft);
      const tab = await driven.tabOf(draft.url);
      const { report } = await settled(tab, verdictIs('fail'));
      expect(report).toMatchObject({ domain: DOMAIN, esp: draft.esp, dmarc: { result: 'fail', policy: 'reject' } });
      expect(report?.findings[0]?.code).toBe('dkim.not-set-up');
      await badge(tab, 'X');
      expect(
        await until(
          () => inPage(page),
          (seen) => seen?.state === 'ready',
        ),
      ).toMatchObject({ verdict: 'fail', domain: DOMAIN });

      const popup = await openPopup(tab);
      await popup.waitForSelector('main[data-state="ready"]');
      expect(await main(popup)).toMatchObject({ verdict: 'fail', domain: DOMAIN, esp: draft.esp });
      const [name, value] = FIRST_RECORD[draft.esp];
      const record = await popup.evaluate((wanted) => {
        const slip = document.querySelector(`[data-record-name="${wanted}"]`);
        return (
          slip && {
            type: slip.getAttribute('data-record-type'),
            action: slip.getAttribute('data-record-action'),
            value: slip.querySelector('[data-record-value]')?.textContent,
          }
        );
      }, name);
      expect(record).toMatchObject({ action: 'add', type: 'CNAME' });
      expect(record?.value).toMatch(value);
    });

    it('is green once the records are live, at the press of "Check again"', async () => {
      await open(draft);
      const tab = await driven.tabOf(draft.url);
      await settled(tab, verdictIs('fail'));
      const popup = await openPopup(tab);
      await popup.waitForSelector('main[data-verdict="fail"]');
      dns.setZone(REPAIRED);
      expect(await press(popup, /Check again/)).toBe(true);
      await popup.waitForSelector('main[data-verdict="pass"]');
      await badge(tab, 'OK');
    });

    it('cannot tell where the name servers fail, and never says red', async () => {
      dns.setZone(FAILING);
      const page = await open(draft);
      const tab = await driven.tabOf(draft.url);
      await settled(tab, verdictIs('unknown'));
      await badge(tab, '?');
      const shown = await until(
        () => inPage(page),
        (seen) => seen?.state === 'ready',
      );
      expect(shown?.verdict).toBe('unknown');
    });

    it('says that it found no sender, and takes a typed one', async () => {
      dns.setZone(REPAIRED);
      await open(withoutSender(draft));
      const tab = await driven.tabOf(draft.url);
      await badge(tab, '?');
      const popup = await openPopup(tab);
      await popup.waitForSelector('main[data-state="no-sender"]');
      await popup.type('main input', `hello@${DOMAIN}`);
      await popup.keyboard.press('Enter');
      await popup.waitForSelector('main[data-verdict="pass"]');
      expect(await badge(tab, 'OK')).toBe('OK');
    });
  });

  it('follows the From while it is edited', async () => {
    dns.setZone({ ...REPAIRED, ...OTHER });
    const page = await open(klaviyo);
    const tab = await driven.tabOf(klaviyo.url);
    await settled(tab, verdictIs('pass'));
    await page.bringToFront();
    await page.click('#f2', { count: 3 });
    await page.keyboard.type('sales@other-brand.example');
    const { report } = await settled(tab, (state) => state.report?.domain === 'other-brand.example');
    expect(report?.verdict).toBe('fail');
    await badge(tab, 'X');
  });

  it('follows the choice in a dropdown whose list stands elsewhere', async () => {
    dns.setZone({ ...REPAIRED, ...OTHER });
    const page = await open(hubspot);
    const tab = await driven.tabOf(hubspot.url);
    await settled(tab, verdictIs('pass'));
    await page.bringToFront();
    await page.click('#from');
    await page.click('li[data-option-value="sales@other-brand.example"]');
    const { report } = await settled(tab, (state) => state.report?.domain === 'other-brand.example');
    expect(report?.verdict).toBe('fail');
  });

  it('takes its verdict down when the campaign is left without a reload', async () => {
    dns.setZone(REPAIRED);
    const page = await open(klaviyo);
    const tab = await driven.tabOf(klaviyo.url);
    await settled(tab, verdictIs('pass'));
    await page.evaluate(() => {
      history.pushState(null, '', '/campaigns');
      document.body.replaceChildren(document.createElement('main'));
    });
    await until(
      () => inPage(page),
      (seen) => seen === null,
    );
    await badge(tab, '');
    const popup = await openPopup(tab);
    await popup.waitForSelector('main[data-state="off-site"]');
    expect(await main(popup)).not.toHaveProperty('verdict');
  });

  it('loses nothing when the worker ends between page and popup', async () => {
    await open(mailchimp);
    const tab = await driven.tabOf(mailchimp.url);
    await settled(tab, verdictIs('fail'));
    await driven.endWorker();
    const popup = await openPopup(tab);
    await popup.waitForSelector('main[data-verdict="fail"]');
    dns.setZone(REPAIRED);
    expect(await press(popup, /Check again/)).toBe(true);
    await popup.waitForSelector('main[data-verdict="pass"]');
  });

  it('asks the page again where everything that it told is lost', async () => {
    await open(mailchimp);
    const tab = await driven.tabOf(mailchimp.url);
    await settled(tab, verdictIs('fail'));
    await driven.inExtension(async () => {
      const kept = await chrome.storage.session.get();
      await chrome.storage.session.remove(Object.keys(kept).filter((key) => !key.startsWith('dns')));
    });
    const popup = await openPopup(tab);
    await popup.waitForSelector('main[data-state="ready"]');
    expect(await main(popup)).toMatchObject({ verdict: 'fail', domain: DOMAIN });
  });

  it('asks the resolver that the user has set, from the next audit on', async () => {
    const other = await startDohServer(REPAIRED);
    try {
      await driven.writeSettings({ resolvers: [other.url] });
      await open(mailchimp);
      const tab = await driven.tabOf(mailchimp.url);
      await settled(tab, verdictIs('pass'));
      expect(other.log.length).toBeGreaterThan(0);
    } finally {
      await driven.writeSettings({ resolvers: [dns.url] });
      await other.close();
    }
  });

  it('sends nothing but DNS questions about the sender’s domain to the resolver', async () => {
    dns.log.length = 0;
    await open(mailchimp);
    const tab = await driven.tabOf(mailchimp.url);
    await settled(tab, verdictIs('fail'));
    const names = dns.log.map(({ name }) => name.toLowerCase());
    expect(names.length).toBeGreaterThan(0);
    // Neither the account's own address, nor that of the message body, nor the local part.
    expect(names.filter((name) => /agency|body|placeholder|hello/.test(name))).toEqual([]);
  });

  it('has kept the domain, and no address, name, subject or account, on the disk after all of this', async () => {
    const kept = await driven.inExtension(async () => {
      const stored: unknown[] = [await chrome.storage.local.get()];
      for (const { name } of await indexedDB.databases()) {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const opening = indexedDB.open(name ?? '');
          opening.addEventListener('success', () => resolve(opening.result));
          opening.addEventListener('error', () => reject(new Error(String(opening.error))));
        });
        for (const store of database.objectStoreNames) {
          const reading = database.transaction(store).objectStore(store).getAll();
          await new Promise((resolve) => {
            reading.addEventListener('success', resolve);
          });
          stored.push(reading.result);
        }
        database.close();
      }
      return JSON.stringify(stored);
    });
    expect(kept).toContain(DOMAIN);
    expect(kept).not.toMatch(/hello@|sales@|agency|spring catalogue|Alder (?:&|\\u0026) Oak/i);
  });
});
