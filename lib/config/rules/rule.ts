import type { Severity } from '../../core';
import type { Deployment } from '../deployment';
import type { Path } from '../path';
import type { Source } from './sources';

/** One thing that a rule objects to. */
export interface Finding {
  readonly path: Path;
  /** What is wrong, what was got, what is allowed, what to change. Lower case, no full stop. */
  readonly message: string;
  /** A value to put in its place. @default - none */
  readonly suggestion?: string;
}

/** What there is to know of a rule without asking it. */
export interface RuleFacts {
  /** Stable identifier, the same as in the rules reference. */
  readonly code: string;
  readonly severity: Severity;
  /** What must hold, in one line: a sentence without capital and full stop. */
  readonly summary: string;
  /** Who says so, and how sure it is. */
  readonly source: Source;
}

/** Something that must hold between the fields of a deployment, and can be told from the file alone. */
export interface Rule extends RuleFacts {
  /**
   * Whether it only makes sense when the whole file could be read: it counts things, or looks for one that may have been
   * left out because of a problem that is reported by itself.
   *
   * @default false
   */
  readonly needsWhole?: boolean;
  /** Yields what it objects to, nothing when it holds. */
  readonly check: (deployment: Deployment) => Iterable<Finding>;
}
