import type { CallParameters } from '@causeway/local-cloud';
import { AssumptionError } from '../../lib/core';
import { flatten } from '../import/account';
import type { Thing } from '../import/matching';
import { resourceTypes } from '../rehearse/resources';
import { Resource } from '../rehearse/resources/resource';
import { quote } from '../shell';

/** The call that deletes something. */
export interface Deletion {
  /** As the CLI of Alibaba Cloud and the endpoints call it: `vpc`, `ecs`, `cbn`, `alb`. */
  readonly product: string;
  readonly region: string;
  readonly action: string;
  readonly parameters: CallParameters;
}

/** What deletes a thing; undefined for one that cannot be deleted, such as a PrePaid bandwidth plan. */
export function deletionOf({ type, region, identity, found }: Thing): Deletion | undefined {
  const row = resourceTypes.get(type);
  if (row === undefined) throw new AssumptionError('KIND_UNKNOWN', `${type} was found, and no row says how`);
  if (row.outlives?.(found) === true) return undefined;
  const neverCalled = (): Promise<never> =>
    Promise.reject(new AssumptionError('ONLY_READS', 'nothing is deleted here'));
  const known = Object.fromEntries(row.identity.map((name) => [name, (found[name] ?? identity[name]) as never]));
  return { product: row.product.toLowerCase(), region, ...new Resource(row, neverCalled).deletion(known) };
}

/**
 * It as a command of Alibaba Cloud's CLI, a line each: no line of it may be broken elsewhere.
 *
 * `--region` does without a region in the CLI's configuration, `--RegionId` does not. Members of lists travel as `AclIds.1`, which
 * the CLI refuses for most actions of ALB unless it is told not to check names (tried with 3.4.11).
 */
export function asCommand({ product, region, action, parameters }: Deletion): readonly string[] {
  const spread = flatten(parameters);
  const flags = spread.map(([name, value]) => `  --${name} ${quote(value)}`);
  const unchecked = spread.some(([name]) => name.includes('.')) ? ['  --force'] : [];
  const lines = [`aliyun ${product} ${action}`, `  --region ${region}`, ...unchecked, ...flags];
  return lines.map((line, at) => (at === lines.length - 1 ? line : `${line} \\`));
}
