import { ramAction } from './api/call';
import { PROBE_CALLS, PROOF_CALLS, type AllowedCall } from './api/calls';

/** A policy of RAM's. */
export interface RamPolicy {
  readonly Version: '1';
  readonly Statement: readonly RamStatement[];
}

/** What a policy allows, and on what. */
export interface RamStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string;
}

/** The policy that allows everything that is asked of an account to prove its network, and nothing else. All of it only reads. */
export function ramPolicy(): RamPolicy {
  return { Version: '1', Statement: [allow(PROOF_CALLS)] };
}

/** The policy for a probe: what the proof reads and how servers are; and, as a statement of its own, running commands on instances. */
export function probeRamPolicy(): RamPolicy {
  const reads = PROBE_CALLS.filter(({ action }) => /^(?:Describe|Get|List)/.test(action));
  const writes = PROBE_CALLS.filter((call) => !reads.includes(call));
  return { Version: '1', Statement: [allow([...PROOF_CALLS, ...reads]), allow(writes)] };
}

function allow(calls: readonly AllowedCall[]): RamStatement {
  return { Effect: 'Allow', Action: calls.map(ramAction).sort(), Resource: '*' };
}
