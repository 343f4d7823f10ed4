import type { LogEntry } from '@causeway/local-cloud';

/**
 * What the Terraform provider calls in the life of the default deployment and its changes in place, by product.
 *
 * The end-to-end suite fails when one of them was not called, or not answered.
 */
export const terraformCalls: Readonly<Record<string, readonly string[]>> = {
  Alb: [
    'AddServersToServerGroup',
    'CreateListener',
    'CreateLoadBalancer',
    'CreateServerGroup',
    'DeleteListener',
    'DeleteLoadBalancer',
    'DeleteServerGroup',
    'GetListenerAttribute',
    'GetLoadBalancerAttribute',
    'ListAsynJobs',
    'ListServerGroupServers',
    'ListServerGroups',
    'RemoveServersFromServerGroup',
    'TagResources',
    'UnTagResources',
  ],
  Cbn: [
    'AssociateCenBandwidthPackage',
    'AssociateTransitRouterAttachmentWithRouteTable',
    'CreateCen',
    'CreateCenBandwidthPackage',
    'CreateTransitRouter',
    'CreateTransitRouterPeerAttachment',
    'CreateTransitRouterRouteEntry',
    'CreateTransitRouterRouteTable',
    'CreateTransitRouterVpcAttachment',
    'DeleteCen',
    'DeleteCenBandwidthPackage',
    'DeleteTransitRouter',
    'DeleteTransitRouterPeerAttachment',
    'DeleteTransitRouterRouteEntry',
    'DeleteTransitRouterRouteTable',
    'DeleteTransitRouterVpcAttachment',
    'DescribeCenBandwidthPackages',
    'DescribeCens',
    'DisableTransitRouterRouteTablePropagation',
    'DissociateTransitRouterAttachmentFromRouteTable',
    'EnableTransitRouterRouteTablePropagation',
    'ListTagResources',
    'ListTransitRouterPeerAttachments',
    'ListTransitRouterRouteEntries',
    'ListTransitRouterRouteTableAssociations',
    'ListTransitRouterRouteTablePropagations',
    'ListTransitRouterRouteTables',
    'ListTransitRouterVpcAttachments',
    'ListTransitRouters',
    'ModifyCenBandwidthPackageSpec',
    'TagResources',
    'UnassociateCenBandwidthPackage',
    'UntagResources',
    'UpdateTransitRouterPeerAttachmentAttribute',
  ],
  Ecs: [
    'AuthorizeSecurityGroup',
    'CreateSecurityGroup',
    'DeleteInstance',
    'DeleteSecurityGroup',
    'DescribeDisks',
    'DescribeImages',
    'DescribeInstanceAttachmentAttributes',
    'DescribeInstanceAttribute',
    'DescribeInstanceMaintenanceAttributes',
    'DescribeInstanceRamRole',
    'DescribeInstances',
    'DescribeNetworkInterfaces',
    'DescribeSecurityGroupAttribute',
    'DescribeSecurityGroups',
    'DescribeTags',
    'DescribeUserData',
    'RevokeSecurityGroup',
    'RunInstances',
    'TagResources',
    'UntagResources',
  ],
  Vpc: [
    'CreateRouteEntry',
    'CreateVSwitch',
    'CreateVpc',
    'DeleteRouteEntry',
    'DeleteVSwitch',
    'DeleteVpc',
    'DescribeRouteTableList',
    'DescribeRouteTables',
    'DescribeVSwitchAttributes',
    'DescribeVpcAttribute',
    'TagResources',
    'UnTagResources',
  ],
};

/**
 * What it calls besides in the life of one of every resource, with all that it can change in place; by product as above.
 */
export const everyResourceCalls: Readonly<Record<string, readonly string[]>> = {
  Alb: [
    'CreateAcl',
    'CreateHealthCheckTemplate',
    'CreateRule',
    'DeleteAcl',
    'DeleteHealthCheckTemplates',
    'DeleteRule',
    'DisableDeletionProtection',
    'EnableDeletionProtection',
    'GetHealthCheckTemplateAttribute',
    'ListAclEntries',
    'ListAcls',
    'ListRules',
    'ListTagResources',
    'StartListener',
    'StopListener',
    'UpdateAclAttribute',
    'UpdateHealthCheckTemplateAttribute',
    'UpdateListenerAttribute',
    'UpdateLoadBalancerAttribute',
    'UpdateLoadBalancerEdition',
    'UpdateRuleAttribute',
    'UpdateServerGroupAttribute',
  ],
  Cbn: [
    'ModifyCenAttribute',
    'ModifyCenBandwidthPackageAttribute',
    'UpdateTransitRouter',
    'UpdateTransitRouterRouteEntry',
    'UpdateTransitRouterRouteTable',
    'UpdateTransitRouterVpcAttachmentAttribute',
    'UpdateTransitRouterVpcAttachmentZones',
  ],
  Ecs: [
    'AuthorizeSecurityGroupEgress',
    'JoinSecurityGroup',
    'LeaveSecurityGroup',
    'ModifyInstanceAttribute',
    'ModifyInstanceSpec',
    'ModifySecurityGroupAttribute',
    'ModifySecurityGroupEgressRule',
    'ModifySecurityGroupPolicy',
    'ModifySecurityGroupRule',
    'RevokeSecurityGroupEgress',
    'StartInstance',
    'StopInstance',
  ],
  Vpc: ['ModifyVSwitchAttribute', 'ModifyVpcAttribute'],
};

/** What it calls besides for the listeners of an example, by product as above. */
export const listenerCalls: Readonly<Record<string, readonly string[]>> = {
  Alb: [
    'AddEntriesToAcl',
    'AssociateAclsWithListener',
    'AssociateAdditionalCertificatesWithListener',
    'DissociateAclsFromListener',
    'DissociateAdditionalCertificatesFromListener',
    'EnableLoadBalancerAccessLog',
    'ListListenerCertificates',
    'RemoveEntriesFromAcl',
  ],
  Cbn: ['ListTransitRouterAvailableResource'],
};

/** All of these of one product. */
export function terraformCallsOf(product: string): readonly string[] {
  return [terraformCalls, everyResourceCalls, listenerCalls].flatMap((calls) => calls[product] ?? []);
}

/** Those calls of a list that a local cloud's log does not show as answered. */
export function notCalled(
  calls: Readonly<Record<string, readonly string[]>>,
  log: readonly LogEntry[],
): readonly string[] {
  const answered = new Set(
    log.filter(({ status }) => status === 200).map(({ product, action }) => `${product} ${action}`),
  );
  const claimed = Object.entries(calls).flatMap(([product, actions]) =>
    actions.map((action) => `${product} ${action}`),
  );
  return claimed.filter((call) => !answered.has(call));
}
