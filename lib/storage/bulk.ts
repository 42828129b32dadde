import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { DomainRow } from '../domains/domain-row.ts';
import type { Report } from '../report/report.ts';
import type { DomainChange } from '../domains/snapshot.ts';

/** What is too much for `storage.local`, which rewrites a value as a whole: one record a domain. */
export interface BulkSchema extends DBSchema {
  domains: { key: string; value: DomainRow };
  /** The last report of each domain. */
  reports: { key: string; value: { domain: string; report: Report } };
  /** What changed at each domain, in the order in which it was seen. */
  changes: { key: number; value: DomainChange; indexes: { domain: string } };
  /** Keys of connected accounts, by ESP: here, because no content script can open this database in any browser. */
  keys: { key: string; value: { esp: string; key: string } };
}

const NAME = 'presend';

/** One step for each version of the schema, counted from 1; a step is never changed once it was released. */
const STEPS: ((database: IDBPDatabase<BulkSchema>) => void)[] = [
  (database) => {
    database.createObjectStore('domains', { keyPath: 'domain' });
    database.createObjectStore('reports', { keyPath: 'domain' });
  },
  (database) => {
    database.createObjectStore('keys', { keyPath: 'esp' });
  },
  (database) => {
    database.createObjectStore('changes', { autoIncrement: true }).createIndex('domain', 'domain');
  },
];

let opened: Promise<IDBPDatabase<BulkSchema>> | undefined;

/**
 * The database, brought to the newest version. A context with an older version lets go of it at once, so that an update
 * never waits for a page that is open.
 */
export function openBulk(): Promise<IDBPDatabase<BulkSchema>> {
  opened ??= openDB<BulkSchema>(NAME, STEPS.length, {
    upgrade(database, from) {
      for (const step of STEPS.slice(from)) step(database);
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    terminated() {
      opened = undefined;
    },
  });
  // What failed once (storage forbidden, disk full) is tried again at the next use.
  opened.catch(() => (opened = undefined));
  return opened;
}
