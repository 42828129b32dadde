import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROKEN, DOMAIN } from '../fixtures/drafts/zone.ts';
import { readCatalogue } from '../../lib/words/files.ts';
import { LANGUAGES } from '../../lib/words/language.ts';
import { BROWSERS, driveExtension, until, type Driven } from '../helpers/browsers.ts';
import { startDohServer, type DohServer } from '../helpers/doh-server.ts';
import { messageZone, readMessage } from '../helpers/signed-messages.ts';

const PASSING = 'gmail-mailchimp-passes';
const PASSING_FILE = join(import.meta.dirname, `../fixtures/messages/${PASSING}.eml`);

describe.each(BROWSERS)('the extension’s own pages in %s', (browser) => {
  let driven: Driven;
  let dns: DohServer;
  let pages: Page[] = [];

  beforeAll(async () => {
    driven = await driveExtension(browser);
  });
  afterAll(() => driven?.close());
  beforeEach(async () => {
    dns = await startDohServer(BROKEN);
    await driven.writeSettings({ resolvers: [dns.url], language: 'en' });
  });
  afterEach(async () => {
    for (const page of pages) await page.close();
    pages = [];
    await dns.close();
  });

  const open = async (path: string) => {
    const page = await driven.openOwnPage(path);
    pages.push(page);
    return page;
  };
  const ready = (page: Page) => page.waitForSelector('main[data-state="ready"]');
  const hooks = (page: Page) =>
    page.evaluate(() => Object.fromEntries(Object.entries(document.querySelector('main')?.dataset ?? {})));
  const press = (page: Page, words: string) =>
    page.evaluate((wanted) => {
      const button = [...document.querySelectorAll('button')].find((one) => one.textContent?.includes(wanted));
      if (!button) throw new Error(`no button says ${wanted}`);
      button.click();
    }, words);
  const text = (page: Page) => page.evaluate(() => document.body.innerText);
  /** As a paste does it: the whole text at once. */
  const paste = (page: Page, selector: string, value: string) =>
    page.$eval(
      selector,
      (field, pasted) => {
        Reflect.set(HTMLTextAreaElement.prototype, 'value', pasted, field);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      value,
    );

  it('checks a domain typed by hand where no campaign is open', async () => {
    const popup = await open('popup.html?tab=999999');
    await popup.waitForSelector('main[data-state="off-site"]');
    // The field has the keyboard when the popup opens.
    await until(
      () => popup.evaluate(() => document.activeElement?.tagName),
      (focused) => focused === 'INPUT',
    );
    await popup.type('input', `hello@${DOMAIN}`);
    await popup.select('select', 'mailchimp');
    await press(popup, 'Check');
    await ready(popup);
    expect(await hooks(popup)).toMatchObject({ verdict: 'fail', domain: DOMAIN, esp: 'mailchimp' });
    expect(
      await popup.$$eval('[data-record-name]', (slips) => slips.map((slip) => slip.getAttribute('data-record-name'))),
    ).toContain(`k2._domainkey.${DOMAIN}`);
  });

  const check = async (from: string, esp: string, path = 'popup.html?tab=999999') => {
    const popup = await open(path);
    await popup.setViewport({ width: 400, height: 300 });
    await popup.waitForSelector('main[data-state="off-site"]');
    await popup.type('input', from);
    await popup.select('select', esp);
    await popup.$eval('form', (form) => form.requestSubmit());
    await ready(popup);
    return popup;
  };
  /** What the page puts on the clipboard, whatever the browser allows a driven page. */
  const copied = async (page: Page, selector: string) => {
    await page.evaluate(() => {
      const kept = window as unknown as { kept: string };
      Object.defineProperty(navigator.clipboard, 'writeText', {
        configurable: true,
        value: (text: string) => {
          kept.kept = text;
          return Promise.resolve();
        },
      });
    });
    await page.$eval(selector, (button) => (button as HTMLElement).click());
    return page.evaluate(() => (window as unknown as { kept: string }).kept);
  };

  it('shows verdict, reason, records and the one action on one screen', async () => {
    const popup = await check(`hello@${DOMAIN}`, 'mailchimp');
    const height = await popup.evaluate(() => document.documentElement.scrollHeight);
    expect(height).toBeLessThanOrEqual(560);
    const action = await popup.$eval('footer [data-primary]', (one) => one.getBoundingClientRect().bottom);
    expect(action).toBeLessThanOrEqual(300);
    const text = await copied(popup, '[data-copy-all]');
    for (const wanted of [`k2._domainkey.${DOMAIN}`, 'dkim2.mcsv.net', `k3._domainkey.${DOMAIN}`, 'dkim3.mcsv.net'])
      expect(text).toContain(wanted);
    expect(await copied(popup, '[data-copy-zone]')).toMatch(
      /^k2\._domainkey\.\S+ (?:\d+ )?IN CNAME dkim2\.mcsv\.net\.$/mu,
    );
  });

  it('fits on one screen in every language that the settings offer', async () => {
    const tooHigh: string[] = [];
    for (const language of LANGUAGES) {
      await driven.writeSettings({ language });
      const popup = await check(`hello@${DOMAIN}`, 'mailchimp');
      expect(await popup.evaluate(() => document.documentElement.lang)).toBe(language);
      const action = await popup.$eval('[data-primary]', (one) => one.textContent);
      expect(action).toBe((await readCatalogue(language))['ui.watch.start']);
      // As high as a browser makes it at most: a lower window would take the width of a scrollbar away.
      await popup.setViewport({ width: 400, height: 600 });
      const height = () =>
        popup.evaluate(() => {
          const [main, foot] = ['main', 'footer'].map((name) => document.querySelector(name));
          const end = main?.lastElementChild?.getBoundingClientRect().bottom ?? Number.NaN;
          return Math.ceil(end + (foot?.getBoundingClientRect().height ?? Number.NaN));
        });
      await until(height, (seen) => seen <= 560, 2000).catch((error: unknown) =>
        tooHigh.push(`${language}: ${String(error)}`),
      );
      await popup.close();
      pages.pop();
    }
    expect(tooHigh).toEqual([]);
  });

  it('changes its language where the settings say so', async () => {
    const options = await open('options.html');
    await options.waitForSelector('main select');
    await options.select('main select', 'de');
    const shown = () =>
      options.evaluate(() => `${document.documentElement.lang} ${document.querySelector('h1')?.textContent}`);
    expect(await until(shown, (said) => said === 'de Einstellungen')).toContain('Einstellungen');
  });

  it('completes the records with values pasted out of the service, and sends IT nothing before', async () => {
    const popup = await check(`hello@${DOMAIN}`, 'klaviyo');
    const values = () => popup.$$eval('[data-record-value]', (all) => all.map((one) => one.textContent ?? ''));
    expect((await values()).some((value) => value.startsWith('<'))).toBe(true);
    expect(await text(popup)).not.toContain('Send to IT');
    const names = await popup.$$eval('[data-records] [data-record-name]', (rows) =>
      rows.map((row) => row.getAttribute('data-record-name') ?? ''),
    );
    const lines = names.map((name, index) => `CNAME\t${name}\tv${index}.klaviyodns.com`);
    await paste(popup, '[data-values]', lines.join('\n'));
    await press(popup, 'Use these values');
    await until(values, (all) => all.length > 0 && all.every((value) => !value.startsWith('<')));
    expect(await text(popup)).toContain('Send to IT');
  });

  it('is the same column in the side panel, with the steps of the DNS host', async () => {
    const panel = await check(`hello@${DOMAIN}`, 'mailchimp', 'sidepanel.html?tab=999999');
    expect(await hooks(panel)).toMatchObject({ verdict: 'fail', domain: DOMAIN });
    expect(await panel.$$eval('[data-records] [data-record-name]', (rows) => rows.length)).toBe(2);
    expect(await panel.$$eval('details[open] ol li', (steps) => steps.length)).toBeGreaterThan(0);
  });

  it('says of what is no address that it is none, without a verdict', async () => {
    const popup = await open('popup.html?tab=999999');
    await popup.waitForSelector('main[data-state="off-site"]');
    await popup.type('input', 'not an address');
    await popup.select('select', 'none');
    await press(popup, 'Check');
    await popup.waitForSelector('[aria-invalid="true"]');
    expect((await hooks(popup)).verdict).toBeUndefined();
  });

  it('shows the report of a domain, and remembers which service it was checked for', async () => {
    const report = await open(`report.html#/domain/${DOMAIN}?esp=hubspot&account=4455667`);
    await ready(report);
    expect(await hooks(report)).toMatchObject({ verdict: 'fail', domain: DOMAIN, esp: 'hubspot' });
    const again = await open(`report.html#/domain/${DOMAIN}`);
    await ready(again);
    expect((await hooks(again)).esp).toBe('hubspot');
    const domains = await open('report.html#/domains');
    await domains.waitForSelector(`tr[data-domain="${DOMAIN}"]`);
  });

  it('asks the resolver that the settings name from the next audit on', async () => {
    const other = await startDohServer(BROKEN);
    const options = await open('options.html');
    await options.waitForSelector('[data-resolver]');
    await options.type('#resolvers input', other.url);
    await press(options, 'Add');
    await options.waitForSelector(`[data-resolver="${other.url}"]`);
    await press(options, 'Ask first');
    await until(
      () => driven.inExtension(async () => (await chrome.storage.local.get('settings')).settings),
      (settings) => (settings as { resolvers: string[] }).resolvers[0] === other.url,
    );
    const report = await open(`report.html#/domain/${DOMAIN}?esp=mailchimp`);
    await ready(report);
    expect(other.count(`_dmarc.${DOMAIN}`, 'TXT')).toBeGreaterThan(0);
    await other.close();
  });

  it('does not take for a resolver what is none', async () => {
    const options = await open('options.html');
    await options.waitForSelector('[data-resolver]');
    await options.type('#resolvers input', 'http://dns.example/dns-query');
    await press(options, 'Add');
    await options.waitForSelector('#resolvers [aria-invalid="true"]');
    expect(await options.$$eval('[data-resolver]', (rows) => rows.length)).toBe(1);
  });

  describe('a test message', () => {
    beforeEach(() => dns.setZone(messageZone));

    const openForm = async () => {
      const page = await open('report.html#/message');
      await page.waitForSelector('textarea');
      return page;
    };
    const expectSeen = async (page: Page) => {
      await ready(page);
      expect(await hooks(page)).toMatchObject({ domain: 'brand.com', esp: 'mailchimp' });
      const signatures = await page.$$eval('[data-signature]', (rows) =>
        rows.map((row) => row.getAttribute('data-signature')),
      );
      expect(signatures).toContain('pass');
    };

    it('is judged when it is pasted, and what it showed is remembered', async () => {
      const page = await openForm();
      await paste(page, 'textarea', readMessage(PASSING).toString('utf8'));
      await press(page, 'Check this message');
      await expectSeen(page);
      await page.evaluate(() => document.querySelector<HTMLElement>('input[type="radio"]')?.click());
      await until(
        () => driven.inExtension(async () => (await chrome.storage.local.get('history')).history),
        (history) => (history as { kind: string; landed: string }[]).some(({ landed }) => landed === 'inbox'),
      );
      const report = await open('report.html#/domain/brand.com?esp=mailchimp');
      await ready(report);
      expect(await text(report)).toContain('Seen in your test message');
    });

    it('is judged when its file is opened', async () => {
      const page = await openForm();
      const field = (await page.waitForSelector('input[type="file"]')) as ElementHandle<HTMLInputElement>;
      await field.uploadFile(PASSING_FILE);
      await expectSeen(page);
    });

    it('is judged when its file is dropped', async () => {
      const page = await openForm();
      await page.evaluate((source) => {
        const data = new DataTransfer();
        data.items.add(new File([source], 'message.eml', { type: 'message/rfc822' }));
        const target = document.querySelector('textarea')?.parentElement;
        target?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
      }, readMessage(PASSING).toString('utf8'));
      await expectSeen(page);
    });

    it('that is a bounce is explained, and held against the domain that it names', async () => {
      dns.setZone(BROKEN);
      const page = await openForm();
      await paste(
        page,
        'textarea',
        `550-5.7.26 Unauthenticated email from ${DOMAIN} is not accepted due to domain's DMARC policy.`,
      );
      await press(page, 'Check this message');
      await page.waitForSelector('main[data-bounce] [data-finding]');
      expect(await hooks(page)).toMatchObject({ domain: DOMAIN, bounce: 'dmarc-policy' });
    });

    it('that is none is said to be none', async () => {
      const page = await openForm();
      await paste(page, 'textarea', 'just a text\nwithout any header');
      await press(page, 'Check this message');
      await page.waitForSelector('textarea[aria-invalid="true"]');
      expect((await hooks(page)).verdict).toBeUndefined();
    });
  });

  it('erases everything when asked twice', async () => {
    const options = await open('options.html');
    await options.waitForSelector('[data-resolver]');
    await press(options, 'Erase all');
    await press(options, 'Yes, erase all');
    const kept = await until(
      () => driven.inExtension(async () => Object.keys(await chrome.storage.local.get(null))),
      (keys) => keys.length === 0,
    );
    expect(kept).toEqual([]);
  });
});
