import { browser } from 'wxt/browser';
import { clearAlarm, setAlarm } from '../../lib/browser/alarms.ts';
import { espOfSite } from '../../lib/esp/site-matches.ts';
import { readPicks } from '../../lib/storage/picks.ts';
import { readCampaigns, rememberCampaign } from '../../lib/storage/campaigns.ts';
import { auditAndRemember } from './audits.ts';
import { forgetOrder, inOrder } from './in-order.ts';
import { sendToTab, showTab } from './show.ts';
import { forgetLanguage } from './tab-language.ts';
import {
  EMPTY_TAB,
  placeOf,
  showTabMemory,
  stepTab,
  wakeAt,
  type AuditOrder,
  type Effect,
  type TabEvent,
  type TabMemory,
} from './tab-machine.ts';
import { isEmpty, readTabMemory, rememberedTabs, removeTab, writeTab } from './tab-store.ts';

/** Runs what the tab machine decides: storage, audits, timers, and whatever shows a tab's verdict. */

/** Identity of this worker. Made late, because a build runs this too. */
let life: string | undefined;
const lifeOf = () => (life ??= crypto.randomUUID());

const ALARM = 'tab:';
/** A worker that ends in mid-audit is woken after this long, and the audit is begun again. */
const AUDIT_WATCHDOG = 30_000;
/** Later than this, the alarm alone wakes the tab: a worker does not live for a timer. */
const LONGEST_TIMER = 60_000;

const timers = new Map<number, ReturnType<typeof setTimeout>>();

function schedule(tab: number, memory: TabMemory, now: number): Promise<void> {
  clearTimeout(timers.get(tab));
  timers.delete(tab);
  const at = wakeAt(memory);
  if (at !== null && at - now <= LONGEST_TIMER) {
    timers.set(
      tab,
      setTimeout(() => void dispatch(tab, { kind: 'tick' }), Math.max(0, at - now) + 5),
    );
  }
  const watchdog = Object.keys(memory.runs).length > 0 ? now + AUDIT_WATCHDOG : null;
  const alarm = watchdog ?? at;
  return alarm === null ? clearAlarm(`${ALARM}${tab}`) : setAlarm(`${ALARM}${tab}`, alarm);
}

async function remember(before: TabMemory, after: TabMemory): Promise<void> {
  const { choice, known } = after;
  if (after.url === '' || JSON.stringify([before.choice, before.known]) === JSON.stringify([choice, known])) return;
  if (choice || known) await rememberCampaign(placeOf(after.url), { choice, known });
}

/** Shows what follows, where it is not shown yet. The order of events is the order of what is seen. */
async function show(tab: number, before: TabMemory, after: TabMemory, effects: readonly Effect[]): Promise<void> {
  const state = showTabMemory(tab, after);
  await writeTab(tab, after, state);
  const isSame = JSON.stringify(state) === JSON.stringify(showTabMemory(tab, before));
  if (isSame && !effects.some(({ kind }) => kind === 'paint')) return;
  await showTab(state ?? { tab, state: 'off-site' });
}

async function runAudit(tab: number, order: AuditOrder, isPrivate: boolean): Promise<void> {
  const { kind: _, sender, run, fresh, ...input } = order;
  let event: TabEvent;
  try {
    const report = await auditAndRemember(input, { fresh, by: isPrivate ? 'nobody' : 'page' });
    event = { kind: 'answered', sender, run, report };
  } catch (error) {
    event = { kind: 'failed', sender, run, problem: error instanceof Error ? error.message : String(error) };
  }
  await dispatch(tab, event);
}

/** One event of a tab, after those before it. Done when the audits that it started are. */
export async function dispatch(tab: number, event: TabEvent): Promise<void> {
  const { effects, isPrivate } = await inOrder(tab, async () => {
    const [before, campaigns] = await Promise.all([readTabMemory(tab), readCampaigns()]);
    const now = Date.now();
    const known = before ?? EMPTY_TAB;
    const { memory, effects } = stepTab(known, event, { now, life: lifeOf(), campaigns });
    // A tab that nothing was ever composed in leaves nothing behind.
    if (!before && isEmpty(memory)) return { effects: [], isPrivate: false };
    await remember(known, memory);
    await show(tab, known, memory, effects);
    await schedule(tab, memory, now);
    return { effects, isPrivate: memory.isPrivate };
  });
  if (effects.some(({ kind }) => kind === 'ask-frames')) await askFrames(tab);
  const orders = effects.filter((effect) => effect.kind === 'audit');
  await Promise.all(orders.map((order) => runAudit(tab, order, isPrivate)));
}

/** Every frame of the tab scans, and tells again even what it has told. */
export const askFrames = async (tab: number): Promise<void> =>
  sendToTab(tab, { kind: 'settings', picks: await readPicks() });

/** The tab is closed, or its page was discarded. */
export async function forgetTab(tab: number): Promise<void> {
  clearTimeout(timers.get(tab));
  timers.delete(tab);
  await inOrder(tab, () => removeTab(tab));
  await forgetLanguage(tab);
  forgetOrder(tab);
  await clearAlarm(`${ALARM}${tab}`);
}

/** The tab of an alarm of ours; null where it is another one. */
export function tabOfAlarm(name: string): number | null {
  const tab = name.startsWith(ALARM) ? Number(name.slice(ALARM.length)) : NaN;
  return Number.isInteger(tab) ? tab : null;
}

/** The address of a tab, where we may see it; `undefined` where there is no such tab. */
async function addressOf(tab: number): Promise<string | null | undefined> {
  try {
    return (await browser.tabs.get(tab)).url ?? null;
  } catch {
    return undefined;
  }
}

/** A tab that is at another site now, or that we may not look at any more, shows no verdict. */
export async function checkPlace(tab: number): Promise<void> {
  if (!(await readTabMemory(tab))) return;
  const address = await addressOf(tab);
  if (address === undefined) await forgetTab(tab);
  else if (address === null || espOfSite(address) === null) await dispatch(tab, { kind: 'left' });
}

export async function dispatchToAll(event: TabEvent): Promise<void> {
  const tabs = await rememberedTabs();
  await Promise.all(tabs.map((tab) => dispatch(tab, event)));
}

/** A worker begins: tabs that are gone are forgotten, and audits that the worker's end cut short begin again. */
export async function resumeTabs(): Promise<void> {
  for (const tab of await rememberedTabs()) {
    await checkPlace(tab);
    if (await readTabMemory(tab)) void dispatch(tab, { kind: 'tick' });
  }
}

/** The access to a site was taken away, or given back. */
export async function checkPlaces(): Promise<void> {
  for (const tab of await rememberedTabs()) await checkPlace(tab);
}

/** What a tab shows is shown anew: settings or accepted findings have changed, or the browser cleared its badge. */
export async function repaintTab(tab: number): Promise<void> {
  await inOrder(tab, async () => {
    const memory = await readTabMemory(tab);
    const state = memory && showTabMemory(tab, memory);
    if (state) await showTab(state);
  });
}

export async function repaintTabs(): Promise<void> {
  for (const tab of await rememberedTabs()) await repaintTab(tab);
}
