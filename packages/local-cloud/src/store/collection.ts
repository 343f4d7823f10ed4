/** Describes one kind of record: its name on disk, its key, and the indexes that handlers look it up by. */
export interface Collection<T extends object, I extends string = string> {
  /** Unique name, `<product>/<kind>`; part of the durable format. */
  readonly name: string;
  /** The record's primary key. */
  readonly id: (record: T) => string;
  /** Secondary indexes: each maps a record to one key, or to `undefined` when the record is not in that index. */
  readonly indexes: Readonly<Record<I, (record: T) => string | undefined>>;
}

/**
 * Declares a collection; the store keeps its records in memory and on disk.
 *
 * Records are immutable values: change one by putting a copy.
 */
export function collection<T extends object, I extends string = never>(
  name: string,
  id: (record: T) => string,
  indexes: Readonly<Record<I, (record: T) => string | undefined>> = {} as Record<I, (record: T) => string | undefined>,
): Collection<T, I> {
  return { name, id, indexes };
}
