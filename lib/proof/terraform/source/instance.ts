import { isList, isMap, member, Reference, type Value, type ValueMap } from '../value';

/** A resource or a data source of a configuration, as one of what `count` or `for_each` makes of it. */
export interface Instance {
  /** The Terraform address, with its modules and its key. */
  readonly address: string;
  readonly type: string;
  readonly mode: 'managed' | 'data';
  readonly label: string;
  /** The region of its provider; empty where the JSON does not show it. */
  readonly region: string;
  /** Arguments and attributes; computed when first looked at. */
  readonly values: ValueMap;
}

/** Every instance of a JSON. */
export class Inventory {
  private readonly byAddress: ReadonlyMap<string, Instance>;
  private readonly byType = new Map<string, Instance[]>();

  constructor(readonly instances: readonly Instance[]) {
    this.byAddress = new Map(instances.map((instance) => [instance.address, instance]));
    for (const instance of instances) {
      const same = this.byType.get(typeKey(instance));
      if (same === undefined) this.byType.set(typeKey(instance), [instance]);
      else same.push(instance);
    }
  }

  /** The resources of a type, or its data sources (`data.alicloud_vpcs`). */
  ofType(type: string): readonly Instance[] {
    return this.byType.get(type) ?? [];
  }

  /** Every type that occurs, data sources with `data.` in front. */
  get types(): readonly string[] {
    return [...this.byType.keys()];
  }

  find(address: string): Instance | undefined {
    return this.byAddress.get(address);
  }

  /**
   * Follows a reference as far as attributes say where to go on.
   *
   * What comes back is known, or a reference to something that the cloud decides, or has not been told.
   */
  resolve(value: Value): Value {
    let found = value;
    for (let steps = 0; found instanceof Reference && found.path.length > 0 && steps < MOST_STEPS; steps += 1) {
      const next = found.path.reduce<Value>(member, this.find(found.address)?.values);
      if (next === undefined) return found;
      found = next;
    }
    return found;
  }

  /** Follows every reference in a value. */
  resolveDeep(value: Value): Value {
    const resolved = this.resolve(value);
    if (isList(resolved)) return resolved.map((item) => this.resolveDeep(item));
    if (isMap(resolved)) {
      return Object.fromEntries(Object.entries(resolved).map(([key, item]) => [key, this.resolveDeep(item)]));
    }
    return resolved;
  }
}

/** A chain of references longer than this goes round in a circle, which Terraform refuses. */
const MOST_STEPS = 64;

function typeKey({ mode, type }: Instance): string {
  return mode === 'data' ? `data.${type}` : type;
}
