import type { Store } from '../store/store';
import { detailOf } from './details';
import type { Snapshot } from './journal';
import { type Kind, kinds, regionOf, text } from './kinds';
import { OutOfBandError } from './refusal';

/** One object of the cloud in short. */
export interface ListedItem {
  /** Product and kind, for example `ecs/instances`. */
  readonly kind: string;
  readonly id: string;
  /** What the user called it; empty when it has no name. */
  readonly name: string;
  /** Empty for objects that belong to no region. */
  readonly region: string;
  /** The state as the local cloud stores it; empty for objects that have none. */
  readonly status: string;
  /** What tells it from others of its kind, such as the destination and the next hop of a route; empty when nothing does. */
  readonly detail: string;
}

/** One object of the cloud with all its fields. */
export interface ShownItem extends ListedItem {
  readonly fields: Snapshot;
}

/** Everything that stands in the cloud, by kind, oldest first; what follows from something else is listed too. */
export function listItems(store: Store): readonly ListedItem[] {
  return kinds.flatMap((kind) => store.all(kind.of).map((record) => describe(store, kind, record)));
}

/**
 * The one object with this id, or else with this name.
 *
 * @param among - The kinds that count, by name. @default - all
 * @throws OutOfBandError When there is none, or the name stands for several.
 */
export function findItem(store: Store, idOrName: string, among?: readonly string[]): ShownItem {
  const candidates = among ? kinds.filter(({ name }) => among.includes(name)) : kinds;
  for (const kind of candidates) {
    const record = store.get(kind.of, idOrName);
    if (record) return show(store, kind, record);
  }
  const [found, ...others] = candidates.flatMap((kind) =>
    store
      .all(kind.of)
      .filter((record) => idOrName !== '' && record.name === idOrName)
      .map((record) => show(store, kind, record)),
  );
  if (!found) throw new OutOfBandError(`there is no ${nouns(among)} with the id or name ${idOrName}`);
  if (others.length === 0) return found;
  const ids = [found, ...others].map(({ id, kind }) => `${id} (${kind})`).join(', ');
  throw new OutOfBandError(`${idOrName} is the name of several: ${ids}; say which by its id`);
}

/** The fields of an object as they stand; `null` when it is not there. */
export function snapshot(store: Store, kindName: string, id: string): Snapshot | null {
  const kind = kinds.find(({ name }) => name === kindName);
  return (kind && store.get(kind.of, id)) ?? null;
}

function show(store: Store, kind: Kind, record: Snapshot): ShownItem {
  return { ...describe(store, kind, record), fields: record };
}

function describe(store: Store, kind: Kind, record: Snapshot): ListedItem {
  return {
    kind: kind.name,
    id: kind.of.id({ ...record }),
    name: text(record.name),
    region: regionOf(store, kind, record),
    status: text(record.status),
    detail: detailOf(kind.name, record),
  };
}

const words: Readonly<Record<string, string>> = {
  'vpc/vpcs': 'VPC',
  'vpc/routeTables': 'route table',
  'vpc/routeEntries': 'route',
  'ecs/instances': 'server',
  'ecs/securityGroupRules': 'rule',
  'cen/transitRouters': 'transit router',
  'cen/routeTables': 'transit router route table',
  'cen/staticRouteEntries': 'transit router route',
  'alb/loadBalancers': 'load balancer',
  'alb/serverGroups': 'server group',
};

function nouns(among: readonly string[] | undefined): string {
  return among?.map((kind) => words[kind] ?? kind).join(' or ') ?? 'object';
}
