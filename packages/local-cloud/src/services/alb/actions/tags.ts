import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter, tagFilterParameter } from '../../../protocol/parameters';
import { resourceType, tagRowKey, tagRows, tagWrites } from '../../tagging';
import { albErrors } from '../errors';
import { tagging } from '../tagging';

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
