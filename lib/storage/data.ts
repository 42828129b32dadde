import { storage } from 'wxt/utils/storage';
import type { DomainRow } from '../domains/domain-row.ts';
import { acceptedItem } from './accepted.ts';
import { openBulk } from './bulk.ts';
import { changeDomains, parseRow, readDomainRows } from './domains.ts';
import { historyItem } from './history.ts';
import type { StoredItem } from './items.ts';
import { observationsItem } from './observations.ts';
import { picksItem } from './picks.ts';
import { settingsItem, type Settings } from './settings.ts';
import { watchesItem } from './watches.ts';

/** Everything that is kept, as one file: written, read back, erased. Keys of services are never part of it. */

const FORMAT = 'presend-data';
const VERSION = 1;
/** Characters: 10,000 domains and a full history stay below it. */
const LONGEST = 50_000_000;

export type ImportFault = 'too-large' | 'no-json' | 'not-ours' | 'newer';

/** What an import brought that was not there before, or replaced an older one. */
export interface ImportCounts {
  settings: number;
  history: number;
  domains: number;
  /** Watches, test results, ignored warnings, picked elements. */
  others: number;
}

interface Part {
  read: () => Promise<unknown>;
  /** Resolves with how many entries are new. */
  merge: (imported: unknown) => Promise<number>;
}

/** A list in which `keyOf` tells which entries are the same; of two, the one that is here stays. */
function listPart<T>(item: StoredItem<T[]>, keyOf: (one: T) => unknown[], order: (one: T) => number): Part {
  const key = (one: T) => JSON.stringify(keyOf(one));
  return {
    read: item.read,
    async merge(imported) {
      let added = 0;
      await item.update((here) => {
        const known = new Set(here.map(key));
        const fresh = item.parse(imported).filter((one) => !known.has(key(one)));
        added = fresh.length;
        return fresh.length === 0 ? here : [...fresh, ...here].sort((a, b) => order(a) - order(b));
      });
      return added;
    },
  };
}

const observationsPart: Part = {
  read: observationsItem.read,
  async merge(imported) {
    let added = 0;
    await observationsItem.update((here) => {
      const newer = Object.entries(observationsItem.parse(imported)).filter(([key, { at }]) => {
        const known = here[key];
        return known === undefined || known.at < at;
      });
      added = newer.length;
      return { ...here, ...Object.fromEntries(newer) };
    });
    return added;
  },
};

/** The file's settings count, where it has them and they are valid; the pages without badge of both are kept. */
const settingsPart: Part = {
  read: settingsItem.read,
  async merge(imported) {
    if (typeof imported !== 'object' || imported === null) return 0;
    const read = settingsItem.parse(imported);
    const isWhole = (key: string) =>
      JSON.stringify(read[key as keyof Settings]) === JSON.stringify(imported[key as keyof typeof imported]);
    const changed = Object.fromEntries(
      Object.entries(read).filter(([key]) => key in imported && key !== 'hiddenOn' && isWhole(key)),
    );
    let count = 0;
    await settingsItem.update((here) => {
      const before: Record<string, unknown> = { ...here };
      count = Object.entries(changed).filter(
        ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key]),
      ).length;
      return { ...here, ...changed, hiddenOn: [...new Set([...here.hiddenOn, ...read.hiddenOn])].slice(-200) };
    });
    return count;
  },
};

const isNewer = (row: DomainRow, than: DomainRow) => (row.checkedAt ?? 0) > (than.checkedAt ?? 0);

/** Of two rows of a domain the one that was checked last; what the user said of it here stays. */
const mergeRows = (here: DomainRow, other: DomainRow): DomainRow => ({
  ...(isNewer(other, here) ? other : here),
  by: here.by === 'user' ? 'user' : other.by,
  client: here.client ?? other.client,
  watched: here.watched || other.watched,
  pendingAt: here.pendingAt,
});

const domainsPart: Part = {
  read: readDomainRows,
  async merge(imported) {
    const rows = Array.isArray(imported) ? imported.flatMap((one) => parseRow(one) ?? []) : [];
    const byName = new Map(rows.map((row) => [row.domain, row]));
    let added = 0;
    await changeDomains([...byName.keys()], (here, domain) => {
      const other = byName.get(domain);
      if (other === undefined) return null;
      if (here === null) {
        added += 1;
        return { ...other, pendingAt: null };
      }
      const merged = mergeRows(here, other);
      return JSON.stringify(merged) === JSON.stringify(here) ? null : merged;
    });
    return added;
  },
};

const PARTS: Record<string, Part> = {
  settings: settingsPart,
  history: listPart(
    historyItem,
    ({ domain, esp, kind, at }) => [domain, esp, kind, at],
    ({ at }) => at,
  ),
  domains: domainsPart,
  accepted: listPart(
    acceptedItem,
    ({ domain, code }) => [domain, code],
    ({ at }) => at,
  ),
  observations: observationsPart,
  picks: listPart(
    picksItem,
    ({ esp, frame }) => [esp, frame],
    () => 0,
  ),
  watches: listPart(
    watchesItem,
    ({ domain, records }) => [domain, records],
    ({ startedAt }) => startedAt,
  ),
};

/** Everything that is stored in this browser, as the text of a file that `importAll` reads. */
export async function exportAll(now: number): Promise<string> {
  const parts = await Promise.all(Object.entries(PARTS).map(async ([key, { read }]) => [key, await read()] as const));
  const file = { format: FORMAT, version: VERSION, exportedAt: new Date(now).toISOString() };
  return `${JSON.stringify({ ...file, ...Object.fromEntries(parts) }, null, 2)}\n`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an export holds; a fault where it is none. Exports of before the format had a name are told by their keys. */
function readFile(text: string): Record<string, unknown> | ImportFault {
  if (text.length > LONGEST) return 'too-large';
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return 'no-json';
  }
  if (!isObject(file)) return 'not-ours';
  if (file['format'] === FORMAT) return Number(file['version']) > VERSION ? 'newer' : file;
  const isOlder = file['format'] === undefined && Object.keys(file).some((key) => Object.hasOwn(PARTS, key));
  return isOlder ? file : 'not-ours';
}

/**
 * Reads an export back and merges it: nothing that is here is lost, what is damaged in the file is left out. Rejects
 * where the browser does not store it; the parts before are then merged.
 */
export async function importAll(
  text: string,
): Promise<{ ok: true; value: ImportCounts } | { ok: false; fault: ImportFault }> {
  const file = readFile(text);
  if (typeof file === 'string') return { ok: false, fault: file };
  const counts: ImportCounts = { settings: 0, history: 0, domains: 0, others: 0 };
  for (const [key, { merge }] of Object.entries(PARTS)) {
    if (file[key] === undefined) continue;
    const added = await merge(file[key]);
    if (key === 'settings' || key === 'history' || key === 'domains') counts[key] += added;
    else counts.others += added;
  }
  return { ok: true, value: counts };
}

/** Erases everything, the keys of services included. */
export async function eraseAll(): Promise<void> {
  const bulk = await openBulk();
  const erased = [...bulk.objectStoreNames].map((name) => bulk.clear(name));
  await Promise.all([...erased, storage.clear('local'), storage.clear('session')]);
}
