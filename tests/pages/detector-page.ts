import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Browser, type Frame, type Page } from 'puppeteer-core';
import { build } from 'vite';
import { mergeReadings } from '../../lib/detect/merge-readings.ts';
import type { PageReading } from '../../lib/detect/page-reading.ts';
import type { StoredPick } from '../../lib/messaging/protocol.ts';
import type { PageCase } from '../fixtures/pages/page-case.ts';
import { findBrowser } from '../helpers/browsers.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** A module and what it imports, as one script that runs in a page. */
export async function bundle(entry: string): Promise<string> {
  const result = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: 'chrome120', minify: false, lib: { entry, formats: ['iife'], name: 'presendTest' } },
  });
  const [first] = Array.isArray(result) ? result : [result];
  if (!first || !('output' in first)) throw new Error('nothing was bundled');
  return first.output[0].code;
}

export interface PageBrowser {
  page: Page;
  close(): Promise<void>;
}

/** One tab of a real Chromium: layout decides what can be seen. */
export async function openBrowser(): Promise<PageBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'presend-pages-'));
  const browser: Browser = await launch({
    executablePath: findBrowser('chromium'),
    userDataDir: profile,
    defaultViewport: { width: 1280, height: 900 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = await browser.newPage();
  await page.setRequestInterception(true);
  return {
    page,
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

const bodyOf = (wanted: PageCase, url: URL): string | null => {
  const frame = wanted.frames?.[url.pathname];
  if (frame !== undefined) return frame;
  const own = new URL(wanted.url);
  return url.pathname === own.pathname ? wanted.html : null;
};

/** Serves a page of the corpus at its address, and does there what its case says. */
export async function openCase(page: Page, wanted: PageCase): Promise<void> {
  page.removeAllListeners('request');
  page.on('request', (request) => {
    const body = bodyOf(wanted, new URL(request.url()));
    const answer =
      body === null ? { status: 404, body: '' } : { status: 200, contentType: 'text/html; charset=utf-8', body };
    void request.respond(answer);
  });
  await page.goto(wanted.url);
  if (wanted.act) await page.evaluate(wanted.act);
}

const isOfThePage = (frame: Frame, top: string): boolean => {
  const url = frame.url();
  return !url.startsWith('http') || new URL(url).origin === new URL(top).origin;
};

/** What all frames together say, as the worker would hear it. */
export async function readCase(page: Page, code: string, picks: StoredPick[] = []): Promise<PageReading | null> {
  const readings: PageReading[] = [];
  for (const frame of page.frames()) {
    if (frame.detached || !isOfThePage(frame, page.url())) continue;
    await frame.evaluate(code);
    const reading = await frame.evaluate(
      (known) => (globalThis as unknown as { presendRead(picks: StoredPick[]): PageReading | null }).presendRead(known),
      picks,
    );
    const isTop = frame === page.mainFrame();
    if (reading && (isTop || reading.sender.kind !== 'notFound' || reading.sender.reason !== 'no-field'))
      readings.push(reading);
  }
  return mergeReadings(readings) ?? readings[0] ?? null;
}
