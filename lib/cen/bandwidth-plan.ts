import { CenBandwidthPackage } from '@cdktf/provider-alicloud/lib/cen-bandwidth-package';
import { CenBandwidthPackageAttachment } from '@cdktf/provider-alicloud/lib/cen-bandwidth-package-attachment';
import { Construct } from 'constructs';
import type { Area } from '../core';
import { ValidationError } from '../core';
import { assertInRange, assertNamed } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import type { ICen } from './cen';

/**
 * Terraform deletes first and updates later, and a plan that a connection draws from cannot be taken away: without this, a
 * connection that turns to data transfer, and its plan with it, waits for that until the apply fails.
 */
const CREATE_FIRST = { createBeforeDestroy: true };

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
  /**
   * Buys it for so many months in advance: 1, 2, 3, 6 or 12. Such a plan is PrePaid: it stays when Terraform destroys it, which
   * only makes Terraform forget it, and is paid for until it ends.
   *
   * @default - PostPaid: paid by the hour until it is destroyed
   */
  readonly prePaidMonths?: number;
}

const PERIODS = [1, 2, 3, 6, 12];
const BANDWIDTH_MBPS = { what: 'bandwidth of a bandwidth plan in Mbit/s', least: 2, most: 10000 };

/**
 * A bandwidth plan between two areas, associated with a CEN instance and paid by its size.
 *
 * It is PostPaid unless a period is asked for: destroying a PrePaid one only makes Terraform forget it. With provider 1.289.0 a
 * change of its bandwidth happens, but ends the apply with an error (docs/cursed-knowledge.md).
 *
 * @throws ValidationError `NUMBER_RANGE`, `NAME_INVALID`, or `BANDWIDTH_PLAN_PERIOD` for a period that is not sold
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
    this.assertPeriod(props.prePaidMonths);
    const provider = regionProvider(this, props.region);
    const resource = new CenBandwidthPackage(this, 'Resource', {
      provider,
      cenBandwidthPackageName: props.name,
      bandwidth: props.bandwidthMbps,
      geographicRegionAId: props.areaA,
      geographicRegionBId: props.areaB,
      ...payment(props.prePaidMonths),
      lifecycle: CREATE_FIRST,
    });
    const attachment = new CenBandwidthPackageAttachment(this, 'attachment', {
      provider,
      instanceId: props.cen.cenId,
      bandwidthPackageId: resource.id,
      lifecycle: CREATE_FIRST,
    });
    this.bandwidthPackageId = attachment.bandwidthPackageId;
  }

  private assertPeriod(months: number | undefined): void {
    if (months === undefined || PERIODS.includes(months)) return;
    const message = `a PrePaid bandwidth plan is bought for ${PERIODS.join(', ')} months, got ${months}`;
    throw new ValidationError('BANDWIDTH_PLAN_PERIOD', message, { path: this.node.path });
  }
}

function payment(prePaidMonths: number | undefined) {
  if (prePaidMonths === undefined) return { paymentType: 'PostPaid' };
  return { paymentType: 'PrePaid', period: prePaidMonths };
}
