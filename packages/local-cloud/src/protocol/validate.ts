import type { z } from 'zod';
import { refuse } from './api-error';
import { invalidParameter, missingParameter } from './gateway-errors';
import type { Operation } from './operation';
import type { WireParameters } from './wire';

/** Parameters of the envelope: known to the gateway, declared by no action. */
const envelope = new Set([
  'Action',
  'Version',
  'Format',
  'AccessKeyId',
  'Signature',
  'SignatureMethod',
  'SignatureVersion',
  'SignatureNonce',
  'SignatureType',
  'Timestamp',
  'SecurityToken',
  'RegionId',
  'ClientToken',
  'DryRun',
  // Sent by the provider with every call of its older client; it says who pays in partner accounts.
  'OwnerId',
  'OwnerAccount',
  'ResourceOwnerId',
  'ResourceOwnerAccount',
  'AccessKeySecret',
]);

/**
 * Turns wire parameters into what the handler declared.
 *
 * @throws ApiError `Missing<Name>` before `Invalid<Name>`, as the gateway checks presence first.
 */
export function validate(operation: Operation, parameters: WireParameters): unknown {
  const result = operation.schema.safeParse(parameters);
  if (result.success) return result.data;
  const issues = result.error.issues;
  const issue = issues.find((candidate) => isMissing(candidate, parameters)) ?? issues[0];
  const path = issue?.path ?? [];
  const top = String(path[0] ?? '');
  const name = wireName(path);
  if (issue && isMissing(issue, parameters)) refuse(operation.missing[top] ?? missingParameter(name));
  return refuse(operation.invalid[top] ?? invalidParameter(name));
}

/** The parameters that the caller sent and the action does not declare, each once. */
export function ignoredParameters({ names }: Operation, flat: readonly (readonly [string, string])[]): string[] {
  const sent = new Set(flat.map(([name]) => name.split('.', 1)[0] ?? ''));
  return [...sent].filter((name) => !names.has(name) && !envelope.has(name));
}

function isMissing(issue: z.core.$ZodIssue, parameters: WireParameters): boolean {
  let value: unknown = parameters;
  for (const key of issue.path) {
    if (typeof value !== 'object' || value === null) return true;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value === undefined || value === '';
}

/** `['ZoneMappings', 0, 'ZoneId']` is `ZoneMappings.1.ZoneId` on the wire. */
function wireName(path: readonly PropertyKey[]): string {
  return path.map((key) => (typeof key === 'number' ? String(key + 1) : String(key))).join('.');
}
