import { readCidr, type Cidr } from '../../../core';
import type { Gap } from '../../model';
import type { Instance, Inventory } from '../source/instance';
import { isKnown, items, Reference, Unresolved, type Value, type ValueMap } from '../value';
import type { Kind } from './identities';
import { Things } from './things';

/** A model in the making: what the JSON shows, and what could not be told of it. */
export class Draft {
  readonly things: Things;
  private readonly gaps = new Map<string, Map<string, Gap>>();

  constructor(readonly inventory: Inventory) {
    this.things = new Things(inventory);
  }

  /** What could not be told of a thing; of the model as a whole without an id. */
  gapsOf(id = ''): readonly Gap[] {
    return [...(this.gaps.get(id)?.values() ?? [])];
  }

  /** Notes what could not be told; without an id it concerns the model as a whole. */
  addGap(
    id: string | undefined,
    message: string,
    kind: Gap['kind'] = 'expression',
    { onlyDrops = false }: Pick<Gap, 'onlyDrops'> = {},
  ): void {
    const gaps = this.gaps.get(id ?? '') ?? new Map<string, Gap>();
    this.gaps.set(id ?? '', gaps.set(message, { kind, message, ...(onlyDrops && { onlyDrops }) }));
  }

  /** The value of an attribute, with references followed. */
  value(instance: Instance, attribute: string): Value {
    return this.inventory.resolveDeep(instance.values[attribute]);
  }

  /** All arguments and attributes, with references followed. */
  values(instance: Instance): ValueMap {
    return Object.fromEntries(Object.keys(instance.values).map((name) => [name, this.value(instance, name)]));
  }

  /** A text; undefined where none is given. Numbers and booleans count as texts, as in Terraform. */
  text(instance: Instance, attribute: string, on?: string): string | undefined {
    return this.textOf(instance, attribute, this.value(instance, attribute), on);
  }

  /** As `text`, for a value inside a block. */
  textOf(instance: Instance, attribute: string, value: Value, on?: string): string | undefined {
    if (value === undefined || value === null || value === '') return undefined;
    if (isKnown(value)) return typeof value === 'object' ? undefined : String(value);
    this.addGap(on, unknownMessage(instance, attribute, value));
    return undefined;
  }

  /** A truth value; `otherwise` where none is given. */
  flag(instance: Instance, attribute: string, otherwise: boolean, on?: string): boolean {
    const text = this.text(instance, attribute, on);
    return text === undefined ? otherwise : text === 'true';
  }

  /** A CIDR block; undefined, with a gap, where it is not known. An address alone stands for itself. */
  cidr(instance: Instance, attribute: string, on?: string): Cidr | undefined {
    const text = this.text(instance, attribute, on);
    return text === undefined ? undefined : this.cidrOf(instance, attribute, text, on);
  }

  /** As `cidr`, for a text. Addresses that are not the first of their block stand for the block, as in the cloud. */
  cidrOf(instance: Instance, attribute: string, text: string, on?: string): Cidr | undefined {
    const block = readCidr(text.includes('/') ? text : `${text}/32`);
    if (!('code' in block)) return block;
    const meant = block.suggestion === undefined ? block : readCidr(block.suggestion);
    if (!('code' in meant)) return meant;
    this.addGap(on, `${instance.address}.${attribute}: ${text} is not an IPv4 block`);
    return undefined;
  }

  /**
   * The id of what an attribute names; undefined, with a gap, where that cannot be told.
   *
   * @param on Where the gap goes; the model as a whole by default
   */
  id(instance: Instance, kind: Kind, attribute: string, on?: string): string | undefined {
    return this.idOf(instance, kind, attribute, instance.values[attribute], on);
  }

  /** As `id`, for a value inside a block. */
  idOf(instance: Instance, kind: Kind, attribute: string, value: Value, on?: string): string | undefined {
    const id = this.things.identify(kind, value, instance);
    if (!(id instanceof Unresolved)) return id;
    this.addGap(on, unknownMessage(instance, attribute, id));
    return undefined;
  }

  /** The ids of what an attribute lists; undefined, with a gap, where not all can be told. */
  ids(instance: Instance, kind: Kind, attribute: string, on?: string): readonly string[] | undefined {
    const listed = this.inventory.resolve(instance.values[attribute]);
    const found = items(listed).map((item) => this.idOf(instance, kind, attribute, item, on));
    return found.every((id) => id !== undefined) ? found : undefined;
  }

  /** Notes that something stands in the JSON by its id only. */
  addStranger(instance: Instance, attribute: string, id: string, on?: string): void {
    this.addGap(
      on,
      `${instance.address}.${attribute}: ${id} is not part of this configuration; only the cloud knows it`,
      'existing',
    );
  }
}

/** What is not known, and how it could be. */
export function unknownMessage(instance: Instance, attribute: string, value: Value): string {
  const text =
    value instanceof Reference ? value.text : value instanceof Unresolved ? value.expression : '(a part of it)';
  return `${instance.address}.${attribute}: ${text} is not known, or may be one of several`;
}
