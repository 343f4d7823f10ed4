import type { Seed } from '../seed';

/** The parameters of a rule, flattened. */
export type Values = Record<string, string | number | boolean>;

/** One action of a rule, by its kind and settings; `Order` is its place in the list. */
export type Action = readonly [type: string, settings: Values];

/** Flattens actions: `[['Rewrite', { Path: '/x' }], …]`. */
export function actionsOf(actions: readonly Action[]): Values {
  return Object.assign(
    {},
    ...actions.map(([type, settings], at) => {
      const prefix = `RuleActions.${String(at + 1)}`;
      const named = Object.entries(settings).map(([name, value]) => [`${prefix}.${type}Config.${name}`, value]);
      return { [`${prefix}.Order`]: at + 1, [`${prefix}.Type`]: type, ...Object.fromEntries(named) };
    }),
  ) as Values;
}

/** Flattens conditions; of each, the settings behind `<kind>Config.`. */
export function conditionsOf(conditions: readonly Action[]): Values {
  return Object.assign(
    {},
    ...conditions.map(([type, settings], at) => {
      const prefix = `RuleConditions.${String(at + 1)}`;
      const named = Object.entries(settings).map(([name, value]) => [`${prefix}.${type}Config.${name}`, value]);
      return { [`${prefix}.Type`]: type, ...Object.fromEntries(named) };
    }),
  ) as Values;
}

/** An answer of its own, to tell which rule was followed. */
export function says(text: string): Action {
  return ['FixedResponse', { Content: text, HttpCode: '200', ContentType: 'text/plain' }];
}

let priority = 100;

/** Makes a rule on the listener of the topology; each is behind the ones before unless `Priority` says otherwise. */
export async function addRule(
  { chengdu, listenerId }: Seed,
  conditions: readonly Action[],
  actions: readonly Action[],
  more: Values = {},
): Promise<string> {
  const { RuleId } = await chengdu.alb('CreateRule', {
    ListenerId: listenerId,
    RuleName: 'rule',
    Priority: ++priority,
    ...conditionsOf(conditions),
    ...actionsOf(actions),
    ...more,
  });
  return String(RuleId);
}

/** The path condition that every request meets. */
export const everything: Action = ['Path', { 'Values.1': '/*' }];

/** `ForwardGroup` to groups, each with its weight. */
export function forwardTo(...groups: readonly (readonly [serverGroupId: string, weight: number])[]): Action {
  const settings = groups.flatMap(([id, weight], at) => [
    [`ServerGroupTuples.${String(at + 1)}.ServerGroupId`, id],
    [`ServerGroupTuples.${String(at + 1)}.Weight`, weight],
  ]);
  return ['ForwardGroup', Object.fromEntries(settings) as Values];
}
