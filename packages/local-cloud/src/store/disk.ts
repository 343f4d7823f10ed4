import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { damageOf } from './state-file';

/** How records stand in LMDB: by collection and id. */
type Database = RootDatabase<{ order: number; value: object }, [string, string]>;

/** One change of one record, as it goes to disk; no value means removed. */
export interface Change {
  readonly collection: string;
  readonly id: string;
  /** Position among the records of its collection, oldest first. */
  readonly order: number;
  readonly value: object | undefined;
}

/** One record as it comes back from disk. */
export type StoredRecord = Change & { readonly value: object };

/** Where the store keeps what it has acknowledged. */
export interface Disk {
  /** Every record, in no particular order. */
  load(): Iterable<StoredRecord>;
  /** Writes a set of changes as one transaction; when it returns they survive the death of this process. */
  commit(changes: readonly Change[]): void;
  close(): Promise<void>;
}

/** Keeps nothing: for unit tests. */
export const memoryDisk: Disk = {
  load: () => [],
  commit: () => undefined,
  close: () => Promise.resolve(),
};

/**
 * Opens a durable disk in a folder: an LMDB environment, committed synchronously per acknowledged call.
 *
 * LMDB writes through the operating system's page cache, so a killed process loses nothing that was committed; after a
 * power cut the last moments may be missing, but the data stays consistent.
 *
 * @throws When the folder cannot be used, or what is in it is damaged; the message says which and what to do.
 */
export function openDisk(folder: string): Disk {
  const damage = damageOf(join(folder, 'data.mdb'));
  if (damage !== undefined) {
    throw new Error(
      `the state is damaged: ${damage}; put a copy of ${folder} back, or remove it to begin with nothing`,
    );
  }
  const database = openDatabase(folder);
  return {
    *load() {
      for (const { key, value } of database.getRange({})) {
        yield { collection: key[0], id: key[1], order: value.order, value: value.value };
      }
    },
    commit(changes) {
      if (changes.length === 0) return;
      database.transactionSync(() => {
        for (const { collection, id, order, value } of changes) {
          if (value) database.putSync([collection, id], { order, value });
          else database.removeSync([collection, id]);
        }
      });
    },
    close: () => database.close(),
  };
}

function openDatabase(folder: string): Database {
  try {
    return open({ path: folder, encoding: 'json', mapSize: 1024 ** 3, maxReaders: 8 });
  } catch (cause) {
    throw new Error(`cannot keep state in ${folder}: ${(cause as Error).message}`, { cause });
  }
}
