import type { Scope } from '../expression/evaluate';
import { isList, isMap, Unresolved, type Value, type ValueMap } from '../value';

/** What an expression of a configuration comes to, where it stands. */
export type Written = (scope: Scope) => Value;

/** A resource or data source as it is written. */
export interface ResourceDefinition {
  readonly body: (scope: Scope) => ValueMap;
  readonly repetition: 'none' | 'count' | 'forEach';
  readonly forEach?: Written;
}

/** A call of a module. */
export interface CallDefinition {
  readonly args: Readonly<Record<string, Written>>;
  readonly repetition: ResourceDefinition['repetition'];
  readonly forEach?: Written;
  readonly module: ModuleDefinition;
}

/** A module as it is written. */
export interface ModuleDefinition {
  /** Default values; undefined for variables without. */
  readonly variables: Readonly<Record<string, Written | undefined>>;
  readonly locals: Readonly<Record<string, Written>>;
  readonly outputs: Readonly<Record<string, Written>>;
  readonly calls: Readonly<Record<string, CallDefinition>>;
  /** By `alicloud_vpc.a` and `data.alicloud_vpcs.a`. */
  readonly resources: Readonly<Record<string, ResourceDefinition>>;
}

/** What a whole configuration has, whichever module is looked at. */
export interface Configuration {
  /** Values of the root module's variables. */
  readonly variables: Readonly<Record<string, Value>>;
  /** What a resource or data source stands for: a reference, or a list or map of them; undefined where there is none. */
  instancesOf(moduleAddress: string, name: string): Value;
  /** Keys of a module's instances; undefined for a module without `count` and `for_each`. */
  keysOf(moduleAddress: string, name: string): readonly (string | number)[] | undefined;
}

type Key = string | number | undefined;
type LookUp = ReturnType<Scope['lookUp']>;

/** A module where it is called, with what its names stand for. */
export class ModuleInstance {
  private readonly remembered = new Map<string, Value>();
  private readonly children = new Map<string, ModuleInstance>();
  private readonly forEach = new Map<object, Value>();

  constructor(
    private readonly configuration: Configuration,
    readonly definition: ModuleDefinition,
    /** Such as `module.a["x"]`; empty for the root. */
    readonly address = '',
    private readonly call?: { readonly scope: Scope; readonly args: CallDefinition['args'] },
  ) {}

  /** The names in a resource or module call of this module, with `each` and `count` for a key. */
  scope(key?: Key, repeated?: Pick<ResourceDefinition, 'forEach'>): Scope {
    return {
      lookUp: (names) => {
        const [first, second] = names;
        if (key === undefined || (first !== 'each' && first !== 'count')) return this.lookUp(names);
        if (second !== 'value') return { value: key, used: 2 };
        return { value: this.eachValue(key, repeated), used: 2 };
      },
    };
  }

  /** A module that is called from here. */
  child(name: string, key?: Key): ModuleInstance | undefined {
    const call = this.definition.calls[name];
    if (call === undefined) return undefined;
    const address = `${prefix(this.address)}module.${name}${keyText(key)}`;
    const known = this.children.get(address);
    if (known !== undefined) return known;
    const child = new ModuleInstance(this.configuration, call.module, address, {
      scope: this.scope(key, call),
      args: call.args,
    });
    this.children.set(address, child);
    return child;
  }

  private eachValue(key: Key, repeated?: Pick<ResourceDefinition, 'forEach'>): Value {
    if (repeated?.forEach === undefined) return undefined;
    if (!this.forEach.has(repeated)) this.forEach.set(repeated, repeated.forEach(this.scope()));
    const all = this.forEach.get(repeated);
    if (isList(all)) return key;
    return isMap(all) ? all[String(key)] : undefined;
  }

  private lookUp(names: readonly string[]): LookUp {
    const [first, second = '', third = ''] = names;
    if (names.length < 2) return undefined;
    if (first === 'var') return { value: this.remember(`var.${second}`, () => this.variable(second)), used: 2 };
    if (first === 'local') {
      return { value: this.remember(`local.${second}`, () => this.definition.locals[second]?.(this.scope())), used: 2 };
    }
    if (first === 'module') return this.module(second, names[2]);
    if (first === 'data') {
      return { value: this.configuration.instancesOf(this.address, `data.${second}.${third}`), used: 3 };
    }
    return { value: this.configuration.instancesOf(this.address, `${first}.${second}`), used: 2 };
  }

  private variable(name: string): Value {
    const given = this.call?.args[name];
    if (given !== undefined && this.call !== undefined) return given(this.call.scope);
    if (this.call === undefined && Object.hasOwn(this.configuration.variables, name)) {
      return this.configuration.variables[name];
    }
    return this.definition.variables[name]?.(this.scope());
  }

  private module(name: string, output: string | undefined): LookUp {
    const keys = this.configuration.keysOf(this.address, name);
    if (keys === undefined) {
      return output === undefined
        ? { value: this.outputs(name), used: 2 }
        : { value: this.remember(`module.${name}.${output}`, () => this.output(name, undefined, output)), used: 3 };
    }
    const all = this.remember(`module.${name}`, () => collect(keys, (key) => this.outputs(name, key)));
    return { value: all, used: 2 };
  }

  private outputs(name: string, key?: Key): Value {
    const outputs = Object.keys(this.definition.calls[name]?.module.outputs ?? {});
    return Object.fromEntries(outputs.map((output) => [output, this.output(name, key, output)]));
  }

  private output(name: string, key: Key, output: string): Value {
    const child = this.child(name, key);
    return child?.definition.outputs[output]?.(child.scope());
  }

  /** Computes once; what goes round in a circle cannot be told. */
  private remember(name: string, compute: () => Value): Value {
    if (!this.remembered.has(name)) {
      this.remembered.set(name, new Unresolved(name));
      this.remembered.set(name, compute());
    }
    return this.remembered.get(name);
  }
}

/** What `count` (a list) or `for_each` (a map) makes, by key. */
export function collect(keys: readonly (string | number)[], valueOf: (key: string | number) => Value): Value {
  if (!keys.every((key) => typeof key === 'number')) {
    return Object.fromEntries(keys.map((key) => [String(key), valueOf(key)]));
  }
  const list: Value[] = [];
  for (const key of keys) list[key] = valueOf(key);
  return Array.from(list);
}

/** A key as it stands in an address: `[0]` or `["a"]`. */
export function keyText(key: Key): string {
  return key === undefined ? '' : `[${JSON.stringify(key)}]`;
}

/** The address of a module in front of what is in it. */
export function prefix(moduleAddress: string): string {
  return moduleAddress === '' ? '' : `${moduleAddress}.`;
}
