import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { numberedPage, pageParameters } from '../../../protocol/pagination';
import { parameter, tagParameter } from '../../../protocol/parameters';
import { addTags, removeTags, type Tags } from '../../tags';
import { ecsErrors } from '../errors';
import { disks, instances, securityGroups } from '../model';
import { ecsTagLimits, readEcsTags } from '../tags';

/** What can be tagged, and moved between resource groups. */
const collections = { instance: instances, securitygroup: securityGroups, disk: disks } as const;
type ResourceType = keyof typeof collections;
const resourceTypes = ['instance', 'securitygroup', 'disk'] as const satisfies readonly ResourceType[];

interface Resource {
  readonly regionId: string;
  readonly resourceGroupId: string;
  readonly tags: Tags;
}

const target = {
  ResourceType: parameter.oneOfAnyCase(resourceTypes),
  ResourceId: parameter.list(parameter.text(), { max: 50 }),
};

const tagResources = operation({
  action: 'TagResources',
  kind: 'write',
  parameters: { ...target, Tag: parameter.list(tagParameter, { max: 20 }) },
  invalid: { ResourceType: ecsErrors.resourceType },
  handle: (call, request) => {
    const added = readEcsTags(request.Tag);
    for (const id of request.ResourceId) {
      change(call, request.ResourceType, id, ({ tags }) => ({ tags: addTags(tags, added, ecsTagLimits) }));
    }
    return {};
  },
});

const untagResources = operation({
  action: 'UntagResources',
  kind: 'write',
  parameters: {
    ...target,
    TagKey: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
    All: parameter.withDefault(parameter.boolean(), false),
  },
  invalid: { ResourceType: ecsErrors.resourceType },
  handle: (call, request) => {
    for (const id of request.ResourceId) {
      change(call, request.ResourceType, id, ({ tags }) => ({
        tags: removeTags(tags, request.TagKey ?? [], request.All && request.TagKey === undefined),
      }));
    }
    return {};
  },
});

const joinResourceGroup = operation({
  action: 'JoinResourceGroup',
  kind: 'write',
  parameters: {
    ResourceType: parameter.oneOfAnyCase(resourceTypes),
    ResourceId: parameter.text(),
    ResourceGroupId: parameter.text(),
  },
  invalid: { ResourceType: ecsErrors.resourceType },
  handle: (call, request) => {
    const resourceGroupId = request.ResourceGroupId;
    change(call, request.ResourceType, request.ResourceId, () => ({ resourceGroupId }));
    return {};
  },
});

/** Lists tags, of one resource or of all; images have none. */
const describeTags = operation({
  action: 'DescribeTags',
  kind: 'read',
  parameters: {
    ResourceType: parameter.optional(parameter.text()),
    ResourceId: parameter.optional(parameter.text()),
    Tag: parameter.optional(parameter.list(tagParameter, { max: 20 })),
    ...pageParameters(50, 100),
  },
  handle: (call, request) => {
    const types = resourceTypes.filter((type) => request.ResourceType === undefined || type === request.ResourceType);
    const counts = new Map<string, { TagKey: string; TagValue: string; ResourceTypeCount: Record<string, number> }>();
    for (const type of types) {
      for (const [TagKey, TagValue] of tagsOf(call, type, request.ResourceId)) {
        if (request.Tag && !request.Tag.some((tag) => tag.Key === TagKey && (tag.Value ?? TagValue) === TagValue)) {
          continue;
        }
        const key = JSON.stringify([TagKey, TagValue]);
        const entry = counts.get(key) ?? { TagKey, TagValue, ResourceTypeCount: {} };
        const name = `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
        entry.ResourceTypeCount[name] = (entry.ResourceTypeCount[name] ?? 0) + 1;
        counts.set(key, entry);
      }
    }
    const { items, fields } = numberedPage([...counts.values()], request);
    return { ...fields, Tags: { Tag: items } };
  },
});

function tagsOf({ store, region }: Call, type: ResourceType, id: string | undefined): [string, string][] {
  return store
    .where<Resource & object, 'region'>(collections[type] as never, 'region', region)
    .filter((record) => id === undefined || store.get<Resource, string>(collections[type] as never, id) === record)
    .flatMap((record) => Object.entries(record.tags));
}

function change(
  { store, region }: Call,
  type: ResourceType,
  id: string,
  changes: (resource: Resource) => Partial<Resource>,
): void {
  const of = collections[type] as never;
  const record = store.get<Resource, string>(of, id);
  if (record?.regionId !== region) refuse(ecsErrors.resourceNotFound);
  store.update<Resource, string>(of, id, changes(record));
}

/** Tagging in ECS, where untagging is spelled `UntagResources`, and resource groups. */
export const tagOperations = [tagResources, untagResources, joinResourceGroup, describeTags];
