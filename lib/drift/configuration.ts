import { isObject, objects } from '../proof/terraform';
import type { Plan, PlannedChange } from './plan';

/** What the value of an attribute refers to, by the configuration in a plan; nothing where it is constant or not written. */
export function referencesOf(plan: Plan, change: PlannedChange, attribute: string): readonly string[] {
  return referencesIn(step(expressionsOf(plan, change), attribute));
}

/**
 * Whether a plan says what an attribute will be.
 *
 * Of what is made anew it is known only of what is written: a block that the cloud fills is planned to be empty.
 */
export function isPlanned(plan: Plan, change: PlannedChange, attribute: string): boolean {
  return !change.actions.includes('create') || step(expressionsOf(plan, change), attribute) !== undefined;
}

function expressionsOf({ json }: Plan, { module, name }: PlannedChange): unknown {
  const calls = [...module.matchAll(/module\.([\w-]+)/g)].map(([, call = '']) => call);
  const root = step(json.configuration, 'root_module');
  const inner = calls.reduce((found, call) => step(step(step(found, 'module_calls'), call), 'module'), root);
  const resource = objects(step(inner, 'resources')).find(({ address }) => address === name);
  return step(resource, 'expressions');
}

/** Everything that an expression, or the expressions of a block, refer to. */
function referencesIn(expression: unknown): readonly string[] {
  if (Array.isArray(expression)) return expression.flatMap(referencesIn);
  if (!isObject(expression)) return [];
  if (Array.isArray(expression.references)) return expression.references.map(String);
  return Object.values(expression).flatMap(referencesIn);
}

function step(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}
