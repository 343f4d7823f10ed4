import { closest, ValidationError } from '../../lib/core';
import type { Api } from '../rehearse/api';
import type { Block, Configuration } from '../rehearse/configuration';
import { evaluate, type Scope } from '../rehearse/expressions/evaluate';
import { scopeOf } from '../rehearse/expressions/scope';
import { dependenciesOf, inOrder } from '../rehearse/order';
import { dataSources, resourceTypes } from '../rehearse/resources';
import type { Found, ResourceType } from '../rehearse/resources/resource-type';
import { Resource, type Values } from '../rehearse/resources/resource';
import { finders } from './finders';
import type { Candidate } from './listings';

/** A resource of the stack, and what of the account it is. */
export interface Match {
  readonly address: string;
  /** What `terraform import` takes. */
  readonly id: string;
  /** Its name as it is now; empty where it has none. */
  readonly name: string;
}

/** A resource of the stack that nothing was found for. */
export interface Missing {
  readonly address: string;
  /** Why, or what to do. */
  readonly reason: string;
  /** What it belongs to, which was not found or could be several things. @default - it was looked for */
  readonly belongsTo?: string;
}

/** A resource of the stack that several things could be. */
export interface Ambiguous {
  readonly address: string;
  readonly candidates: readonly Pick<Match, 'id' | 'name'>[];
}

/** Something that was found, and that the plan refuses under the name that it has. */
export interface Misnamed extends Match {
  /** The name that the stack gives. */
  readonly wanted: string;
}

/** What stands in an account of what a stack declares. */
export interface Findings {
  readonly matches: readonly Match[];
  readonly missing: readonly Missing[];
  readonly ambiguous: readonly Ambiguous[];
  /** Matches that have to be renamed first. */
  readonly misnamed: readonly Misnamed[];
}

/** Which of several things a resource is, by its address: the import id, or the last part of it. */
export type Choices = ReadonlyMap<string, string>;

/** What is known before anything is looked for. */
export interface Known {
  /** Terraform's attributes of what its state has, by address. */
  readonly managed: ReadonlyMap<string, Values>;
  /** Whether something may be taken for what it could be: it belongs to the deployment, and nothing else has it. */
  readonly accepts: (thing: Thing) => boolean;
}

/** Something that stands in the account. */
export interface Thing extends Candidate {
  readonly type: string;
  readonly region: string;
  /** What `terraform import` takes. */
  readonly id: string;
  /** As the API shows it. */
  readonly found: Found;
  /** Terraform's attributes, as far as they can be told. */
  readonly values: Values;
}

/** What the API knows it by, where that is one id: Terraform puts those of its parents before it. */
export function cloudId({ id }: Pick<Thing, 'id'>): string {
  return id.split(':').at(-1) ?? id;
}

/** The reason where there is nothing to do about it. */
export const NOTHING_FITS = 'nothing in the account fits it; it will be created';

const NOTHING_KNOWN: Known = { managed: new Map(), accepts: () => true };

/** Roots first: other roots are told apart by what is found of these. */
const ROOTS = ['alicloud_vpc', 'alicloud_cen_instance'];

/**
 * Looks for every resource of a stack in an account, by parents, blocks, addresses and names, and guesses nothing: what
 * could be several things is none of them until somebody chooses.
 */
export class Matching {
  private readonly values = new Map<string, Values>();
  private readonly matches: Match[] = [];
  private readonly missing: Missing[] = [];
  private readonly ambiguous: Ambiguous[] = [];
  private readonly misnamed: Misnamed[] = [];

  constructor(
    private readonly configuration: Configuration,
    private readonly api: Api,
    private readonly choices: Choices = new Map(),
    private readonly known: Known = NOTHING_KNOWN,
  ) {}

  /** @throws ValidationError `CHOICE_UNKNOWN` for a choice about something that the stack does not have. */
  async run(): Promise<Findings> {
    this.assertChoices();
    const ordered = inOrder(this.configuration.blocks);
    const roots = ROOTS.flatMap((root) => ordered.filter(({ mode, type }) => mode === 'resource' && type === root));
    for (const block of [...roots, ...ordered.filter((one) => !roots.includes(one))]) {
      if (block.mode === 'data') await this.lookUp(block);
      else await this.match(block);
    }
    const { matches, missing, ambiguous, misnamed } = this;
    return { matches, missing, ambiguous, misnamed };
  }

  private assertChoices(): void {
    const known = this.configuration.blocks.map(({ address }) => address);
    const unknown = [...this.choices.keys()].find((address) => !known.includes(address));
    if (unknown === undefined) return;
    const suggestion = closest(unknown, known);
    const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
    throw new ValidationError('CHOICE_UNKNOWN', `the stack has no ${unknown}${hint}`, { path: '--choose' });
  }

  private async lookUp(block: Block): Promise<void> {
    const source = dataSources.get(block.type);
    if (source === undefined || this.lacking(block) !== undefined) return;
    const given = evaluate(block.arguments, this.scope()) as Values;
    this.values.set(block.address, { ...given, ...(await source.read(this.api(source.product, block.region), given)) });
  }

