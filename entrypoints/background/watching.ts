import type { ExtensionMessage } from '../../lib/messaging/protocol.ts';
import { clearAlarm, setAlarm } from '../../lib/browser/alarms.ts';
import { notify } from '../../lib/browser/notifications.ts';
import { organisationalDomain } from '../../lib/public-suffix/organisational-domain.ts';
import { readSettings } from '../../lib/storage/settings.ts';
import { readWatches, updateWatches } from '../../lib/storage/watches.ts';
import { checkWatch, isOver, withClock } from '../../lib/watch/check-watch.ts';
import type { Watch } from '../../lib/watch/watched.ts';
import { currentWords } from '../../lib/browser/load-words.ts';
import { watchWords } from '../../lib/words/watch.ts';
import { dispatchToAll } from './tabs.ts';
import { resolversOf } from './tools.ts';

export const WATCH_ALARM = 'watch';

const NOTIFICATION = 'watch:';

/** The domain of a notification of ours; null where it is another one. */
export const watchedDomain = (notification: string): string | null =>
  notification.startsWith(NOTIFICATION) ? (notification.slice(NOTIFICATION.length).split(' ')[0] ?? null) : null;

const isDue = (watch: Watch, now: number) => !isOver(watch) && watch.nextAt <= now;

async function scheduleNext(watches: Watch[]): Promise<void> {
  const next = Math.min(...watches.filter((watch) => !isOver(watch)).map(({ nextAt }) => nextAt));
  if (Number.isFinite(next)) await setAlarm(WATCH_ALARM, next);
  else await clearAlarm(WATCH_ALARM);
}

const isSame = (one: Watch, other: Watch) => one.domain === other.domain && one.startedAt === other.startedAt;

async function look(watch: Watch): Promise<void> {
  const resolvers = resolversOf(await readSettings());
  const seen = await checkWatch(watch, organisationalDomain(watch.domain), resolvers, Date.now());
  // The user may have ended it, or started another, while DNS was asked.
  await updateWatches((watches) => watches.map((one) => (isSame(one, watch) ? seen : one)));
  if (seen.state === watch.state) return;
  const words = watchWords(seen, await currentWords());
  if (words) await notify(`${NOTIFICATION}${seen.domain} ${seen.startedAt}`, words.title, words.message);
  if (seen.state === 'live') await dispatchToAll({ kind: 'domain-changed', domain: seen.domain });
}

/** Looks at every watch that is due, and sets the alarm for the next. */
export async function lookAtWatches(): Promise<void> {
  const now = Date.now();
  const known = await readWatches();
  const right = known.map((watch) => withClock(watch, now));
  const isRight = JSON.stringify(right) === JSON.stringify(known);
  const watches = isRight ? known : await updateWatches((all) => all.map((watch) => withClock(watch, now)));
  await Promise.all(watches.filter((watch) => isDue(watch, now)).map(look));
  await scheduleNext(await readWatches());
}

const recordsText = ({ records }: Pick<Watch, 'records'>): string => JSON.stringify(records);

/** "I have published it": the same set of records begins anew, every other set of the domain goes on. */
export async function startWatch(message: ExtensionMessage & { kind: 'watch' }): Promise<Watch | null> {
  const { domain, esp, account, records } = message;
  const now = Date.now();
  let startedAt = now;
  await updateWatches((watches) => {
    const others = watches.filter((one) => one.domain !== domain || recordsText(one) !== recordsText({ records }));
    while (others.some((one) => one.domain === domain && one.startedAt === startedAt)) startedAt += 1;
    const watch: Watch = {
      domain,
      esp,
      account,
      records,
      startedAt,
      nextAt: now,
      tries: 0,
      state: 'watching',
      sightings: [],
    };
    return [...others, watch];
  });
  await lookAtWatches();
  return (await readWatches()).find((one) => one.domain === domain && one.startedAt === startedAt) ?? null;
}

/** Ends one watch of the domain, or all of them. */
export async function stopWatch(domain: string, startedAt: number | undefined): Promise<void> {
  const isMeant = (one: Watch) => one.domain === domain && (startedAt === undefined || one.startedAt === startedAt);
  await scheduleNext(await updateWatches((watches) => watches.filter((one) => !isMeant(one))));
}
