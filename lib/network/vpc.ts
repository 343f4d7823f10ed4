import { Vpc as VpcResource } from '@cdktf/provider-alicloud/lib/vpc';
import { Construct } from 'constructs';
import { assertNamed } from '../terraform/assert';
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

  /** A VPC that is there already. */
  static fromVpcAttributes(attributes: VpcAttributes): IVpc {
    return { ...attributes };
  }

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    assertNamed(this, 'vpc', props.name);
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

  /** Adds a vSwitch; its construct is a child of the VPC. */
  addVSwitch(id: string, options: AddVSwitchOptions): VSwitch {
    return new VSwitch(this, id, { ...options, vpc: this });
  }
}
