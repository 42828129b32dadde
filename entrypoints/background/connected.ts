import { clearAlarm, setAlarm } from '../../lib/browser/alarms.ts';
import { currentWords } from '../../lib/browser/load-words.ts';
import { notify } from '../../lib/browser/notifications.ts';
import { dropOrigin, hasOrigin } from '../../lib/browser/permissions.ts';
import { parseSender } from '../../lib/domain/address.ts';
import {
  INTERVAL,
  maskKey,
  withoutAccount,
  withReading,
  withVerdict,
  withWaiting,
  type Account,
  type Notice,
  type WaitingDomain,
} from '../../lib/esp-api/account.ts';
import { createApiClient, type ApiTools } from '../../lib/esp-api/client.ts';
import { readAccount } from '../../lib/esp-api/read-account.ts';
import { ESP_APIS } from '../../lib/esp/apis.ts';
import type { PageEspId } from '../../lib/esp/esp-id.ts';
import type { Connection } from '../../lib/messaging/protocol.ts';
import { readAccounts, readWaiting, updateAccounts, updateWaiting } from '../../lib/storage/accounts.ts';
import { exclusively } from '../../lib/storage/items.ts';
import { eraseKey, readKey, writeKey } from '../../lib/storage/keys.ts';
import { waitingNoticeWords } from '../../lib/words/account-words.ts';
import { auditAndRemember } from './audits.ts';

/** Accounts that the user connected by a key: asked by alarm, and what waits in them audited. */

export const WAITING_ALARM = 'waiting';
const NOTIFICATION = 'waiting:';
/** Domains that are audited in one go, and how many at once. */
const MOST_DOMAINS = 60;
const AT_ONCE = 4;
/** The user's own press on "Check now" asks an API again no sooner, in ms. */
const PRESSES_APART = 60_000;

export const isWaitingNotice = (notification: string): boolean => notification.startsWith(NOTIFICATION);

export const API_TOOLS: ApiTools = {
  fetch: (url, init) => fetch(url, init),
  now: Date.now,
  wait: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
  timeout: 10_000,
};

function domainOf(from: string): string | null {
  const sender = parseSender(from);
  return sender.ok ? sender.value.domain : null;
}

/** Changes an account that is still the one that was connected then: it may have been erased in the meantime. */
async function changeAccount({ esp, connectedAt }: Account, change: (account: Account) => Account): Promise<boolean> {
  const isSame = (one: Account) => one.esp === esp && one.connectedAt === connectedAt;
  const all = await updateAccounts((accounts) => accounts.map((one) => (isSame(one) ? change(one) : one)));
  return all.some(isSame);
}

async function readOne(account: Account): Promise<void> {
  const { esp, origin } = account;
  const api = ESP_APIS[esp];
  const key = await readKey(esp);
  const isAllowed = await hasOrigin(origin);
  const client = key !== null && isAllowed ? createApiClient(api, key, API_TOOLS) : null;
  if (!client) {
    // Without its key the account is not asked again; without the host's permission, once that is given back.
    const kind = key === null ? 'wrong-key' : 'unreachable';
    const nextAt = key === null ? null : Date.now() + INTERVAL;
    await changeAccount(account, (one) => ({ ...one, troubles: [{ part: 'campaigns', trouble: { kind } }], nextAt }));
    return;
  }
  const reading = await readAccount(api, client);
  const isThere = await changeAccount(account, (one) => withReading(one, reading, Date.now()));
  if (isThere) await updateWaiting((waiting) => withWaiting(waiting, esp, reading, domainOf));
}

async function tell(notice: Notice): Promise<void> {
  const words = waitingNoticeWords(notice, await currentWords());
  await notify(`${NOTIFICATION}${notice.campaign.esp} ${notice.domain}`, words.title, words.message);
}

