import { open, type RootDatabase } from 'lmdb';

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
 */
export function openDisk(folder: string): Disk {
  const database: RootDatabase<{ order: number; value: object }, [string, string]> = open({
    path: folder,
    encoding: 'json',
    mapSize: 1024 ** 3,
    maxReaders: 8,
  });
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
