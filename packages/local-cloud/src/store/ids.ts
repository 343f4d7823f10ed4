import { createHash } from 'node:crypto';
import { collection } from './collection';
import type { Store } from './store';

interface Counter {
  readonly name: string;
  readonly value: number;
}

const counters = collection<Counter>('core/counters', (counter) => counter.name);

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Makes ids and UUIDs: the same seed gives the same sequence, and no id is ever given out twice. */
export class IdSource {
  constructor(
    private readonly store: Store,
    private readonly seed: string,
  ) {}

  /** An id in the cloud's form, `<prefix>-` and 20 lower-case letters and digits. Only inside a transaction. */
  id(prefix: string): string {
    const digest = this.digest(prefix);
    let text = '';
    for (let at = 0; at < 20; at++) text += ALPHABET[(digest[at] ?? 0) % ALPHABET.length] ?? '';
    return `${prefix}-${text}`;
  }

  /** A UUID in lower case. Only inside a transaction. */
  uuid(): string {
    return uuidFrom(this.digest('uuid'));
  }

  private digest(kind: string): Buffer {
    const value = (this.store.get(counters, 'ids')?.value ?? 0) + 1;
    this.store.put(counters, { name: 'ids', value });
    return createHash('sha256')
      .update(`${this.seed}/${kind}/${String(value)}`)
      .digest();
  }
}

/**
 * Makes request ids. They are not stored, so each run of the process has a sequence of its own.
 *
 * @param run - How often this state was opened before.
 */
export function requestIds(seed: string, run: number): () => string {
  const state = createHash('sha256')
    .update(`${seed}/requests/${String(run)}`)
    .digest();
  let count = 0;
  return () => {
    count += 1;
    state.writeUInt32LE(count >>> 0, 0);
    state.writeUInt32LE(Math.imul(count, 0x9e3779b1) >>> 0, 6);
    return uuidFrom(state).toUpperCase();
  };
}

function uuidFrom(bytes: Buffer): string {
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
