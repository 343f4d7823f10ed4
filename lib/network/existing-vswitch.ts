import { DataAlicloudVswitches } from '@cdktf/provider-alicloud/lib/data-alicloud-vswitches';
import { Op } from 'cdktf';
import { Construct } from 'constructs';
import { assertBlock } from '../terraform/assert';
import { Check } from '../terraform/check';
import { assertWrittenOut, foundOne, holdsOfFound, shown } from '../terraform/lookup';
import { addPostconditions } from '../terraform/precondition';
import { regionProvider } from '../terraform/region-provider';
import type { IVpc } from './vpc';
import type { IVSwitch } from './vswitch';

/** Properties of `ExistingVSwitch`. */
export interface ExistingVSwitchProps {
  readonly vpc: IVpc;
  /** Such as `vsw-bp1nhbnpv2blyz8d1****`, written out. */
  readonly vSwitchId: string;
  /** Its zone; Terraform refuses to plan when it is in another one. */
  readonly zone: string;
  /** Its CIDR block; Terraform refuses to plan when it has another one. */
  readonly cidr: string;
  /** Whether servers are in it, whose answers leave by its route table. @default false */
  readonly holdsServers?: boolean;
}

/**
 * A vSwitch that is there already, looked up and checked at every plan: that it exists in that VPC, with that zone and block.
 *
 * Where it holds servers, a Terraform `check` warns when it uses another route table than the system one, in which the routes
 * back to the ALB are written.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/data-sources/vswitches
 */
export class ExistingVSwitch extends Construct implements IVSwitch {
  readonly vSwitchId: string;
  readonly zone: string;
  readonly cidr: string;
  readonly region: string;

  constructor(scope: Construct, id: string, props: ExistingVSwitchProps) {
    super(scope, id);
    const { vpc, vSwitchId, zone, cidr } = props;
    assertWrittenOut(this, vSwitchId, 'a vSwitch');
    assertWrittenOut(this, vpc.vpcId, 'the VPC of a vSwitch');
    assertBlock(this, cidr, { what: 'block of a vSwitch' });
    const found = new DataAlicloudVswitches(this, 'Resource', {
      provider: regionProvider(this, vpc.region),
      ids: [vSwitchId],
      vpcId: vpc.vpcId,
    });
    addPostconditions(found, [
      foundOne('vswitches', `There is no vSwitch ${vSwitchId} in VPC ${vpc.vpcId} (${vpc.region}).`),
      holdsOfFound(
        'vswitches',
        `found.cidr_block == "${cidr}"`,
        `vSwitch ${vSwitchId} has the CIDR block ${shown('vswitches', 'cidr_block')}, not ${cidr}. Write the one that it has.`,
      ),
      holdsOfFound(
        'vswitches',
        `found.zone_id == "${zone}"`,
        `vSwitch ${vSwitchId} is in zone ${shown('vswitches', 'zone_id')}, not ${zone}. Write the one that it is in.`,
      ),
    ]);
    if (props.holdsServers === true) this.warnOfOtherTable(found.vswitches.get(0).routeTableId, props);
    this.vSwitchId = vSwitchId;
    this.zone = zone;
    this.cidr = cidr;
    this.region = vpc.region;
  }

  private warnOfOtherTable(actual: string, { vpc, vSwitchId }: ExistingVSwitchProps): void {
    new Check(this, 'system-route-table', {
      condition: `${Op.eq(actual, vpc.routeTableId)}`,
      errorMessage: `vSwitch ${vSwitchId} holds servers and does not use the system route table of VPC ${vpc.vpcId}, where the routes back to the ALB are: answers are lost, unless its own table has them too. Use the system route table for it.`,
    });
  }
}
