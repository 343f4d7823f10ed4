import type { Instance } from '../source/instance';
import { isMap, items, type Value } from '../value';
import type { Draft } from './draft';
import { FOLLOWED, HARMLESS, NEAR_FORWARDING } from './forwarding-types';
import { SYSTEM, type Kind } from './identities';
import { DROPS, UNMODELLED, type Unmodelled } from './unmodelled-types';

const TOLD = new Set([...FOLLOWED, ...Object.values(HARMLESS).flat()]);

/** What a provider of another version might bring. */
const UNHEARD_OF: Unmodelled = { why: 'it is not known here, and may change how packets go' };

/** How a resource type is treated that the model is not made of; undefined for one that changes nothing. */
export function unmodelled(type: string): Unmodelled | undefined {
  if (Object.hasOwn(UNMODELLED, type)) return UNMODELLED[type];
  return NEAR_FORWARDING.test(type) && !TOLD.has(type) ? UNHEARD_OF : undefined;
}

/** Notes what the configuration has that may change how packets go and is not followed. */
export function noteUnmodelled(draft: Draft): void {
  for (const type of draft.inventory.types) {
    const how = unmodelled(type);
    if (how === undefined) continue;
    for (const instance of draft.inventory.ofType(type)) {
      if (how.when?.(draft.values(instance)) !== false) note(draft, instance, how);
    }
  }
  for (const { id, instance } of draft.things.ofType('alicloud_route_table')) {
    if (draft.text(instance, 'associate_type') !== 'Gateway') continue;
    draft.addGap(id, `${instance.address}: route tables of gateways are not followed`);
  }
}

function note(draft: Draft, instance: Instance, { why, touches = [], onlyWithTarget = false }: Unmodelled): void {
  const targets = touches.flatMap(([kind, ...path]) =>
    valuesAt(draft, instance.values, path).map((value) => {
      const id = draft.things.identify(kind, value, instance);
      return typeof id === 'string' && draft.things.has(kind, value) ? place(draft, kind, id) : undefined;
    }),
  );
  if (targets.length === 0 && onlyWithTarget) return;
  for (const target of targets.length === 0 ? [undefined] : new Set(targets)) {
    draft.addGap(target, `${instance.address}: ${why}, which is not followed`, 'expression', {
      onlyDrops: why === DROPS,
    });
  }
}

function valuesAt(draft: Draft, value: Value, path: readonly string[]): readonly Value[] {
  const [name, ...deeper] = path;
  const resolved = draft.inventory.resolve(value);
  if (name === undefined) return [resolved];
  return items(resolved).flatMap((item) => {
    const next = isMap(item) ? item[name] : item;
    return next === undefined || next === null ? [] : valuesAt(draft, next, isMap(item) ? deeper : []);
  });
}

/** Where in the model a gap of a thing goes: to what a packet looks up there. */
function place(draft: Draft, kind: Kind, id: string): string | undefined {
  if (kind === 'vpc') return `${id}${SYSTEM}`;
  if (kind === 'transitRouter') return undefined;
  if (kind !== 'vSwitch' && kind !== 'vpnGateway') return id;
  const within = draft.inventory.find(id);
  const vpcId = within && draft.id(within, 'vpc', 'vpc_id');
  return vpcId && `${vpcId}${SYSTEM}`;
}
