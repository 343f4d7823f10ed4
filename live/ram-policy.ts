import { ramAction } from './api/call';
import { ALL_CALLS } from './api/calls';

/** A policy of RAM's. */
export interface RamPolicy {
  readonly Version: '1';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: string;
  }[];
}

/** The policy that allows everything that is ever asked of an account, and nothing else. All of it only reads. */
export function ramPolicy(): RamPolicy {
  return { Version: '1', Statement: [{ Effect: 'Allow', Action: ALL_CALLS.map(ramAction).sort(), Resource: '*' }] };
}
