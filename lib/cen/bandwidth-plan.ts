import { CenBandwidthPackage } from '@cdktf/provider-alicloud/lib/cen-bandwidth-package';
import { CenBandwidthPackageAttachment } from '@cdktf/provider-alicloud/lib/cen-bandwidth-package-attachment';
import { Construct } from 'constructs';
import type { Area } from '../core';
import { assertInRange, assertNamed } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import type { ICen } from './cen';

/** A bandwidth plan that is associated with a CEN instance. */
export interface IBandwidthPlan {
  readonly bandwidthPackageId: string;
}

/** Properties of `BandwidthPlan`. */
export interface BandwidthPlanProps {
  /** Region whose provider speaks for it; the plan itself belongs to no region. */
  readonly region: string;
  readonly cen: ICen;
  /** 2 to 128 characters, starting with a letter, then letters, digits, `_` and `-`. */
  readonly name: string;
  /** Area of one end. A CEN instance takes one plan per pair of areas. */
  readonly areaA: Area;
  /** Area of the other end; may be the same. */
  readonly areaB: Area;
  /** 2 to 10000; the connections that draw from it share it. */
  readonly bandwidthMbps: number;
}

const BANDWIDTH_MBPS = { what: 'bandwidth of a bandwidth plan in Mbit/s', least: 2, most: 10000 };

/**
 * A bandwidth plan between two areas, associated with a CEN instance, paid by its size and by the hour.
 *
 * It is always PostPaid: destroying a PrePaid one only makes Terraform forget it.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/cen_bandwidth_package
 */
export class BandwidthPlan extends Construct implements IBandwidthPlan {
  /**
   * Id of the plan, read from its association with the CEN instance: whoever draws from the plan is made after it is
   * associated and gone before it is taken away, without any `depends_on`.
   */
  readonly bandwidthPackageId: string;

  /** A plan that is there already and associated with the CEN instance. */
  static fromBandwidthPackageId(bandwidthPackageId: string): IBandwidthPlan {
    return { bandwidthPackageId };
  }

  constructor(scope: Construct, id: string, props: BandwidthPlanProps) {
    super(scope, id);
    assertInRange(this, props.bandwidthMbps, BANDWIDTH_MBPS);
    assertNamed(this, 'bandwidthPackage', props.name);
    const provider = regionProvider(this, props.region);
    const resource = new CenBandwidthPackage(this, 'Resource', {
      provider,
      cenBandwidthPackageName: props.name,
      bandwidth: props.bandwidthMbps,
      geographicRegionAId: props.areaA,
      geographicRegionBId: props.areaB,
      paymentType: 'PostPaid',
    });
    const attachment = new CenBandwidthPackageAttachment(this, 'attachment', {
      provider,
      instanceId: props.cen.cenId,
      bandwidthPackageId: resource.id,
    });
    this.bandwidthPackageId = attachment.bandwidthPackageId;
  }
}
