import { refuse } from '../../../protocol/api-error';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter, tagParameter } from '../../../protocol/parameters';
import type { Collection } from '../../../store/collection';
import type { Store } from '../../../store/store';
import { addTags, readTags, removeTags, type Tags } from '../../tags';
import { cenErrors } from '../errors';
import {
  bandwidthPackages,
  cens,
  peerAttachments,
  transitRouterRouteTables,
  transitRouters,
  vpcAttachments,
} from '../model';
import { cenTagLimits } from '../tag-limits';

interface Tagged {
  readonly tags: Tags;
}

/** What can be tagged, by the resource type that calls name it with, in any case. */
const taggable = {
  Cen: cens,
  BandwidthPackage: bandwidthPackages,
  TransitRouter: transitRouters,
  TransitRouterRouteTable: transitRouterRouteTables,
  TransitRouterVpcAttachment: vpcAttachments,
  TransitRouterPeerAttachment: peerAttachments,
} as const;

const resourceType = parameter.oneOfAnyCase([
  'Cen',
  'BandwidthPackage',
  'TransitRouter',
  'TransitRouterRouteTable',
  'TransitRouterVpcAttachment',
  'TransitRouterPeerAttachment',
]);
const invalid = { ResourceType: cenErrors.tagResourceType };
const target = { ResourceType: resourceType, ResourceId: parameter.list(parameter.text(), { max: 20 }) };

const tagResources = operation({
  action: 'TagResources',
  kind: 'write',
  parameters: { ...target, Tag: parameter.list(tagParameter, { max: 20 }) },
  invalid,
  handle: ({ store }, request) => {
    const added = readTags(request.Tag, cenTagLimits);
    for (const id of request.ResourceId) {
      change(store, request.ResourceType, id, (tags) => addTags(tags, added, cenTagLimits));
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
    All: parameter.optional(parameter.boolean()),
  },
  invalid,
  handle: ({ store }, request) => {
    for (const id of request.ResourceId) {
      const all = (request.All ?? false) && request.TagKey === undefined;
      change(store, request.ResourceType, id, (tags) => removeTags(tags, request.TagKey ?? [], all));
    }
    return {};
  },
});

const listTagResources = operation({
  action: 'ListTagResources',
  kind: 'read',
  parameters: {
    ResourceType: resourceType,
    ResourceId: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
    Tag: parameter.optional(parameter.list(tagParameter, { max: 20 })),
    ...tokenParameters(50, 100),
  },
  invalid: { ...invalid, MaxResults: cenErrors.maxResults },
  handle: ({ store }, request) => {
    const of = tableOf(request.ResourceType);
    const wanted = request.Tag ?? [];
    const found = store
      .all(of)
      .filter((record) => request.ResourceId?.includes(of.id(record)) ?? true)
      .filter(({ tags }) => wanted.every(({ Key, Value }) => Key in tags && (Value ?? tags[Key]) === tags[Key]))
      .flatMap((record) =>
        Object.entries(record.tags).map(([TagKey, TagValue]) => ({
          ResourceId: of.id(record),
          ResourceType: request.ResourceType,
          TagKey,
          TagValue,
        })),
      );
    const id = (tag: { readonly ResourceId: string; readonly TagKey: string }): string =>
      `${tag.ResourceId}/${tag.TagKey}`;
    const { items, fields } = tokenPage(found, request, id, cenErrors.nextToken);
    return { ...fields, TagResources: { TagResource: items } };
  },
});

function tableOf(type: keyof typeof taggable): Collection<Tagged> {
  return taggable[type] as unknown as Collection<Tagged>;
}

function change(store: Store, type: keyof typeof taggable, id: string, next: (tags: Tags) => Tags): void {
  const of = tableOf(type);
  const record = store.get(of, id) ?? refuse(cenErrors.tagResourceNotFound);
  store.put(of, { ...record, tags: next(record.tags) });
}

/** Tagging in CEN. */
export const tagOperations = [tagResources, untagResources, listTagResources];
