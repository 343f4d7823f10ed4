import type { Instance, Inventory } from '../source/instance';
import { isList, isMap, items, Reference, Unresolved, type Value, type ValueMap } from '../value';
import { identitiesOf, listingOf, SYSTEM, type Kind, type Listing } from './identities';

/** What the JSON shows of a thing that the model may hold. */
export interface Source {
  readonly id: string;
  readonly instance: Instance;
  /** Whether only a data source shows it, so that what belongs to it need not be in the JSON. */
  readonly isExisting: boolean;
}

/** Something that is referred to by its id, and that no resource or data source shows. */
export interface Stranger {
  readonly id: string;
  readonly label: string;
  /** The region of what refers to it. */
  readonly region: string;
  /** The address of what refers to it. */
  readonly by: string;
}

/** What refers to a thing. */
type Referrer = Pick<Instance, 'address' | 'region'>;

/** Tells which thing a value names: the same one, whether it is a reference, or the id that the cloud gave it. */
export class Things {
  private readonly sources = new Map<string, Source[]>();
  private readonly byCloudId = new Map<string, string>();
  private readonly unknown = new Map<string, Stranger>();

  constructor(private readonly inventory: Inventory) {
    for (const instance of inventory.instances) {
      if (instance.mode === 'managed' && identitiesOf(instance.type).length > 0) this.add(instance, false);
    }
    const listed = inventory.instances.flatMap((instance) => {
      const listing = instance.mode === 'data' ? listingOf(instance.type) : undefined;
      return listing === undefined ? [] : [{ instance, listing }];
    });
    // Tables last: they belong to a VPC or a transit router that may be listed too.
    const ofTables = listed.filter(({ listing }) => listing.tables !== undefined);
    for (const { instance, listing } of [...listed.filter((one) => !ofTables.includes(one)), ...ofTables]) {
      this.addListed(instance, listing);
    }
  }

  /** What there is of a resource type, the resources first. */
  ofType(type: string): readonly Source[] {
    return this.sources.get(type) ?? [];
  }

  /** What was asked for by id and is not in the JSON, as far as it has been asked for. */
  strangers(kind: Kind): readonly Stranger[] {
    return [...this.unknown.entries()].filter(([key]) => key.startsWith(`${kind} `)).map(([, stranger]) => stranger);
  }

  /**
   * The id in the model of what a value names.
   *
   * Undefined where nothing is given; `Unresolved` where it cannot be told, or names something of another kind.
   */
  identify(kind: Kind, value: Value, by: Referrer): string | Unresolved | undefined {
    const found = this.inventory.resolve(value);
    if (found === undefined || found === null || found === '') return undefined;
    if (typeof found === 'string')
      return this.byCloudId.get(`${kind} ${found}`) ?? this.stranger(kind, found, found, by);
    if (found instanceof Reference) return this.ofReference(kind, found, by) ?? new Unresolved(found.text);
    return found instanceof Unresolved ? found : new Unresolved(JSON.stringify(found));
  }

  /** Whether a value names a thing of a kind that the JSON shows. */
  has(kind: Kind, value: Value): boolean {
    const found = this.inventory.resolve(value);
    if (typeof found === 'string') return this.byCloudId.has(`${kind} ${found}`);
    const instance = found instanceof Reference ? this.inventory.find(found.address) : undefined;
    return identitiesOf(instance?.type ?? '').some((identity) => identity.kind === kind);
  }

  private ofReference(kind: Kind, { address, path }: Reference, by: Referrer): string | undefined {
    const instance = this.inventory.find(address);
    if (instance === undefined) return undefined;
    if (instance.mode === 'data') return this.ofData(kind, instance, path, by);
    const [attribute, ...deeper] = path;
    const identity = identitiesOf(instance.type).find(
      (candidate) =>
        candidate.kind === kind &&
        deeper.length === 0 &&
        (attribute === undefined || candidate.attributes.includes(String(attribute))),
    );
    return identity && `${address}${identity.suffix ?? ''}`;
  }

