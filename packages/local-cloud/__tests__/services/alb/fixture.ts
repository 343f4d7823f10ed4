import Alb, {
  CreateListenerRequest,
  CreateListenerRequestDefaultActions,
  CreateListenerRequestDefaultActionsForwardGroupConfig,
  CreateListenerRequestDefaultActionsForwardGroupConfigServerGroupTuples,
  CreateLoadBalancerRequest,
  CreateLoadBalancerRequestLoadBalancerBillingConfig,
  CreateLoadBalancerRequestZoneMappings,
  CreateServerGroupRequest,
  CreateServerGroupRequestHealthCheckConfig,
} from '@alicloud/alb20200616';
import { Config } from '@alicloud/openapi-core/dist/utils';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../../src';
import { caller, successfulCaller } from '../../client';

const REGION = 'cn-chengdu';

/** A local cloud with the VPC and vSwitches that ALBs need, and clients for it. */
export interface Fixture {
  readonly cloud: LocalCloud;
  /** The official SDK. */
  readonly sdk: Alb;
  /** Signed raw calls to ALB, refusals included. */
  readonly alb: ReturnType<typeof caller>;
  /** Signed raw calls to VPC and ECS, refusals included. */
  readonly vpc: ReturnType<typeof caller>;
  readonly ecs: ReturnType<typeof caller>;
  readonly vpcId: string;
  /** A second VPC of the region. */
  readonly otherVpcId: string;
  /** VSwitch ids by zone letter; all in the first VPC. */
  readonly vSwitchIds: Readonly<Record<'a' | 'b' | 'c', string>>;
  /** A vSwitch of the second VPC, in zone a. */
  readonly otherVSwitchId: string;
}

/** Starts a cloud and makes VPCs 172.16.0.0/12 (vSwitches in zones a, b, c) and 10.0.0.0/8 (zone a). */
export async function startFixture(options: LocalCloudOptions = {}): Promise<Fixture> {
  const cloud = await startLocalCloud({ port: 0, ...options });
  const target = { endpoint: cloud.endpoint, credentials: cloud.credentials, region: REGION };
  const vpc = successfulCaller({ ...target, version: '2016-04-28' });
  const make = async (action: string, parameters: Record<string, string>, id: string) =>
    String((await vpc(action, { RegionId: REGION, ...parameters }))[id]);
  const vpcId = await make('CreateVpc', { CidrBlock: '172.16.0.0/12' }, 'VpcId');
  const otherVpcId = await make('CreateVpc', { CidrBlock: '10.0.0.0/8' }, 'VpcId');
  const vSwitch = (VpcId: string, zone: string, CidrBlock: string) =>
    make('CreateVSwitch', { VpcId, ZoneId: `${REGION}-${zone}`, CidrBlock }, 'VSwitchId');
  return {
    cloud,
    sdk: new Alb(
      new Config({
        ...cloud.credentials,
        endpoint: `${cloud.endpoint}/${REGION}`,
        protocol: 'HTTP',
        regionId: REGION,
      } as never) as never,
    ),
    alb: caller({ ...target, version: '2020-06-16' }),
    vpc: caller({ ...target, version: '2016-04-28' }),
    ecs: caller({ ...target, version: '2014-05-26' }),
    vpcId,
    otherVpcId,
    vSwitchIds: {
      a: await vSwitch(vpcId, 'a', '172.16.0.0/24'),
      b: await vSwitch(vpcId, 'b', '172.16.6.0/24'),
      c: await vSwitch(vpcId, 'c', '172.16.7.0/29'),
    },
    otherVSwitchId: await vSwitch(otherVpcId, 'a', '10.0.0.0/24'),
  };
}

/** Parameters of a valid balancer in zones a and b, as raw parameters. */
export function balancerParameters({ vpcId, vSwitchIds }: Fixture): Record<string, string | number | boolean> {
  return {
    VpcId: vpcId,
    AddressType: 'Intranet',
    LoadBalancerEdition: 'Standard',
    LoadBalancerName: 'alb-one',
    'LoadBalancerBillingConfig.PayType': 'PostPay',
    'ZoneMappings.1.ZoneId': 'cn-chengdu-a',
    'ZoneMappings.1.VSwitchId': vSwitchIds.a,
    'ZoneMappings.2.ZoneId': 'cn-chengdu-b',
    'ZoneMappings.2.VSwitchId': vSwitchIds.b,
  };
}

/** Makes a balancer in zones a and b with the SDK. */
export async function createBalancer(
  { sdk, vpcId, vSwitchIds }: Fixture,
  changes: Partial<CreateLoadBalancerRequest> = {},
): Promise<string> {
  const request = new CreateLoadBalancerRequest({
    vpcId,
    addressType: 'Intranet',
    loadBalancerEdition: 'Standard',
    loadBalancerName: 'alb-one',
    loadBalancerBillingConfig: new CreateLoadBalancerRequestLoadBalancerBillingConfig({ payType: 'PostPay' }),
    zoneMappings: (['a', 'b'] as const).map(
      (zone) =>
        new CreateLoadBalancerRequestZoneMappings({ zoneId: `cn-chengdu-${zone}`, vSwitchId: vSwitchIds[zone] }),
    ),
    ...changes,
  });
  return (await sdk.createLoadBalancer(request)).body?.loadBalancerId ?? '';
}

/** Makes an IP server group with the SDK. */
export async function createGroup(
  { sdk, vpcId }: Fixture,
  changes: Partial<CreateServerGroupRequest> = {},
): Promise<string> {
  const request = new CreateServerGroupRequest({
    vpcId,
    serverGroupName: 'web',
    serverGroupType: 'Ip',
    healthCheckConfig: new CreateServerGroupRequestHealthCheckConfig({ healthCheckEnabled: true }),
    ...changes,
  });
  return (await sdk.createServerGroup(request)).body?.serverGroupId ?? '';
}

/** Makes an HTTP listener on port 80 with the SDK. */
export async function createListener(
  { sdk }: Fixture,
  loadBalancerId: string,
  serverGroupId: string,
  changes: Partial<CreateListenerRequest> = {},
): Promise<string> {
  const request = new CreateListenerRequest({
    loadBalancerId,
    listenerProtocol: 'HTTP',
    listenerPort: 80,
    defaultActions: [
      new CreateListenerRequestDefaultActions({
        type: 'ForwardGroup',
        forwardGroupConfig: new CreateListenerRequestDefaultActionsForwardGroupConfig({
          serverGroupTuples: [
            new CreateListenerRequestDefaultActionsForwardGroupConfigServerGroupTuples({ serverGroupId }),
          ],
        }),
      }),
    ],
    ...changes,
  });
  return (await sdk.createListener(request)).body?.listenerId ?? '';
}

/** The flattened default action of raw listener calls. */
export function forwardTo(serverGroupId: string): Record<string, string> {
  return {
    'DefaultActions.1.Type': 'ForwardGroup',
    'DefaultActions.1.ForwardGroupConfig.ServerGroupTuples.1.ServerGroupId': serverGroupId,
  };
}

/** The code of a refused call, with its status, for example `404 ResourceNotFound.Listener`; `200` for one that passed. */
export async function outcome(answer: ReturnType<Fixture['alb']>): Promise<string> {
  const { status, body } = await answer;
  return body.Code === undefined ? String(status) : `${String(status)} ${body.Code}`;
}
