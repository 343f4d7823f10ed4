import type { Instance } from '../../lib/proof/terraform/source/instance';
import type { PermissionAnswer, SecurityGroupAnswer } from '../api/calls/ecs';
import type { ServerAnswers } from '../read/servers';
import { named } from './labels';
import { resource } from './resource';
import { isFollowed } from './security-groups';

/** Who has the addresses of servers in a region, and the rules of the security groups around them, in the words of the provider. */
export function serverResources({
  region,
  networkInterfaces,
  instances,
  securityGroups,
}: ServerAnswers): readonly Instance[] {
  const names = new Map(instances.map(({ InstanceId, InstanceName }) => [InstanceId, InstanceName]));
  return [
    ...networkInterfaces.map(({ NetworkInterfaceId, InstanceId, VSwitchId, PrivateIpAddress, SecurityGroupIds }) =>
      // An instance has several where some are secondary ones: the interface is what has the address.
      resource(
        'instance',
        NetworkInterfaceId,
        named(names.get(InstanceId ?? ''), InstanceId || NetworkInterfaceId),
        region,
        {
          private_ip: PrivateIpAddress,
          vswitch_id: VSwitchId,
          security_groups: SecurityGroupIds.SecurityGroupId,
        },
      ),
    ),
    ...securityGroups.flatMap((group) => [groupOf(region, group), ...rulesOf(region, group)]),
  ];
}

function groupOf(region: string, { SecurityGroupId: id, SecurityGroupName, VpcId }: SecurityGroupAnswer): Instance {
  return resource('security_group', id, named(SecurityGroupName, id), region, { vpc_id: VpcId });
}

function rulesOf(region: string, group: SecurityGroupAnswer): readonly Instance[] {
  const { SecurityGroupId, SecurityGroupName, Permissions } = group;
  return Permissions.Permission.filter(isFollowed).map((rule, index) => {
    const label = `${describe(rule)} of ${named(SecurityGroupName, SecurityGroupId)}`;
    return resource('security_group_rule', `${SecurityGroupId} rule ${String(index + 1)}`, label, region, {
      security_group_id: SecurityGroupId,
      type: rule.Direction === 'egress' ? 'egress' : 'ingress',
      policy: rule.Policy,
      ip_protocol: rule.IpProtocol,
      port_range: rule.PortRange,
      cidr_ip: rule.SourceCidrIp || undefined,
      ipv6_cidr_ip: rule.Ipv6SourceCidrIp || undefined,
    });
  });
}

function describe({ Description, IpProtocol, PortRange = '' }: PermissionAnswer): string {
  return `rule ${Description || `${IpProtocol.toLowerCase()} ${PortRange}`.trim()}`;
}
