/** What the content script costs a dashboard that is large and never still, and how soon a sender is noticed. */
import type { Page } from 'puppeteer-core';
import { drafts, withoutSender, type Draft } from '../../tests/fixtures/drafts/pages.ts';
import { DOMAIN, PORTAL, REPAIRED } from '../../tests/fixtures/drafts/zone.ts';
import { driveExtension, until, type Driven } from '../../tests/helpers/browsers.ts';
import { startDohServer } from '../../tests/helpers/doh-server.ts';
import { ensureBuild } from './ensure-build.ts';
import { median, show, toTable } from './measure.ts';

const SECONDS = 10;
const MUTATIONS_PER_SECOND = 20;
const APPEARANCES = 9;
const address = `hello@${DOMAIN}`;

/** An event of Chromium's trace; times in µs. */
interface TraceEvent {
  name: string;
  ts: number;
  dur?: number;
  tid: number;
  args: { data?: { url?: string } };
}

/** A list as an editor's: four elements a row. */
function withNodes(draft: Draft, nodes: number): Draft {
  const row = (_: unknown, index: number) =>
    `<div class="row"><span class="cell">Block ${index}</span><button type="button"><span>Edit</span></button></div>`;
  const rows = Array.from({ length: nodes / 4 }, row).join('');
  return { ...draft, html: draft.html.replace('</main>', `<section id="many">${rows}</section></main>`) };
}

/** Runs in the page: texts change, rows come and go, as under a person's hands. */
function keepMutating(perSecond: number): void {
  const rows = document.querySelectorAll('#many .row');
  let turn = 0;
  setInterval(() => {
    turn += 1;
    const row = rows[(turn * 7919) % rows.length];
    const cell = row?.querySelector('.cell');
    if (cell) cell.textContent = `Block changed ${turn}`;
    if (row && turn % 4 === 0) row.after(row.cloneNode(true));
    if (row && turn % 4 === 2) row.nextElementSibling?.remove();
  }, 1000 / perSecond);
}

/** Calls into our scripts in ms, none counted inside another. */
function toCalls(events: readonly TraceEvent[]): number[] {
  const ours = events
    .filter(({ name, dur, args }) => name === 'FunctionCall' && dur && args.data?.url?.startsWith('chrome-extension:'))
    .sort((one, other) => one.ts - other.ts);
  const calls: number[] = [];
  let end = 0;
  for (const { ts, dur = 0 } of ours) {
    if (ts < end) continue;
    end = ts + dur;
    calls.push(dur / 1000);
  }
  return calls;
}

async function traceCalls<A>(page: Page, act: (argument: A) => void, argument: A): Promise<number[]> {
  await page.tracing.start({ categories: ['devtools.timeline'] });
  await page.evaluate(act as (value: unknown) => void, argument);
  await new Promise((resolve) => {
    setTimeout(resolve, SECONDS * 1000);
  });
  const trace = await page.tracing.stop();
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace)) as { traceEvents: TraceEvent[] };
  return toCalls(traceEvents);
}

async function benchMutations(driven: Driven, draft: Draft): Promise<string> {
  const rows: string[][] = [];
  for (const nodes of [5000, 50_000]) {
    const large = withNodes(draft, nodes);
    const page = await driven.openPage(large.url, large.html);
    const tab = await driven.tabOf(large.url);
    await until(
      () => driven.tabState(tab),
      (seen) => seen?.state === 'ready',
    );
    const calls = await traceCalls(page, keepMutating, MUTATIONS_PER_SECOND);
    const total = calls.reduce((sum, ms) => sum + ms, 0);
    rows.push([
      nodes.toLocaleString('en'),
      show(calls.length),
      show(total),
      `${show((total / (SECONDS * 1000)) * 100)} %`,
      show(Math.max(...calls)),
    ]);
    await page.close();
  }
  return toTable(['nodes', 'calls', `ms in ${SECONDS} s`, 'of the main thread', 'longest, ms'], rows);
}

const LARGE: Readonly<Record<string, string>> = {
  '1,000 rows with an address each': Array.from(
    { length: 1000 },
    (_, index) => `<p>Name ${index} <span>person${index}@reader${index % 90}.example</span></p>`,
  ).join(''),
  '90,000 addresses in one paragraph': `<p>${Array.from({ length: 90_000 }, (_, index) => `a${index}@b${index % 90}.example`).join(' ')}</p>`,
};

/** A large part with addresses comes into a page whose sender is known. */
async function benchLargeParts(driven: Driven, draft: Draft): Promise<string> {
  const rows: string[][] = [];
  for (const [name, html] of Object.entries(LARGE)) {
    const page = await driven.openPage(draft.url, draft.html);
    const tab = await driven.tabOf(draft.url);
    await until(
      () => driven.tabState(tab),
      (seen) => seen?.state === 'ready',
    );
    const calls = await traceCalls(
      page,
      (markup) => {
        const part = document.createElement('section');
        part.innerHTML = markup;
        document.querySelector('main')?.append(part);
      },
      html,
    );
    const { state } = (await driven.tabState(tab)) ?? {};
    rows.push([name, show(calls.reduce((sum, ms) => sum + ms, 0)), show(Math.max(...calls)), state ?? 'nothing']);
    await page.close();
  }
  return toTable(['what comes into the page', 'ms in all', 'longest, ms', 'shown'], rows);
}

/** ms from the moment a sender is in the page until the worker has heard of it. */
async function timeAppearance(driven: Driven, draft: Draft): Promise<number> {
  const page = await driven.openPage(draft.url, withoutSender(draft).html);
  const tab = await driven.tabOf(draft.url);
  await until(
    () => driven.tabState(tab),
    (seen) => seen?.state === 'no-sender',
  );
  const heard = driven.inExtension(
    (key, wanted) =>
      new Promise<number>((resolve) => {
        chrome.storage.session.onChanged.addListener((changes) => {
          if (JSON.stringify(changes[key]?.newValue ?? null).includes(wanted)) resolve(Date.now());
        });
      }),
    `tab:${tab}`,
    address,
  );
  const appeared = await page.evaluate((html: string) => {
    const drawn = new DOMParser().parseFromString(html, 'text/html').querySelector('main');
    document.querySelector('main')?.replaceWith(drawn ?? '');
    return Date.now();
  }, draft.html);
  const ms = (await heard) - appeared;
  await page.close();
  return ms;
}

/** Two tables and a sentence in Markdown. */
export async function benchPage(): Promise<string> {
  await ensureBuild('test');
  const dns = await startDohServer(REPAIRED);
  const driven = await driveExtension('chromium');
  const mailchimp = drafts(address, PORTAL)[2] as Draft;
  try {
    await driven.writeSettings({ resolvers: [dns.url] });
    const mutations = await benchMutations(driven, mailchimp);
    const large = await benchLargeParts(driven, mailchimp);
    const times: number[] = [];
    for (let run = 0; run < APPEARANCES; run += 1) times.push(await timeAppearance(driven, mailchimp));
    const noticed = `From the sender's appearing to the worker's hearing of it: ${show(median(times))} ms (longest ${show(Math.max(...times))}).`;
    return [mutations, large, noticed].join('\n\n');
  } finally {
    await driven.close();
    await dns.close();
  }
}
