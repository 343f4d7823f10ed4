import type { LocalCloud } from '@causeway/local-cloud';
import type { Deployment } from '../../lib/config';
import { callersByRegion } from './model-on-cloud';

/**
 * Runs what stands at the addresses of a deployment that it makes no instances for, let in by everything.
 *
 * That is what a proof assumes of them, and says so.
 */
export async function runStrangers(cloud: LocalCloud, deployment: Deployment): Promise<void> {
  const callers = callersByRegion(cloud);
  for (const { region, vpc, servers } of Object.values(deployment.backends)) {
    for (const { ip, vSwitch } of Object.values(servers)) {
      if (ip === undefined) continue;
      const { ecs, vpc: vpcApi } = callers(region);
      const { VSwitches } = await vpcApi('DescribeVSwitches', { PageSize: 50 });
      const { cidr } = (vpc.vSwitches as Readonly<Record<string, { readonly cidr?: string }>>)[vSwitch]!;
      const home = VSwitches.VSwitch.find(({ CidrBlock }: { CidrBlock: string }) => CidrBlock === cidr);
      const group = await ecs('CreateSecurityGroup', { VpcId: home.VpcId });
      const rule = { IpProtocol: 'all', PortRange: '-1/-1', SourceCidrIp: '0.0.0.0/0' };
      await ecs('AuthorizeSecurityGroup', { SecurityGroupId: group.SecurityGroupId, ...rule });
      await ecs('RunInstances', {
        ImageId: 'aliyun_3_x64_20G_alibase_20240819.vhd',
        InstanceType: 'ecs.g7.large',
        VSwitchId: home.VSwitchId,
        PrivateIpAddress: ip,
        'SecurityGroupIds.1': group.SecurityGroupId,
      });
    }
  }
}
