import * as z from 'zod/mini';
import type { DomainChange } from '../domains/snapshot.ts';
import { openBulk } from './bulk.ts';

/** What changed at the domains of the list: bounded, the oldest go first. */
export const MOST_CHANGES = 20_000;
const LONGEST_ANSWER = 5000;

const text = (most: number) => z.string().check(z.maxLength(most));
const answers = z.array(text(LONGEST_ANSWER)).check(z.maxLength(20));

const changeSchema: z.core.$ZodType<DomainChange> = z.object({
  domain: text(253),
  at: z.number(),
  since: z.number(),
  kind: z.enum(['record', 'key', 'verdict']),
  name: text(400),
  before: answers,
  after: answers,
  codes: z.array(text(60)).check(z.maxLength(200)),
  isWorse: z.boolean(),
});

const parseAll = (stored: readonly unknown[]): DomainChange[] =>
  stored.flatMap((one) => {
    const result = z.safeParse(changeSchema, one);
    return result.success ? [result.data] : [];
  });

/** What changed at one domain, the oldest first. */
export async function readChanges(domain: string): Promise<DomainChange[]> {
  return parseAll(await (await openBulk()).getAllFromIndex('changes', 'domain', domain));
}

const cut = (texts: string[]): string[] => texts.slice(0, 20).map((one) => one.slice(0, LONGEST_ANSWER));

export async function addChanges(changes: readonly DomainChange[]): Promise<void> {
  if (changes.length === 0) return;
  const transaction = (await openBulk()).transaction('changes', 'readwrite');
  for (const change of changes)
    void transaction.store.add({ ...change, before: cut(change.before), after: cut(change.after) });
  const surplus = (await transaction.store.count()) - MOST_CHANGES;
  let cursor = surplus > 0 ? await transaction.store.openKeyCursor() : null;
  for (let left = surplus; left > 0 && cursor; left -= 1) {
    void transaction.store.delete(cursor.primaryKey);
    cursor = await cursor.continue();
  }
  await transaction.done;
}
