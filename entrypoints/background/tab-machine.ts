import { mergeReadings } from '../../lib/detect/merge-readings.ts';
import type { PageReading } from '../../lib/detect/page-reading.ts';
import { campaignOf } from '../../lib/esp/dashboards.ts';
import type { EspId } from '../../lib/esp/esp-id.ts';
import type { TabState } from '../../lib/messaging/protocol.ts';
import type { Verdict } from '../../lib/report/report.ts';
import type { ExplainedReport } from '../../lib/words/report-words.ts';

/**
 * What Presend knows of one tab, and how each event changes it. Pure: clock, worker and earlier campaigns come in as
 * `Surroundings`, what is to be done goes out as `Effect`s. Plain JSON, because the worker may end between two events.
 *
 * `TRANSITIONS` is the one table of events. After each of them `settle` starts the audit of every sender that is
 * wanted and has neither an answer nor an audit under way, so that no sequence of events ends without a verdict; and
 * an answer is kept under the sender that it is about, so that none is shown for another.
 */
export interface TabMemory {
  /** Identity of the top document; '' until it has told something. */
  document: string;
  /** Address of the top document, as it told it last. */
  url: string;
  /** A private window: nothing of it outlives the session. */
  isPrivate: boolean;
  /** What each frame told last, by frame id. */
  frames: Record<string, PageReading>;
  /** Typed or picked by the user in this campaign. */
  choice: Choice | null;
  /** The sender that this campaign showed last, for steps that show none. */
  known: KnownSender | null;
  /** By `keyOf(sender)`: only of the senders that are wanted now. */
  answers: Record<string, SenderAnswer>;
  /** Audits under way, by `keyOf(sender)`. */
  runs: Record<string, Run>;
  nextRun: number;
  /** The sender is being typed: it is audited at this time (ms since 1970), unless typing goes on. */
  restsUntil: number | null;
  /** Domains that pages of this tab have made Presend ask for within the last hour, the oldest first. */
  asked: { domain: string; at: number }[];
  /** Too many new domains: the next is asked for at this time (ms since 1970). */
  limitedUntil: number | null;
  /** Audits in a row that ended in trouble with DNS. */
  tries: number;
  /** When an unknown verdict is asked for again, ms since 1970. */
  retryAt: number | null;
}

export interface Choice {
  address: string;
  esp: EspId | 'none' | null;
  /** The addresses that the page named when the user chose: it holds until the page names others. */
  seen: string;
}

export interface KnownSender {
  address: string;
  via: string;
  /** Address of the page that showed it, without fragment. */
  url: string;
  /** Name of the step that showed it, out of its address; null where the address has none. */
  step: string | null;
}

export interface SenderAnswer {
  /** Null where the audit itself failed; then `problem` says how. */
  report: ExplainedReport | null;
  problem: string | null;
  /** What the audit rested on beside sender and ESP: the same text means the same audit. */
  rests: string;
  at: number;
  /** It is asked for again: `fresh` past every cache. The answer holds until then. */
  due: 'again' | 'fresh' | null;
}

export interface Run {
  id: number;
  /** The worker that runs it: a run of a worker that has ended is dead. */
  life: string;
  rests: string;
}

/** What is known of a campaign from other tabs and documents of this session. */
export interface RememberedCampaign {
  choice: Choice | null;
  known: KnownSender | null;
}

export interface Surroundings {
  /** ms since 1970. */
  now: number;
  /** Identity of the running worker. */
  life: string;
  /** By `placeOf(url)`. */
  campaigns: Readonly<Record<string, RememberedCampaign>>;
}

export type TabEvent =
  /** A frame told what it shows. `typing`: a field of it is being written in. */
  | {
      kind: 'report';
      frame: number;
      document: string;
      url: string;
      reading: PageReading;
      isPrivate: boolean;
      typing: boolean;
    }
  /** A frame shows nothing of a campaign any more. */
  | { kind: 'frame-gone'; frame: number }
  /** The tab is at another site, or may not be looked at any more. */
  | { kind: 'left' }
  | { kind: 'choose'; address: string; esp: EspId | 'none' | null }
  /** "Check again". */
  | { kind: 'check' }
  /** Somebody looks: tab brought to the front, popup opened, page back from the cache. */
  | { kind: 'look' }
  | { kind: 'online' }
  /** A time that the memory names has come. */
  | { kind: 'tick' }
  /** A record of this domain is live, or a test message has shown more of it. */
  | { kind: 'domain-changed'; domain: string }
  | { kind: 'answered'; sender: string; run: number; report: ExplainedReport }
  | { kind: 'failed'; sender: string; run: number; problem: string };

