import { isPlanned } from './configuration';
import { attributesOf, type DriftedResource } from './drifted';
import { meansSame, withUnknown } from './meaning';
import type { Plan, PlannedChange } from './plan';
import { blockIn, schemaOf } from './provider-schema';

/**
 * What the next apply does about a drifted resource, by the plan.
 *
 * `putBack`: it makes it as it was. `replaced`: it makes it anew. `left`: the configuration does not say what it should be.
 * `changed`: it makes something else of it. `dropped`: the configuration does not have the resource any more.
 * `untold`: the plan only refreshes.
 */
export type NextApply = 'putBack' | 'replaced' | 'left' | 'changed' | 'dropped' | 'untold';

/** What the next apply does about a drifted resource. */
export function nextApply(plan: Plan, drifted: DriftedResource): NextApply {
  if (plan.planned === undefined) return 'untold';
  const change = plan.planned.find(({ address }) => address === drifted.change.address);
  if (drifted.kind === 'removed') return change?.actions.includes('create') === true ? 'putBack' : 'dropped';
  if (change === undefined) return 'left';
  if (isDelete(change)) return 'dropped';
  const attributes = attributesOf(drifted).filter((attribute) => isPlanned(plan, change, attribute));
  const outcomes = new Set(attributes.map((attribute) => outcomeOf(attribute, change, drifted)));
  if (outcomes.has('changed')) return 'changed';
  if (change.actions.includes('create')) return 'replaced';
  return outcomes.has('putBack') ? 'putBack' : 'left';
}

/** Whether all that is planned is to delete. */
export function isDelete({ actions }: PlannedChange): boolean {
  return actions.length === 1 && (actions[0] === 'delete' || actions[0] === 'forget');
}

function outcomeOf(attribute: string, planned: PlannedChange, { before, change: { after } }: DriftedResource) {
  if (becomes(planned, attribute, before[attribute])) return 'putBack';
  return becomes(planned, attribute, after?.[attribute]) ? 'left' : 'changed';
}

/** Whether an attribute is planned to be a value, as far as that is known before the apply. */
export function becomes({ type, after, unknown }: PlannedChange, attribute: string, value: unknown): boolean {
  const planned = withUnknown(after?.[attribute], unknown[attribute], value);
  return meansSame(planned, value, blockIn(schemaOf(type), attribute));
}
