import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogEntry } from '@causeway/local-cloud';
import { apiOfAccount } from '../../../cli/import/account';
import { asCommand, deletionOf } from '../../../cli/orphans/deletion';
import { findOrphans } from '../../../cli/orphans/find-orphans';
import { apiOf } from '../../../cli/rehearse/api';
import type { Product } from '../../../cli/rehearse/resources/resource-type';
import { configurationOf } from '../../support/configuration';
import { rehearsalOf } from '../../support/rehearsed';

const root = join(__dirname, '../../..');
/** What RAM calls the products of the local cloud's log. */
const RAM_NAMES: Readonly<Record<string, string>> = { Alb: 'alb', Cbn: 'cen', Ecs: 'ecs', Vpc: 'vpc' };
const PRODUCTS: Readonly<Record<string, Product>> = { vpc: 'Vpc', ecs: 'Ecs', cbn: 'Cbn', alb: 'Alb' };

/** What the actions take, by the metadata of Alibaba Cloud's CLI 3.4.11, which refuses every other flag; more that nothing here uses is left out. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  DeleteAcl: ['AclId'],
  DeleteCen: ['CenId'],
  DeleteCenBandwidthPackage: ['CenBandwidthPackageId'],
  DeleteInstance: ['InstanceId', 'Force'],
  DeleteListener: ['ListenerId'],
  DeleteLoadBalancer: ['LoadBalancerId'],
  DeleteRouteEntry: ['RouteTableId', 'DestinationCidrBlock', 'NextHopId'],
  DeleteRule: ['RuleId'],
  DeleteSecurityGroup: ['SecurityGroupId'],
  DeleteServerGroup: ['ServerGroupId'],
  DeleteTransitRouter: ['TransitRouterId'],
  DeleteTransitRouterPeerAttachment: ['TransitRouterAttachmentId'],
  DeleteTransitRouterRouteEntry: ['TransitRouterRouteTableId', 'TransitRouterRouteEntryId'],
  DeleteTransitRouterRouteTable: ['TransitRouterRouteTableId'],
  DeleteTransitRouterVpcAttachment: ['TransitRouterAttachmentId'],
  DeleteVSwitch: ['VSwitchId'],
  DeleteVpc: ['VpcId'],
  DisableTransitRouterRouteTablePropagation: ['TransitRouterAttachmentId', 'TransitRouterRouteTableId'],
  DissociateAclsFromListener: ['force', 'ListenerId', 'AclIds.1'],
  DissociateAdditionalCertificatesFromListener: ['force', 'ListenerId', 'Certificates.1.CertificateId'],
  DissociateTransitRouterAttachmentFromRouteTable: ['TransitRouterAttachmentId', 'TransitRouterRouteTableId'],
  RemoveEntriesFromAcl: ['force', 'AclId', 'Entries.1'],
  RevokeSecurityGroup: ['SecurityGroupId', 'IpProtocol', 'PortRange', 'Policy', 'Priority', 'SourceCidrIp'],
  UnassociateCenBandwidthPackage: ['CenBandwidthPackageId', 'CenId'],
};

/** The flags of a printed command, in order. */
function flagsOf(command: readonly string[]): readonly string[] {
  return command.slice(1).map((line) => /--([\w.]+)/.exec(line)![1]!);
}

describe.each([
  { file: 'deployments/chengdu-hangzhou.yaml', deployment: 'chengdu-hangzhou', notCalled: ['alb:ListAclEntries'] },
  { file: 'examples/listeners/shop.yaml', deployment: 'shop', notCalled: [] },
])('everything of $file, when the state is lost', ({ file, deployment, notCalled }) => {
  it('is found, each at its address; the policy allows that; the calls that delete it leave nothing', async () => {
    // GIVEN
    const configuration = configurationOf(readFileSync(join(root, file), 'utf8'));
    const log: LogEntry[] = [];
    const options = { albGeneration: 'non-upgraded', log: (entry: LogEntry) => log.push(entry) } as const;
    const { cloud, rehearsal } = await rehearsalOf(configuration, options);
    try {
      await rehearsal.plan();
      await rehearsal.apply();
      log.length = 0;
      // WHEN
      const api = apiOfAccount({ ...cloud.credentials, localEndpoint: cloud.endpoint });
      const { orphans, ambiguous } = await findOrphans({ deployment, configuration, state: [], api });
      // THEN
      const resources = configuration.blocks.filter(({ mode }) => mode === 'resource');
      expect(ambiguous).toEqual([]);
      expect(orphans.map(({ address }) => address).sort()).toEqual(resources.map(({ address }) => address).sort());
      const policy = JSON.parse(readFileSync(join(root, 'docs/ram-policy-orphans.json'), 'utf8')) as {
        Statement: readonly { Action: readonly string[] }[];
      };
      const called = new Set(log.map(({ product, action }) => `${RAM_NAMES[product]!}:${action}`));
      const allowed = policy.Statement[0]?.Action ?? [];
      expect([...called].filter((action) => !allowed.includes(action))).toEqual([]);
      expect(allowed.filter((action) => !called.has(action))).toEqual(notCalled);
      for (const orphan of [...orphans].reverse()) {
        const deletion = deletionOf(orphan)!;
        const { product, region, action, parameters } = deletion;
        expect([action, ...flagsOf(asCommand(deletion))]).toEqual([action, 'region', ...TAKES[action]!]);
        await apiOf(cloud)(PRODUCTS[product]!, region)(action, parameters);
      }
      expect(cloud.inventory().filter(({ kind }) => !/certificate/i.test(kind))).toEqual([]);
    } finally {
      await cloud.close();
    }
  });
});
