import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { services } from '../src/services';

/** What the provider was seen to call in the life of the default deployment, by API version. */
const observed: Readonly<Record<string, string>> = {
  '2015-04-01': 'GetCallerIdentity',
  '2016-04-28': `CreateVpc DescribeVpcAttribute DeleteVpc CreateVSwitch DescribeVSwitchAttributes DeleteVSwitch
    DescribeRouteTableList DescribeRouteTables CreateRouteEntry DeleteRouteEntry TagResources`,
  '2014-05-26': `CreateSecurityGroup DescribeSecurityGroups DescribeSecurityGroupAttribute DeleteSecurityGroup
    AuthorizeSecurityGroup RevokeSecurityGroup RunInstances DescribeInstances DeleteInstance DescribeDisks
    DescribeUserData DescribeInstanceRamRole DescribeNetworkInterfaces DescribeInstanceMaintenanceAttributes
    DescribeInstanceAttribute DescribeInstanceAttachmentAttributes DescribeRegions`,
  '2017-09-12': `CreateCen DescribeCens DeleteCen CreateCenBandwidthPackage DescribeCenBandwidthPackages
    DeleteCenBandwidthPackage AssociateCenBandwidthPackage UnassociateCenBandwidthPackage CreateTransitRouter
    ListTransitRouters DeleteTransitRouter CreateTransitRouterVpcAttachment ListTransitRouterVpcAttachments
    DeleteTransitRouterVpcAttachment CreateTransitRouterPeerAttachment ListTransitRouterPeerAttachments
    DeleteTransitRouterPeerAttachment ListTransitRouterRouteTables AssociateTransitRouterAttachmentWithRouteTable
    ListTransitRouterRouteTableAssociations DissociateTransitRouterAttachmentFromRouteTable
    EnableTransitRouterRouteTablePropagation ListTransitRouterRouteTablePropagations
    DisableTransitRouterRouteTablePropagation CreateTransitRouterRouteEntry ListTransitRouterRouteEntries
    DeleteTransitRouterRouteEntry`,
  '2020-06-16': `CreateLoadBalancer GetLoadBalancerAttribute DeleteLoadBalancer CreateServerGroup ListServerGroups
    ListServerGroupServers AddServersToServerGroup DeleteServerGroup CreateListener GetListenerAttribute DeleteListener
    ListAsynJobs DescribeZones`,
};

/** What the provider calls to change the default deployment in place. */
const updates: Readonly<Record<string, string>> = {
  '2016-04-28': 'ModifyVpcAttribute ModifyVSwitchAttribute UnTagResources',
  '2014-05-26': `ModifySecurityGroupAttribute ModifySecurityGroupPolicy ModifySecurityGroupRule ModifyInstanceAttribute
    StartInstance StopInstance JoinSecurityGroup LeaveSecurityGroup TagResources UntagResources`,
  '2017-09-12': `ModifyCenAttribute ModifyCenBandwidthPackageSpec ModifyCenBandwidthPackageAttribute UpdateTransitRouter
    UpdateTransitRouterVpcAttachmentAttribute UpdateTransitRouterVpcAttachmentZones
    UpdateTransitRouterPeerAttachmentAttribute UpdateTransitRouterRouteEntry TagResources UntagResources`,
  '2020-06-16': `UpdateLoadBalancerAttribute UpdateLoadBalancerZones UpdateServerGroupAttribute
    RemoveServersFromServerGroup UpdateListenerAttribute StartListener StopListener TagResources UnTagResources`,
};

/** What its data sources, its rarer resources and its rarer updates call, of the same products. */
const others: Readonly<Record<string, string>> = {
  '2014-05-26': `AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress ModifySecurityGroupEgressRule DescribeZones
    DescribeAvailableResource DescribeInstanceTypes DescribeImages DescribeImageSupportInstanceTypes DescribeTags
    CreateCommand DescribeCommands DeleteCommand InvokeCommand DescribeInvocations StopInvocation`,
  '2016-04-28': 'DescribeVpcs DescribeVSwitches',
  '2017-09-12': `CreateTransitRouterRouteTable UpdateTransitRouterRouteTable DeleteTransitRouterRouteTable
    ReplaceTransitRouterRouteTableAssociation ListTagResources CheckTransitRouterService OpenTransitRouterService
    ListTransitRouterAvailableResource`,
  '2020-06-16': `ListTagResources CreateRule ListRules UpdateRuleAttribute DeleteRule CreateAcl ListAcls ListAclEntries
    AddEntriesToAcl RemoveEntriesFromAcl UpdateAclAttribute DeleteAcl AssociateAclsWithListener
    DissociateAclsFromListener CreateHealthCheckTemplate GetHealthCheckTemplateAttribute ListHealthCheckTemplates
    UpdateHealthCheckTemplateAttribute DeleteHealthCheckTemplates ApplyHealthCheckTemplateToServerGroup
    UpdateLoadBalancerAddressTypeConfig EnableLoadBalancerAccessLog DisableLoadBalancerAccessLog
    UpdateListenerLogConfig MoveResourceGroup ListLoadBalancers ListListeners ListSystemSecurityPolicies
    AssociateAdditionalCertificatesWithListener DissociateAdditionalCertificatesFromListener ListListenerCertificates
    GetListenerHealthStatus`,
};

const words = (text: string): string[] => text.split(/\s+/);
const pairs = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).flatMap(([version, actions]) => words(actions).map((action) => `${version} ${action}`));

const table = services.flatMap(({ version, operations }) => operations.map(({ action }) => `${version} ${action}`));

describe('the actions of the local cloud', () => {
  test('hold the 69 of the whole life of the default deployment', () => {
    expect(pairs(observed)).toHaveLength(69);
    expect(pairs(observed).filter((pair) => !table.includes(pair))).toEqual([]);
  });

  test('hold its changes in place', () => {
    expect(pairs(updates).filter((pair) => !table.includes(pair))).toEqual([]);
  });

  test('hold what else the provider calls in these products', () => {
    expect(pairs(others).filter((pair) => !table.includes(pair))).toEqual([]);
  });

  test('read or write as their names say', () => {
    const isRead = /^(Describe|List|Get|Check)/;
    const operations = services.flatMap((service) => service.operations);
    expect(operations.filter(({ action, kind }) => isRead.test(action) !== (kind === 'read'))).toEqual([]);
  });
});

test('the package needs nothing but Node and the dependencies that it names, and names none that it does not need', () => {
  const root = resolve(__dirname, '..');
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(root, 'src', name));
  const imports = sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import|require\()\s*'([^']+)'/g)].map(([, to = '']) => ({
      file,
      to,
    })),
  );
  const outside = imports.filter(
    ({ file, to }) => to.startsWith('.') && relative(join(root, 'src'), resolve(file, '..', to)).startsWith('..'),
  );
  const builtins = new Set(builtinModules.map((name) => `node:${name}`));
  const packages = imports.map(({ to }) => to).filter((to) => !to.startsWith('.') && !builtins.has(to));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
  expect(outside).toEqual([]);
  expect([...new Set(packages)].sort()).toEqual(Object.keys(manifest.dependencies).sort());
});
