import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { missingParameter } from '../../../protocol/gateway-errors';
import { operation } from '../../../protocol/operation';
import { parameter, tagParameter } from '../../../protocol/parameters';
import { addTags, readTags, removeTags, type Tags } from '../../tags';
import { vpcErrors } from '../errors';
import { routeTables, vpcs, vSwitches } from '../model';
import { vpcTagLimits } from '../tag-limits';

const target = {
  ResourceType: parameter.oneOfAnyCase(['VPC', 'VSWITCH', 'ROUTETABLE']),
  ResourceId: parameter.list(parameter.text(), { max: 50 }),
};

const tagResources = operation({
  action: 'TagResources',
  kind: 'write',
  parameters: { ...target, Tag: parameter.list(tagParameter) },
  invalid: { ResourceType: vpcErrors.tagResourceType },
  handle: (call, request) => {
    const added = readTags(request.Tag, vpcTagLimits);
    for (const id of request.ResourceId) {
      change(call, request.ResourceType, id, (tags) => addTags(tags, added, vpcTagLimits));
    }
    return {};
  },
});

const unTagResources = operation({
  action: 'UnTagResources',
  kind: 'write',
  parameters: {
    ...target,
    TagKey: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
    All: parameter.withDefault(parameter.boolean(), false),
  },
  invalid: { ResourceType: vpcErrors.tagResourceType },
  handle: (call, request) => {
    if (request.TagKey === undefined && !request.All) refuse(missingParameter('TagKey'));
    for (const id of request.ResourceId) {
      change(call, request.ResourceType, id, (tags) => removeTags(tags, request.TagKey ?? [], request.All));
    }
    return {};
  },
});

function change(
  { store, region }: Call,
  type: 'VPC' | 'VSWITCH' | 'ROUTETABLE',
  id: string,
  next: (tags: Tags) => Tags,
): void {
  const collections = { VPC: vpcs, VSWITCH: vSwitches, ROUTETABLE: routeTables } as const;
  const of = collections[type];
  const record = store.get<{ readonly regionId: string; readonly tags: Tags }, string>(of as never, id);
  if (record?.regionId !== region) refuse(vpcErrors.tagResourceNotFound);
  store.put(of as never, { ...record, tags: next(record.tags) } as never);
}

/** Tagging in VPC; the untagging action is spelled `UnTagResources` here, unlike in ECS and CEN. */
export const tagOperations = [tagResources, unTagResources];