export interface AuditOrder {
  kind: 'audit';
  /** `keyOf` the sender. */
  sender: string;
  run: number;
  fresh: boolean;
  from: string;
  esp: EspId | 'none';
  replyTo: string | null;
  account: string | null;
  audience: number | null;
}

export type Effect =
  | AuditOrder
  /** Every frame is to tell again what it shows. */
  | { kind: 'ask-frames' }
  /** Shown anew although nothing changed: the browser clears a tab's badge when its document goes. */
  | { kind: 'paint' };

export const EMPTY_TAB: TabMemory = {
  document: '',
  url: '',
  isPrivate: false,
  frames: {},
  choice: null,
  known: null,
  answers: {},
  runs: {},
  nextRun: 1,
  restsUntil: null,
  asked: [],
  limitedUntil: null,
  tries: 0,
  retryAt: null,
};

/** A typed address is complete after this much rest, in ms. */
export const REST = 800;
/** A verdict this old is asked for again when somebody looks. */
const STALE_AFTER = 10 * 60_000;
/** An unknown verdict is not asked for again at every look within this time. */
const LOOKS_APART = 3000;
/** New domains that the pages of one tab can make Presend ask for. More than twenty senders are on no page. */
export const MOST_DOMAINS = { minute: 20, hour: 120 };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Waits before an unknown verdict is asked for again, in seconds. */
const BACK_OFF = [15, 30, 60, 120, 300, 600, 1800];

/** Merged reading of a tab's frames, the top frame's first; null where nothing is composed. */
export function readingOf({ frames }: TabMemory): PageReading | null {
  const inOrder = Object.entries(frames)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, reading]) => reading);
  return mergeReadings(inOrder);
}

const addressesOf = ({ sender }: PageReading): string[] => {
  if (sender.kind === 'found') return [sender.address];
  return sender.kind === 'ambiguous' ? sender.candidates.map(({ address }) => address) : [];
};

const seenOf = (reading: PageReading | null): string => JSON.stringify(reading ? addressesOf(reading).sort() : []);

export const keyOf = (esp: EspId | 'none', address: string): string => `${esp} ${address.trim().toLowerCase()}`;

const domainOf = (address: string): string =>
  address
    .slice(address.lastIndexOf('@') + 1)
    .replace(/[>\s].*/s, '')
    .toLowerCase();

