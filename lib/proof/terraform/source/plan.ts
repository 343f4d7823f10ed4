import { isList, isMap, member, Reference, Unresolved, type Value, type ValueMap } from '../value';
import { isObject, moduleOfFiles, objects } from './hcl';
import { Inventory, type Instance } from './instance';
import { fill } from './merge';
import { collect, ModuleInstance, type Configuration, type ModuleDefinition } from './module';
import { moduleOfPlan } from './references';
import { regionOf } from './region';

type Json = Readonly<Record<string, unknown>>;

/**
 * The files of a configuration, each parsed into Terraform's JSON syntax, by module as `.terraform/modules/modules.json`
 * names them: the root is `''`, a module called in it `a`, one called in that `a.b`.
 */
export type TerraformConfiguration = Readonly<Record<string, readonly unknown[]>>;

/** A resource of a plan, and the module that it is in. */
export interface Placed {
  readonly resource: Json;
  readonly module: string;
}

/** What a plan does not say. */
interface BesidePlan {
  /** The configuration that it was made of. */
  readonly configuration?: TerraformConfiguration | undefined;
  /** What people call its resources, by address. */
  readonly labels?: ReadonlyMap<string, string> | undefined;
}

/** The instances that there are after a plan is applied. */
export function inventoryOfPlan(plan: Json, { configuration: files, labels }: BesidePlan = {}): Inventory {
  const placed = placedAfter(plan);
  const unknown = unknownAfter(plan);
  const written = isObject(plan.configuration) ? plan.configuration : {};
  const providers = new Providers(plan, written);
  const definition = files === undefined ? moduleOfPlan(written.root_module) : moduleOfConfiguration(files);
  const configuration = new PlannedConfiguration(plan, placed);
  const root = new ModuleInstance(configuration, definition);
  const instances = placed.map(
    ({ resource, module }) =>
      new PlannedInstance(resource, unknown.get(String(resource.address)), {
        configuration,
        module: moduleAt(root, module),
        provider: providers.regionFor(resource, module),
        label: labels?.get(String(resource.address)),
      }),
  );
  return new Inventory(instances);
}

/** Modules of a configuration by their files; one without files is as if it were not there. */
function moduleOfConfiguration(files: TerraformConfiguration, key = ''): ModuleDefinition {
  return moduleOfFiles(files[key] ?? [], (name) => {
    const inner = key === '' ? name : `${key}.${name}`;
    return files[inner] === undefined ? undefined : moduleOfConfiguration(files, inner);
  });
}

/** A resource or data source of a plan, whose values are put together when they are looked at. */
class PlannedInstance implements Instance {
  readonly address: string;
  readonly type: string;
  readonly mode: Instance['mode'];
  readonly label: string;
  readonly region: string;
  private computed: ValueMap | undefined;

  constructor(
    private readonly resource: Json,
    private readonly unknown: unknown,
    private readonly place: {
      readonly configuration: PlannedConfiguration;
      readonly module: ModuleInstance | undefined;
      readonly provider: string;
      readonly label: string | undefined;
    },
  ) {
    this.address = String(resource.address);
    this.type = String(resource.type);
    this.mode = resource.mode === 'data' ? 'data' : 'managed';
    this.label = place.label ?? this.address;
    this.region = regionOf(resource.values, place.provider);
  }

  get values(): ValueMap {
    this.computed ??= this.compute();
    return this.computed;
  }

  private compute(): ValueMap {
    const known = (isObject(this.resource.values) ? this.resource.values : {}) as ValueMap;
    if (this.unknown === undefined) return known;
    const { module, configuration } = this.place;
    const definition = module?.definition.resources[definitionName(this.resource)];
    if (module === undefined || definition === undefined) return this.withoutDefinition(known);
    const written = definition.body(module.scope(keyOf(this.resource), definition));
    const filled = fill(known, this.unknown, configuration.withKnown(written));
    return isMap(filled) ? filled : known;
  }

  /** The configuration is another than that of the plan, or a part of it: what is not known might be anything. */
  private withoutDefinition(known: ValueMap): ValueMap {
    const filled = fill(known, this.unknown, new Unresolved(`${this.address}, which the configuration lacks,`));
    return isMap(filled) ? filled : known;
  }
}

