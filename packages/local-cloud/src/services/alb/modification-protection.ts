import { parameter } from '../../protocol/parameters';
import type { LoadBalancer } from './model';
import { checkName } from './texts';

/** `ModificationProtectionConfig`: whether the console refuses changes. */
export const modificationProtectionParameter = parameter.object({
  Status: parameter.optional(parameter.oneOf(['NonProtection', 'ConsoleProtection'])),
  Reason: parameter.optional(parameter.text()),
});

/** Reads the protection of a balancer; off when nothing is given. Only protection has a reason, of the form of a name. */
export function readModificationProtection(
  given: { readonly Status?: LoadBalancer['modificationProtection']['status']; readonly Reason?: string } | undefined,
): LoadBalancer['modificationProtection'] {
  checkName('Reason', given?.Reason);
  const status = given?.Status ?? 'NonProtection';
  return { status, reason: status === 'ConsoleProtection' ? (given?.Reason ?? '') : '' };
}
