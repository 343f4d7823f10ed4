import { finders } from '../import/finders';
import { cloudId, type Thing } from '../import/matching';
import { resourceTypes } from '../rehearse/resources';
import { tagsOf } from '../rehearse/resources/arguments';
import type { Found } from '../rehearse/resources/resource-type';
import type { Parent, Tag } from './kinds';

/** What says that something belongs to a deployment. */
export type Evidence = 'tag' | 'parent' | 'name';

/** Tells things apart: ids are unique in a type. */
export function keyOf({ type, id }: Pick<Thing, 'type' | 'id'>): string {
  return `${type} ${id}`;
}

/** It, as what others belong to. */
export function asParent({ id, values }: Pick<Thing, 'id' | 'values'>): Parent {
  return { id: cloudId({ id }), importId: id, values };
}

/** Its name as the API shows it; empty where it has none. */
export function nameOf(type: string, found: Found): string {
  const parameter = resourceTypes.get(type)?.arguments[nameArgument(type)]?.parameter;
  return parameter === undefined ? '' : String(found[parameter] ?? '');
}

/** The argument of Terraform with the name of such a thing; empty where it has none. */
export function nameArgument(type: string): string {
  return finders.get(type)?.name ?? '';
}

/** Whether such things take tags. */
export function takesTags(type: string): boolean {
  return resourceTypes.get(type)?.arguments.tags !== undefined;
}

/** Whether it has a tag. */
export function hasTag(found: Found, { Key, Value }: Tag): boolean {
  const tags = tagsOf(found) as readonly Partial<Tag>[];
  return tags.some((tag) => tag.Key === Key && tag.Value === Value);
}

/** Members that say where something is in its life; `Running` is no way to anything. */
const STATUS = /Status$/;
const ON_THE_WAY = /^(?!Running$|Existing$)(?:Pending|[A-Z][a-z]+ing)$/;

/** What it is doing, such as `Creating`; undefined when it has come to rest. */
export function onTheWay(found: Found): string | undefined {
  const statuses = Object.entries(found).flatMap(([name, value]) => (STATUS.test(name) ? [String(value)] : []));
  return statuses.find((status) => ON_THE_WAY.test(status));
}
