import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter, tagParameter } from '../../../protocol/parameters';
import { addTags, readTags, removeTags, type Tags } from '../../tags';
import { albErrors } from '../errors';
import { listeners, loadBalancers, serverGroups } from '../model';
import { albTagLimits } from '../tag-limits';

/** The documented types, and `listener` and `rule`, which the provider uses. */
const resourceTypes = ['loadbalancer', 'servergroup', 'listener', 'rule', 'acl', 'securitypolicy'] as const;
type ResourceType = (typeof resourceTypes)[number];

interface Tagged {
  readonly regionId: string;
  readonly tags: Tags;
}

/** Where the objects of a type are, and what is answered when one is not. The local cloud has none of the last three. */
const kinds = {
  loadbalancer: { of: loadBalancers, missing: albErrors.loadBalancerNotFound },
  servergroup: { of: serverGroups, missing: albErrors.serverGroupNotFound },
  listener: { of: listeners, missing: albErrors.listenerNotFound },
  rule: { of: undefined, missing: albErrors.ruleNotFound },
  acl: { of: undefined, missing: albErrors.aclNotFound },
  securitypolicy: { of: undefined, missing: albErrors.securityPolicyNotFound },
} as const;

const target = {
  ResourceType: parameter.oneOfAnyCase(resourceTypes),
  ResourceId: parameter.list(parameter.text(), { max: 50 }),
};

const tagResources = operation({
  action: 'TagResources',
  kind: 'write',
  parameters: { ...target, Tag: parameter.list(tagParameter, { max: 20 }) },
  handle: (call, request) => {
    const added = readTags(request.Tag, albTagLimits);
    change(call, request, (tags) => addTags(tags, added, albTagLimits));
    return {};
  },
});

const unTagResources = operation({
  action: 'UnTagResources',
  kind: 'write',
  parameters: {
    ...target,
    TagKey: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
    Tag: parameter.optional(parameter.list(tagParameter, { max: 20 })),
    All: parameter.optional(parameter.boolean()),
  },
  handle: (call, request) => {
    const keys = [...(request.TagKey ?? []), ...(request.Tag ?? []).map(({ Key }) => Key)];
    // `All` counts only when no key is given.
    change(call, request, (tags) => removeTags(tags, keys, keys.length === 0 && (request.All ?? false)));
    return {};
  },
});

const listTagResources = operation({
  action: 'ListTagResources',
  kind: 'read',
  parameters: {
    ...tokenParameters(20, 100),
    ResourceType: target.ResourceType,
    ResourceId: parameter.optional(target.ResourceId),
    Tag: parameter.optional(parameter.list(tagParameter, { max: 20 })),
  },
  handle: (call, request) => {
    const rows = taggedObjects(call, request.ResourceType)
      .filter(({ id }) => request.ResourceId?.includes(id) ?? true)
      .flatMap(({ id, tags }) => Object.entries(tags).map(([key, value]) => ({ id, key, value })))
      .filter(
        ({ key, value }) => request.Tag?.some((tag) => tag.Key === key && (tag.Value ?? value) === value) ?? true,
      );
    const { items, fields } = tokenPage(rows, request, ({ id, key }) => `${id}/${key}`, albErrors.nextToken);
    return {
      ...fields,
      TagResources: items.map(({ id, key, value }) => ({
        ResourceType: request.ResourceType,
        ResourceId: id,
        TagKey: key,
        TagValue: value,
      })),
    };
  },
});

function change(
  { store, region }: Call,
  request: { readonly ResourceType: ResourceType; readonly ResourceId: readonly string[] },
  next: (tags: Tags) => Tags,
): void {
  const { of, missing } = kinds[request.ResourceType];
  for (const id of request.ResourceId) {
    const record = of && store.get<Tagged, string>(of as never, id);
    if (!of || record?.regionId !== region) refuse(missing, id);
    store.put<Tagged, string>(of as never, { ...record, tags: next(record.tags) });
  }
}

function taggedObjects({ store, region }: Call, type: ResourceType): { readonly id: string; readonly tags: Tags }[] {
  const { of } = kinds[type];
  if (!of) return [];
  const id = of.id as (record: Tagged) => string;
  return store
    .where<Tagged, string>(of as never, 'region', region)
    .map((record) => ({ id: id(record), tags: record.tags }));
}

/** Tagging in ALB; the untagging action is spelled `UnTagResources` here, as in VPC. */
export const tagOperations = [tagResources, unTagResources, listTagResources];
