import type { ExtensionMessage } from '../../lib/messaging/protocol.ts';
import { clearAlarm, setAlarm } from '../../lib/browser/alarms.ts';
import { notify } from '../../lib/browser/notifications.ts';
import { organisationalDomain } from '../../lib/public-suffix/organisational-domain.ts';
import { readSettings } from '../../lib/storage/settings.ts';
import { readWatches, updateWatches } from '../../lib/storage/watches.ts';
import { checkWatch, isOver } from '../../lib/watch/check-watch.ts';
import type { Watch } from '../../lib/watch/watched.ts';
import { currentWords } from '../../lib/browser/load-words.ts';
import { watchWords } from '../../lib/words/watch.ts';
import { dispatchToAll } from './tabs.ts';
import { resolversOf } from './tools.ts';

export const WATCH_ALARM = 'watch';

const isDue = (watch: Watch, now: number) => !isOver(watch) && watch.nextAt <= now;

async function scheduleNext(watches: Watch[]): Promise<void> {
  const next = Math.min(...watches.filter((watch) => !isOver(watch)).map(({ nextAt }) => nextAt));
  if (Number.isFinite(next)) await setAlarm(WATCH_ALARM, next);
  else await clearAlarm(WATCH_ALARM);
}

const replace = (watches: Watch[], changed: Watch) =>
  watches.map((watch) => (watch.domain === changed.domain && watch.startedAt === changed.startedAt ? changed : watch));

async function look(watch: Watch): Promise<void> {
  const resolvers = resolversOf(await readSettings());
  const seen = await checkWatch(watch, organisationalDomain(watch.domain), resolvers, Date.now());
  await updateWatches((watches) => replace(watches, seen));
  if (seen.state === watch.state) return;
  const words = watchWords(seen, await currentWords());
  if (words) await notify(`watch:${seen.domain}`, words.title, words.message);
  if (seen.state === 'live') await dispatchToAll({ kind: 'domain-changed', domain: seen.domain });
}

/** Looks at every watch that is due, and sets the alarm for the next. */
export async function lookAtWatches(): Promise<void> {
  const now = Date.now();
  for (const watch of await readWatches()) if (isDue(watch, now)) await look(watch);
  await scheduleNext(await readWatches());
}

/** "I have published it": one watch per domain; a new one takes the old one's place. */
export async function startWatch(message: ExtensionMessage & { kind: 'watch' }): Promise<Watch | null> {
  const { domain, from, esp, account, records } = message;
  const now = Date.now();
  const watch: Watch = {
    domain,
    from,
    esp,
    account,
    records,
    startedAt: now,
    nextAt: now,
    tries: 0,
    state: 'watching',
    sightings: [],
  };
  await updateWatches((watches) => [...watches.filter((one) => one.domain !== domain), watch]);
  await lookAtWatches();
  return (await readWatches()).find((one) => one.domain === domain) ?? null;
}

export async function stopWatch(domain: string): Promise<void> {
  await scheduleNext(await updateWatches((watches) => watches.filter((one) => one.domain !== domain)));
}
