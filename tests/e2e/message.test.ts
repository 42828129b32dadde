import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EspId } from '../../lib/esp/esp-id.ts';
import { drafts } from '../fixtures/drafts/pages.ts';
import { BROWSERS, driveExtension, until, type Driven } from '../helpers/browsers.ts';
import { loadZone } from '../helpers/dns-zone.ts';
import { startDohServer, type DohServer } from '../helpers/doh-server.ts';
import { messageZone, readMessage } from '../helpers/signed-messages.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/messages');
const { zone: espZone } = loadZone(join(FIXTURES, 'esps/zone.json'));
const ZONE = { ...messageZone, ...espZone };
const BRAND = 'tallowfern.com';
const PORTAL = '7654321';
const ESP_MESSAGES: Record<string, string> = {
  klaviyo: 'esps/yahoo-klaviyo',
  hubspot: 'esps/microsoft-hubspot',
  mailchimp: 'esps/gmail-mailchimp',
};

/** Counts whoever comes: nothing in a message may be fetched. */
async function startTrap(): Promise<{ server: Server; origin: string; visits: string[] }> {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, visits };
}

/** Every place of a message from which something could be loaded or run. */
const toHostile = (
  origin: string,
): string => `Return-Path: <"><img src=${origin}/path onerror=window.hacked=1>@x.example>
Received: from <img/src=${origin}/helo> (<script>window.hacked=1</script> [192.0.2.10])
 by mx.mailbox.example with ESMTPS id <iframe src=${origin}/id>; Tue, 24 Nov 2026 10:00:00 +0000
DKIM-Signature: v=1; a=<img src=${origin}/alg>; d=<svg onload=window.hacked=1>; s=${'x'.repeat(300)}; h=from; bh=a; b=b
From: "<img src=${origin}/from onerror=window.hacked=1>" <hello@brand.com>
Subject: <script>window.hacked=1</script><img src=${origin}/subject onerror=window.hacked=1>${'W'.repeat(400)}
List-Unsubscribe: <${origin}/unsubscribe>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
BIMI-Location: v=BIMI1; l=${origin}/bimi.svg
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<html><head><link rel=stylesheet href="${origin}/a.css"><meta http-equiv=refresh content="0;url=${origin}/refresh">
<style>@import "${origin}/b.css"; body{background:url(${origin}/c.png)}</style><base href="${origin}/">
<script src="${origin}/d.js"></script><script>window.hacked=1</script></head>
<body onload="window.hacked=1" background="${origin}/e.png"><img src="${origin}/f.png" srcset="${origin}/g.png 2x" onerror="window.hacked=1">
<iframe src="${origin}/h.html"></iframe><object data="${origin}/i"></object><embed src="${origin}/j"><video src="${origin}/k" autoplay></video>
<svg onload="window.hacked=1"><image href="${origin}/l"/></svg><form action="${origin}/m"><button autofocus onfocus="window.hacked=1">x</button></form>
<a href="javascript:window.hacked=1">www.other.example</a><a href="${origin}/n" ping="${origin}/o">www.brand.com</a>
<p style="display:none">${'hidden words of a stranger '.repeat(20)}</p></body></html>
`;

