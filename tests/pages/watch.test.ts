import { join } from 'node:path';
import type { Frame } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SenderFinding } from '../../lib/detect/page-reading.ts';
import type { PageMessage } from '../../lib/messaging/protocol.ts';
import { doc } from '../fixtures/pages/page-case.ts';
import { bundle, openBrowser, openCase, type PageBrowser } from './detector-page.ts';

const URL_A = 'https://www.klaviyo.com/campaign/01AAA/wizard/1';
const FORM = '<label for="e">Sender email address</label><input id="e" value="first@brand.example">';

interface Watched {
  told: { at: number; message: PageMessage }[];
  watcher: { navigate(url: string): void };
  detector: { leave(): void };
  stop(): void;
}
declare const presendWatch: Watched;

let browser: PageBrowser;
let code = '';

beforeAll(async () => {
  code = await bundle(join(import.meta.dirname, 'in-page-watch.ts'));
  browser = await openBrowser();
});
afterAll(async () => browser.close());

const page = () => browser.page;

async function open(body: string, frames: Record<string, string> = {}): Promise<void> {
  await openCase(page(), { name: 'watch', url: URL_A, html: doc(body), frames, expect: { none: 'any' } });
}

const watch = (frame: Frame = page().mainFrame()) => frame.evaluate(code);
const messages = (frame: Frame = page().mainFrame()): Promise<PageMessage[]> =>
  frame.evaluate(() => presendWatch.told.map(({ message }) => message));

const toSender = (message: PageMessage | undefined): SenderFinding | string | undefined =>
  message?.kind === 'page-reading' ? message.reading.sender : message?.kind;

async function lastSender(frame?: Frame): Promise<SenderFinding | string | undefined> {
  return toSender((await messages(frame)).at(-1));
}

