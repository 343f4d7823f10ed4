import { DataAlicloudAlbLoadBalancers } from '@cdktf/provider-alicloud/lib/data-alicloud-alb-load-balancers';
import { Construct } from 'constructs';
import type { IVpc } from '../network/vpc';
import type { IVSwitch } from '../network/vswitch';
import { assertWrittenOut, foundOne, holdsOfFound, shown } from '../terraform/lookup';
import { addPostconditions } from '../terraform/precondition';
import { regionProvider } from '../terraform/region-provider';
import type { IApplicationLoadBalancer } from './application-load-balancer';

/** Properties of `ExistingLoadBalancer`. */
export interface ExistingLoadBalancerProps {
  readonly vpc: IVpc;
  /** All vSwitches that it stands in: an upgraded ALB sends from them. */
  readonly vSwitches: readonly IVSwitch[];
  /** Such as `alb-o9ulmq5hqn68jk****`, written out. */
  readonly loadBalancerId: string;
}

/**
 * An ALB that is there already, looked up and checked at every plan: that it stands in that VPC, and in those vSwitches.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/data-sources/alb_load_balancers
 */
export class ExistingLoadBalancer extends Construct implements IApplicationLoadBalancer {
  readonly loadBalancerId: string;
  readonly dnsName: string;
  readonly region: string;
  readonly localAddresses: string;

  constructor(scope: Construct, id: string, { vpc, vSwitches, loadBalancerId }: ExistingLoadBalancerProps) {
    super(scope, id);
    assertWrittenOut(this, loadBalancerId, 'an ALB');
    vSwitches.forEach(({ vSwitchId }) => assertWrittenOut(this, vSwitchId, 'a vSwitch of an ALB'));
    const wanted = `toset([${vSwitches.map(({ vSwitchId }) => `"${vSwitchId}"`).join(', ')}])`;
    const actual = 'toset([for zone in found.zone_mappings : zone.vswitch_id])';
    const shownVSwitches = '${join(", ", flatten([for found in self.balancers : found.zone_mappings[*].vswitch_id]))}';
    const elsewhere = `ALB ${loadBalancerId} stands in vSwitches ${shownVSwitches}, not in ${vSwitches.map(({ vSwitchId }) => vSwitchId).join(', ')}. Name exactly those that it stands in (frontend.alb.vSwitches of a deployment file): the routes back lead to them.`;
    const found = new DataAlicloudAlbLoadBalancers(this, 'Resource', {
      provider: regionProvider(this, vpc.region),
      // Not `vpc_id`, which the provider sends under a name that the API does not know.
      loadBalancerIds: [loadBalancerId],
    });
    addPostconditions(found, [
      foundOne('balancers', `There is no ALB ${loadBalancerId} in ${vpc.region}.`),
      holdsOfFound(
        'balancers',
        `found.vpc_id == "${vpc.vpcId}"`,
        `ALB ${loadBalancerId} stands in VPC ${shown('balancers', 'vpc_id')}, not in ${vpc.vpcId}.`,
      ),
      holdsOfFound('balancers', `length(setsubtract(${wanted}, ${actual})) == 0`, elsewhere),
      holdsOfFound('balancers', `length(setsubtract(${actual}, ${wanted})) == 0`, elsewhere),
    ]);
    this.loadBalancerId = loadBalancerId;
    this.dnsName = found.balancers.get(0).dnsName;
    this.region = vpc.region;
    const addresses = `[for zone in ${found.fqn}.balancers[0].zone_mappings : zone.load_balancer_addresses[*].ipv4_local_addresses]`;
    this.localAddresses = `compact(flatten(${addresses}))`;
  }
}