  /** What a data source will show that is read while applying. */
  private ofData(kind: Kind, data: Instance, path: Reference['path'], by: Referrer): string | undefined {
    const listing = listingOf(data.type);
    const [list, index = 0, attribute] = path;
    const within = listing && attribute !== undefined ? comingWith(listing, kind, String(attribute)) : undefined;
    if (listing !== undefined && within !== undefined) {
      const owner = this.ofData(listing.kind, data, [list ?? '', index], by);
      return owner && `${owner}${within}`;
    }
    if (listing?.kind !== kind || (list !== listing.list && list !== 'ids')) return undefined;
    if (listing.tables !== undefined) return this.systemTable(data, listing.tables);
    if (typeof index !== 'number' && !/^\d+$/.test(index)) return undefined;
    // It may find what this configuration makes, under the name that it has here already.
    if (this.asksForManaged(Object.values(data.values))) return undefined;
    const id = `${data.address}.${listing.list}[${index}]`;
    return this.stranger(kind, id, id, { address: by.address, region: data.region });
  }

  private asksForManaged(values: readonly Value[]): boolean {
    return values.some((value) => {
      const found = this.inventory.resolve(value);
      if (found instanceof Reference) return this.inventory.find(found.address)?.mode === 'managed';
      return isList(found) ? this.asksForManaged(found) : isMap(found) && this.asksForManaged(Object.values(found));
    });
  }

  /** The only route table that a filter for system tables leaves of a VPC or a transit router. */
  private systemTable(
    data: Instance,
    { filter, owner, ownerKind }: NonNullable<Listing['tables']>,
  ): string | undefined {
    const wanted = this.inventory.resolve(data.values[filter]);
    if (typeof wanted !== 'string' || wanted.toLowerCase() !== 'system') return undefined;
    const id = this.identify(ownerKind, data.values[owner], data);
    return typeof id === 'string' ? `${id}${SYSTEM}` : undefined;
  }

  private stranger(kind: Kind, id: string, label: string, by: Referrer): string {
    const key = `${kind} ${id}`;
    if (!this.unknown.has(key)) this.unknown.set(key, { id, label, region: by.region, by: by.address });
    return id;
  }

  private add(instance: Instance, isExisting: boolean): void {
    const id = instance.address;
    for (const { kind, attributes, suffix = '' } of identitiesOf(instance.type)) {
      for (const attribute of attributes) {
        const value = instance.values[attribute];
        if (typeof value === 'string' && value !== '') this.byCloudId.set(`${kind} ${value}`, `${id}${suffix}`);
      }
    }
    const same = this.sources.get(instance.type);
    if (same === undefined) this.sources.set(instance.type, [{ id, instance, isExisting }]);
    else same.push({ id, instance, isExisting });
  }

  private addListed(data: Instance, listing: Listing): void {
    for (const [index, element] of items(data.values[listing.list]).entries()) {
      if (!isMap(element)) continue;
      const given = listing.tables === undefined ? element : { ...owner(data, listing.tables), ...element };
      const names = identitiesOf(listing.type).filter(({ kind }) => kind === listing.kind);
      const cloudIds = names.flatMap(({ attributes }) => attributes.map((attribute) => given[attribute]));
      if (cloudIds.some((id) => typeof id === 'string' && this.byCloudId.has(`${listing.kind} ${id}`))) continue;
      const table = listing.tables && this.knownSystemTable(data, listing, given);
      if (table !== undefined) {
        for (const id of cloudIds) if (typeof id === 'string') this.byCloudId.set(`${listing.kind} ${id}`, table);
      } else {
        const address = `${data.address}.${listing.list}[${index}]`;
        const region = typeof given.region_id === 'string' && given.region_id !== '' ? given.region_id : data.region;
        this.add({ address, type: listing.type, mode: 'data', label: address, region, values: given }, true);
      }
    }
  }

  private knownSystemTable(data: Instance, listing: Listing, element: ValueMap): string | undefined {
    const { tables } = listing;
    const type = tables && element[tables.filter];
    if (tables === undefined || typeof type !== 'string' || type.toLowerCase() !== 'system') return undefined;
    const id = this.identify(tables.ownerKind, element[tables.owner], data);
    return typeof id === 'string' ? `${id}${SYSTEM}` : undefined;
  }
}

/** What stands behind the id of something that comes with what is listed, such as the system route table of a VPC. */
function comingWith({ kind: own, type }: Listing, kind: Kind, attribute: string): string | undefined {
  if (kind === own) return undefined;
  return identitiesOf(type).find((each) => each.kind === kind && each.attributes.includes(attribute))?.suffix;
}

function owner(data: Instance, { owner: name }: NonNullable<Listing['tables']>): ValueMap {
  return { [name]: data.values[name] };
}
