import { DataAlicloudCenBandwidthPackages } from '@cdktf/provider-alicloud/lib/data-alicloud-cen-bandwidth-packages';
import { Construct } from 'constructs';
import type { Area } from '../core';
import { assertWrittenOut, foundOne, holdsOfFound, shown } from '../terraform/lookup';
import { addPostconditions } from '../terraform/precondition';
import { regionProvider } from '../terraform/region-provider';
import type { IBandwidthPlan } from './bandwidth-plan';
import type { ICen } from './cen';

/** Properties of `ExistingBandwidthPlan`. */
export interface ExistingBandwidthPlanProps {
  /** Region whose provider speaks for it; the plan itself belongs to no region. */
  readonly region: string;
  /** The CEN instance that it is associated with. */
  readonly cen: ICen;
  /** Such as `cenbwp-4c2zaavbvh5f42****`, written out. */
  readonly bandwidthPackageId: string;
  /** Area of one end. */
  readonly areaA: Area;
  /** Area of the other end; may be the same. */
  readonly areaB: Area;
  /** What the connections that draw from it add up to; Terraform refuses to plan when the plan has less. */
  readonly bandwidthMbps: number;
}

/**
 * A bandwidth plan that is there already, looked up and checked at every plan of Terraform: that it is associated with the CEN
 * instance, joins those areas, and is large enough.
 *
 * How much of it others use is not looked at: the cloud refuses a connection that does not fit.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/data-sources/cen_bandwidth_packages
 */
export class ExistingBandwidthPlan extends Construct implements IBandwidthPlan {
  readonly bandwidthPackageId: string;

  constructor(scope: Construct, id: string, props: ExistingBandwidthPlanProps) {
    super(scope, id);
    const { region, cen, bandwidthPackageId, areaA, areaB, bandwidthMbps } = props;
    assertWrittenOut(this, bandwidthPackageId, 'a bandwidth plan');
    assertWrittenOut(this, cen.cenId, 'the CEN instance of a bandwidth plan');
    const wanted = `toset(["${areaA}", "${areaB}"])`;
    const actual = 'toset([found.geographic_region_a_id, found.geographic_region_b_id])';
    const joins = `${shown('packages', 'geographic_region_a_id')} and ${shown('packages', 'geographic_region_b_id')}`;
    const otherAreas = `Bandwidth plan ${bandwidthPackageId} joins ${joins}, not ${areaA} and ${areaB}.`;
    const found = new DataAlicloudCenBandwidthPackages(this, 'Resource', {
      provider: regionProvider(this, region),
      ids: [bandwidthPackageId],
      instanceId: cen.cenId,
    });
    addPostconditions(found, [
      foundOne(
        'packages',
        `There is no bandwidth plan ${bandwidthPackageId} that is associated with CEN instance ${cen.cenId}.`,
      ),
      holdsOfFound('packages', `length(setsubtract(${wanted}, ${actual})) == 0`, otherAreas),
      holdsOfFound('packages', `length(setsubtract(${actual}, ${wanted})) == 0`, otherAreas),
      holdsOfFound(
        'packages',
        `found.bandwidth >= ${bandwidthMbps}`,
        `Bandwidth plan ${bandwidthPackageId} has ${shown('packages', 'bandwidth')} Mbit/s, and the connections that draw from it add up to ${bandwidthMbps}.`,
      ),
    ]);
    this.bandwidthPackageId = bandwidthPackageId;
  }
}
