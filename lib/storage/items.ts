import * as z from 'zod/mini';
import { storage, type StorageItemKey } from 'wxt/utils/storage';

/**
 * One stored item, read through its schema: whatever is missing or wrong in it takes the default of that field, and
 * what the schema does not know stays as it is, so that a newer version's data survives an older one.
 */
export interface StoredItem<T> {
  read: () => Promise<T>;
  /** Reads, lets `change` make a new value, and writes it. Calls on one item follow each other. */
  update: (change: (value: T) => T) => Promise<T>;
  /** `before` is the value that this change replaced. */
  watch: (callback: (value: T, before: T) => void) => () => void;
}

export function defineStored<T>(key: StorageItemKey, schema: z.core.$ZodType<T>, fallback: T): StoredItem<T> {
  const parse = (stored: unknown): T => {
    if (stored === null || stored === undefined) return fallback;
    const result = z.safeParse(schema, stored);
    return result.success ? result.data : fallback;
  };
  let last: Promise<unknown> = Promise.resolve();
  const read = async () => parse(await storage.getItem(key));
  return {
    read,
    update(change) {
      const next = last.then(async () => {
        const value = change(await read());
        await storage.setItem(key, value);
        return value;
      });
      // A failed write must not stop those that follow it.
      last = next.catch(() => undefined);
      return next;
    },
    watch: (callback) => storage.watch(key, (stored, before) => callback(parse(stored), parse(before))),
  };
}

/** A list of which every faulty entry is dropped on its own. */
export function listOf<T>(entry: z.core.$ZodType<T>, most: number): z.core.$ZodType<T[]> {
  return z.pipe(
    z.array(z.unknown()),
    z.transform((entries) =>
      entries
        .flatMap((candidate) => {
          const result = z.safeParse(entry, candidate);
          return result.success ? [result.data] : [];
        })
        .slice(-most),
    ),
  );
}
