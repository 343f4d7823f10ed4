import type { LocalCloud } from '@causeway/local-cloud';
import {
  accept,
  addRouterRoute,
  addVpcRoute,
  ALB_VSWITCHES,
  BACK_TO_ORIGIN,
  makeNetworks,
  runInstance,
  type RegionCallers,
  SERVER,
  zoneMappings,
} from '../../packages/local-cloud/__tests__/data-plane/seed';

type Network = Awaited<ReturnType<typeof makeNetworks>>['vpc1'];

/** A transit router that somebody has made, with its system route table. */
export interface HandMadeRouter {
  readonly routerId: string;
  readonly tableId: string;
}

/** What the seed's prerequisites ask for, made call by call as in the console. */
export interface Prerequisites {
  readonly cloud: LocalCloud;
  readonly chengdu: RegionCallers;
  readonly hangzhou: RegionCallers;
  readonly vpc1: Network;
  readonly vpc2: Network;
  readonly cenId: string;
  readonly planId: string;
  readonly router1: HandMadeRouter;
  readonly router2: HandMadeRouter;
  readonly loadBalancerId: string;
  readonly securityGroupId: string;
  readonly serverId: string;
  readonly clientId: string;
  /** The security group of the client. */
  readonly clientGroupId: string;
}

/** How the regions are joined. */
export interface Transit {
  readonly attachment1: string;
  readonly attachment2: string;
  readonly connection: string;
}

/** Everything that the seed's prerequisites ask for; ECS1 lets nothing in yet. */
export async function makePrerequisites(cloud: LocalCloud): Promise<Prerequisites> {
  const networks = await makeNetworks(cloud);
  const { chengdu, hangzhou, vpc1, vpc2 } = networks;
  const cenId = String((await chengdu.cen('CreateCen', { Name: 'company' })).CenId);
  const plan = await chengdu.cen('CreateCenBandwidthPackage', {
    Name: 'plan',
    Bandwidth: 20,
    GeographicRegionAId: 'China',
    GeographicRegionBId: 'China',
    BandwidthPackageChargeType: 'POSTPAY',
  });
  const planId = String(plan.CenBandwidthPackageId);
  await chengdu.cen('AssociateCenBandwidthPackage', { CenId: cenId, CenBandwidthPackageId: planId });
  const router1 = await makeRouter(chengdu, cenId, 'cn-chengdu');
  const router2 = await makeRouter(hangzhou, cenId, 'cn-hangzhou');
  const clientGroupId = await makeSecurityGroup(chengdu, vpc1);
  const securityGroupId = await makeSecurityGroup(hangzhou, vpc2);
  const clientId = await runInstance(chengdu, vpc1.vSwitchIds[0]!, clientGroupId, '172.16.0.10', 'client');
  const serverId = await runInstance(hangzhou, vpc2.vSwitchIds[1]!, securityGroupId, SERVER, 'ecs1');
  const balancer = await chengdu.alb('CreateLoadBalancer', {
    VpcId: vpc1.vpcId,
    AddressType: 'Intranet',
    LoadBalancerEdition: 'Standard',
    LoadBalancerName: 'front',
    'LoadBalancerBillingConfig.PayType': 'PostPay',
    ...zoneMappings(vpc1),
  });
  const ids = { cenId, planId, securityGroupId, serverId, clientId, clientGroupId };
  return { ...networks, ...ids, router1, router2, loadBalancerId: String(balancer.LoadBalancerId) };
}

/** Attaches both VPCs and connects the regions, with every box ticked that the console ticks. */
export async function makeTransit(made: Prerequisites): Promise<Transit> {
  const { chengdu, hangzhou, cenId, planId, router1, router2 } = made;
  const attachment1 = await attach(chengdu, made.vpc1, cenId, 'cn-chengdu', router1);
  const attachment2 = await attach(hangzhou, made.vpc2, cenId, 'cn-hangzhou', router2);
  const peer = await chengdu.cen('CreateTransitRouterPeerAttachment', {
    CenId: cenId,
    TransitRouterId: router1.routerId,
    PeerTransitRouterId: router2.routerId,
    Bandwidth: 10,
    BandwidthType: 'BandwidthPackage',
    CenBandwidthPackageId: planId,
    AutoPublishRouteEnabled: true,
  });
  const connection = String(peer.TransitRouterAttachmentId);
  for (const [attachment, { tableId }] of [
    [attachment1, router1],
    [attachment2, router2],
    [connection, router1],
    [connection, router2],
  ] as const) {
    const join = { TransitRouterAttachmentId: attachment, TransitRouterRouteTableId: tableId };
    await chengdu.cen('AssociateTransitRouterAttachmentWithRouteTable', join);
    await chengdu.cen('EnableTransitRouterRouteTablePropagation', join);
  }
  return { attachment1, attachment2, connection };
}

/** Lets the ALB of a region in: what step 7 of the seed asks for, and the vSwitches of an upgraded ALB. */
export async function letIn({ hangzhou, securityGroupId }: Prerequisites): Promise<void> {
  for (const source of ['100.64.0.0/10', ...ALB_VSWITCHES]) await accept(hangzhou, securityGroupId, source);
}

/** Every route of steps 5 and 6. */
export async function makeRoutes(made: Prerequisites, { attachment1, attachment2 }: Transit): Promise<void> {
  const { chengdu, hangzhou, vpc1, vpc2, router1 } = made;
  await addVpcRoute(chengdu, vpc1.tableId, '192.168.7.0/24', attachment1);
  for (const range of [...BACK_TO_ORIGIN, ...ALB_VSWITCHES])
    await addVpcRoute(hangzhou, vpc2.tableId, range, attachment2);
  for (const range of BACK_TO_ORIGIN) await addRouterRoute(chengdu, router1.tableId, range, attachment1);
}

async function makeRouter({ cen }: RegionCallers, CenId: string, RegionId: string): Promise<HandMadeRouter> {
  const { TransitRouterId } = await cen('CreateTransitRouter', { CenId, RegionId });
  const tables = await cen('ListTransitRouterRouteTables', { TransitRouterId });
  return {
    routerId: String(TransitRouterId),
    tableId: String(tables.TransitRouterRouteTables[0].TransitRouterRouteTableId),
  };
}

async function attach(callers: RegionCallers, vpc: Network, CenId: string, RegionId: string, router: HandMadeRouter) {
  const made = await callers.cen('CreateTransitRouterVpcAttachment', {
    RegionId,
    CenId,
    TransitRouterId: router.routerId,
    VpcId: vpc.vpcId,
    ...zoneMappings(vpc),
  });
  return String(made.TransitRouterAttachmentId);
}

async function makeSecurityGroup({ ecs }: RegionCallers, { vpcId }: Network): Promise<string> {
  return String((await ecs('CreateSecurityGroup', { VpcId: vpcId, SecurityGroupName: 'by-hand' })).SecurityGroupId);
}