const pageOf = (url: string): string => url.replace(/#.*/s, '');

/** The campaign at an address, with its host; the address itself where it names no campaign. */
export function placeOf(url: string): string {
  const campaign = campaignOf(url);
  return campaign && !campaign.endsWith(':') ? `${URL.parse(url)?.host ?? ''} ${campaign}` : pageOf(url);
}

/** Parts of a path that name no step. */
const NO_STEP = new Set(['wizard', 'edit', 'campaign', 'campaigns', 'email', 'index']);

/** `/campaign/01ABC/wizard/setup` is the step "setup", `/wizard/2` the step "2"; null where the path ends otherwise. */
function stepOf(url: string): string | null {
  const last = (URL.parse(url)?.pathname ?? '').split('/').findLast((part) => part !== '') ?? '';
  return /^(?:\d{1,2}|[a-z][a-z-]{2,30})$/i.test(last) && !NO_STEP.has(last) ? last : null;
}

/** Who is to be judged, and how that is known. */
export type Wanted =
  /** Nothing is composed. */
  | { kind: 'nothing' }
  | { kind: 'missing'; reason: string; expression: string | null }
  | {
      kind: 'senders';
      addresses: string[];
      esp: EspId | 'none';
      origin: 'page' | 'typed' | 'earlier';
      via: string | null;
    };

export function wantedOf(memory: TabMemory): Wanted {
  const reading = readingOf(memory);
  if (!reading) return { kind: 'nothing' };
  const { choice, known } = memory;
  const { esp, sender } = reading;
  const addresses = addressesOf(reading);
  if (choice && (addresses.length === 0 || choice.seen === seenOf(reading))) {
    return { kind: 'senders', addresses: [choice.address], esp: choice.esp ?? esp, origin: 'typed', via: null };
  }
  if (sender.kind !== 'notFound') {
    const via = sender.kind === 'found' ? sender.via : null;
    return { kind: 'senders', addresses, esp, origin: 'page', via };
  }
  // A page that shows the field without an address, or that showed one a moment ago, speaks for itself.
  const isElsewhere = sender.reason !== 'empty' && sender.reason !== 'variable' && known?.url !== pageOf(memory.url);
  if (known && (isElsewhere || sender.reason === 'loading')) {
    return { kind: 'senders', addresses: [known.address], esp, origin: 'earlier', via: known.via };
  }
  return { kind: 'missing', reason: sender.reason, expression: sender.expression ?? null };
}

/** Below 5,000 recipients the bulk rules are not asked: the exact number turns no verdict. */
const restsOn = ({ account, replyTo, audience }: PageReading): string =>
  JSON.stringify([account, replyTo, audience === null ? null : audience < 5000]);

const isUnknown = ({ report }: SenderAnswer): boolean => report?.verdict === 'unknown';

const hasDnsTrouble = ({ report }: SenderAnswer): boolean =>
  report !== null && report.verdict === 'unknown' && report.findings.some(({ code }) => code.startsWith('dns.'));

type Due = SenderAnswer['due'];

function withDue(memory: TabMemory, dueOf: (answer: SenderAnswer) => Due): TabMemory {
  const answers = Object.entries(memory.answers).map(
    ([key, answer]) => [key, { ...answer, due: dueOf(answer) ?? answer.due }] as const,
  );
  return { ...memory, answers: Object.fromEntries(answers) };
}

/** What somebody who looks should not be shown as it is: old, failed, or unknown. */
const lookedAt = (memory: TabMemory, now: number): TabMemory =>
  withDue(memory, (answer) => {
    // Also where the clock was ahead when it was given.
    const age = Math.abs(now - answer.at);
    const isOpen = answer.problem !== null || isUnknown(answer);
    return age >= STALE_AFTER || (isOpen && age >= LOOKS_APART) ? 'again' : null;
  });

interface Step {
  memory: TabMemory;
  effects: Effect[];
}

const only = (memory: TabMemory): Step => ({ memory, effects: [] });

/** The top document is another than before, or at another campaign: what its frames told is told again. */
function enter(memory: TabMemory, event: TabEvent & { kind: 'report' }, around: Surroundings): Step {
  const isNew = memory.document !== event.document;
  const place = placeOf(event.url);
  const isElsewhere = placeOf(memory.url) !== place;
  if (!isNew && !isElsewhere) {
    if (memory.url === event.url) return only(memory);
    // Another step of the same campaign.
    return { memory: lookedAt({ ...memory, url: event.url }, around.now), effects: [{ kind: 'paint' }] };
  }
  // What a faster child frame told before the top document said its first word belongs to it.
  const frames = memory.document === '' ? memory.frames : {};
  const { choice, known } = isElsewhere ? (around.campaigns[place] ?? { choice: null, known: null }) : memory;
  const entered = { ...memory, document: event.document, url: event.url, frames, choice, known, restsUntil: null };
  return {
    memory: isNew ? lookedAt(entered, around.now) : entered,
    effects: [{ kind: 'ask-frames' }, { kind: 'paint' }],
  };
}

const fromPage = (memory: TabMemory): string | null => {
  const wanted = wantedOf(memory);
  return wanted.kind === 'senders' && wanted.origin === 'page' ? seenOf(readingOf(memory)) : null;
};

/** Typing is not composing: what changes letter by letter is audited after a rest, or when the field is left. */
function toRest(before: TabMemory, after: TabMemory, typing: boolean, now: number): number | null {
  if (!typing) return null;
  const [old, current] = [fromPage(before), fromPage(after)];
  if (current === null) return null;
  if (old === current) return after.restsUntil;
  return now + REST;
}

function report(memory: TabMemory, event: TabEvent & { kind: 'report' }, around: Surroundings): Step {
  const { frame, reading, url, isPrivate, typing } = event;
  const { memory: here, effects } = frame === 0 ? enter(memory, event, around) : only(memory);
  const told = { ...here, isPrivate, frames: { ...here.frames, [frame]: reading } };
  const isMoved = placeOf(memory.url) !== placeOf(told.url);
  const restsUntil = isMoved ? null : toRest(memory, told, typing, around.now);
  const found = readingOf(told)?.sender;
  const page = pageOf(told.url || url);
  const known = found?.kind === 'found' ? { ...found, url: page, step: stepOf(page) } : told.known;
  return { memory: { ...told, restsUntil, known: known && toKnown(known) }, effects };
}

const toKnown = ({ address, via, url, step }: KnownSender): KnownSender => ({ address, via, url, step });

function withoutFrame(memory: TabMemory, frame: number): TabMemory {
  const { [frame]: _, ...frames } = memory.frames;
  return { ...memory, frames };
}

function look(memory: TabMemory, now: number): Step {
  const { kind } = wantedOf(memory);
  return { memory: lookedAt(memory, now), effects: kind === 'senders' ? [] : [{ kind: 'ask-frames' }] };
}

function answered(
  memory: TabMemory,
  { sender, run }: { sender: string; run: number },
  outcome: Pick<SenderAnswer, 'report' | 'problem'>,
  now: number,
): TabMemory {
  const { [sender]: current, ...runs } = memory.runs;
  // The page may have moved on, or asked again: then another audit is under way.
  if (current?.id !== run) return memory;
  const answer: SenderAnswer = { ...outcome, rests: current.rests, at: now, due: null };
  const next = { ...memory, runs, answers: { ...memory.answers, [sender]: answer } };
  if (!hasDnsTrouble(answer)) {
    const isOver = !Object.values(next.answers).some(hasDnsTrouble);
    return isOver ? { ...next, tries: 0, retryAt: null } : next;
  }
  const wait = BACK_OFF[Math.min(memory.tries, BACK_OFF.length - 1)] ?? HOUR;
  return { ...next, tries: memory.tries + 1, retryAt: now + wait * 1000 };
}

const again = (memory: TabMemory): TabMemory =>
  withDue({ ...memory, retryAt: null }, (answer) => (hasDnsTrouble(answer) ? 'again' : null));

const isPast = (time: number | null, now: number): boolean => time !== null && time <= now;

function tick(memory: TabMemory, now: number): TabMemory {
  const rested = isPast(memory.restsUntil, now) ? { ...memory, restsUntil: null } : memory;
  return isPast(rested.retryAt, now) ? again(rested) : rested;
}

/** Of a tab that was left, only how much its pages have asked for. */
const leave = ({ asked, nextRun }: TabMemory): TabMemory => ({ ...EMPTY_TAB, asked, nextRun });

type Transition<K extends TabEvent['kind']> = (
  memory: TabMemory,
  event: TabEvent & { kind: K },
  around: Surroundings,
) => Step;

/** Every event, and what it makes of the memory. */
const TRANSITIONS: { [K in TabEvent['kind']]: Transition<K> } = {
  report,
  'frame-gone': (memory, { frame }) => only(withoutFrame(memory, frame)),
  left: (memory) => ({ memory: leave(memory), effects: [{ kind: 'paint' }] }),
  choose: (memory, { address, esp }) =>
    only({ ...memory, choice: { address, esp, seen: seenOf(readingOf(memory)) }, restsUntil: null }),
  check: (memory, _, { now }) => {
    const { effects } = look(memory, now);
    return { memory: withDue({ ...memory, restsUntil: null }, () => 'fresh'), effects };
  },
  look: (memory, _, { now }) => look(memory, now),
  online: (memory) => only(again(memory)),
  tick: (memory, _, { now }) => only(tick(memory, now)),
  'domain-changed': (memory, { domain }) =>
    only(withDue(memory, (answer) => (answer.report?.domain === domain ? 'fresh' : null))),
  answered: (memory, event, { now }) => only(answered(memory, event, { report: event.report, problem: null }, now)),
  failed: (memory, event, { now }) => only(answered(memory, event, { report: null, problem: event.problem }, now)),
};

/** When one more new domain may be asked for; `now` where at once. */
function allowedAt(asked: TabMemory['asked'], now: number): number {
  const after = (most: number, within: number): number => {
    const recent = asked.filter(({ at }) => now - at < within);
    const oldest = recent[recent.length - most];
    return oldest ? oldest.at + within : now;
  };
  return Math.max(after(MOST_DOMAINS.minute, MINUTE), after(MOST_DOMAINS.hour, HOUR));
}

const noLaterThan = (time: number | null, latest: number): number | null =>
  time === null ? null : Math.min(time, latest);

const pick = <T>(values: Record<string, T>, keys: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)));

