import type { RuleFacts } from '../config/rules/rule';
import type { Facts } from './facts';
import type { Resource } from './resource';

/** One thing that a policy objects to. */
export interface Objection {
  /** The resource to change. */
  readonly resource: Resource;
  /** What is wrong, what was got, what is allowed, what to change. Lower case, no full stop. */
  readonly message: string;
}

/** Something that must hold of the resources of a Terraform configuration, whoever wrote it. */
export interface Policy extends RuleFacts {
  /**
   * Yields what it objects to, nothing when it holds.
   *
   * A value that is not known is no reason to object: what is not known yet may be right.
   */
  readonly check: (facts: Facts) => Iterable<Objection>;
}
