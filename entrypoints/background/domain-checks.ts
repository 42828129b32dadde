import { clearAlarm, setAlarm } from '../../lib/browser/alarms.ts';
import { currentWords } from '../../lib/browser/load-words.ts';
import { notify } from '../../lib/browser/notifications.ts';
import type { DomainRow } from '../../lib/domains/domain-row.ts';
import { hasAnswers, type DomainChange } from '../../lib/domains/snapshot.ts';
import { changeQueue, readQueue } from '../../lib/storage/domain-queue.ts';
import { changeDomains, readDomainRow, readDomainRows } from '../../lib/storage/domains.ts';
import { readHistory } from '../../lib/storage/history.ts';
import { nextAuditAt, retryAt, withinADay } from '../../lib/watch/audit-times.ts';
import { MINUTE } from '../../lib/watch/schedule.ts';
import { driftWords, type Drift } from '../../lib/words/drift.ts';
import { auditAndKeep } from './audits.ts';

/** The checks that were asked for many domains at once, and the daily audits of the watched ones. */

export const DOMAINS_ALARM = 'domains';
const NOTIFICATION = 'drift:';
/** Audits at one time: what public resolvers bear from one browser beside its campaigns. */
const LANES = 4;
/** Daily audits of one run: after a week offline all are due at once. */
const MOST_OF_A_RUN = 60;
/** The worker may be ended at any moment: this alarm goes on with what is left. */
const HEARTBEAT = MINUTE / 2;

/** Where a notification of ours leads; null where it is another one. */
export function driftPlace(notification: string): string | null {
  if (!notification.startsWith(NOTIFICATION)) return null;
  const domain = notification.slice(NOTIFICATION.length);
  return domain === '' ? '#/domains' : `#/history/${encodeURIComponent(domain)}`;
}

const isDue = (row: DomainRow, now: number): boolean =>
  row.watched && row.nextAt !== null && withinADay(row.nextAt, now) <= now;

/** What is to be audited now: what somebody waits for first, in the order in which it was asked for. */
function toWork(rows: readonly DomainRow[], isPaused: boolean, now: number): DomainRow[] {
  const waiting = rows.filter(({ pendingAt }) => pendingAt !== null && !isPaused);
  const due = rows.filter((row) => row.pendingAt === null && isDue(row, now)).slice(0, MOST_OF_A_RUN);
  return [...waiting.toSorted((a, b) => (a.pendingAt ?? 0) - (b.pendingAt ?? 0)), ...due];
}

/** Sets the alarm for what is left: soon where somebody waits, else when the next watched domain is due. */
async function scheduleNext(isStalled: boolean, now: number): Promise<void> {
  const [rows, queue] = await Promise.all([readDomainRows(), readQueue()]);
  const isWaited = rows.some(({ pendingAt }) => pendingAt !== null) && !queue.paused;
  const times = rows.flatMap((row) => (row.watched && row.nextAt !== null ? [withinADay(row.nextAt, now)] : []));
  if (isWaited) times.push(now + (isStalled ? 5 * MINUTE : HEARTBEAT));
  const next = times.reduce((least, time) => Math.min(least, time), Infinity);
  if (next === Infinity) await clearAlarm(DOMAINS_ALARM);
  else await setAlarm(DOMAINS_ALARM, Math.max(next, now + (isStalled ? 5 * MINUTE : MINUTE / 2)));
}

/** Audits one domain past every cache, and sets when it is audited next. Null where no resolver answered. */
async function auditRow(row: DomainRow): Promise<DomainChange[] | null> {
  const { domain, esp, account } = row;
  const input = { from: domain, replyTo: null, esp, account, selectors: [] };
  const { changes, isAnswered } = await auditAndKeep(input, { fresh: true, by: 'list' }).then(
    (kept) => ({ changes: kept.changes, isAnswered: hasAnswers(kept.report) }),
    // A mistake of ours in one domain must not stop the others.
    () => ({ changes: [], isAnswered: true }),
  );
  const now = Date.now();
  await changeDomains([domain], (known) => {
    if (known === null) return null;
    const nextAt = isAnswered ? nextAuditAt(domain, now) : retryAt(known.failures, now);
    return { ...known, pendingAt: isAnswered ? null : known.pendingAt, nextAt: known.watched ? nextAt : null };
  });
  return isAnswered ? changes : null;
}

/** What a notification says of a domain that got worse: the key or record that broke, and the last campaign before. */
async function toDrift(changes: readonly DomainChange[]): Promise<Drift | null> {
  const verdict = changes.find(({ kind, isWorse }) => kind === 'verdict' && isWorse);
  if (verdict === undefined) return null;
  const { domain, since, after } = verdict;
  const cause = changes.find(({ kind, isWorse }) => kind !== 'verdict' && isWorse);
  const lastSend = (await readHistory(domain)).findLast(({ kind }) => kind === 'send');
  const row = await readDomainRow(domain);
  const esp = row?.esp === 'none' ? null : (row?.esp ?? null);
  const { first = null } = row ?? {};
  return { domain, esp, since, verdict: after[0] ?? '', cause, lastSend: lastSend?.at ?? null, first };
}

async function tell(found: readonly DomainChange[][]): Promise<void> {
  const all = await Promise.all(found.map(toDrift));
  const drifts = all.filter((drift) => drift !== null);
  if (drifts.length === 0) return;
  const { title, message } = driftWords(drifts, await currentWords());
  await notify(`${NOTIFICATION}${drifts.length === 1 ? drifts[0]?.domain : ''}`, title, message);
}

async function run(): Promise<void> {
  const found: DomainChange[][] = [];
  let isStalled = false;
  await scheduleNext(false, Date.now());
  const taken = new Set<string>();
  let work: DomainRow[] = [];
  /** The next domain that no lane has and that is still wanted; null where there is none, or the user paused. */
  const take = async (): Promise<DomainRow | null> => {
    if (work.length === 0) {
      const [rows, { paused }] = await Promise.all([readDomainRows(), readQueue()]);
      work = toWork(rows, paused, Date.now()).filter(({ domain }) => !taken.has(domain));
    }
    const next = work.shift();
    if (next === undefined) return null;
    if (taken.has(next.domain)) return take();
    taken.add(next.domain);
    if (next.pendingAt === null) return next;
    const [row, { paused }] = await Promise.all([readDomainRow(next.domain), readQueue()]);
    if (row === null || row.pendingAt === null || paused) return take();
    return row;
  };
  const lane = async (): Promise<void> => {
    for (let row = await take(); row !== null && !isStalled; row = await take()) {
      const changes = await auditRow(row);
      if (changes === null) isStalled = true;
      else if (row.watched) found.push(changes);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const { stalledAt } = await readQueue();
  if (isStalled !== (stalledAt !== null)) await changeQueue({ stalledAt: isStalled ? Date.now() : null });
  await scheduleNext(isStalled, Date.now());
  await tell(found);
}

let running: Promise<void> | null = null;
let isAskedAgain = false;

/**
 * Audits every domain that waits or is due, one run at a time: what is asked for meanwhile is seen by that run, or by
 * one after it.
 */
export async function runDomains(): Promise<void> {
  if (running) {
    isAskedAgain = true;
    return running;
  }
  running = run().catch(() => undefined);
  await running;
  running = null;
  if (!isAskedAgain) return;
  isAskedAgain = false;
  await runDomains();
}