function isServed(memory: TabMemory, key: string, rests: string, life: string): boolean {
  const run = memory.runs[key];
  if (run) return run.rests === rests && run.life === life && memory.answers[key]?.due !== 'fresh';
  const answer = memory.answers[key];
  return answer !== undefined && answer.rests === rests && answer.due === null;
}

/** Starts what is missing, drops what is not wanted any more. */
function settle(memory: TabMemory, { now, life }: Surroundings): Step {
  const wanted = wantedOf(memory);
  const reading = readingOf(memory);
  if (wanted.kind !== 'senders' || !reading) {
    return only({ ...memory, answers: {}, runs: {}, restsUntil: null, limitedUntil: null, retryAt: null, tries: 0 });
  }
  const { addresses, esp, origin } = wanted;
  const rests = restsOn(reading);
  const keys = addresses.map((address) => keyOf(esp, address));
  const next: TabMemory = {
    ...memory,
    // Where the clock was ahead, no wait is longer than it would have been.
    restsUntil: noLaterThan(memory.restsUntil, now + REST),
    retryAt: noLaterThan(memory.retryAt, now + HOUR),
    answers: pick(memory.answers, keys),
    runs: pick(memory.runs, keys),
    asked: memory.asked.filter(({ at }) => Math.abs(now - at) < HOUR).slice(-MOST_DOMAINS.hour),
    limitedUntil: null,
  };
  if (next.restsUntil !== null && next.restsUntil > now) return only(next);
  const effects: Effect[] = [];
  for (const [index, key] of keys.entries()) {
    const from = addresses[index] ?? '';
    const domain = domainOf(from);
    if (isServed(next, key, rests, life)) continue;
    if (origin === 'page' && !next.asked.some((one) => one.domain === domain)) {
      const allowed = allowedAt(next.asked, now);
      if (allowed > now) {
        next.limitedUntil = allowed;
        continue;
      }
      next.asked = [...next.asked, { domain, at: now }];
    }
    const answer = next.answers[key];
    const run = next.nextRun;
    next.nextRun += 1;
    next.runs = { ...next.runs, [key]: { id: run, life, rests } };
    if (answer) next.answers = { ...next.answers, [key]: { ...answer, due: null } };
    const { replyTo, account, audience } = reading;
    effects.push({
      kind: 'audit',
      sender: key,
      run,
      fresh: answer?.due === 'fresh',
      from,
      esp,
      replyTo,
      account,
      audience,
    });
  }
  return { memory: { ...next, restsUntil: null }, effects };
}