  private async match(block: Block): Promise<void> {
    const { address } = block;
    const managed = this.known.managed.get(address);
    if (managed !== undefined) return void this.values.set(address, { ...managed, region: block.region });
    const type = resourceTypes.get(block.type);
    if (type === undefined) return this.miss(address, `${block.type} is not looked for`);
    const lacking = this.lacking(block);
    if (lacking !== undefined) return this.miss(address, `it belongs to ${lacking}`, lacking);
    const wanted = evaluate(block.arguments, this.scope()) as Values;
    const resource = new Resource(type, this.api(type.product, block.region));
    const standing = await Promise.all(
      (await this.candidates(block, type, wanted)).map(async ({ identity, name }) => {
        const found = await resource.read(identity);
        if (found === undefined) return [];
        const { region } = block;
        const values = { ...resource.attributes(wanted, found), region };
        return [
          { type: block.type, region, id: String((values as { id?: unknown }).id), identity, name, found, values },
        ];
      }),
    );
    const candidates = standing.flat().filter((one) => !this.isTaken(block, one.id) && this.known.accepts(one));
    const chosen = this.choose(block, wanted, candidates);
    if (chosen !== undefined) {
      this.values.set(address, chosen.values);
      const match = { address, id: chosen.id, name: chosen.name };
      this.matches.push(match);
      if (isToldByName(block) && wanted[NAME_OF_ROUTER] !== match.name) {
        this.misnamed.push({ ...match, wanted: String(wanted[NAME_OF_ROUTER]) });
      }
    } else if (candidates.length === 0) {
      this.miss(address, await this.hint(block, wanted));
    } else {
      this.ambiguous.push({ address, candidates: candidates.map(({ id, name }) => ({ id, name })) });
    }
  }

  private async candidates(block: Block, type: ResourceType, wanted: Values): Promise<readonly Candidate[]> {
    const finder = finders.get(block.type);
    if (finder === undefined) {
      const identity = new Resource(type, this.api(type.product, block.region)).identityOf(wanted);
      return identity === undefined ? [] : [{ identity, name: '' }];
    }
    return finder.candidates({
      call: this.api(type.product, block.region),
      wanted,
      found: (other) =>
        [...this.values].filter(([address]) => address.startsWith(`${other}.`)).map(([, values]) => values),
      users: this.configuration.blocks.filter((other) => dependenciesOf(other).includes(block.address)),
    });
  }

  /** What somebody chose; else the only one; else the only one with the name that the stack gives. */
  private choose<T extends Pick<Match, 'id' | 'name'>>(block: Block, wanted: Values, all: readonly T[]): T | undefined {
    const choice = this.choices.get(block.address);
    if (choice !== undefined) return all.find(({ id }) => id === choice || cloudId({ id }) === choice);
    if (all.length === 1) return all[0];
    const named = all.filter(({ name }) => name === wanted[finders.get(block.type)?.name ?? '']);
    return named.length === 1 ? named[0] : undefined;
  }

  private isTaken({ type }: Block, id: string): boolean {
    return this.matches.some((match) => match.id === id && match.address.startsWith(`${type}.`));
  }

  private miss(address: string, reason: string, belongsTo?: string): void {
    this.missing.push({ address, reason, ...(belongsTo !== undefined && { belongsTo }) });
  }

  /** A router that somebody made in the console works with its system route table, and the stack with one of its own. */
  private async hint({ type, region }: Block, wanted: Values): Promise<string> {
    if (type !== 'alicloud_cen_transit_router_route_table') return NOTHING_FITS;
    const TransitRouterId = String(wanted.transit_router_id);
    const answer = await this.api('Cbn', region)('ListTransitRouterRouteTables', {
      TransitRouterId,
      TransitRouterRouteTableType: 'System',
    });
    const [table] = (answer?.TransitRouterRouteTables ?? []) as readonly { TransitRouterRouteTableId?: string }[];
    if (table === undefined) return NOTHING_FITS;
    return `the router of ${region} has its system route table only; to go on with that one, write transitRouter: { routeTable: ${String(table.TransitRouterRouteTableId)} } beside that region in the deployment file`;
  }

  private lacking(block: Block): string | undefined {
    return dependenciesOf({ ...block, preconditions: [], postconditions: [] }).find((one) => !this.values.has(one));
  }

  private scope(): Scope {
    return scopeOf(this.values);
  }
}

const NAME_OF_ROUTER = 'transit_router_name';

/**
 * A router in a CEN instance that was there already: the plan knows by its name alone that it is not a second one, as a
 * `precondition` cannot refer to what it belongs to.
 */
function isToldByName({ type, arguments: { cen_id: cenId } }: Block): boolean {
  return type === 'alicloud_cen_transit_router' && typeof cenId === 'string' && !cenId.includes('${');
}