/** What the modules of a plan ask of it. */
class PlannedConfiguration implements Configuration {
  readonly variables: Readonly<Record<string, Value>>;
  private readonly instances = new Map<string, Json[]>();
  private readonly modules = new Map<string, Set<string | number>>();
  private readonly known = new Map<string, Value>();
  private readonly collected = new Map<string, Value>();

  constructor(plan: Json, placed: readonly Placed[]) {
    const variables = isObject(plan.variables) ? plan.variables : {};
    this.variables = Object.fromEntries(
      Object.entries(variables).map(([name, variable]) => [name, (variable as { value?: Value }).value]),
    );
    for (const { resource, module } of placed) {
      const name = `${module} ${definitionName(resource)}`;
      const same = this.instances.get(name);
      if (same === undefined) this.instances.set(name, [resource]);
      else same.push(resource);
      this.known.set(String(resource.address), resource.values as Value);
      this.noteModules(module);
    }
  }

  instancesOf(moduleAddress: string, name: string): Value {
    const id = `${moduleAddress} ${name}`;
    if (!this.collected.has(id)) this.collected.set(id, this.collect(id));
    return this.collected.get(id);
  }

  private collect(id: string): Value {
    const found = this.instances.get(id) ?? [];
    const [first] = found;
    if (first === undefined) return undefined;
    if (keyOf(first) === undefined) return referenceTo(first);
    const byKey = new Map(found.map((resource) => [keyOf(resource) ?? '', resource]));
    return collect([...byKey.keys()], (key) => referenceTo(byKey.get(key) ?? first));
  }

  keysOf(moduleAddress: string, name: string): readonly (string | number)[] | undefined {
    const keys = this.modules.get(`${moduleAddress} ${name}`);
    return keys === undefined || keys.size === 0 ? undefined : [...keys];
  }

  /** Puts in what the plan knows of other instances. */
  withKnown(value: Value): Value {
    if (value instanceof Reference) {
      const known = value.path.reduce<Value>(member, this.known.get(value.address));
      return value.path.length === 0 || known === undefined || known === null ? value : known;
    }
    if (isList(value)) return value.map((item) => this.withKnown(item));
    if (!isMap(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.withKnown(item)]));
  }

  private noteModules(address: string): void {
    let parent = '';
    for (const { name, key, address: inner } of segmentsOf(address)) {
      const id = `${parent} ${name}`;
      const keys = this.modules.get(id) ?? new Set();
      if (key !== undefined) keys.add(key);
      this.modules.set(id, keys);
      parent = inner;
    }
  }
}

function referenceTo(resource: Json): Reference {
  return new Reference(String(resource.address));
}

function keyOf(resource: Json): string | number | undefined {
  return typeof resource.index === 'number' || typeof resource.index === 'string' ? resource.index : undefined;
}

function definitionName(resource: Json): string {
  return `${resource.mode === 'data' ? 'data.' : ''}${String(resource.type)}.${String(resource.name)}`;
}

/**
 * What is there after the plan.
 *
 * Beside what is planned, the state before it has the data sources that were read while planning, what the plan leaves alone (with
 * `-target` or `-exclude`, or where it only refreshes), and what Terraform forgets without destroying it.
 */
function placedAfter(plan: Json): readonly Placed[] {
  const changes = objects(plan.resource_changes);
  const forgotten = new Set(changes.filter(isForgotten).map(({ address }) => address));
  // Terraform lists what it forgets among what is planned, without values.
  const planned = placedIn(plan.planned_values).filter(
    ({ resource }) => isObject(resource.values) || !forgotten.has(resource.address),
  );
  const told = new Set([
    ...planned.map(({ resource }) => resource.address),
    ...changes.filter(({ deposed }) => deposed === undefined).map(({ address }) => address),
    ...changes.map(({ previous_address: address }) => address),
    ...changes.map(({ address, deposed }) => deposedAddress(address, deposed)),
  ]);
  const prior = isObject(plan.prior_state) ? placedIn(plan.prior_state.values) : [];
  const standing = prior.flatMap(({ resource, module }): readonly Placed[] => {
    if (!told.has(resource.address)) return [{ resource, module }];
    if (!forgotten.has(resource.address)) return [];
    return [{ resource: { ...resource, address: `${String(resource.address)} (forgotten)` }, module }];
  });
  return [...planned, ...standing];
}

