import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { numberedPage, pageParameters } from '../../../protocol/pagination';
import { parameter } from '../../../protocol/parameters';
import { ecsErrors } from '../errors';
import { requireInstance } from '../find';
import { type Instance, instances } from '../model';

const describeUserData = operation({
  action: 'DescribeUserData',
  kind: 'read',
  parameters: { InstanceId: parameter.text() },
  handle: (call, request) => {
    const instance = requireInstance(call, request.InstanceId);
    return { RegionId: call.region, InstanceId: instance.instanceId, UserData: instance.userData };
  },
});

const describeInstanceRamRole = operation({
  action: 'DescribeInstanceRamRole',
  kind: 'read',
  parameters: {
    InstanceIds: parameter.optional(parameter.jsonTexts({ max: 100 })),
    RamRoleName: parameter.optional(parameter.text()),
    ...pageParameters(10, 50),
  },
  invalid: { InstanceIds: ecsErrors.instanceIdsMalformed },
  handle: (call, request) => {
    const wanted = request.InstanceIds
      ? request.InstanceIds.map((id) => requireInstance(call, id))
      : call.store
          .where(instances, 'region', call.region)
          .filter((instance) => request.RamRoleName !== undefined && instance.ramRoleName === request.RamRoleName);
    const { items, fields } = numberedPage(wanted, request);
    return {
      RegionId: call.region,
      TotalCount: fields.TotalCount,
      InstanceRamRoleSets: {
        InstanceRamRoleSet: items.map((instance) => ({
          InstanceId: instance.instanceId,
          RamRoleName: instance.ramRoleName,
        })),
      },
    };
  },
});

/** Every instance is restarted after a failure, which is the default of the real cloud; it cannot be changed here. */
const describeInstanceMaintenanceAttributes = operation({
  action: 'DescribeInstanceMaintenanceAttributes',
  kind: 'read',
  parameters: {
    InstanceId: parameter.optional(parameter.list(parameter.text(), { max: 100 })),
    ...pageParameters(10, 100),
  },
  handle: (call, request) => {
    const found = call.store
      .where(instances, 'region', call.region)
      .filter((instance) => request.InstanceId?.includes(instance.instanceId) ?? true);
    const { items, fields } = numberedPage(found, request);
    const describe = (instance: Instance) => ({
      InstanceId: instance.instanceId,
      NotifyOnMaintenance: false,
      ActionOnMaintenance: {
        DefaultValue: 'AutoRecover',
        Value: 'AutoRecover',
        SupportedValues: { SupportedValue: ['Stop', 'AutoRecover', 'AutoRedeploy'] },
      },
      MaintenanceWindows: { MaintenanceWindow: [] },
    });
    return { ...fields, MaintenanceAttributes: { MaintenanceAttribute: items.map(describe) } };
  },
});

/** Instances of the local cloud use the open pool of capacity, as all do by default. */
const describeInstanceAttachmentAttributes = operation({
  action: 'DescribeInstanceAttachmentAttributes',
  kind: 'read',
  parameters: { InstanceIds: parameter.jsonTexts({ max: 100 }), ...pageParameters(10, 100) },
  invalid: { InstanceIds: ecsErrors.instanceIdsMalformed },
  handle: (call, request) => {
    const found = request.InstanceIds.map((id) => requireListed(call, id));
    const { items, fields } = numberedPage(found, request);
    const describe = ({ instanceId }: Instance) => ({
      InstanceId: instanceId,
      PrivatePoolOptionsMatchCriteria: 'Open',
      PrivatePoolOptionsId: '',
    });
    return { ...fields, Instances: { Instance: items.map(describe) } };
  },
});

/** This action has a code of its own for an unknown instance. */
function requireListed({ store, region }: Call, instanceId: string): Instance {
  const instance = store.get(instances, instanceId);
  return instance?.regionId === region ? instance : refuse(ecsErrors.instanceIdsNotFound);
}

/** What can be read of an instance besides its main attributes. */
export const instanceDetailOperations = [
  describeUserData,
  describeInstanceRamRole,
  describeInstanceMaintenanceAttributes,
  describeInstanceAttachmentAttributes,
];
