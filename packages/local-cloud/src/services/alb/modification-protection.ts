import { refuse } from '../../protocol/api-error';
import { parameter } from '../../protocol/parameters';
import { illegalParam } from './errors';
import type { LoadBalancer } from './model';

/** `ModificationProtectionConfig`: whether the console refuses changes. */
export const modificationProtectionParameter = parameter.object({
  Status: parameter.optional(parameter.oneOf(['NonProtection', 'ConsoleProtection'])),
  Reason: parameter.optional(parameter.text()),
});

/** 2 to 128 characters, a letter first; only protection has a reason (`CreateLoadBalancer`). */
const reasonForm = /^\p{L}[\p{L}\d._-]{1,127}$/u;

/** Reads the protection of a balancer; off when nothing is given. */
export function readModificationProtection(
  given: { readonly Status?: LoadBalancer['modificationProtection']['status']; readonly Reason?: string } | undefined,
): LoadBalancer['modificationProtection'] {
  if (given?.Reason !== undefined && !reasonForm.test(given.Reason)) refuse(illegalParam('Reason'));
  const status = given?.Status ?? 'NonProtection';
  return { status, reason: status === 'ConsoleProtection' ? (given?.Reason ?? '') : '' };
}