function isForgotten({ change }: Json): boolean {
  return isObject(change) && Array.isArray(change.actions) && change.actions.includes('forget');
}

/** A thing that was to be replaced and is still there; it has the address of the one in its place. */
function deposedAddress(address: unknown, key: unknown): string | undefined {
  return typeof key === 'string' ? `${String(address)} (deposed ${key})` : undefined;
}

/** Every resource of a state's or a plan's values, with its module. */
export function placedIn(values: unknown): readonly Placed[] {
  const walk = (module: unknown, address: string): readonly Placed[] => {
    if (!isObject(module)) return [];
    const own = objects(module.resources).map((resource) => ({ resource: withOwnAddress(resource), module: address }));
    return [...own, ...objects(module.child_modules).flatMap((child) => walk(child, String(child.address)))];
  };
  return walk(isObject(values) ? values.root_module : undefined, '');
}

function withOwnAddress(resource: Json): Json {
  const address = deposedAddress(resource.address, resource.deposed_key);
  return address === undefined ? resource : { ...resource, address };
}

function unknownAfter(plan: Json): ReadonlyMap<string, unknown> {
  const changes = objects(plan.resource_changes).filter(({ deposed }) => deposed === undefined);
  return new Map(
    changes.map(({ address, change }) => [String(address), isObject(change) ? change.after_unknown : undefined]),
  );
}

/** `module.a["x"].module.b` in its parts. */
function segmentsOf(
  address: string,
): readonly { readonly name: string; readonly key?: string | number; readonly address: string }[] {
  const pattern = /module\.([\w-]+)(?:\[(\d+|"(?:[^"\\]|\\.)*")\])?/g;
  return [...address.matchAll(pattern)].map((match) => ({
    name: match[1] ?? '',
    key: match[2] === undefined ? undefined : (JSON.parse(match[2]) as string | number),
    address: address.slice(0, match.index + match[0].length),
  }));
}

function moduleAt(root: ModuleInstance, address: string): ModuleInstance | undefined {
  return segmentsOf(address).reduce<ModuleInstance | undefined>(
    (module, { name, key }) => module?.child(name, key),
    root,
  );
}

/** Which region the resources of a plan are made in. */
class Providers {
  private readonly regions: ReadonlyMap<string, string>;
  private readonly keys = new Map<string, ReadonlyMap<string, string>>();

  constructor(
    plan: Json,
    private readonly written: Json,
  ) {
    const { variables } = new PlannedConfiguration(plan, []);
    const providers = Object.entries(isObject(written.provider_config) ? written.provider_config : {});
    this.regions = new Map(providers.map(([key, provider]) => [key, regionOfProvider(provider, variables)]));
  }

  regionFor(resource: Json, module: string): string {
    const path = segmentsOf(module).map(({ name }) => name);
    const id = path.join('.');
    const keys = this.keys.get(id) ?? this.keysIn(path);
    this.keys.set(id, keys);
    return this.regions.get(keys.get(definitionName(resource)) ?? '') ?? '';
  }

  /** Provider configurations by resource, in a module. */
  private keysIn(path: readonly string[]): ReadonlyMap<string, string> {
    const module = path.reduce<unknown>(
      (found, name) => step(step(step(found, 'module_calls'), name), 'module'),
      this.written.root_module,
    );
    return new Map(
      objects(step(module, 'resources')).map((resource) => [
        String(resource.address),
        String(resource.provider_config_key),
      ]),
    );
  }
}

function step(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function regionOfProvider(provider: unknown, variables: Readonly<Record<string, Value>>): string {
  const region = step(step(provider, 'expressions'), 'region');
  const references = step(region, 'references');
  const only = Array.isArray(references) && references.length === 1 ? String(references[0]) : '';
  const variable = /^var\.([\w-]+)$/.exec(only)?.[1];
  const value = step(region, 'constant_value') ?? (variable === undefined ? undefined : variables[variable]);
  return typeof value === 'string' ? value : '';
}
