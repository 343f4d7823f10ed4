import type { NetworkModel } from '../proof';
import { IDENTITIES, readPlan, type Placed, type ReadTerraformOptions } from '../proof/terraform';
import { attributesOf, type DriftedResource } from './drifted';
import type { Plan, Values } from './plan';
import { isPart } from './things';

/** What is known of a network beside the plan. */
export type BesidePlan = Pick<ReadTerraformOptions, 'backToOriginCidrs' | 'labels'>;

/** Networks that a plan knows of: as Terraform left it, as it stands, and with only some of what drifted. */
export class Models {
  /** The network as Terraform left it. */
  readonly left: NetworkModel;
  private readonly beside: BesidePlan;

  constructor(
    private readonly plan: Plan,
    private readonly drifted: readonly DriftedResource[],
    beside: BesidePlan,
  ) {
    this.left = this.read(new Set(), beside);
    // A route that is gone must not take the range along that it was there for.
    this.beside = { ...beside, backToOriginCidrs: beside.backToOriginCidrs ?? rangesOf(this.left) };
  }

  /** The network as it stands. */
  standing(): NetworkModel {
    return this.with(this.drifted);
  }

  /** The network with this drift alone; what belongs to something that was removed went with it. */
  withOnly(resource: DriftedResource): NetworkModel {
    return this.with([resource, ...this.goneWith(resource)]);
  }

  /** What was removed and belonged to something that was removed, at one or several removes. */
  goneWith(resource: DriftedResource): readonly DriftedResource[] {
    if (resource.kind !== 'removed') return [];
    const found = new Set([resource]);
    for (const owner of found) {
      const ids = idsOf(owner);
      const own = this.drifted.filter(
        ({ kind, before }) => kind === 'removed' && mentions({ ...before, id: undefined }, ids),
      );
      for (const each of own) found.add(each);
    }
    return [...found].slice(1);
  }

  private with(resources: readonly DriftedResource[]): NetworkModel {
    return this.read(new Set(resources.map(({ change }) => change.address)), this.beside);
  }

  /** Reads the network with the drift of some addresses, and everything else as Terraform left it. */
  private read(addresses: ReadonlySet<string>, beside: BesidePlan): NetworkModel {
    const others = this.drifted.filter(({ change }) => !addresses.has(change.address));
    const left = new Map(others.map((resource) => [resource.change.address, resource]));
    const standing = this.plan.standing.map(({ resource, module }) => {
      const drift = left.get(String(resource.address));
      return { resource: drift === undefined ? resource : { ...resource, values: valuesLeft(drift) }, module };
    });
    const removed = others.filter(({ kind }) => kind === 'removed').map(asPlaced);
    const planned = valuesOf([...standing, ...removed]);
    return readPlan({ ...this.plan.json, planned_values: planned, resource_changes: [], complete: true }, beside);
  }
}

/** What is no drift is as it stands: right after an apply the state does not say all of it. */
function valuesLeft(resource: DriftedResource): Values {
  const attributes = attributesOf(resource).map((attribute) => [attribute, resource.before[attribute]]);
  return { ...resource.change.after, ...Object.fromEntries(attributes) };
}

function asPlaced({ change: { address, module, type, name, index }, before }: DriftedResource): Placed {
  const resource = { address, type, name: name.slice(type.length + 1), index, mode: 'managed', values: before };
  return { resource, module };
}

/** Resources as a plan's JSON has them; modules of modules stand beside each other, by address. */
function valuesOf(placed: readonly Placed[]): Values {
  const modules = [...new Set(placed.map(({ module }) => module))];
  const inModule = (address: string) =>
    placed.filter(({ module }) => module === address).map(({ resource }) => resource);
  return {
    root_module: {
      resources: inModule(''),
      child_modules: modules
        .filter((address) => address !== '')
        .map((address) => ({ address, resources: inModule(address) })),
    },
  };
}

function rangesOf({ loadBalancers }: NetworkModel): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    loadBalancers.map(({ id, sourceRanges }) => [
      id,
      sourceRanges.filter(({ kind }) => kind === 'backToOrigin').map(({ cidr }) => cidr.text),
    ]),
  );
}

/** The ids under which others mention a resource. */
function idsOf({ change: { type }, before }: DriftedResource): ReadonlySet<unknown> {
  const attributes = IDENTITIES[type]?.flatMap((identity) => identity.attributes) ?? (isPart(type) ? [] : ['id']);
  const ids = attributes.map((attribute) => before[attribute]);
  return new Set(ids.filter((id) => typeof id === 'string' && id !== ''));
}

function mentions(value: unknown, ids: ReadonlySet<unknown>): boolean {
  if (typeof value !== 'object' || value === null) return ids.has(value);
  return Object.values(value).some((item) => mentions(item, ids));
}