const found = (address: string) => ({ kind: 'found', address });
const SOON = { timeout: 5000, interval: 20 };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('watching a page', () => {
  beforeEach(async () => page().goto('about:blank'));

  it('tells at once what stands there, once', async () => {
    await open(FORM);
    await watch();
    await pause(400);
    expect(await messages()).toHaveLength(1);
    expect(await lastSender()).toMatchObject(found('first@brand.example'));
  });

  it('X1: follows typing without a reload', async () => {
    await open(FORM);
    await watch();
    await page().focus('#e');
    await page().keyboard.press('End');
    await page().keyboard.type('.uk');
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('first@brand.example.uk'));
  });

  it('follows a value that a script sets and announces', async () => {
    await open(FORM);
    await watch();
    await page().$eval('#e', (input) => {
      (input as HTMLInputElement).value = 'set@brand.example';
      input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    });
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('set@brand.example'));
  });

  it('finds what arrives later, within 400 ms on a quiet page', async () => {
    await open('<div id="app">Loading</div>');
    await watch();
    await pause(300);
    const inserted = await page().evaluate((form) => {
      const app = document.querySelector('#app');
      if (app) app.innerHTML = form;
      return performance.now();
    }, FORM);
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('first@brand.example'));
    const at = await page().evaluate(() => presendWatch.told.at(-1)?.at ?? Infinity);
    expect(at - inserted).toBeLessThan(400);
  });

  it('finds what is shown later: only a class changes', async () => {
    await open(`<style>.off{display:none}</style><div id="p" class="off">${FORM}</div>`);
    await watch();
    await page().$eval('#p', (element) => element.classList.remove('off'));
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('first@brand.example'));
  });

  it('finds what a shadow root brings that is attached later', async () => {
    await open('<x-panel></x-panel>');
    await watch();
    await page().$eval(
      'x-panel',
      (host, form) => {
        host.attachShadow({ mode: 'open' }).innerHTML = form;
        document.body.append('.');
      },
      FORM,
    );
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('first@brand.example'));
    await page().$eval('x-panel', (host) => {
      const input = host.shadowRoot?.querySelector('input') as HTMLInputElement;
      input.value = 'deep@brand.example';
      input.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    });
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('deep@brand.example'));
  });

  it('falls back to the text when an edit is cancelled', async () => {
    await open('<section aria-label="From"><p id="t">Brand, saved@brand.example</p><div id="f"></div></section>');
    await watch();
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('saved@brand.example'));
    await page().$eval('#f', (element) => {
      element.innerHTML = '<label>Email address <input value="draft@brand.example"></label>';
    });
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('draft@brand.example'));
    await page().$eval('#f', (element) => element.replaceChildren());
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('saved@brand.example'));
  });

  it('calls a page "loading" at first and says later that there is no field', async () => {
    await open('<h1>Draft</h1>');
    await watch();
    expect(await lastSender()).toEqual({ kind: 'notFound', reason: 'loading' });
    await expect.poll(() => lastSender(), SOON).toEqual({ kind: 'notFound', reason: 'no-field' });
  });

  it('X1: lets the old verdict go at once when another campaign is opened, though the old page still stands', async () => {
    await open(FORM);
    await watch();
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('first@brand.example'));
    await page().evaluate(() => {
      history.pushState({}, '', '/campaign/01BBB/wizard/1');
      presendWatch.watcher.navigate(location.href);
    });
    expect(await lastSender()).toEqual({ kind: 'notFound', reason: 'loading' });
    await pause(500);
    expect(await lastSender()).toEqual({ kind: 'notFound', reason: 'loading' });
    await page().$eval('#e', (input) => {
      (input as HTMLInputElement).value = 'second@brand.example';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('second@brand.example'));
  });

  it('claims no form that outlives the navigation untouched, and the same sender in a new form at once', async () => {
    await open(`<div id="app">${FORM}</div>`);
    await watch();
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('first@brand.example'));
    await page().evaluate(() => {
      history.pushState({}, '', '/campaign/01CCC/wizard/1');
      presendWatch.watcher.navigate(location.href);
    });
    await pause(3500);
    expect(await lastSender()).toEqual({ kind: 'notFound', reason: 'loading' });
    await page().$eval(
      '#app',
      (app, form) => {
        app.innerHTML = form;
      },
      FORM,
    );
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('first@brand.example'));
  });

  it('reads a hidden tab when it is opened, then nothing, and at once when it is shown', async () => {
    await open(FORM);
    const show = (state: string) =>
      page().evaluate((visibility) => {
        Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await show('hidden');
    await watch();
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('first@brand.example'));
    await page().evaluate(() => {
      const real = performance.now.bind(performance);
      performance.now = () => real() + 11_000;
      const field = [...document.querySelectorAll('input')].find(({ value }) => value === 'first@brand.example');
      field?.setAttribute('value', 'second@brand.example');
      if (field) field.value = 'second@brand.example';
    });
    await pause(700);
    expect(await lastSender()).toMatchObject(found('first@brand.example'));
    await show('visible');
    await expect.poll(() => lastSender(), { timeout: 300, interval: 10 }).toMatchObject(found('second@brand.example'));
  });

  it('says that nothing was read where the page makes the reading throw, and tries again', async () => {
    await open(FORM);
    await watch();
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('first@brand.example'));
    await page().evaluate(() => {
      const own = globalThis.getComputedStyle;
      globalThis.getComputedStyle = () => {
        throw new Error('a page can do that');
      };
      Object.assign(globalThis, { restoreStyle: () => Object.assign(globalThis, { getComputedStyle: own }) });
      document.body.append('x@y.example');
    });
    await expect.poll(() => lastSender(), SOON).toEqual({ kind: 'notFound', reason: 'gave-up' });
    await page().evaluate(() => (globalThis as unknown as { restoreStyle(): void }).restoreStyle());
    await expect.poll(() => lastSender(), SOON).toMatchObject(found('first@brand.example'));
  });

  it('keeps the verdict from one step of a campaign to the next', async () => {
    await open(FORM);
    await watch();
    await page().evaluate(() => {
      history.pushState({}, '', '/campaign/01AAA/wizard/2');
      presendWatch.watcher.navigate(location.href);
    });
    await pause(300);
    const senders = (await messages()).map(toSender);
    expect(senders.every((sender) => typeof sender === 'object' && sender.kind === 'found')).toBe(true);
  });

  it('says at once that nothing is composed where the user has gone', async () => {
    await open(FORM);
    await watch();
    await page().evaluate(() => {
      history.pushState({}, '', '/campaigns/list');
      presendWatch.watcher.navigate(location.href);
    });
    expect((await messages()).at(-1)).toMatchObject({ kind: 'page-reading', reading: { composing: false } });
  });

  it('is silent in a frame that has nothing to say, and takes back what it said when the frame goes', async () => {
    const frames = { '/f': doc(`<button>x</button><div id="app"></div>`) };
    await open('<h1>Draft</h1><iframe src="/f" width="600" height="300"></iframe>', frames);
    const frame = page().frames()[1] as Frame;
    await watch(frame);
    await pause(300);
    expect(await messages(frame)).toEqual([]);
    await frame.evaluate((form) => {
      (document.querySelector('#app') as Element).innerHTML = form;
    }, FORM);
    await expect.poll(() => lastSender(frame), SOON).toMatchObject({ kind: 'found' });
    await frame.evaluate(() => (document.querySelector('#app') as Element).replaceChildren());
    await expect.poll(() => lastSender(frame), SOON).toBe('page-gone');
  });

  it('leaves nothing behind when it is stopped', async () => {
    await open(FORM);
    await watch();
    await pause(200);
    await page().evaluate(() => presendWatch.stop());
    const before = (await messages()).length;
    await page().$eval('#e', (input) => {
      (input as HTMLInputElement).value = 'late@brand.example';
      input.dispatchEvent(new Event('input', { bubbles: true }));
      document.body.append('x@y.example');
    });
    await pause(600);
    expect(await messages()).toHaveLength(before);
  });

  it('stays light while a large page goes on changing', async () => {
    const row =
      '<div class="r"><span>Row</span><button>Open</button><p>Some text of a row</p><a href="#">more</a></div>';
    await open(`${FORM}<div id="log"></div><main>${row.repeat(5500)}</main>`);
    await watch();
    await pause(1500);
    const { busy, longest } = await page().evaluate(async () => {
      const detector = presendWatch.detector as unknown as {
        scan(roots: unknown, hasChanged: () => boolean): Promise<number>;
      };
      const original = detector.scan.bind(detector);
      let busy = 0;
      let longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
      }).observe({ type: 'longtask' });
      detector.scan = async (roots, hasChanged) => {
        const spent = await original(roots, hasChanged);
        busy += spent;
        return spent;
      };
      const log = document.querySelector('#log') as Element;
      for (let index = 0; index < 60; index += 1) {
        log.textContent = `entry ${index}`;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return { busy, longest };
    });
    // 3 s of changes; the aim is 1 %, this machine may be busy with other tests.
    expect(busy).toBeLessThan(500);
    expect(longest).toBeLessThan(250);
  });
});
