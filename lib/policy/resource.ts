import { readCidr, type Cidr } from '../core';
import type { Kind } from '../proof/terraform/build/identities';
import type { Things } from '../proof/terraform/build/things';
import type { Instance, Inventory } from '../proof/terraform/source/instance';
import { isKnown, isMap, items, Reference, Unresolved, type Value, type ValueMap } from '../proof/terraform/value';

/** What resources are read from, and who is told of values that are not known. */
export interface Reading {
  readonly inventory: Inventory;
  readonly things: Things;
  /** Called for a value that a policy asks for and that is given, but not known. */
  readonly onUnknown: (address: string, attribute: string, expression: string) => void;
}

/** A block of arguments of a resource, with references followed. */
export class Block {
  constructor(
    protected readonly reading: Reading,
    protected readonly instance: Instance,
    private readonly source: () => ValueMap,
    /** Where it stands in the resource, such as `servers.`. */
    private readonly prefix = '',
  ) {}

  /** The value as it is, for what only some rules need to tell apart. */
  value(name: string): Value {
    return this.reading.inventory.resolve(this.source()[name]);
  }

  /** Whether something is given; what the cloud decides is not. */
  isGiven(name: string): boolean {
    const value = this.value(name);
    return value !== undefined && value !== null && value !== '';
  }

  /** A text; undefined where none is given, or known. Numbers and booleans count as texts, as in Terraform. */
  text(name: string): string | undefined {
    if (!this.isGiven(name)) return undefined;
    const value = this.reading.inventory.resolveDeep(this.value(name));
    if (isKnown(value)) return typeof value === 'object' ? undefined : String(value);
    this.noteUnknown(name, value);
    return undefined;
  }

  /** A number; undefined where none is given, or known. */
  number(name: string): number | undefined {
    const text = this.text(name);
    const number = Number(text);
    return text === undefined || Number.isNaN(number) ? undefined : number;
  }

  /** A truth value; `otherwise` where none is given, undefined where it is not known. */
  flag(name: string, otherwise: boolean): boolean | undefined {
    if (!this.isGiven(name)) return otherwise;
    const text = this.text(name);
    return text === undefined ? undefined : text === 'true';
  }

  /** A CIDR block, or an address as a block of its own; undefined where none is given, known, or it is not IPv4. */
  cidr(name: string): Cidr | undefined {
    return blockOf(this.text(name));
  }

  /** The texts of a list, empty where none is given; undefined where not all of them are known. */
  texts(name: string): readonly string[] | undefined {
    const values = items(this.value(name)).map((item) => this.reading.inventory.resolveDeep(item));
    const hidden = values.find((value) => typeof value !== 'string');
    if (hidden === undefined) return values.filter((value) => typeof value === 'string');
    this.noteUnknown(name, hidden);
    return undefined;
  }

  /** The blocks of a name; those that are not known at all are left out. */
  blocks(name: string): readonly Block[] {
    return items(this.value(name)).flatMap((item) => {
      const value = this.reading.inventory.resolve(item);
      if (isMap(value)) return [new Block(this.reading, this.instance, () => value, `${this.prefix}${name}.`)];
      this.noteUnknown(name, value);
      return [];
    });
  }

  /** The blocks of a name that only the cloud writes; none before it has. */
  computedBlocks(name: string): readonly Block[] {
    return items(this.value(name)).flatMap((item) =>
      isMap(item) ? [new Block(this.reading, this.instance, () => item, `${this.prefix}${name}.`)] : [],
    );
  }

  /** The first block of a name. */
  block(name: string): Block | undefined {
    return this.blocks(name)[0];
  }

  /** Whether every block of a name is known to be there, so that they can be counted. */
  isCountable(name: string): boolean {
    const value = this.value(name);
    return !(value instanceof Unresolved || value instanceof Reference) && items(value).every(isMap);
  }

  /** What an attribute names, by its address, or by its id where it is not in the JSON; undefined where that cannot be told. */
  id(kind: Kind, name: string): string | undefined {
    const id = this.reading.things.identify(kind, this.source()[name], this.instance);
    if (id instanceof Unresolved) this.noteUnknown(name, id);
    return typeof id === 'string' ? id : undefined;
  }

  /** What a list names, as far as it can be told. */
  ids(kind: Kind, name: string): readonly string[] {
    return items(this.value(name)).flatMap((item) => {
      const id = this.reading.things.identify(kind, item, this.instance);
      return typeof id === 'string' ? [id] : [];
    });
  }

  private noteUnknown(name: string, value: Value): void {
    const expression =
      value instanceof Reference ? value.text : value instanceof Unresolved ? value.expression : '(a part of it)';
    this.reading.onUnknown(this.instance.address, `${this.prefix}${name}`, expression);
  }
}

/** A resource, or what a data source shows of something that is there already. */
export class Resource extends Block {
  constructor(
    reading: Reading,
    instance: Instance,
    /** Whether only a data source shows it. */
    readonly isExisting: boolean,
  ) {
    super(reading, instance, () => instance.values);
  }

  /** The Terraform address; what other resources name it by. */
  get address(): string {
    return this.instance.address;
  }

  /** The region of its provider; empty where the JSON does not show it. */
  get region(): string {
    return this.instance.region;
  }
}

/** A text as a block; one that does not start at its first address stands for the block, as in the cloud. */
export function blockOf(text: string | undefined): Cidr | undefined {
  if (text === undefined) return undefined;
  const read = readCidr(text.includes('/') ? text : `${text}/32`);
  if (!('code' in read)) return read;
  const meant = read.suggestion === undefined ? read : readCidr(read.suggestion);
  return 'code' in meant ? undefined : meant;
}
