import type { Service } from '../../protocol/operation';
import { catalogueOperations } from './actions/catalogue';
import { commandOperations } from './actions/commands';
import { diskOperations } from './actions/disks';
import { imageOperations } from './actions/images';
import { instanceChangeOperations } from './actions/instance-changes';
import { instanceDetailOperations } from './actions/instance-details';
import { instanceEffects, instanceLifecycleOperations } from './actions/instance-lifecycle';
import { instanceOperations } from './actions/instances';
import { invocationReadOperations } from './actions/invocation-reads';
import { invocationEffects, invocationOperations } from './actions/invocations';
import { networkInterfaceOperations } from './actions/network-interfaces';
import { runInstancesEffects, runInstancesOperations } from './actions/run-instances';
import { securityGroupRuleOperations } from './actions/security-group-rules';
import { securityGroupOperations } from './actions/security-groups';
import { tagOperations } from './actions/tags';
import { inventory } from './inventory';

/** Elastic Compute Service: instances, security groups, commands, and the catalogues of zones, types and images. */
export const ecs: Service = {
  product: 'Ecs',
  version: '2014-05-26',
  scope: 'regional',
  tokenIdentity: 'token',
  operations: [
    ...securityGroupOperations,
    ...securityGroupRuleOperations,
    ...runInstancesOperations,
    ...instanceOperations,
    ...instanceDetailOperations,
    ...instanceLifecycleOperations,
    ...instanceChangeOperations,
    ...networkInterfaceOperations,
    ...diskOperations,
    ...commandOperations,
    ...invocationOperations,
    ...invocationReadOperations,
    ...tagOperations,
    ...catalogueOperations,
    ...imageOperations,
  ],
  effects: [...runInstancesEffects, ...instanceEffects, ...invocationEffects],
  inventory,
};
