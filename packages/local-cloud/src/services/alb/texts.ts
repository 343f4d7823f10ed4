import { refuse } from '../../protocol/api-error';
import { isDescription } from '../texts';
import { illegalParam } from './errors';

/** 2 to 128 characters, a letter (Chinese included) first, then also digits, `.`, `_` and `-` (ALB API reference). */
const nameForm = /^\p{L}[\p{L}\d._-]{1,127}$/u;
/** 2 to 256 characters: letters, digits, `-`, `/`, `.`, `_` (`CreateListener`). */
const listenerDescriptionForm = /^[\p{L}\d\-/._]{2,256}$/u;

/** 2 to 256 characters: letters, digits, `,`, `.`, `;`, `/`, `@`, `_`, `-` (`AddEntriesToAcl`); the provider takes 1, too. */
const aclEntryDescriptionForm = /^[\p{L}\d,.;/@_-]{1,256}$/u;

/** Checks the description of an entry of an access control list. */
export function checkAclEntryDescription(text: string | undefined): void {
  if (text !== undefined && !aclEntryDescriptionForm.test(text)) refuse(illegalParam('Description'));
}

/** Checks the name of a load balancer or server group, and whatever else follows the same rule. */
export function checkName(parameter: string, name: string | undefined): void {
  if (name !== undefined && !nameForm.test(name)) refuse(illegalParam(parameter));
}

/** Checks the description of a listener. */
export function checkListenerDescription(text: string | undefined): void {
  if (text !== undefined && !listenerDescriptionForm.test(text)) refuse(illegalParam('ListenerDescription'));
}

/** Checks the description of a server: 2 to 256 characters and no web address. */
export function checkServerDescription(text: string | undefined): void {
  if (text !== undefined && !isDescription(text)) refuse(illegalParam('Description'));
}
