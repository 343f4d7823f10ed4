import { DataAlicloudCenTransitRouterAvailableResources } from '@cdktf/provider-alicloud/lib/data-alicloud-cen-transit-router-available-resources';
import { Construct } from 'constructs';
import type { Precondition } from '../terraform/precondition';
import { regionProvider } from '../terraform/region-provider';

/** Properties of `TransitRouterZones`. */
export interface TransitRouterZonesProps {
  readonly region: string;
}

/**
 * The zones of a region that have Enterprise Edition transit routers today, asked at every plan.
 *
 * It needs nothing but the region, so Terraform never puts it off until apply, and no argument of a resource comes from it, so
 * that no change of the answer replaces anything. The call opens no service and costs nothing.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/data-sources/cen_transit_router_available_resources
 */
export class TransitRouterZones extends Construct {
  private readonly answer: string;
  private readonly region: string;

  constructor(scope: Construct, id: string, props: TransitRouterZonesProps) {
    super(scope, id);
    const found = new DataAlicloudCenTransitRouterAvailableResources(this, 'Resource', {
      provider: regionProvider(this, props.region),
    });
    this.answer = `${found.fqn}.resources[0]`;
    this.region = props.region;
  }

  /**
   * That all of some zones are among those of the region; it holds, too, where the cloud names no zone at all.
   *
   * @param zones zone ids, written out or references
   */
  areAmong(zones: readonly string[]): Precondition {
    const wanted = `toset([${zones.map((zone) => `"${zone}"`).join(', ')}])`;
    // Routers of before June 2022 are listed by primary and secondary zones, the others by available zones.
    const lists = ['available_zones', 'master_zones', 'slave_zones'].map((name) => `${this.answer}.${name}`);
    const known = `toset(concat(${lists.join(', ')}))`;
    const missing = `setsubtract(${wanted}, ${known})`;
    return {
      condition: `\${length(${known}) == 0 || length(${missing}) == 0}`,
      errorMessage: `There are no Enterprise Edition transit routers in \${join(", ", ${missing})}. In ${this.region} they are in \${join(", ", ${known})}. Attach the VPC through vSwitches in those zones; servers in other zones of the VPC stay reachable.`,
    };
  }
}
