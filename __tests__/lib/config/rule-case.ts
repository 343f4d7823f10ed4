import type { Change } from './changes';

/** A rule of a deployment, by example. */
export interface Case {
  readonly code: string;
  /** What breaks the rule. */
  readonly reject: Change;
  /** Where the objection must point. */
  readonly path: string;
  /** What comes near and must pass. */
  readonly accept: Change;
}
