import type { Service } from '../../protocol/operation';
import { catalogueOperations } from './actions/catalogue';
import { diskOperations } from './actions/disks';
import { imageOperations } from './actions/images';
import { instanceChangeOperations } from './actions/instance-changes';
import { instanceDetailOperations } from './actions/instance-details';
import { instanceEffects, instanceLifecycleOperations } from './actions/instance-lifecycle';
import { instanceOperations } from './actions/instances';
import { networkInterfaceOperations } from './actions/network-interfaces';
import { runInstancesEffects, runInstancesOperations } from './actions/run-instances';
import { securityGroupRuleOperations } from './actions/security-group-rules';
import { securityGroupOperations } from './actions/security-groups';
import { tagOperations } from './actions/tags';
import { instances, securityGroupRules, securityGroups } from './model';

/** Elastic Compute Service: instances, security groups, and the catalogues of zones, types and images. */
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
    ...tagOperations,
    ...catalogueOperations,
    ...imageOperations,
  ],
  effects: [...runInstancesEffects, ...instanceEffects],
  inventory: (store) => [
    ...store
      .all(securityGroups)
      .filter((group) => !group.serviceManaged)
      .map((group) => ({ kind: 'ecs/securityGroups', id: group.securityGroupId, region: group.regionId })),
    ...store.all(securityGroupRules).flatMap((rule) => {
      const group = store.get(securityGroups, rule.securityGroupId);
      const { securityGroupRuleId: id } = rule;
      return group && !group.serviceManaged ? { kind: 'ecs/securityGroupRules', id, region: group.regionId } : [];
    }),
    ...store
      .all(instances)
      .map((instance) => ({ kind: 'ecs/instances', id: instance.instanceId, region: instance.regionId })),
  ],
};
