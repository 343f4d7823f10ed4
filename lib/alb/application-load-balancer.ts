import { AlbLoadBalancer } from '@cdktf/provider-alicloud/lib/alb-load-balancer';
import { Construct } from 'constructs';
import { ValidationError } from '../core';
import type { IVpc } from '../network/vpc';
import type { IVSwitch } from '../network/vswitch';
import { assertNamed } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import { AlbEdition } from './edition';

/** An ALB, ours or one that is there already. */
export interface IApplicationLoadBalancer {
  readonly loadBalancerId: string;
  /** Where clients send their requests. */
  readonly dnsName: string;
  readonly region: string;
  /**
   * Its local addresses in its own vSwitches, over all zones, as a Terraform expression without `${}`: empty for a
   * non-upgraded ALB, which sends from its back-to-origin CIDRs instead.
   *
   * @default - not looked at: nothing tells when back-to-origin CIDRs are missing
   */
  readonly localAddresses?: string;
}

/** Properties of `ApplicationLoadBalancer`. */
export interface ApplicationLoadBalancerProps {
  readonly vpc: IVpc;
  /** Where it stands: one vSwitch in each of 2 to 10 zones, or in 1 where the region has no other. */
  readonly vSwitches: readonly IVSwitch[];
  /** 2 to 128 characters, starting with a letter, then letters, digits, `.`, `_` and `-`. */
  readonly name: string;
  /** What it can do and costs. @default AlbEdition.STANDARD */
  readonly edition?: AlbEdition;
  /**
   * Whether it must not be deleted: the cloud refuses to, and so does Terraform, before it has deleted anything else.
   *
   * To destroy it, apply without this first.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;
  /** Where each request is recorded. @default - nowhere */
  readonly accessLog?: AccessLog;
}

/** Where an ALB records each request: a Logstore of the Log Service (SLS) in its region. Both must exist. */
export interface AccessLog {
  /** Name of the project. */
  readonly project: string;
  /** Name of the Logstore. */
  readonly logstore: string;
}

/**
 * An Application Load Balancer that can be reached from its VPC and what is joined with it.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/alb_load_balancer
 */
export class ApplicationLoadBalancer extends Construct implements IApplicationLoadBalancer {
  readonly loadBalancerId: string;
  readonly dnsName: string;
  readonly region: string;
  readonly localAddresses: string;

  /** An ALB that is there already. */
  static fromLoadBalancerAttributes(attributes: IApplicationLoadBalancer): IApplicationLoadBalancer {
    return { ...attributes };
  }

  constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id);
    assertNamed(this, 'loadBalancer', props.name);
    this.assertZones(props.vSwitches);
    const { deletionProtection = false, accessLog } = props;
    const resource = new AlbLoadBalancer(this, 'Resource', {
      provider: regionProvider(this, props.vpc.region),
      vpcId: props.vpc.vpcId,
      loadBalancerName: props.name,
      loadBalancerEdition: props.edition ?? AlbEdition.STANDARD,
      addressType: 'Intranet',
      addressIpVersion: 'IPv4',
      // Not computed and ForceNew: left out, whatever the API answers would replace the ALB at the next plan.
      addressAllocatedMode: 'Fixed',
      deletionProtectionEnabled: deletionProtection,
      lifecycle: {
        // One that was made by hand and is imported may have the other mode, and must not be replaced for it.
        ignoreChanges: ['address_allocated_mode'],
        // Without it a destroy would take the listeners first, and find out about the protection after that.
        ...(deletionProtection && { preventDestroy: true }),
      },
      // Not the attachment resource: what that attaches, the load balancer would plan to remove.
      accessLogConfig:
        accessLog === undefined ? undefined : { logProject: accessLog.project, logStore: accessLog.logstore },
      loadBalancerBillingConfig: { payType: 'PayAsYouGo' },
      zoneMappings: props.vSwitches.map(({ zone, vSwitchId }) => ({ zoneId: zone, vswitchId: vSwitchId })),
    });
    this.loadBalancerId = resource.id;
    this.dnsName = resource.dnsName;
    this.region = props.vpc.region;
    const addresses = `[for zone in ${resource.fqn}.zone_mappings : zone.load_balancer_addresses[*].ipv4_local_addresses]`;
    this.localAddresses = `compact(flatten(${addresses}))`;
  }

  private assertZones(vSwitches: readonly IVSwitch[]): void {
    const zones = new Set(vSwitches.map(({ zone }) => zone));
    if (zones.size === vSwitches.length && zones.size >= 1 && zones.size <= 10) return;
    const got = vSwitches.map(({ zone }) => zone).join(', ');
    const message = `an ALB stands in one vSwitch in each of 2 to 10 zones, got zones ${got || '(none)'}`;
    throw new ValidationError('ALB_ZONES', message, { path: this.node.path });
  }
}
