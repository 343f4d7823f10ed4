import { operation } from '../../../protocol/operation';
import { parameter } from '../../../protocol/parameters';
import { resourceGroupId } from '../../resource-groups';
import { changeTagged } from '../../tagging';
import { albErrors } from '../errors';
import { tagging } from '../tagging';

const moveResourceGroup = operation({
  action: 'MoveResourceGroup',
  kind: 'write',
  parameters: {
    ResourceId: parameter.text(),
    // Listeners and rules are where their balancer is.
    ResourceType: parameter.oneOfAnyCase([
      'loadbalancer',
      'servergroup',
      'acl',
      'healthchecktemplate',
      'securitypolicy',
    ]),
    NewResourceGroupId: resourceGroupId(),
  },
  invalid: { NewResourceGroupId: albErrors.resourceGroupNotFound },
  handle: (call, { ResourceId, ResourceType, NewResourceGroupId }) => {
    changeTagged(call, tagging, ResourceType, ResourceId, () => ({ resourceGroupId: NewResourceGroupId }));
    return {};
  },
});

/** The action that puts things into another resource group. */
export const resourceGroupOperations = [moveResourceGroup];