describe.each(BROWSERS)('a test message in the report page, in %s', (browser) => {
  let driven: Driven;
  let dns: DohServer;
  let pages: Page[] = [];

  beforeAll(async () => {
    driven = await driveExtension(browser);
  });
  afterAll(() => driven?.close());
  beforeEach(async () => {
    dns = await startDohServer(ZONE);
    await driven.writeSettings({ resolvers: [dns.url] });
    // What an earlier test's message showed.
    await driven.inExtension(() => chrome.storage.local.remove('observations'));
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
  const openForm = async () => {
    const page = keep(await driven.openOwnPage('report.html#/message'));
    await page.waitForSelector('textarea');
    return page;
  };
  /** As a paste does it: the whole text at once, then the form's own button. */
  const paste = async (page: Page, source: string) => {
    await page.$eval(
      'textarea',
      (field, pasted) => {
        Reflect.set(HTMLTextAreaElement.prototype, 'value', pasted, field);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      source,
    );
    await page.$eval('form button[type="submit"]', (button) => (button as HTMLElement).click());
  };
  const textOf = (name: string) => readMessage(name).toString('latin1');
  const hooks = (page: Page) =>
    page.evaluate(() => Object.fromEntries(Object.entries(document.querySelector('main')?.dataset ?? {})));
  const ready = async (page: Page) => {
    await page.waitForSelector('main[data-state="ready"]');
    return hooks(page);
  };
  const attributes = (page: Page, name: string) =>
    page.$$eval(`[${name}]`, (found, wanted) => found.map((one) => one.getAttribute(wanted)), name);
  const compared = (page: Page) =>
    page.$$eval('[data-compared]', (rows) =>
      Object.fromEntries(rows.map((row) => [row.getAttribute('data-compared'), row.getAttribute('data-differs')])),
    );
  const severityOf = (page: Page, code: string) =>
    page.evaluate(
      (wanted) => document.querySelector(`[data-finding="${wanted}"]`)?.getAttribute('data-severity'),
      code,
    );

  it('shows verdict, signatures, what the receiver said and that it is as predicted', async () => {
    const page = await openForm();
    await paste(page, textOf('esps/microsoft-hubspot'));
    expect(await ready(page)).toMatchObject({ verdict: 'pass', domain: BRAND, esp: 'hubspot' });
    expect(await attributes(page, 'data-signature')).toEqual(['pass', 'pass']);
    expect(await compared(page)).toEqual({ DKIM: 'no', 'MAIL FROM': 'no', DMARC: 'no' });
    expect(await attributes(page, 'data-receiver-result')).toEqual(['pass', 'pass', 'pass']);
    expect(await page.evaluate(() => document.body.innerText)).toContain('Outlook wrote its result');
    expect(await attributes(page, 'data-trusted')).toEqual(['yes', 'yes', 'yes', 'yes']);
    expect(await severityOf(page, 'message.dmarc-fail')).toBeUndefined();
  });

  it('shows what fails, first, and where it is not as predicted', async () => {
    const page = await openForm();
    await paste(page, textOf('gmail-mailchimp-foreign-signature-fails-dmarc'));
    expect(await ready(page)).toMatchObject({ verdict: 'fail', domain: 'brand.com', esp: 'mailchimp' });
    const findings = await attributes(page, 'data-finding');
    expect(findings[0]).toBe('message.dmarc-fail');
    expect(findings).toContain('message.dkim-unaligned');
    expect(await severityOf(page, 'message.prediction-differs')).toBe('warn');
    expect(await compared(page)).toMatchObject({ DKIM: 'yes', 'MAIL FROM': 'no', DMARC: 'yes' });
  });

  it('holds the message against what was composed', async () => {
    const page = await openForm();
    await page.select('select', 'brevo' satisfies EspId);
    await page.type('input[inputmode="email"]', `news@${BRAND}`);
    await paste(page, textOf('esps/gmail-mailchimp'));
    await ready(page);
    expect(await severityOf(page, 'message.not-via-esp')).toBe('warn');
    expect(await severityOf(page, 'message.from-differs')).toBe('warn');
  });

  it('takes a file that is opened, octet for octet', async () => {
    const page = await openForm();
    const field = (await page.$('input[type="file"]')) as ElementHandle<HTMLInputElement>;
    await field.uploadFile(join(FIXTURES, 'html-latin1-8bit.eml'));
    expect(await ready(page)).toMatchObject({ domain: 'brand.com' });
    expect(await attributes(page, 'data-signature')).toEqual(['pass']);
  });

  it('takes a file that is dropped anywhere on the page, and leaves dragged text alone', async () => {
    const page = await openForm();
    const drop = (source: string | null) =>
      page.evaluate((text) => {
        const dataTransfer = new DataTransfer();
        if (text === null) dataTransfer.setData('text/plain', 'dragged');
        else dataTransfer.items.add(new File([text], 'message.eml', { type: 'message/rfc822' }));
        return ['dragover', 'drop'].map(
          (type) =>
            !document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer })),
        );
      }, source);
    expect(await drop(null)).toEqual([false, false]);
    expect(await drop(textOf('esps/yahoo-klaviyo'))).toEqual([true, true]);
    expect(await ready(page)).toMatchObject({ verdict: 'pass', domain: BRAND, esp: 'klaviyo' });
  });

  it('reads a copy of Gmail’s page, and cannot judge a cut one', async () => {
    const banner = `Original Message\nMessage ID\t<1@${BRAND}>\nSPF:\tPASS with IP 198.2.128.150\n\nDownload Original\nCopy to clipboard\n\n`;
    const source = textOf('esps/gmail-mailchimp').replaceAll('\r\n', '\n');
    const page = await openForm();
    await paste(page, banner + source);
    expect(await ready(page)).toMatchObject({ verdict: 'pass' });
    const cut = await openForm();
    await paste(cut, source.slice(0, -500));
    expect(await ready(cut)).toMatchObject({ verdict: 'unknown' });
    expect(await severityOf(cut, 'message.damaged')).toBe('unknown');
    expect(await attributes(cut, 'data-signature')).toEqual(['unknown']);
  });

  it.each(drafts(`hello@${BRAND}`, PORTAL))(
    'turns the prediction for a draft of $esp into what was observed, where it is open',
    async (draft) => {
      keep(await driven.openPage(draft.url, draft.html));
      const tab = await driven.tabOf(draft.url);
      const codesOf = async () => (await driven.tabState(tab))?.report?.findings.map(({ code }) => code) ?? null;
      await until(codesOf, (seen) => seen?.includes('align.predicted') === true);
      const popup = keep(await driven.openOwnPage(`popup.html?tab=${tab}`));
      await popup.waitForSelector('[data-finding="align.predicted"]');

      const page = await openForm();
      await paste(page, textOf(ESP_MESSAGES[draft.esp] ?? ''));
      expect(await ready(page)).toMatchObject({ verdict: 'pass', esp: draft.esp });

      const codes = await until(codesOf, (seen) => seen?.includes('align.predicted') === false);
      expect(codes).not.toContain('esp.not-confirmed');
      expect((await driven.tabState(tab))?.report?.legs.spf.basis).toBe('observed');
      await popup.waitForSelector('[data-finding="align.predicted"]', { hidden: true });
      const reopened = keep(await driven.openOwnPage(`popup.html?tab=${tab}`));
      expect(await ready(reopened)).toMatchObject({ verdict: 'pass' });
      expect(await attributes(reopened, 'data-finding')).not.toContain('align.predicted');
    },
  );

  it('sends nothing but DNS questions, and nothing of the message in them', async () => {
    const page = await openForm();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await paste(page, textOf('esps/gmail-mailchimp'));
    await ready(page);
    expect(dns.log.length).toBeGreaterThan(5);
    const own = await page.evaluate(() => location.origin);
    const elsewhere = asked.filter((url) => !url.startsWith(own) && !url.startsWith('data:'));
    expect(elsewhere.length).toBeGreaterThan(5);
    expect(elsewhere.filter((url) => !url.startsWith(dns.url))).toEqual([]);
    // Local parts and identifiers stay here: only names of domains are asked for.
    for (const { name } of dns.log) expect(name).not.toMatch(/hello|ada|bounce-mc|20261124100000/);
  });

  it('neither loads nor runs anything that stands in a message', async () => {
    const trap = await startTrap();
    const page = await openForm();
    await paste(page, toHostile(trap.origin));
    expect(await ready(page)).toMatchObject({ domain: 'brand.com' });
    expect(await severityOf(page, 'content.script')).toBe('warn');
    const body = await page.evaluate(() => document.body.innerText);
    expect(body).toContain('<script>window.hacked=1</script>');
    await page.evaluate(() => {
      for (const closed of document.querySelectorAll('details')) closed.open = true;
    });
    const inside = await page.evaluate(() => ({
      hacked: 'hacked' in window,
      loaders: document.querySelectorAll('img, iframe, object, embed, video, base, form, a[href^="javascript:" i]')
        .length,
      handlers: [...document.querySelectorAll('*')].filter(({ attributes: all }) =>
        [...all].some(({ name }) => name.startsWith('on')),
      ).length,
    }));
    expect(inside).toEqual({ hacked: false, loaders: 0, handlers: 0 });
    for (const width of [1280, 320]) {
      await page.setViewport({ width, height: 900 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
    expect(trap.visits).toEqual([]);
    await new Promise((resolve) => {
      trap.server.close(resolve);
    });
  });
});
