import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { ValidationError } from '../core';
import type { Precondition } from './precondition';

/**
 * That a data source has found exactly one thing.
 *
 * @param list the attribute with what was found, such as `vpcs`
 * @param message what to say when there is none
 */
export function foundOne(list: string, message: string): Precondition {
  return { condition: `\${length(self.${list}) == 1}`, errorMessage: message };
}

/**
 * That something holds of each thing that a data source has found; where it found none, `foundOne` says so.
 *
 * @param list the attribute with what was found
 * @param condition a Terraform expression about `found`, without `${}`
 * @param message what to say when it is false
 */
export function holdsOfFound(list: string, condition: string, message: string): Precondition {
  return { condition: `\${alltrue([for found in self.${list} : ${condition}])}`, errorMessage: message };
}

/** A template for messages: an attribute of what was found. */
export function shown(list: string, attribute: string): string {
  return `\${join(", ", [for found in self.${list} : found.${attribute}])}`;
}

/** A template for messages: an attribute of what was found that is a list. */
export function shownList(list: string, attribute: string): string {
  return `\${join(", ", flatten([for found in self.${list} : found.${attribute}]))}`;
}

/**
 * Refuses the id of something that exists when it is a reference: Terraform puts a data source off until apply whenever what
 * it refers to changes, and then takes everything that comes from it for unknown, and replaces it.
 *
 * @throws ValidationError `ID_UNKNOWN`
 */
export function assertWrittenOut(scope: Construct, id: string, what: string): void {
  if (!Token.isUnresolved(id)) return;
  const message = `the id of ${what} that exists is written out, got a reference to something that the program makes`;
  throw new ValidationError('ID_UNKNOWN', message, { path: scope.node.path });
}
