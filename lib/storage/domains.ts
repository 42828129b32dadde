import * as z from 'zod/mini';
import { storage } from 'wxt/utils/storage';
import type { DomainRow } from '../domains/domain-row.ts';
import type { Report } from '../report/report.ts';
import { ESP_IDS } from '../esp/esp-id.ts';
import { openBulk } from './bulk.ts';

/** Domains in the list: ten times what is added at once. */
export const MOST_DOMAINS = 10_000;
/** Of those that only a dashboard named. */
const MOST_OF_PAGES = 300;
const CHANGED = 'session:domains-changed';

const text = (most: number) => z.string().check(z.maxLength(most));
const time = z.nullable(z.number());
const verdict = z.enum(['pass', 'warn', 'fail', 'unknown']);
const withDefault = <T>(schema: z.core.$ZodType<T>, value: T) => z.catch(schema, value);

const firstProblem = z.object({
  code: text(60),
  severity: z.enum(['fail', 'unknown', 'warn', 'info']),
  subject: text(400),
  params: z.record(text(60), z.unknown()),
}) as unknown as z.core.$ZodType<NonNullable<DomainRow['first']>>;

const snapshot = z.object({
  at: z.number(),
  verdict,
  codes: z.array(text(60)).check(z.maxLength(200)),
  answers: z.record(text(300), z.array(text(5000)).check(z.maxLength(20))),
});

/** Only the name must be right: every other field that is wrong takes its default. */
const rowSchema: z.core.$ZodType<DomainRow> = z.object({
  domain: text(253).check(z.regex(/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/)),
  esp: withDefault(z.nullable(z.enum([...ESP_IDS, 'none'])), null),
  account: withDefault(z.nullable(text(60)), null),
  client: withDefault(z.nullable(text(100)), null),
  by: withDefault(z.enum(['page', 'user']), 'user'),
  addedAt: withDefault(z.number(), 0),
  verdict: withDefault(z.nullable(verdict), null),
  first: withDefault(z.nullable(firstProblem), null),
  problems: withDefault(z.number(), 0),
  checkedAt: withDefault(time, null),
  sentAt: withDefault(time, null),
  watched: withDefault(z.boolean(), false),
  pendingAt: withDefault(time, null),
  nextAt: withDefault(time, null),
  failures: withDefault(z.number(), 0),
  snapshot: withDefault(z.nullable(snapshot), null),
});

/** Any value as a row; null where it names no domain. */
export function parseRow(stored: unknown): DomainRow | null {
  const result = z.safeParse(rowSchema, stored);
  return result.success ? result.data : null;
}

/** Session storage carries the news to every context: IndexedDB tells nobody. */
const tellOthers = () => storage.setItem(CHANGED, Math.random());
export const watchDomains = (changed: () => void): (() => void) => storage.watch(CHANGED, changed);

/** Every domain of the list, in no particular order. */
export async function readDomainRows(): Promise<DomainRow[]> {
  const stored: unknown[] = await (await openBulk()).getAll('domains');
  return stored.flatMap((one) => parseRow(one) ?? []);
}

export async function readDomainRow(domain: string): Promise<DomainRow | null> {
  return parseRow(await (await openBulk()).get('domains', domain));
}

/** The oldest that only a page named go first; the user's own and the watched ones stay. */
function surplusOf(rows: readonly DomainRow[]): DomainRow[] {
  const ofPages = rows.filter(({ by, watched }) => by === 'page' && !watched);
  return ofPages.sort((a, b) => (a.checkedAt ?? a.addedAt) - (b.checkedAt ?? b.addedAt)).slice(0, -MOST_OF_PAGES);
}

/**
 * Changes these domains in one transaction: `change` is given each row, null where the list does not have it, and gives
 * the new one, null to leave it as it is. It must not wait for anything. Beyond `MOST_DOMAINS` no domain is added.
 */
export async function changeDomains(
  domains: readonly string[],
  change: (row: DomainRow | null, domain: string) => DomainRow | null,
): Promise<void> {
  const transaction = (await openBulk()).transaction('domains', 'readwrite');
  let count = await transaction.store.count();
  let hasNewOfPage = false;
  for (const domain of domains) {
    const known = parseRow(await transaction.store.get(domain));
    const next = change(known, domain);
    if (next === null || (known === null && count >= MOST_DOMAINS)) continue;
    if (known === null) count += 1;
    hasNewOfPage ||= known === null && next.by === 'page';
    void transaction.store.put(next);
  }
  if (hasNewOfPage && count > MOST_OF_PAGES) {
    const rows: unknown[] = await transaction.store.getAll();
    for (const { domain } of surplusOf(rows.flatMap((row) => parseRow(row) ?? [])))
      void transaction.store.delete(domain);
  }
  await transaction.done;
  await tellOthers();
}

/** Takes domains out of the list, with their last reports and what changed at them. */
export async function removeDomains(domains: readonly string[]): Promise<void> {
  const transaction = (await openBulk()).transaction(['domains', 'reports', 'changes'], 'readwrite');
  const changes = transaction.objectStore('changes');
  for (const domain of domains) {
    void transaction.objectStore('domains').delete(domain);
    void transaction.objectStore('reports').delete(domain);
    for (const key of await changes.index('domain').getAllKeys(domain)) void changes.delete(key);
  }
  await transaction.done;
  await tellOthers();
}

/** Keeps a report in place of the domain's last. */
export async function writeLastReport(domain: string, report: Report): Promise<void> {
  await (await openBulk()).put('reports', { domain, report });
}

/** The last report of each of these domains that has one, in their order. */
export async function readLastReports(domains: readonly string[]): Promise<Report[]> {
  const store = (await openBulk()).transaction('reports').store;
  const found = await Promise.all(domains.map((domain) => store.get(domain)));
  return found.flatMap((one) => (one ? [one.report] : []));
}
