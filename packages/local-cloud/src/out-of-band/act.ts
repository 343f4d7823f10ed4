import type { DirectWrite } from '../protocol/pipeline';
import type { Call } from '../protocol/call';
import type { ResponseBody } from '../protocol/operation';
import type { Store } from '../store/store';
import { snapshot } from './find';
import { type ChangeName, type JournalEntry, note } from './journal';

/** What out-of-band changes work with. */
export interface OutOfBandParts {
  readonly store: Store;
  /** Ends every transient state whose time has come. */
  readonly settle: () => void;
  /** Runs a write by the rules of the API, `around` being in its transaction. */
  readonly perform: <R>(write: DirectWrite, around: (call: Call, handle: () => ResponseBody) => R) => R;
}

/** A change to one object: what is called, and whom it is about. */
export interface Change extends DirectWrite {
  readonly change: ChangeName;
  readonly kind: string;
  /** The object's id, or how to read it from the answer of what makes it. */
  readonly id: string | ((answer: ResponseBody) => string);
}

/**
 * Makes a change and writes it down, both or neither.
 *
 * @throws ApiError When the cloud refuses it, with the API's code and message.
 */
export function act({ store, perform }: OutOfBandParts, made: Change): JournalEntry {
  const { change, kind, id, ...write } = made;
  return perform(write, (call, handle) => {
    const before = typeof id === 'string' ? snapshot(store, kind, id) : null;
    const answer = handle();
    const itsId = typeof id === 'string' ? id : id(answer);
    const after = snapshot(store, kind, itsId);
    const time = new Date(call.now).toISOString();
    return note(store, { time, change, kind, id: itsId, region: write.region, before, after });
  });
}
