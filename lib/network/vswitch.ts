import { Vswitch as VSwitchResource } from '@cdktf/provider-alicloud/lib/vswitch';
import { Construct } from 'constructs';
import { assertBlock, assertNamed } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import type { IVpc } from './vpc';

/** A vSwitch, ours or one that is there already. */
export interface IVSwitch {
  readonly vSwitchId: string;
  /** Zone id, such as `cn-chengdu-a`. */
  readonly zone: string;
  readonly cidr: string;
  readonly region: string;
}

/** Properties of `VSwitch`. */
export interface VSwitchProps {
  readonly vpc: IVpc;
  /** 1 to 128 characters. */
  readonly name: string;
  /** Zone id, such as `cn-chengdu-a`. */
  readonly zone: string;
  /** Block of the VPC, /16 to /29. */
  readonly cidr: string;
}

const BLOCK = { what: 'block of a vSwitch', shortest: 16, longest: 29 };

/**
 * A vSwitch: a block of a VPC in one zone.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/vswitch
 */
export class VSwitch extends Construct implements IVSwitch {
  readonly vSwitchId: string;
  readonly zone: string;
  readonly cidr: string;
  readonly region: string;

  /** A vSwitch that is there already. */
  static fromVSwitchAttributes(attributes: IVSwitch): IVSwitch {
    return { ...attributes };
  }

  constructor(scope: Construct, id: string, props: VSwitchProps) {
    super(scope, id);
    assertNamed(this, 'vSwitch', props.name);
    assertBlock(this, props.cidr, BLOCK);
    const resource = new VSwitchResource(this, 'Resource', {
      provider: regionProvider(this, props.vpc.region),
      vpcId: props.vpc.vpcId,
      vswitchName: props.name,
      zoneId: props.zone,
      cidrBlock: props.cidr,
    });
    this.vSwitchId = resource.id;
    this.zone = props.zone;
    this.cidr = props.cidr;
    this.region = props.vpc.region;
  }
}
