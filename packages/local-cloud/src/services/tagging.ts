import { type ApiErrorDefinition, refuse } from '../protocol/api-error';
import type { Call } from '../protocol/call';
import { missingParameter } from '../protocol/gateway-errors';
import { operation, type Operation } from '../protocol/operation';
import { parameter, tagsParameter } from '../protocol/parameters';
import type { Collection } from '../store/collection';
import { addTags, type GivenTags, hasTags, readTags, removeTags, type TagLimits, type Tags } from './tags';

/** What every object with tags has. */
interface Tagged {
  /** Absent where an object belongs to the account as a whole. */
  readonly regionId?: string;
  readonly tags: Tags;
}

/** The objects of one resource type, and what is answered when one of them is not there. */
export interface TaggableType {
  /** `undefined` where the local cloud has none of the type. */
  readonly of: Collection<Tagged> | undefined;
  readonly missing: ApiErrorDefinition;
}

/** How one product tags. */
export interface Tagging<T extends string> {
  /** The products do not agree on its spelling. */
  readonly untagAction: 'UntagResources' | 'UnTagResources';
  readonly limits: TagLimits;
  /** How many objects one call may name. */
  readonly maxResources: number;
  /** Whether objects of other regions are there. */
  readonly scope: 'region' | 'account';
  readonly types: Readonly<Record<T, TaggableType>>;
  /** What is answered to a type that is not listed. @default - the gateway's answer */
  readonly unknownType?: ApiErrorDefinition;
}

/** Objects that can be tagged, from their collection. */
export function taggable<T extends Tagged, I extends string>(
  of: Collection<T, I>,
  missing: ApiErrorDefinition,
): TaggableType {
  // Sound, as tagging puts back what it has read with other tags.
  return { of: of as unknown as Collection<Tagged>, missing };
}

/** `ResourceType` of a product, in any case. */
export function resourceType<T extends string>({ types }: Tagging<T>) {
  return parameter.oneOfAnyCase(Object.keys(types) as [T, ...T[]]);
}

/** The actions that set and remove tags. */
export function tagWrites<T extends string>(tagging: Tagging<T>): readonly Operation[] {
  const target = {
    ResourceType: resourceType(tagging),
    ResourceId: parameter.list(parameter.text(), { max: tagging.maxResources }),
  };
  const invalid = tagging.unknownType && { ResourceType: tagging.unknownType };
  return [
    operation({
      action: 'TagResources',
      kind: 'write',
      parameters: { ...target, Tag: tagsParameter() },
      invalid,
      handle: (call, request) => {
        const added = readTags(request.Tag, tagging.limits);
        for (const id of request.ResourceId) {
          changeTagged(call, tagging, request.ResourceType, id, ({ tags }) => ({
            tags: addTags(tags, added, tagging.limits),
          }));
        }
        return {};
      },
    }),
    operation({
      action: tagging.untagAction,
      kind: 'write',
      parameters: {
        ...target,
        TagKey: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
        // ALB's other way to say a key; no other product sends it.
        Tag: parameter.optional(tagsParameter()),
        All: parameter.optional(parameter.boolean()),
      },
      invalid,
      handle: (call, request) => {
        const given = [...(request.TagKey ?? []), ...(request.Tag ?? []).map(({ Key }) => Key)];
        // `All` counts only where no key is given (API references, `UntagResources`).
        if (given.length === 0 && !request.All) refuse(missingParameter('TagKey'));
        const keys = given.length === 0 ? 'all' : given;
        for (const id of request.ResourceId) {
          changeTagged(call, tagging, request.ResourceType, id, ({ tags }) => ({ tags: removeTags(tags, keys) }));
        }
        return {};
      },
    }),
  ];
}

/** One tag of one object. */
export interface TagRow {
  readonly id: string;
  readonly key: string;
  readonly value: string;
}

/** The tags of all objects of a type that have the wanted ids and tags. */
export function tagRows<T extends string>(
  call: Pick<Call, 'store' | 'region'>,
  tagging: Tagging<T>,
  request: {
    readonly ResourceType: T;
    readonly ResourceId?: readonly string[] | undefined;
    readonly Tag?: GivenTags | undefined;
  },
): TagRow[] {
  const { of } = tagging.types[request.ResourceType];
  if (!of) return [];
  return call.store
    .all(of)
    .filter((record) => isInScope(call, tagging, record) && hasTags(record.tags, request.Tag))
    .map((record) => ({ id: of.id(record), tags: record.tags }))
    .filter(({ id }) => request.ResourceId?.includes(id) ?? true)
    .flatMap(({ id, tags }) => Object.entries(tags).map(([key, value]) => ({ id, key, value })));
}

/** The key of a row, for paging. */
export function tagRowKey({ id, key }: TagRow): string {
  return `${id}/${key}`;
}

/** Changes fields of one object; a product uses it for what goes by the same resource types, such as resource groups. */
export function changeTagged<T extends string>(
  call: Pick<Call, 'store' | 'region'>,
  tagging: Tagging<T>,
  type: T,
  id: string,
  changes: (record: Tagged) => object,
): void {
  const { of, missing } = tagging.types[type];
  const record = of && call.store.get(of, id);
  if (!record || !isInScope(call, tagging, record)) refuse(missing, id);
  call.store.put(of, { ...record, ...changes(record) });
}

function isInScope({ region }: Pick<Call, 'region'>, { scope }: Pick<Tagging<string>, 'scope'>, { regionId }: Tagged) {
  return scope === 'account' || regionId === region;
}