/** Audits one domain past every cache; an audit that fails itself changes nothing. */
async function auditDomain({ esp, domain }: WaitingDomain): Promise<void> {
  const input = { from: domain, replyTo: null, esp, account: null };
  const report = await auditAndRemember(input, { fresh: true, by: 'page' }).catch(() => null);
  if (!report) return;
  const [first] = report.words.findings;
  const isBad = report.verdict === 'fail' || report.verdict === 'warn';
  const problem = isBad && first ? { title: first.title, action: first.action ?? '' } : null;
  let notice: Notice | null = null;
  await updateWaiting((waiting) => ({
    ...waiting,
    domains: waiting.domains.map((one) => {
      if (one.esp !== esp || one.domain !== domain) return one;
      const changed = withVerdict(waiting, one, { verdict: report.verdict, problem }, Date.now());
      ({ notice } = changed);
      return changed.domain;
    }),
  }));
  if (notice) await tell(notice);
}

async function auditWaiting(): Promise<void> {
  const { domains } = await readWaiting();
  const queue = domains.toSorted((one, other) => (one.at ?? 0) - (other.at ?? 0)).slice(0, MOST_DOMAINS);
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await auditDomain(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function scheduleNext(): Promise<void> {
  const accounts = await readAccounts();
  const times = accounts.flatMap(({ nextAt }) => nextAt ?? []);
  if (times.length > 0) await setAlarm(WAITING_ALARM, Math.min(...times));
  else await clearAlarm(WAITING_ALARM);
}

/** Where the clock was ahead, no wait is longer than the longest that is ever set. */
const isDue = ({ nextAt }: Account, now: number): boolean =>
  nextAt !== null && (nextAt <= now || nextAt - now > 2 * 24 * 3_600_000);

/** Asks every account that is due, audits all that waits to be sent, and sets the alarm for the next time. */
export function lookAtAccounts(): Promise<void> {
  return exclusively('look at accounts', async () => {
    const due = (await readAccounts()).filter((account) => isDue(account, Date.now()));
    for (const account of due) await readOne(account);
    if (due.length > 0) await auditWaiting();
    await scheduleNext();
  });
}

/** The user's "Check now": DNS is asked at once, an API only where it was not asked a moment ago. */
export function checkWaiting(): Promise<void> {
  return exclusively('look at accounts', async () => {
    for (const account of await readAccounts()) {
      const isFree = account.nextAt !== null && account.failures === 0;
      if (isFree && Date.now() - (account.readAt ?? 0) >= PRESSES_APART) await readOne(account);
    }
    await auditWaiting();
    await scheduleNext();
  });
}

/** Tries a key, and keeps it unless the API refuses it. The host's permission was asked on the click before. */
export async function connect(esp: PageEspId, text: string): Promise<Connection> {
  const key = text.trim();
  const api = ESP_APIS[esp];
  const origin = api.originOf(key);
  const client = createApiClient(api, key, API_TOOLS);
  if (origin === null || !client) return 'no-key';
  if (!(await hasOrigin(origin))) return 'no-access';
  const reading = await readAccount(api, client);
  const [stop] = reading.troubles.map(({ trouble }) => trouble.kind);
  if (stop === 'wrong-key' || stop === 'revoked' || stop === 'unreachable') return stop;
  const now = Date.now();
  const account: Account = {
    esp,
    masked: maskKey(key),
    origin,
    connectedAt: now,
    readAt: null,
    nextAt: now,
    failures: 0,
    troubles: [],
    domains: [],
  };
  await writeKey(esp, key);
  await updateAccounts((all) => [...all.filter((one) => one.esp !== esp), withReading(account, reading, now)]);
  await updateWaiting((waiting) => withWaiting(withoutAccount(waiting, esp), esp, reading, domainOf));
  await scheduleNext();
  void auditWaiting();
  return 'connected';
}

/** Erases the key, what was read with it, and the right to ask its host. */
export async function disconnect(esp: PageEspId): Promise<void> {
  await eraseKey(esp);
  const account = (await readAccounts()).find((one) => one.esp === esp);
  await updateAccounts((all) => all.filter((one) => one.esp !== esp));
  await updateWaiting((waiting) => withoutAccount(waiting, esp));
  await scheduleNext();
  if (account) await dropOrigin(account.origin);
}
