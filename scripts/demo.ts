/**
 * Opens the extension on a draft campaign of each ESP, first with the domain as it is before anything was set up, then
 * with the records published; prints the verdicts and saves what a marketer would see.
 *
 *   npm run demo                 in Chromium, against the zones below
 *   npm run demo -- --firefox    in Firefox
 *   npm run demo -- --live       with the public resolvers, for domains that exist
 */
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { TabState } from '../lib/messaging/protocol.ts';
import type { Report } from '../lib/report/report.ts';
import { DEFAULT_RESOLVERS } from '../lib/storage/settings.ts';
import { readWords } from '../lib/words/files.ts';
import { explainVerdict } from '../lib/words/verdict.ts';
import { drafts, type Draft } from '../tests/fixtures/drafts/pages.ts';
import { BROKEN, DOMAIN, PORTAL, REPAIRED } from '../tests/fixtures/drafts/zone.ts';
import { driveExtension, until, type Driven } from '../tests/helpers/browsers.ts';
import { startDohServer } from '../tests/helpers/doh-server.ts';
import { build, buildFolder, type BrowserName } from './builds.ts';
import { ROOT } from './run.ts';

const options = new Set(process.argv.slice(2));
const browser: BrowserName = options.has('--firefox') ? 'firefox' : 'chromium';
const isLive = options.has('--live');
const hasDisplay = Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const SHOTS = join(ROOT, '.output', 'demo');

const LIVE_DOMAINS: Record<Draft['esp'], string> = {
  klaviyo: 'klaviyo.com',
  hubspot: 'hubspot.com',
  mailchimp: 'mailchimp.com',
};

interface Shown {
  page: Page;
  popup: Page;
  report: Report;
}

async function show(driven: Driven, draft: Draft): Promise<Shown> {
  const page = await driven.openPage(draft.url, draft.html);
  const tab = await driven.tabOf(draft.url);
  const state = await until(
    () => driven.tabState(tab),
    (seen): seen is TabState => seen?.state === 'ready' && seen.report !== null,
    30_000,
  );
  const popup = await driven.openOwnPage(`popup.html?tab=${tab}`);
  await popup.setViewport({ width: 400, height: 600, deviceScaleFactor: 2 });
  await popup.waitForSelector('main[data-state="ready"]');
  if (!state?.report) throw new Error('the state of the tab is ready and has no report');
  return { page, popup, report: state.report };
}

async function save(page: Page, name: string, fullPage: boolean): Promise<void> {
  await page.bringToFront();
  // The picture explains itself with a short movement; the badge needs a moment to come up.
  await new Promise((resolve) => {
    setTimeout(resolve, 600);
  });
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage });
}

const words = await readWords('en');

function print(esp: string, situation: string, report: Report): void {
  const [first] = report.findings;
  const records =
    first?.fix?.records.map(({ action, name, type, value }) => `      ${action} ${name} ${type} ${value}`) ?? [];
  console.log(`${esp}, ${situation}: ${report.verdict.toUpperCase()}  ${explainVerdict(report, words).title}`);
  if (report.verdict === 'pass' || !first) return;
  console.log(`   first: ${first.code} at ${first.subject}`);
  if (records.length > 0) console.log(records.join('\n'));
}

async function visit(driven: Driven, draft: Draft, situation: string): Promise<void> {
  const { page, popup, report } = await show(driven, draft);
  print(draft.esp, situation, report);
  await save(page, `${draft.esp}-${situation}-page`, false);
  await save(popup, `${draft.esp}-${situation}-popup`, true);
  if (hasDisplay) return;
  await popup.close();
  await page.close();
}

mkdirSync(SHOTS, { recursive: true });
console.log(`building for ${browser}`);
await build(browser);
const server = await startDohServer(BROKEN, { ttl: 5, negativeTtl: 5 });
const driven = await driveExtension(browser, { folder: buildFolder(browser), headless: !hasDisplay });
await driven.writeSettings({ resolvers: isLive ? DEFAULT_RESOLVERS : [server.url] });

if (isLive) {
  for (const draft of drafts(`hello@${DOMAIN}`, PORTAL)) {
    const html = draft.html.replaceAll(DOMAIN, LIVE_DOMAINS[draft.esp]);
    await visit(driven, { ...draft, html }, 'live');
  }
} else {
  for (const draft of drafts(`hello@${DOMAIN}`, PORTAL)) await visit(driven, draft, 'broken');
  server.setZone(REPAIRED);
  // The "no such name" of a moment ago may live as long as its zone says.
  await new Promise((resolve) => {
    setTimeout(resolve, 5500);
  });
  for (const draft of drafts(`hello@${DOMAIN}`, PORTAL)) await visit(driven, draft, 'repaired');
}

console.log(`screenshots: ${relative(process.cwd(), SHOTS) || SHOTS}`);
if (hasDisplay) {
  console.log('The browser stays open: close it to end the demo.');
  await new Promise((resolve) => {
    driven.browser.once('disconnected', resolve);
  });
} else {
  await driven.close();
}
await server.close();
