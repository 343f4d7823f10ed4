import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter, tagFilterParameter } from '../../../protocol/parameters';
import { resourceType, taggable, type Tagging, tagRowKey, tagRows, tagWrites } from '../../tagging';
import { albErrors } from '../errors';
import { listeners, loadBalancers, serverGroups } from '../model';
import { albTagLimits } from '../tag-limits';

/** The documented types, and `listener` and `rule`, which the provider uses. */
const types = {
  loadbalancer: taggable(loadBalancers, albErrors.loadBalancerNotFound),
  servergroup: taggable(serverGroups, albErrors.serverGroupNotFound),
  listener: taggable(listeners, albErrors.listenerNotFound),
  rule: { of: undefined, missing: albErrors.ruleNotFound },
  acl: { of: undefined, missing: albErrors.aclNotFound },
  securitypolicy: { of: undefined, missing: albErrors.securityPolicyNotFound },
};

const tagging: Tagging<keyof typeof types> = {
  untagAction: 'UnTagResources',
  limits: albTagLimits,
  maxResources: 50,
  scope: 'region',
  types,
};

const listTagResources = operation({
  action: 'ListTagResources',
  kind: 'read',
  parameters: {
    ResourceType: resourceType(tagging),
    ResourceId: parameter.optional(parameter.list(parameter.text(), { max: 50 })),
    Tag: parameter.optional(tagFilterParameter()),
    ...tokenParameters(20, 100),
  },
  handle: (call, request) => {
    const { items, fields } = tokenPage(tagRows(call, tagging, request), request, tagRowKey, albErrors.nextToken);
    const { ResourceType } = request;
    return {
      ...fields,
      TagResources: items.map(({ id, key, value }) => ({
        ResourceId: id,
        ResourceType,
        TagKey: key,
        TagValue: value,
      })),
    };
  },
});

/** Tagging in ALB. */
export const tagOperations = [...tagWrites(tagging), listTagResources];
