import { collection } from '../store/collection';
import type { Store } from '../store/store';

/** What can be changed behind Terraform's back. */
export type ChangeName =
  | 'addRoute'
  | 'deleteRoute'
  | 'startServer'
  | 'stopServer'
  | 'editRule'
  | 'deleteRule'
  | 'setServerWeight'
  | 'dissociate'
  | 'disablePropagation'
  | 'setTag'
  | 'removeTag';

/** A stored object as it stood at one moment. */
export type Snapshot = Readonly<Record<string, unknown>>;

/** One change that was made out of band. */
export interface JournalEntry {
  /** Counts from 1, in the order in which the changes were made. */
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly change: ChangeName;
  /** The kind of the changed object, for example `vpc/routeEntries`. */
  readonly kind: string;
  readonly id: string;
  /** Empty for objects that belong to no region. */
  readonly region: string;
  /** `null` when the object was made by the change. */
  readonly before: Snapshot | null;
  /** `null` when the change deleted the object; with delays it may be on its way out and still be here. */
  readonly after: Snapshot | null;
}

const journal = collection<JournalEntry>('out-of-band/journal', (entry) => String(entry.number));

/** Writes down a change. Only inside the transaction that makes it, so that neither is there without the other. */
export function note(store: Store, entry: Omit<JournalEntry, 'number'>): JournalEntry {
  return store.put(journal, { number: store.size(journal) + 1, ...entry });
}

/** Every change that was made out of band in this state, oldest first. */
export function readJournal(store: Store): readonly JournalEntry[] {
  return store.all(journal);
}
