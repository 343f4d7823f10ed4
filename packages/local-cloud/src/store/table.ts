import type { Collection } from './collection';

/** What stood under a key before a write: the record and its place. */
export interface Before<T extends object> {
  readonly record: T;
  readonly order: number;
}

/**
 * The records of one collection in memory, oldest first, with their indexes kept current.
 *
 * A record keeps its place for as long as it exists, through replacement, undo and restart.
 */
export class Table<T extends object> {
  private readonly records = new Map<string, T>();
  private readonly orders = new Map<string, number>();
  private nextOrder = 1;
  private writes = 0;
  private readonly indexes = new Map<string, Map<string, Map<string, T>>>();

  constructor(private readonly definition: Collection<T>) {
    for (const name of Object.keys(definition.indexes)) this.indexes.set(name, new Map());
  }

  get size(): number {
    return this.records.size;
  }

  /** Grows with every write, so that what was computed from these records can tell whether they have changed. */
  get revision(): number {
    return this.writes;
  }

  get(id: string): T | undefined {
    return this.records.get(id);
  }

  values(): IterableIterator<T> {
    return this.records.values();
  }

  /** The records under one key of an index, oldest first. */
  where(index: string, key: string): T[] {
    return [...(this.indexes.get(index)?.get(key)?.values() ?? [])];
  }

  /** How many records stand under one key of an index. */
  count(index: string, key: string): number {
    return this.indexes.get(index)?.get(key)?.size ?? 0;
  }

  /** The record's position, oldest first; it keeps its place when it is replaced. */
  orderOf(id: string): number {
    return this.orders.get(id) ?? 0;
  }

  /** Puts back a record that was read from disk. */
  restore(id: string, record: T, order: number): void {
    this.write(id, record, order);
  }

  /**
   * Sets or removes (with `undefined`) one record and answers what stood there before.
   *
   * @param order - The place of a record that comes back; a new one goes to the end.
   */
  write(id: string, next: T | undefined, order = this.orders.get(id) ?? this.nextOrder): Before<T> | undefined {
    const record = this.records.get(id);
    const before = record && { record, order: this.orderOf(id) };
    this.writes += 1;
    if (next) {
      this.nextOrder = Math.max(this.nextOrder, order + 1);
      this.orders.set(id, order);
      this.place(this.records, id, next);
    } else {
      this.records.delete(id);
      this.orders.delete(id);
    }
    for (const [name, keyOf] of Object.entries(this.definition.indexes)) this.reindex(name, keyOf, id, record, next);
    return before;
  }

  /** Sets a record in a map that is kept oldest first. */
  private place(into: Map<string, T>, id: string, record: T): void {
    const isAtEnd = into.has(id) || this.orderOf(id) === this.nextOrder - 1;
    into.set(id, record);
    if (isAtEnd) return;
    const sorted = [...into].sort(([a], [b]) => this.orderOf(a) - this.orderOf(b));
    into.clear();
    for (const [key, value] of sorted) into.set(key, value);
  }

  private reindex(
    name: string,
    keyOf: (record: T) => string | undefined,
    id: string,
    before: T | undefined,
    next: T | undefined,
  ): void {
    const index = this.indexes.get(name);
    if (!index) return;
    const oldKey = before && keyOf(before);
    const newKey = next && keyOf(next);
    if (oldKey !== undefined && oldKey !== newKey) {
      const bucket = index.get(oldKey);
      bucket?.delete(id);
      if (bucket?.size === 0) index.delete(oldKey);
    }
    if (newKey === undefined || !next) return;
    const bucket = index.get(newKey) ?? new Map<string, T>();
    this.place(bucket, id, next);
    index.set(newKey, bucket);
  }
}
