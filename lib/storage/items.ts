import * as z from 'zod/mini';
import { storage, type StorageItemKey, type WxtStorageItem } from 'wxt/utils/storage';

/**
 * One stored item, read through its schema: whatever is missing or wrong in it takes the default of that field, and
 * what the schema does not know stays as it is, so that a newer version's data survives an older one.
 */
export interface StoredItem<T> {
  read: () => Promise<T>;
  /** Any value as this item would read it. */
  parse: (stored: unknown) => T;
  /**
   * Reads, lets `change` make a new value, and writes it, while no other context of the extension does the same.
   * Rejects where the browser does not store it; the old value stays.
   */
  update: (change: (value: T) => T) => Promise<T>;
  /** `before` is the value that this change replaced. */
  watch: (callback: (value: T, before: T) => void) => () => void;
}

export interface ItemOptions<T> {
  schema: z.core.$ZodType<T>;
  fallback: T;
  /** Of the stored shape, counted from 1; kept beside the value by `storage.defineItem`. */
  version?: number;
  /** By version: the shape of the version before it, as this one has it. Each with an example pair in its test. */
  migrations?: Record<number, (stored: unknown) => unknown>;
}

/**
 * Only one context of the extension at a time works on `name`: the worker, popup, report page and settings each have
 * a queue of their own, the browser's lock is shared by all of them.
 */
export async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  let result: T | undefined;
  await navigator.locks.request(`presend ${name}`, async () => {
    result = await work();
  });
  return result as T;
}

export function defineStored<T>(
  key: StorageItemKey,
  { schema, fallback, version = 1, migrations = {} }: ItemOptions<T>,
): StoredItem<T> {
  const parse = (stored: unknown): T => {
    if (stored === null || stored === undefined) return fallback;
    const result = z.safeParse(schema, stored);
    return result.success ? result.data : fallback;
  };
  let ready: Promise<WxtStorageItem<unknown, Record<string, unknown>>> | undefined;
  /** Defined at its first use, under the lock: two contexts that start at once must not both bring it up to date. */
  const open = () =>
    (ready ??= exclusively(key, async () => {
      const item = storage.defineItem<unknown>(key, { version, migrations });
      await item.getValue();
      return item;
    }));
  const read = async () => parse(await (await open()).getValue());
  return {
    read,
    parse,
    async update(change) {
      const item = await open();
      return exclusively(key, async () => {
        const value = change(parse(await item.getValue()));
        await item.setValue(value);
        return value;
      });
    },
    watch: (callback) => storage.watch(key, (stored, before) => callback(parse(stored), parse(before))),
  };
}

/** A list of which every faulty entry is dropped on its own; of more than `most`, the last. */
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

/** A record of which every faulty entry is dropped on its own; of more than `most`, the last. */
export function recordOf<T>(entry: z.core.$ZodType<T>, most: number): z.core.$ZodType<Record<string, T>> {
  return z.pipe(
    z.record(z.string(), z.unknown()),
    z.transform((entries) =>
      Object.fromEntries(
        Object.entries(entries)
          .flatMap(([key, candidate]) => {
            const result = z.safeParse(entry, candidate);
            return result.success ? [[key, result.data] as const] : [];
          })
          .slice(-most),
      ),
    ),
  );
}
