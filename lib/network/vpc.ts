import { DataAlicloudRouteTables } from '@cdktf/provider-alicloud/lib/data-alicloud-route-tables';
import { Vpc as VpcResource } from '@cdktf/provider-alicloud/lib/vpc';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { contains, parseCidr, ValidationError } from '../core';
import { assertBlock, assertNamed } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import { VSwitch } from './vswitch';

/** A VPC, ours or one that is there already. */
export interface IVpc {
  readonly vpcId: string;
  /** Id of the system route table, the only one that an ALB looks at. */
  readonly routeTableId: string;
  readonly region: string;
}

/** Properties of `Vpc`. */
export interface VpcProps {
  readonly region: string;
  /** 1 to 128 characters. */
  readonly name: string;
  /** Primary CIDR block, /8 to /28; must not overlap what it is to be joined with. */
  readonly cidr: string;
}

/** Which VPC is meant, where the rest is to be looked up. */
export interface VpcIdentity {
  readonly region: string;
  readonly vpcId: string;
}

/** What has to be known of a VPC that is there already. */
export interface VpcAttributes {
  readonly region: string;
  readonly vpcId: string;
  /** Id of its system route table. */
  readonly routeTableId: string;
}

/** What has to be known of a vSwitch that a VPC gets. */
export interface AddVSwitchOptions {
  /** 1 to 128 characters. */
  readonly name: string;
  /** Zone id, such as `cn-chengdu-a`. */
  readonly zone: string;
  /** Block of the VPC, /16 to /29. */
  readonly cidr: string;
}

const BLOCK = { what: 'block of a VPC', shortest: 8, longest: 28 };

/**
 * A VPC with its system route table.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/vpc
 */
export class Vpc extends Construct implements IVpc {
  readonly vpcId: string;
  readonly routeTableId: string;
  readonly region: string;
  readonly cidr: string;

  /**
   * A VPC that is there already; Terraform looks its system route table up at every plan.
   *
   * @param identity Its id should be written out: were it that of a VPC of the same stack, a change of that VPC would put
   *   the look-up off until after the plan, and every route of it would be replaced.
   */
  static fromVpcId(scope: Construct, id: string, { region, vpcId }: VpcIdentity): IVpc {
    const provider = regionProvider(scope, region);
    const found = new DataAlicloudRouteTables(scope, id, { provider, vpcId, routeTableType: 'System' });
    return { region, vpcId, routeTableId: found.tables.get(0).routeTableId };
  }

  /** A VPC that is there already, with nothing to look up. */
  static fromVpcAttributes(attributes: VpcAttributes): IVpc {
    return { ...attributes };
  }

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    assertNamed(this, 'vpc', props.name);
    assertBlock(this, props.cidr, BLOCK);
    const resource = new VpcResource(this, 'Resource', {
      provider: regionProvider(this, props.region),
      vpcName: props.name,
      cidrBlock: props.cidr,
    });
    this.vpcId = resource.id;
    this.routeTableId = resource.routeTableId;
    this.region = props.region;
    this.cidr = props.cidr;
  }

  /**
   * Adds a vSwitch; its construct is a child of the VPC.
   *
   * @throws ValidationError `VSWITCH_CIDR_INVALID` for a block outside that of the VPC
   */
  addVSwitch(id: string, options: AddVSwitchOptions): VSwitch {
    const vSwitch = new VSwitch(this, id, { ...options, vpc: this });
    if (Token.isUnresolved(this.cidr) || Token.isUnresolved(options.cidr)) return vSwitch;
    if (contains(parseCidr(this.cidr), parseCidr(options.cidr))) return vSwitch;
    const message = `the block of a vSwitch lies in that of its VPC ${this.cidr}, got ${options.cidr}`;
    throw new ValidationError('VSWITCH_CIDR_INVALID', message, { path: vSwitch.node.path });
  }
}
