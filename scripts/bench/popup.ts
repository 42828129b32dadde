/** From the opening of the popup to its painted verdict, in a real Chromium, with the verdict already known. */
import { drafts } from '../../tests/fixtures/drafts/pages.ts';
import { DOMAIN, PORTAL, REPAIRED } from '../../tests/fixtures/drafts/zone.ts';
import { driveExtension, until, type Driven } from '../../tests/helpers/browsers.ts';
import { startDohServer } from '../../tests/helpers/doh-server.ts';
import { ensureBuild } from './ensure-build.ts';
import { median, show, toTable } from './measure.ts';

const RUNS = 21;

declare global {
  /** ms from the start of the navigation, set in the popup once the verdict has been painted. */
  var verdictPaintedAt: number | undefined;
}

/** Runs in the popup before its own scripts. */
function watchForVerdict(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('main[data-state="ready"][data-verdict]')) return;
    observer.disconnect();
    // The frame after the next has the pixels of this one behind it.
    requestAnimationFrame(() => setTimeout(() => (globalThis.verdictPaintedAt = performance.now())));
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true });
}

async function timePopup(driven: Driven, address: string): Promise<number> {
  const page = await driven.browser.newPage();
  await page.evaluateOnNewDocument(watchForVerdict);
  await page.goto(address);
  const handle = await page.waitForFunction(() => globalThis.verdictPaintedAt, { timeout: 10_000, polling: 20 });
  const ms = Number(await handle.jsonValue());
  await page.close();
  return ms;
}

/** The table in Markdown. */
export async function benchPopup(): Promise<string> {
  await ensureBuild('test');
  const dns = await startDohServer(REPAIRED);
  const driven = await driveExtension('chromium');
  try {
    await driven.writeSettings({ resolvers: [dns.url] });
    const rows: string[][] = [];
    for (const draft of drafts(`hello@${DOMAIN}`, PORTAL)) {
      const campaign = await driven.openPage(draft.url, draft.html);
      const tab = await driven.tabOf(draft.url);
      const state = await until(
        () => driven.tabState(tab),
        (seen) => seen?.state === 'ready',
      );
      const popup = await driven.openOwnPage(`popup.html?tab=${tab}`);
      const address = popup.url();
      await popup.close();
      const times: number[] = [];
      for (let run = 0; run < RUNS; run += 1) times.push(await timePopup(driven, address));
      rows.push([draft.esp, state?.report?.verdict ?? 'none', show(median(times)), show(Math.max(...times))]);
      await campaign.close();
    }
    return toTable(['draft of', 'verdict', 'ms, median', 'ms, longest'], rows);
  } finally {
    await driven.close();
    await dns.close();
  }
}
