/**
 * Takes the pictures for the stores from the product as it is built: `node scripts/store-shots.ts`. In each language the
 * question before a send, the report of a domain, and the form for a test message, in 1280 by 800 (what both stores
 * take), to .output/store/.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../lib/words/language.ts';
import { drafts, type Draft } from '../tests/fixtures/drafts/pages.ts';
import { BROKEN, DOMAIN, PORTAL } from '../tests/fixtures/drafts/zone.ts';
import { driveExtension } from '../tests/helpers/browsers.ts';
import { startDohServer } from '../tests/helpers/doh-server.ts';
import { build } from './builds.ts';
import { ROOT } from './run.ts';

const SIZE = { width: 1280, height: 800 };
const SHOTS = join(ROOT, '.output', 'store');
const [, , mailchimp] = drafts(`hello@${DOMAIN}`, PORTAL) as [Draft, Draft, Draft];

await build('chromium', 'test');
const server = await startDohServer(BROKEN);
const driven = await driveExtension('chromium');
for (const language of LANGUAGES) {
  const folder = join(SHOTS, language);
  mkdirSync(folder, { recursive: true });
  await driven.writeSettings({ resolvers: [server.url], language });

  const page = await driven.openPage(mailchimp.url, mailchimp.html);
  await page.setViewport(SIZE);
  await page.waitForSelector('presend-badge[data-verdict="fail"]');
  await page.bringToFront();
  await page.click('#send');
  await page.waitForSelector('presend-guard');
  await page.screenshot({ path: join(folder, '1-before-a-send.png') });
  await page.close();

  for (const [name, path] of [
    ['2-report', `report.html#/domain/${DOMAIN}?esp=mailchimp`],
    ['3-test-message', 'report.html#/message'],
  ] as const) {
    const own = await driven.openOwnPage(path);
    await own.setViewport(SIZE);
    await own.waitForSelector(name === '2-report' ? 'main[data-state="ready"]' : 'textarea');
    await own.bringToFront();
    await own.screenshot({ path: join(folder, `${name}.png`) });
    await own.close();
  }
  console.log(folder);
}
await driven.close();
await server.close();
