import type { InventoryItem } from '../../protocol/operation';
import type { Store } from '../../store/store';
import { commands, invocations, statusOf } from './commands';
import { instances, securityGroupRules, securityGroups } from './model';

/** What users made in ECS; disks and network interfaces come and go with instances, managed groups with load balancers. */
export function inventory(store: Store): readonly InventoryItem[] {
  return [
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
    ...store.all(commands).map(({ commandId: id, regionId: region }) => ({ kind: 'ecs/commands', id, region })),
    // Of an invocation that has ended only a record stays, which nobody can delete.
    ...store
      .all(invocations)
      .filter((invocation) => statusOf(invocation) === 'Scheduled')
      .map(({ invokeId: id, regionId: region }) => ({ kind: 'ecs/invocations', id, region })),
  ];
}