/** The memory after an event, and what is to be done. */
export function stepTab(memory: TabMemory, event: TabEvent, around: Surroundings): Step {
  const transition = TRANSITIONS[event.kind] as Transition<TabEvent['kind']>;
  const moved = transition(memory, event, around);
  const settled = settle(moved.memory, around);
  return { memory: settled.memory, effects: [...moved.effects, ...settled.effects] };
}

/** When a `tick` is due, ms since 1970; null: not at all. */
export function wakeAt({ restsUntil, limitedUntil, retryAt }: TabMemory): number | null {
  const times = [restsUntil, limitedUntil, retryAt].filter((time) => time !== null);
  return times.length > 0 ? Math.min(...times) : null;
}

const WORST_FIRST: readonly (Verdict | null)[] = ['fail', 'unknown', 'warn', 'pass', null];

const BASE: Omit<TabState, 'tab' | 'url' | 'esp' | 'state' | 'audience' | 'at'> = {
  reason: null,
  expression: null,
  via: null,
  report: null,
  candidates: [],
  typedByHand: false,
  fromStep: null,
  checking: false,
  limitedUntil: null,
  retryAt: null,
};

/** What the tab shows; null where nothing is composed. */
export function showTabMemory(tab: number, memory: TabMemory): TabState | null {
  const wanted = wantedOf(memory);
  const reading = readingOf(memory);
  if (wanted.kind === 'nothing' || !reading) return null;
  const { url, limitedUntil, retryAt, known } = memory;
  const base = { ...BASE, tab, url, esp: reading.esp, audience: reading.audience, at: 0 };
  if (wanted.kind === 'missing') {
    const { reason, expression } = wanted;
    return reason === 'loading' ? { ...base, state: 'loading' } : { ...base, state: 'no-sender', reason, expression };
  }
  const { addresses, esp, origin, via } = wanted;
  const answers = addresses.map((address) => memory.answers[keyOf(esp, address)] ?? null);
  const checking = Object.keys(memory.runs).length > 0;
  const shown = {
    ...base,
    via,
    checking,
    limitedUntil,
    retryAt,
    typedByHand: origin === 'typed',
    fromStep: origin === 'earlier' ? { step: known?.step ?? null } : null,
    at: Math.max(0, ...answers.map((answer) => answer?.at ?? 0)),
  };
  if (addresses.length > 1) {
    const candidates = addresses
      .map((address, index) => ({ address, report: answers[index]?.report ?? null }))
      .sort((a, b) => WORST_FIRST.indexOf(a.report?.verdict ?? null) - WORST_FIRST.indexOf(b.report?.verdict ?? null));
    return { ...shown, state: 'ambiguous', candidates };
  }
  const [answer] = answers;
  if (!answer) return { ...shown, state: 'loading' };
  if (answer.report) return { ...shown, state: 'ready', report: answer.report };
  return { ...shown, state: 'error', reason: answer.problem };
}
