import { operation } from '../../../protocol/operation';
import { numberedPage, pageParameters } from '../../../protocol/pagination';
import { parameter, tagFilterParameter } from '../../../protocol/parameters';
import { resourceGroupId } from '../../resource-groups';
import { changeTagged, resourceType, taggable, type Tagging, tagRows, tagWrites } from '../../tagging';
import { ecsErrors } from '../errors';
import { disks, instances, securityGroups } from '../model';
import { ecsTagLimits } from '../tag-limits';

const missing = ecsErrors.resourceNotFound;
const types = {
  instance: taggable(instances, missing),
  securitygroup: taggable(securityGroups, missing),
  disk: taggable(disks, missing),
};
type ResourceType = keyof typeof types;

const tagging: Tagging<ResourceType> = {
  untagAction: 'UntagResources',
  limits: ecsTagLimits,
  maxResources: 50,
  scope: 'region',
  types,
  unknownType: ecsErrors.resourceType,
};

const joinResourceGroup = operation({
  action: 'JoinResourceGroup',
  kind: 'write',
  parameters: {
    ResourceType: resourceType(tagging),
    ResourceId: parameter.text(),
    ResourceGroupId: resourceGroupId(),
  },
  invalid: { ResourceType: ecsErrors.resourceType },
  handle: (call, { ResourceType, ResourceId, ResourceGroupId: resourceGroupId }) => {
    changeTagged(call, tagging, ResourceType, ResourceId, () => ({ resourceGroupId }));
    return {};
  },
});

/** Counts tags, of one resource or of all; images have none, and types that are not emulated neither. */
const describeTags = operation({
  action: 'DescribeTags',
  kind: 'read',
  parameters: {
    ResourceType: parameter.optional(parameter.text()),
    ResourceId: parameter.optional(parameter.text()),
    Tag: parameter.optional(tagFilterParameter()),
    ...pageParameters(50, 100),
  },
  handle: (call, request) => {
    const wanted = request.Tag ?? [];
    const isWanted = (key: string, value: string): boolean =>
      wanted.length === 0 || wanted.some((tag) => tag.Key === key && (tag.Value ?? value) === value);
    const ResourceId = request.ResourceId === undefined ? undefined : [request.ResourceId];
    const rows = (Object.keys(types) as ResourceType[])
      .filter((type) => (request.ResourceType ?? type) === type)
      .flatMap((type) =>
        tagRows(call, tagging, { ResourceType: type, ResourceId }).map((row) => ({ ...row, type: capitalized(type) })),
      )
      .filter(({ key, value }) => isWanted(key, value));
    const counts = new Map<string, { TagKey: string; TagValue: string; ResourceTypeCount: Record<string, number> }>();
    for (const { key, value, type } of rows) {
      const id = JSON.stringify([key, value]);
      const before = counts.get(id)?.ResourceTypeCount ?? {};
      const ResourceTypeCount = { ...before, [type]: (before[type] ?? 0) + 1 };
      counts.set(id, { TagKey: key, TagValue: value, ResourceTypeCount });
    }
    const { items, fields } = numberedPage([...counts.values()], request);
    return { ...fields, Tags: { Tag: items } };
  },
});

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Tagging in ECS, and moving between resource groups, which goes by the same types. */
export const tagOperations = [...tagWrites(tagging), joinResourceGroup, describeTags];
