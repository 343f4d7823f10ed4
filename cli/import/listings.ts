import type { CallParameters, ParameterValue } from '@causeway/local-cloud';
import type { Call, Found } from '../rehearse/resources/resource-type';
import { everyByToken, everyNumbered } from './pages';

/** Something in the account that may be what a resource declares. */
export interface Candidate {
  /** What the API knows it by. */
  readonly identity: CallParameters;
  readonly name: string;
}

/** A list that the API has of things of one resource type. */
export interface Listing {
  /** All that fit the parameters, which are part of each of them. */
  readonly items: (call: Call, parameters: CallParameters) => Promise<readonly Found[]>;
  readonly candidate: (item: Found) => Candidate;
}

interface ListingProps {
  readonly every: typeof everyNumbered;
  readonly action: string;
  /** Where the items are in an answer. */
  readonly path: string;
  /** What the API knows one by: members of the item, or parameters. */
  readonly identity: readonly string[];
  /** The member with its name. @default - it has none */
  readonly name?: string;
  /** Which of them can be a resource of a stack. @default - all */
  readonly only?: (item: Found) => boolean;
}

function listing({ every, action, path, identity, name, only = () => true }: ListingProps): Listing {
  return {
    items: async (call, parameters) =>
      (await every(call, action, parameters, path)).filter(only).map((item) => ({ ...parameters, ...item })),
    candidate: (item) => ({
      identity: Object.fromEntries(identity.map((member) => [member, item[member] as ParameterValue])),
      name: name === undefined ? '' : String(item[name] ?? ''),
    }),
  };
}

/** The lists that things are looked for in. */
export const listings = {
  vpcs: listing({
    every: everyNumbered,
    action: 'DescribeVpcs',
    path: 'Vpcs.Vpc',
    identity: ['VpcId'],
    name: 'VpcName',
  }),
  vSwitches: listing({
    every: everyNumbered,
    action: 'DescribeVSwitches',
    path: 'VSwitches.VSwitch',
    identity: ['VSwitchId'],
    name: 'VSwitchName',
  }),
  securityGroups: listing({
    every: everyNumbered,
    action: 'DescribeSecurityGroups',
    path: 'SecurityGroups.SecurityGroup',
    identity: ['SecurityGroupId'],
    name: 'SecurityGroupName',
    only: ({ ServiceManaged }) => ServiceManaged !== true,
  }),
  instances: listing({
    every: everyNumbered,
    action: 'DescribeInstances',
    path: 'Instances.Instance',
    identity: ['InstanceId'],
    name: 'InstanceName',
  }),
  cens: listing({
    every: everyNumbered,
    action: 'DescribeCens',
    path: 'Cens.Cen',
    identity: ['CenId'],
    name: 'Name',
  }),
  bandwidthPlans: listing({
    every: everyNumbered,
    action: 'DescribeCenBandwidthPackages',
    path: 'CenBandwidthPackages.CenBandwidthPackage',
    identity: ['CenBandwidthPackageId'],
    name: 'Name',
  }),
  transitRouters: listing({
    every: everyNumbered,
    action: 'ListTransitRouters',
    path: 'TransitRouters',
    identity: ['TransitRouterId', 'CenId'],
    name: 'TransitRouterName',
    only: ({ Type }) => Type === 'Enterprise',
  }),
  routeTables: listing({
    every: everyByToken,
    action: 'ListTransitRouterRouteTables',
    path: 'TransitRouterRouteTables',
    identity: ['TransitRouterId', 'TransitRouterRouteTableId'],
    name: 'TransitRouterRouteTableName',
    only: ({ TransitRouterRouteTableType }) => TransitRouterRouteTableType === 'Custom',
  }),
  vpcAttachments: listing({
    every: everyByToken,
    action: 'ListTransitRouterVpcAttachments',
    path: 'TransitRouterAttachments',
    identity: ['TransitRouterAttachmentId'],
    name: 'TransitRouterAttachmentName',
  }),
  connections: listing({
    every: everyByToken,
    action: 'ListTransitRouterPeerAttachments',
    path: 'TransitRouterAttachments',
    identity: ['TransitRouterAttachmentId'],
    name: 'TransitRouterAttachmentName',
  }),
  associations: listing({
    every: everyByToken,
    action: 'ListTransitRouterRouteTableAssociations',
    path: 'TransitRouterAssociations',
    identity: ['TransitRouterAttachmentId', 'TransitRouterRouteTableId'],
  }),
  propagations: listing({
    every: everyByToken,
    action: 'ListTransitRouterRouteTablePropagations',
    path: 'TransitRouterPropagations',
    identity: ['TransitRouterAttachmentId', 'TransitRouterRouteTableId'],
  }),
  routerRoutes: listing({
    every: everyByToken,
    action: 'ListTransitRouterRouteEntries',
    path: 'TransitRouterRouteEntries',
    identity: ['TransitRouterRouteTableId', 'TransitRouterRouteEntryId'],
    name: 'TransitRouterRouteEntryName',
    only: ({ TransitRouterRouteEntryType }) => TransitRouterRouteEntryType === 'Static',
  }),
  loadBalancers: listing({
    every: everyByToken,
    action: 'ListLoadBalancers',
    path: 'LoadBalancers',
    identity: ['LoadBalancerId'],
    name: 'LoadBalancerName',
  }),
  serverGroups: listing({
    every: everyByToken,
    action: 'ListServerGroups',
    path: 'ServerGroups',
    identity: ['ServerGroupId'],
    name: 'ServerGroupName',
  }),
  listeners: listing({
    every: everyByToken,
    action: 'ListListeners',
    path: 'Listeners',
    identity: ['ListenerId'],
    name: 'ListenerDescription',
  }),
  rules: listing({
    every: everyByToken,
    action: 'ListRules',
    path: 'Rules',
    identity: ['RuleId'],
    name: 'RuleName',
  }),
  acls: listing({
    every: everyByToken,
    action: 'ListAcls',
    path: 'Acls',
    identity: ['AclId'],
    name: 'AclName',
  }),
} satisfies Record<string, Listing>;
