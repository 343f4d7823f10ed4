import type { seed } from './fixtures';

/** What may be done to the seed. */
export type Change = (deployment: ReturnType<typeof seed>) => void;

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
