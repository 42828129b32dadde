/**
 * Takes a screenshot of every state of our own pages, and lets axe look for faults of accessibility:
 * `node scripts/screens.ts [PART OF A NAME]`. Pictures go to .output/screens/.
 */
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, '.output/screens');
const BUILT = join(ROOT, '.output/gallery');
const AXE = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

interface Look {
  suffix: string;
  width: number;
  theme: 'light' | 'dark';
  words?: 'long';
  /** Text size of the reader, in CSS pixels. */
  text?: number;
  /** Everything that opens is open. */
  open?: boolean;
}

const POPUP_LOOKS: Look[] = [
  { suffix: 'light', width: 400, theme: 'light' },
  { suffix: 'dark', width: 400, theme: 'dark' },
  { suffix: '320', width: 320, theme: 'light', words: 'long' },
  { suffix: 'text200', width: 640, theme: 'light', text: 32 },
  { suffix: 'open', width: 400, theme: 'light', open: true },
];
const PAGE_LOOKS: Look[] = [
  { suffix: 'light', width: 1280, theme: 'light' },
  { suffix: 'dark', width: 1280, theme: 'dark' },
  { suffix: '320', width: 320, theme: 'light', words: 'long' },
  { suffix: 'open', width: 1280, theme: 'light', open: true },
];

async function buildGallery(): Promise<void> {
  await build({
    root: join(ROOT, 'scripts/screens'),
    base: './',
    logLevel: 'error',
    configFile: false,
    build: { outDir: BUILT, emptyOutDir: true, minify: false },
  });
}

function serve(): Promise<{ port: number; close: () => void }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = join(BUILT, path === '/' ? 'index.html' : path);
    try {
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
      response.end(readFileSync(file));
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({ port: (server.address() as AddressInfo).port, close: () => server.close() }),
    );
  });
}

async function findFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run: (options: object) => Promise<{ violations: AxeFault[] }> } }).axe;
    interface AxeFault {
      id: string;
      nodes: { html: string; failureSummary: string }[];
    }
    const { violations } = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    const faults = violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html }) => html.slice(0, 140))
          .slice(0, 3)
          .join(' | ')}`,
    );
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [...faults, `sideways scroll: ${scrollWidth} over ${clientWidth}`] : faults;
  });
}

/** Opens every disclosure, and presses every button that would open something. */
async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLElement>('[aria-expanded="false"]')) button.click();
  });
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

async function shoot(page: Page, origin: string, state: string, look: Look): Promise<string[]> {
  await page.setViewport({ width: look.width, height: 300, deviceScaleFactor: look.width > 700 ? 1 : 2 });
  const query = new URLSearchParams({ state, theme: look.theme, ...(look.words && { words: look.words }) });
  await page.goto(`${origin}/?${query.toString()}`);
  if (look.text) await page.addStyleTag({ content: `html { font-size: ${look.text}px }` });
  await page.waitForSelector('#root > *');
  if (look.open) await openAll(page);
  const faults = await findFaults(page);
  // As high as what it shows, so that a foot that stays in sight is at its end.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewport({
    width: look.width,
    height: Math.max(300, height),
    deviceScaleFactor: look.width > 700 ? 1 : 2,
  });
  await page.screenshot({ path: `${join(OUT, `${state}-${look.suffix}`)}.png`, fullPage: true });
  return faults;
}

async function shootAll(browser: Browser, origin: string, wanted: string): Promise<number> {
  const page = await browser.newPage();
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  page.on('pageerror', (error) => console.log(`  page error: ${String(error)}`));
  await page.goto(`${origin}/`);
  await page.waitForFunction('window.screens');
  const screens = (await page.evaluate('window.screens')) as { name: string; page: string }[];
  let count = 0;
  for (const { name, page: kind } of screens.filter((screen) => screen.name.includes(wanted)))
    for (const look of kind === 'popup' ? POPUP_LOOKS : PAGE_LOOKS) {
      const faults = await shoot(page, origin, name, look);
      count += faults.length;
      if (faults.length > 0) console.log(`${name}-${look.suffix}\n  ${faults.join('\n  ')}`);
    }
  return count;
}

await mkdir(OUT, { recursive: true });
await buildGallery();
const server = await serve();
const profile = await mkdtemp(join(tmpdir(), 'presend-screens-'));
const browser = await launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  userDataDir: profile,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});
try {
  const faults = await shootAll(browser, `http://127.0.0.1:${server.port}`, process.argv[2] ?? '');
  console.log(`${faults} faults; pictures in .output/screens/`);
  process.exitCode = faults > 0 ? 1 : 0;
} finally {
  await browser.close();
  server.close();
  await rm(profile, { recursive: true, force: true });
}
