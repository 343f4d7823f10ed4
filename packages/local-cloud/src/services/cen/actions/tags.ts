import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter, tagFilterParameter } from '../../../protocol/parameters';
import { resourceType, taggable, type Tagging, tagRowKey, tagRows, tagWrites } from '../../tagging';
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

const missing = cenErrors.tagResourceNotFound;
const types = {
  Cen: taggable(cens, missing),
  BandwidthPackage: taggable(bandwidthPackages, missing),
  TransitRouter: taggable(transitRouters, missing),
  TransitRouterRouteTable: taggable(transitRouterRouteTables, missing),
  TransitRouterVpcAttachment: taggable(vpcAttachments, missing),
  TransitRouterPeerAttachment: taggable(peerAttachments, missing),
};

const tagging: Tagging<keyof typeof types> = {
  untagAction: 'UntagResources',
  limits: cenTagLimits,
  maxResources: 20,
  scope: 'account',
  types,
  unknownType: cenErrors.tagResourceType,
};

const listTagResources = operation({
  action: 'ListTagResources',
  kind: 'read',
  parameters: {
    ResourceType: resourceType(tagging),
    ResourceId: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
    Tag: parameter.optional(tagFilterParameter()),
    ...tokenParameters(50, 100),
  },
  invalid: { ResourceType: cenErrors.tagResourceType, MaxResults: cenErrors.maxResults },
  handle: (call, request) => {
    const { items, fields } = tokenPage(tagRows(call, tagging, request), request, tagRowKey, cenErrors.nextToken);
    const { ResourceType } = request;
    return {
      ...fields,
      TagResources: {
        TagResource: items.map(({ id, key, value }) => ({
          ResourceId: id,
          ResourceType,
          TagKey: key,
          TagValue: value,
        })),
      },
    };
  },
});

/** Tagging in CEN. */
export const tagOperations = [...tagWrites(tagging), listTagResources];
