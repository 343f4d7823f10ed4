import { DEPLOYMENT_TAG } from '../../lib/config';
import { type Ambiguous, type Choices, cloudId, Matching } from '../import/matching';
import type { Api } from '../rehearse/api';
import type { Configuration } from '../rehearse/configuration';
import { type Belonging, Inventory, type Marks } from './inventory';
import { type Other, whyNotOurs } from './others';
import type { Managed } from './state';
import { type Evidence, keyOf, nameArgument, onTheWay, takesTags } from './thing';

/** Something that stands, belongs to a deployment, and is not in its state. */
export interface Orphan extends Belonging {
  /** The address that an import block gives it. @default - none: the state has another thing there, or the stack has no such thing */
  readonly address?: string;
  /** The address of the resource of that name, which is another thing. @default - none */
  readonly secondOf?: string;
  /** What it is doing, such as `Creating`. @default - it has come to rest */
  readonly onTheWay?: string;
}

/** What stands and is not in the state. */
export interface Orphans {
  /** In the order in which such things are made. */
  readonly orphans: readonly Orphan[];
  /** What lies below the deployment's things and is somebody else's, as far as can be told. */
  readonly others: readonly Other[];
  /** Resources that several of them could be. */
  readonly ambiguous: readonly Ambiguous[];
}

/** A deployment, its state, and where it stands. */
export interface FindProps {
  readonly deployment: string;
  readonly configuration: Configuration;
  readonly state: readonly Managed[];
  readonly api: Api;
  /** Which of several things a resource is. @default - none is chosen */
  readonly choices?: Choices;
}

/** Finds what stands of a deployment and is not in its state, and which resource of the stack it is. */
export async function findOrphans({ deployment, configuration, state, api, choices }: FindProps): Promise<Orphans> {
  const marks: Marks = { tag: { Key: DEPLOYMENT_TAG, Value: deployment }, names: namesIn(configuration) };
  const named = [...configuration.blocks, ...state].map(({ region }) => region);
  const regions = [...new Set(named.filter((region) => region !== ''))];
  const inventory = await new Inventory({ api, regions, state, marks }).take();
  const things = new Map(inventory.map((thing) => [keyOf(thing), thing]));
  const inState = new Set(state.map(keyOf));
  const current = state.filter(({ isDeposed }) => !isDeposed);
  const { matches, ambiguous } = await new Matching(configuration, api, choices, {
    managed: new Map(current.map(({ address, values }) => [address, values])),
    accepts: (thing) => {
      if (things.has(keyOf(thing))) return true;
      if (inState.has(keyOf(thing))) return false;
      // Below what was there already and is not the deployment's, nothing but what the stack declares is its own.
      const foundBy = evidenceOfDeclared(thing, marks);
      if (foundBy !== undefined) things.set(keyOf(thing), { ...thing, foundBy });
      return foundBy !== undefined;
    },
  }).run();
  const addresses = new Map(matches.map(({ address, id }) => [keyOf({ type: typeOf(address), id }), address]));
  const filled = [...current, ...matches].map(({ address }) => address);
  const all = [...things.values()].map((thing) => {
    const status = onTheWay(thing.found);
    const place = addresses.get(keyOf(thing));
    return {
      ...thing,
      ...(place === undefined ? secondOf(thing, configuration, filled) : { address: place }),
      ...(status !== undefined && { onTheWay: status }),
    };
  });
  const candidates = ambiguous.flatMap((one) => one.candidates.map(({ id }) => id));
  const isWanted = ({ address, id }: Orphan): boolean => address !== undefined || candidates.includes(id);
  return { ...toldApart(all, isWanted, { deployment, configuration, state }), ambiguous };
}

/** Those that the deployment made, and those that somebody else put below them. What is joined comes before what joins it. */
function toldApart(
  things: readonly Orphan[],
  isWanted: (thing: Orphan) => boolean,
  { deployment, configuration, state }: Pick<FindProps, 'deployment' | 'configuration' | 'state'>,
): Pick<Orphans, 'orphans' | 'others'> {
  const [orphans, others]: [Orphan[], Other[]] = [[], []];
  const owned = new Set(state.map(cloudId));
  const maker = { deployment, configuration, owns: (id: string) => owned.has(id) };
  for (const thing of things) {
    const reason = isWanted(thing) ? undefined : whyNotOurs(thing, maker);
    if (reason !== undefined) others.push({ ...thing, reason });
    else orphans.push(thing);
    if (reason === undefined) owned.add(cloudId(thing));
  }
  return { orphans, others };
}

function evidenceOfDeclared({ type, name }: Pick<Belonging, 'type' | 'name'>, { names }: Marks): Evidence | undefined {
  if (!takesTags(type)) return 'parent';
  return names.get(type)?.includes(name) === true ? 'name' : undefined;
}

/** The names that are written out, by resource type. */
function namesIn({ blocks }: Configuration): Marks['names'] {
  const names = new Map<string, string[]>();
  for (const { mode, type, arguments: given } of blocks) {
    const name = given[nameArgument(type)];
    if (mode === 'resource' && typeof name === 'string') names.set(type, [...(names.get(type) ?? []), name]);
  }
  return names;
}

/** The resource that has its name and is another thing already; where several have the name, it says nothing. */
function secondOf(
  { type, name }: Belonging,
  { blocks }: Configuration,
  filled: readonly string[],
): Pick<Orphan, 'secondOf'> {
  const named = blocks.filter((block) => block.type === type && block.arguments[nameArgument(type)] === name);
  const [only] = named;
  return only !== undefined && named.length === 1 && filled.includes(only.address) ? { secondOf: only.address } : {};
}

function typeOf(address: string): string {
  return address.slice(0, address.indexOf('.'));
}
