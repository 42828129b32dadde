/** One driver for both browsers: the built extension in real Chromium and real Firefox. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { launch as launchBrowser, TargetType, type Browser, type Page } from 'puppeteer-core';
import type { browser as extensionApi } from 'wxt/browser';
import type { TabState } from '../../lib/messaging/protocol.ts';
import { buildFolder, type BrowserName } from '../../scripts/builds.ts';

declare global {
  /** In the page where `inExtension` works. */
  const chrome: typeof extensionApi;
}

export const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];

const NAMES: Record<BrowserName, readonly string[]> = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  firefox: ['firefox-esr', 'firefox'],
};

/** Fixed, so that its pages have an address that is known beforehand. */
const FIREFOX_UUID = '4a6b8c10-2d3e-4f50-9182-a3b4c5d6e7f8';
const GECKO_ID = 'presend@presend.invalid';

export function findBrowser(browser: BrowserName): string {
  const given = process.env[browser === 'chromium' ? 'PRESEND_CHROMIUM' : 'PRESEND_FIREFOX'];
  if (given) return given;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES[browser]) {
      if (existsSync(join(folder, name))) return join(folder, name);
    }
  }
  throw new Error(`no ${browser} was found: run \`node scripts/setup.mjs browsers\``);
}

async function launch(
  browser: BrowserName,
  profile: string,
  headless: boolean,
  args: readonly string[],
): Promise<Browser> {
  const executablePath = findBrowser(browser);
  const viewport = { defaultViewport: { width: 1280, height: 900 } };
  if (browser === 'firefox') {
    return launchBrowser({
      browser: 'firefox',
      executablePath,
      // A DNS server of our own on loopback has a certificate of its own.
      acceptInsecureCerts: true,
      headless,
      userDataDir: profile,
      ...viewport,
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: {
        'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: FIREFOX_UUID }),
        // So that the event page's end, which comes after 30 s of idleness, can be waited for.
        'extensions.background.idle.timeout': 2000,
      },
    });
  }
  return launchBrowser({
    executablePath,
    headless,
    userDataDir: profile,
    enableExtensions: true,
    ...viewport,
    args: [
      '--no-sandbox',
      '--ignore-certificate-errors',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...args,
    ],
  });
}

export interface Driven {
  readonly name: BrowserName;
  readonly browser: Browser;
  /** Opens a dashboard's page at its real address: `respond` serves every request below the ESP's hosts. */
  openPage(url: string, respond: string | ((url: URL) => string | null)): Promise<Page>;
  /** One of our own pages, such as `popup.html?tab=3`. */
  openOwnPage(path: string): Promise<Page>;
  /** Runs in an extension page of ours, where `chrome` is the extension's. */
  inExtension<A extends unknown[], R>(work: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  tabOf(url: string): Promise<number>;
  tabState(tab: number): Promise<TabState | null>;
  badgeText(tab: number): Promise<string>;
  writeSettings(settings: object): Promise<void>;
  /** Ends the background worker, as the browser may at any moment. */
  endWorker(): Promise<void>;
  close(): Promise<void>;
}

const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Waits until `read` gives something that passes; rejects with what it gave last. */
export async function until<T>(read: () => Promise<T>, passes: (value: T) => boolean, within = 15_000): Promise<T> {
  const end = Date.now() + within;
  for (;;) {
    const value = await read();
    if (passes(value)) return value;
    if (Date.now() > end)
      throw new Error(`waited ${within} ms in vain; last: ${JSON.stringify(value)?.slice(0, 2000)}`);
    await pause(50);
  }
}

async function servePage(page: Page, url: string, respond: string | ((url: URL) => string | null)): Promise<void> {
  const { origin } = new URL(url);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const asked = URL.parse(request.url());
    if (asked?.origin !== origin) {
      void request.continue();
      return;
    }
    const body = typeof respond === 'string' ? (request.isNavigationRequest() ? respond : null) : respond(asked);
    void request.respond(
      body === null ? { status: 404, body: '' } : { status: 200, contentType: 'text/html; charset=utf-8', body },
    );
  });
}

export async function driveExtension(
  name: BrowserName,
  options: { folder?: string; headless?: boolean; args?: readonly string[] } = {},
): Promise<Driven> {
  const profile = mkdtempSync(join(tmpdir(), `presend-${name}-`));
  const folder = options.folder ?? buildFolder(name, 'test');
  readFileSync(join(folder, 'manifest.json'));
  const browser = await launch(name, profile, options.headless ?? true, options.args ?? []);
  const id = await browser.installExtension(folder);
  const base = name === 'firefox' ? `moz-extension://${FIREFOX_UUID}` : `chrome-extension://${id}`;

  const openOwnPage = async (path: string): Promise<Page> => {
    const page = await browser.newPage();
    if (name === 'chromium') {
      await page.goto(`${base}/${path}`);
      return page;
    }
    // Firefox moves the tab to the extension's process: the navigation that was begun never reports its end.
    page.goto(`${base}/${path}`, { timeout: 3000 }).catch(() => undefined);
    await until(
      async () => {
        try {
          return await page.evaluate(() => document.readyState !== 'loading' && location.protocol === 'moz-extension:');
        } catch {
          return false;
        }
      },
      (isThere) => isThere,
    );
    return page;
  };

  const control = await openOwnPage('popup.html');
  const inExtension: Driven['inExtension'] = (work, ...args) => control.evaluate(work as never, ...args) as never;

  return {
    name,
    browser,
    openOwnPage,
    inExtension,
    async openPage(url, respond) {
      const page = await browser.newPage();
      await servePage(page, url, respond);
      await page.goto(url, { waitUntil: 'domcontentloaded' });
      return page;
    },
    tabOf: (url) =>
      inExtension(async (wanted) => {
        const tabs = await chrome.tabs.query({});
        const found = tabs.find((tab) => tab.url === wanted)?.id;
        if (found === undefined) throw new Error(`no tab at ${wanted}`);
        return found;
      }, url),
    tabState: (tab) =>
      inExtension(
        async (key) => ((await chrome.storage.session.get(key))[key] ?? null) as TabState | null,
        `tab:${tab}`,
      ),
    badgeText: (tab) => inExtension((tabId) => chrome.action.getBadgeText({ tabId }), tab),
    writeSettings: (settings) =>
      inExtension(async (changes) => {
        const { settings: known } = await chrome.storage.local.get('settings');
        await chrome.storage.local.set({ settings: { ...(known as object | undefined), ...changes } });
      }, settings),
    async endWorker() {
      if (name === 'firefox') {
        // The idle timeout above ends the event page.
        await pause(4000);
        return;
      }
      const target = await browser.waitForTarget((one) => one.type() === TargetType.SERVICE_WORKER);
      const worker = await target.worker();
      await worker?.close();
    },
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
