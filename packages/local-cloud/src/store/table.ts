import type { Collection } from './collection';

/** The records of one collection in memory, in insertion order, with their indexes kept current. */
export class Table<T extends object> {
  private readonly records = new Map<string, T>();
  private readonly orders = new Map<string, number>();
  private nextOrder = 1;
  private readonly indexes = new Map<string, Map<string, Map<string, T>>>();

  constructor(private readonly definition: Collection<T>) {
    for (const name of Object.keys(definition.indexes)) this.indexes.set(name, new Map());
  }

  get size(): number {
    return this.records.size;
  }

  get(id: string): T | undefined {
    return this.records.get(id);
  }

  values(): IterableIterator<T> {
    return this.records.values();
  }

  /** The records under one key of an index, in insertion order. */
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

  /** Puts back a record that was read from disk; call it in the order of the positions. */
  restore(id: string, record: T, order: number): void {
    this.nextOrder = order;
    this.write(id, record);
  }

  /** Sets or removes (with `undefined`) one record and answers what stood there before. */
  write(id: string, next: T | undefined): T | undefined {
    const before = this.records.get(id);
    if (next) {
      this.records.set(id, next);
      if (!this.orders.has(id)) this.orders.set(id, this.nextOrder++);
    } else {
      this.records.delete(id);
      this.orders.delete(id);
    }
    for (const [name, keyOf] of Object.entries(this.definition.indexes)) this.reindex(name, keyOf, id, before, next);
    return before;
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
    bucket.set(id, next);
    index.set(newKey, bucket);
  }
}
