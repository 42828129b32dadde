import type { PageReading } from '../../lib/detect/page-reading.ts';
import type { TabState } from '../../lib/messaging/protocol.ts';
import type { Report, Verdict } from '../../lib/report/report.ts';
import type { ExplainedReport } from '../../lib/words/report-words.ts';
import { removeTabState, readTabState, writeTabState } from '../../lib/storage/tab-state.ts';
import { auditAndRemember } from './audits.ts';
import { addressesOf, mergedReading, readFrames, seenSender, type TabFrames } from './frames.ts';
import { showTab } from './show.ts';

/** A verdict this old is asked for again when the page is looked at anew. */
const STALE_AFTER = 10 * 60_000;

const WORST_FIRST: readonly (Verdict | null)[] = ['fail', 'unknown', 'warn', 'pass', null];
const worstFirst = (a: { report: Report | null }, b: { report: Report | null }) =>
  WORST_FIRST.indexOf(a.report?.verdict ?? null) - WORST_FIRST.indexOf(b.report?.verdict ?? null);

const base = (tab: number, frames: TabFrames, reading: PageReading): TabState => ({
  tab,
  url: frames.url,
  esp: reading.esp,
  state: 'loading',
  reason: null,
  expression: null,
  via: null,
  report: null,
  candidates: [],
  typedByHand: false,
  audience: reading.audience,
  at: Date.now(),
});

/** The sender that counts: what the user chose, as long as the page says the same as then, else what the page says. */
function wantedSender(frames: TabFrames, reading: PageReading) {
  const { choice } = frames;
  if (choice && choice.seen === seenSender(frames.url, reading)) {
    return { addresses: [choice.address], esp: choice.esp ?? reading.esp, typedByHand: true };
  }
  return { addresses: addressesOf(reading), esp: reading.esp, typedByHand: false };
}

/** What an audit of this tab rests on; the same text means the same audit. */
const keyFor = (frames: TabFrames, reading: PageReading): string =>
  JSON.stringify([wantedSender(frames, reading), reading.replyTo, reading.account, reading.audience, reading.sender]);

async function put(state: TabState): Promise<void> {
  await writeTabState(state);
  await showTab(state);
}

const audited = new Map<number, string>();

async function auditOne(
  address: string,
  frames: TabFrames,
  reading: PageReading,
  fresh: boolean,
): Promise<ExplainedReport> {
  const { esp } = wantedSender(frames, reading);
  const input = {
    from: address,
    replyTo: reading.replyTo,
    esp,
    account: reading.account,
    audience: reading.audience,
  };
  return auditAndRemember(input, fresh);
}

function missingState(state: TabState, reading: PageReading): TabState {
  if (reading.sender.kind !== 'notFound') return state;
  const { reason, expression = null } = reading.sender;
  return reason === 'loading' ? state : { ...state, state: 'no-sender', reason, expression };
}

async function isCurrent(tab: number, key: string): Promise<boolean> {
  const frames = await readFrames(tab);
  const reading = frames && mergedReading(frames);
  return Boolean(frames && reading && keyFor(frames, reading) === key);
}

async function judge(tab: number, frames: TabFrames, reading: PageReading, fresh: boolean): Promise<void> {
  const key = keyFor(frames, reading);
  const wanted = wantedSender(frames, reading);
  const start = { ...base(tab, frames, reading), typedByHand: wanted.typedByHand };
  if (wanted.addresses.length === 0) {
    await put(missingState(start, reading));
    return;
  }
  audited.set(tab, key);
  const isOne = wanted.addresses.length === 1;
  const via = reading.sender.kind === 'found' && !wanted.typedByHand ? reading.sender.via : null;
  if (!fresh) await put({ ...start, via });
  try {
    const reports = await Promise.all(wanted.addresses.map((address) => auditOne(address, frames, reading, fresh)));
    // The page may have moved on while DNS was asked: then another audit is under way, and this one is old.
    if (!(await isCurrent(tab, key))) return;
    const candidates = wanted.addresses.map((address, index) => ({ address, report: reports[index] ?? null }));
    const done: TabState = isOne
      ? { ...start, via, state: 'ready', report: reports[0] ?? null }
      : { ...start, state: 'ambiguous', candidates: candidates.sort(worstFirst) };
    await put({ ...done, at: Date.now() });
  } catch (error) {
    audited.delete(tab);
    await put({ ...start, state: 'error', reason: error instanceof Error ? error.message : String(error) });
  }
}

const isFreshEnough = (state: TabState, tab: number, key: string): boolean =>
  audited.get(tab) === key &&
  (state.state === 'loading' ||
    ((state.state === 'ready' || state.state === 'ambiguous') && Date.now() - state.at < STALE_AFTER));

/** Brings a tab's verdict in line with what its frames have told. */
export async function refreshTab(tab: number, fresh = false): Promise<void> {
  const frames = await readFrames(tab);
  const reading = frames && mergedReading(frames);
  if (!frames || !reading) {
    audited.delete(tab);
    await leaveTab(tab);
    return;
  }
  const known = await readTabState(tab);
  if (fresh || !known || !isFreshEnough(known, tab, keyFor(frames, reading))) {
    await judge(tab, frames, reading, fresh);
    return;
  }
  // Another step of the same campaign: the overlay took the verdict down when the address changed.
  if (known.url !== frames.url) await put({ ...known, url: frames.url });
}

/** Nothing is composed here (any more): no verdict stands. */
export async function leaveTab(tab: number): Promise<void> {
  audited.delete(tab);
  await removeTabState(tab);
  await showTab({ tab, state: 'off-site' });
}
