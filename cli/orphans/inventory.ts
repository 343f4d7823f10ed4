import { AssumptionError } from '../../lib/core';
import type { Candidate } from '../import/listings';
import type { Thing } from '../import/matching';
import type { Api } from '../rehearse/api';
import { resourceTypes } from '../rehearse/resources';
import { Resource } from '../rehearse/resources/resource';
import type { ResourceType } from '../rehearse/resources/resource-type';
import { type Kind, kinds, type Tag } from './kinds';
import type { Managed } from './state';
import { asParent, type Evidence, hasTag, keyOf, nameOf, takesTags } from './thing';

/** What a deployment's things are known by. */
export interface Marks {
  readonly tag: Tag;
  /** The names that its stack gives, by resource type. */
  readonly names: ReadonlyMap<string, readonly string[]>;
}

/** Where it is looked, and for whom. */
export interface InventoryProps {
  readonly api: Api;
  readonly regions: readonly string[];
  readonly state: readonly Managed[];
  readonly marks: Marks;
}

/** A thing that belongs to a deployment, and what says so. */
export interface Belonging extends Thing {
  readonly foundBy: Evidence;
}

/** Something that a list of a region has. */
interface Listed extends Candidate {
  readonly kind: Kind;
  readonly region: string;
  /** Whether it was listed below what is the deployment's. */
  readonly isBelow: boolean;
  /** Whether it was listed by its tag. */
  readonly isTagged: boolean;
}

/** A CEN instance is in no region: its routers are in any. */
const IN_NO_REGION = 'alicloud_cen_instance';

/**
 * Finds all that belongs to a deployment and is not in its state: by its tag, by its name, and where it takes no tags below
 * what is the deployment's, in the state or found just now.
 *
 * It only reads. What takes tags, has not that of the deployment and none of its names is somebody else's.
 */
export class Inventory {
  private readonly things = new Map<string, Belonging>();
  private readonly inState: ReadonlySet<string>;

  constructor(private readonly props: InventoryProps) {
    this.inState = new Set(props.state.map(keyOf));
  }

  /** Answers them in the order in which such things are made. */
  async take(): Promise<readonly Belonging[]> {
    const { regions, state } = this.props;
    const ofAccount = regions.flatMap((region) => kinds.map((kind) => this.ofAccount(kind, region)));
    const found = await this.add((await Promise.all(ofAccount)).flat());
    let parents: readonly Pick<Thing, 'type' | 'id' | 'region' | 'values'>[] = [...state, ...found];
    while (parents.length > 0) {
      const below = await Promise.all(parents.map((parent) => this.below(parent)));
      parents = await this.add(below.flat());
    }
    const order = kinds.map(({ type }) => type);
    return [...this.things.values()].sort((one, other) => order.indexOf(one.type) - order.indexOf(other.type));
  }

  private async ofAccount(kind: Kind, region: string): Promise<readonly Listed[]> {
    const call = this.props.api(rowOf(kind).product, region);
    const [tagged = [], all = []] = await Promise.all([kind.tagged?.(call, this.props.marks.tag), kind.all?.(call)]);
    const listed = (isTagged: boolean) => (one: Candidate) => ({ ...one, kind, region, isTagged, isBelow: false });
    return [...tagged.map(listed(true)), ...all.map(listed(false))];
  }

  private async below(parent: Pick<Thing, 'type' | 'id' | 'region' | 'values'>): Promise<readonly Listed[]> {
    const regions = parent.type === IN_NO_REGION ? this.props.regions : [parent.region];
    const lists = kinds.flatMap((kind) => {
      const list = kind.below?.[parent.type];
      if (list === undefined) return [];
      return regions.map(async (region) => {
        const all = await list(this.props.api(rowOf(kind).product, region), asParent(parent));
        return all.map((one) => ({ ...one, kind, region, isTagged: false, isBelow: true }));
      });
    });
    return (await Promise.all(lists)).flat();
  }

  /** Looks at what was listed, and keeps what belongs here and was not known; answers that. */
  private async add(listed: readonly Listed[]): Promise<readonly Belonging[]> {
    const once = new Map(listed.map((one) => [`${one.kind.type} ${JSON.stringify(one.identity)}`, one]));
    const read = await Promise.all([...once.values()].map((one) => this.look(one)));
    const added = read.flat().filter((thing) => !this.inState.has(keyOf(thing)) && !this.things.has(keyOf(thing)));
    for (const thing of added) this.things.set(keyOf(thing), thing);
    return added;
  }

  private async look(listed: Listed): Promise<readonly Belonging[]> {
    const { kind, region, identity } = listed;
    const row = rowOf(kind);
    const resource = new Resource(row, this.props.api(row.product, region));
    const found = await resource.read(identity);
    if (found === undefined) return [];
    const values = resource.attributes({}, found);
    const { type } = kind;
    const thing = { type, region, id: String(values.id), identity, name: nameOf(type, found), found, values };
    const foundBy = this.evidence(listed, thing);
    return foundBy === undefined ? [] : [{ ...thing, foundBy }];
  }

  private evidence({ isTagged, isBelow }: Listed, { type, name, found }: Thing): Evidence | undefined {
    const { tag, names } = this.props.marks;
    if (isTagged || hasTag(found, tag)) return 'tag';
    if (isBelow && !takesTags(type)) return 'parent';
    return name !== '' && names.get(type)?.includes(name) === true ? 'name' : undefined;
  }
}

function rowOf({ type }: Kind): ResourceType {
  const row = resourceTypes.get(type);
  if (row === undefined) throw new AssumptionError('KIND_UNKNOWN', `${type} is looked for, and no row says how`);
  return row;
}
