import type { Collection } from './collection';
import { type Change, type Disk, memoryDisk, type StoredRecord } from './disk';
import { type Before, Table } from './table';

interface Undo {
  readonly table: Table<object>;
  readonly collection: string;
  readonly id: string;
  readonly before: Before<object> | undefined;
}

/**
 * The state of the local cloud: typed collections in memory, written through to disk.
 *
 * All access is synchronous, so one call never sees half of another. Reads outside a transaction are always allowed;
 * writes only inside `transaction`, which either happens as a whole or not at all.
 */
export class Store {
  private readonly tables = new Map<string, Table<object>>();
  private readonly fromDisk = new Map<string, StoredRecord[]>();
  private undo: Undo[] | undefined;

  constructor(private readonly disk: Disk = memoryDisk) {
    for (const record of disk.load()) {
      const waiting = this.fromDisk.get(record.collection);
      if (waiting) waiting.push(record);
      else this.fromDisk.set(record.collection, [record]);
    }
  }

  /** The record with this key. */
  get<T extends object, I extends string>(of: Collection<T, I>, id: string): T | undefined {
    return this.table(of).get(id);
  }

  /** All records, oldest first. */
  all<T extends object, I extends string>(of: Collection<T, I>): T[] {
    return [...this.table(of).values()];
  }

  /** The records under one key of an index, oldest first. */
  where<T extends object, I extends string>(of: Collection<T, I>, index: I, key: string): T[] {
    return this.table(of).where(index, key);
  }

  /** How many records stand under one key of an index; does not copy them. */
  count<T extends object, I extends string>(of: Collection<T, I>, index: I, key: string): number {
    return this.table(of).count(index, key);
  }

  /** How many records there are. */
  size<T extends object, I extends string>(of: Collection<T, I>): number {
    return this.table(of).size;
  }

  /** A number that grows whenever one of these collections is written to; for caches of what was computed from them. */
  revisionOf(collections: readonly { readonly name: string }[]): number {
    let sum = 0;
    for (const { name } of collections) sum += this.tables.get(name)?.revision ?? 0;
    return sum;
  }

  /** Inserts a record, or replaces the one with the same key. */
  put<T extends object, I extends string>(of: Collection<T, I>, record: T): T {
    this.write(of, of.id(record), record);
    return record;
  }

  /** Replaces some fields of a record; a missing record is a bug of the caller. */
  update<T extends object, I extends string>(of: Collection<T, I>, id: string, changes: Partial<T>): T {
    const record = this.get(of, id);
    if (!record) throw new Error(`there is no ${of.name} with id ${id} to update`);
    return this.put(of, { ...record, ...changes });
  }

  /** Removes a record; removing one that is not there changes nothing. */
  remove<T extends object, I extends string>(of: Collection<T, I>, id: string): void {
    if (this.get(of, id)) this.write(of, id, undefined);
  }

  /**
   * Runs `work` so that either all of its writes happen, in memory and on disk, or none.
   *
   * @throws Whatever `work` throws, after everything it wrote was taken back.
   */
  transaction<R>(work: () => R): R {
    if (this.undo) throw new Error('transactions do not nest');
    const undo: Undo[] = [];
    this.undo = undo;
    try {
      const result = work();
      this.disk.commit(this.changes(undo));
      return result;
    } catch (error) {
      for (const { table, id, before } of undo.reverse()) table.write(id, before?.record, before?.order);
      throw error;
    } finally {
      this.undo = undefined;
    }
  }

  close(): Promise<void> {
    return this.disk.close();
  }

  private table<T extends object, I extends string>(of: Collection<T, I>): Table<T> {
    const existing = this.tables.get(of.name);
    if (existing) return existing as unknown as Table<T>;
    const table = new Table<T>(of);
    for (const { id, value, order } of this.takeFromDisk(of.name)) table.restore(id, value as T, order);
    this.tables.set(of.name, table as unknown as Table<object>);
    return table;
  }

  private takeFromDisk(collection: string): StoredRecord[] {
    const waiting = this.fromDisk.get(collection) ?? [];
    this.fromDisk.delete(collection);
    return waiting.sort((a, b) => a.order - b.order);
  }

  private write<T extends object, I extends string>(of: Collection<T, I>, id: string, next: T | undefined): void {
    if (!this.undo) throw new Error(`a write to ${of.name} outside a transaction`);
    const table = this.table(of);
    const before = table.write(id, next);
    this.undo.push({ table: table as unknown as Table<object>, collection: of.name, id, before });
  }

  private changes(undo: readonly Undo[]): Change[] {
    const latest = new Map<string, Undo>();
    for (const entry of undo) latest.set(`${entry.collection}\n${entry.id}`, entry);
    return [...latest.values()].map(({ table, collection, id }) => ({
      collection,
      id,
      order: table.orderOf(id),
      value: table.get(id),
    }));
  }
}
