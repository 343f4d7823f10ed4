import { DataAlicloudVpcs } from '@cdktf/provider-alicloud/lib/data-alicloud-vpcs';
import { Construct } from 'constructs';
import { assertBlock } from '../terraform/assert';
import { assertWrittenOut, foundOne, holdsOfFound, shown, shownList } from '../terraform/lookup';
import { addPostconditions, type Precondition } from '../terraform/precondition';
import { regionProvider } from '../terraform/region-provider';
import { Vpc, type IVpc } from './vpc';

/** Properties of `ExistingVpc`. */
export interface ExistingVpcProps {
  readonly region: string;
  /** Such as `vpc-bp1aevy8sofi8mh1q****`, written out. */
  readonly vpcId: string;
  /** Its primary CIDR block; Terraform refuses to plan when it has another one. */
  readonly cidr: string;
  /** Blocks of the VPCs that it is joined with, which its secondary blocks must not overlap. @default - none */
  readonly apartFrom?: readonly string[];
}

/**
 * A VPC that is there already, looked up and checked at every plan: that it exists, in that region and with that block.
 *
 * Nothing of it is made, changed or destroyed. Its id and block are known when the program runs, so that Terraform addresses
 * can be made of them; its system route table is looked up.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/data-sources/vpcs
 */
export class ExistingVpc extends Construct implements IVpc {
  readonly vpcId: string;
  readonly routeTableId: string;
  readonly region: string;
  readonly cidr: string;

  constructor(scope: Construct, id: string, props: ExistingVpcProps) {
    super(scope, id);
    const { region, vpcId, cidr } = props;
    assertWrittenOut(this, vpcId, 'a VPC');
    assertBlock(this, cidr, { what: 'block of a VPC' });
    const found = new DataAlicloudVpcs(this, 'Resource', {
      provider: regionProvider(this, region),
      ids: [vpcId],
    });
    addPostconditions(found, expectations(props));
    this.vpcId = vpcId;
    this.routeTableId = Vpc.fromVpcId(this, 'route-table', { region, vpcId }).routeTableId;
    this.region = region;
    this.cidr = cidr;
  }
}

function expectations({ region, vpcId, cidr, apartFrom = [] }: ExistingVpcProps): readonly Precondition[] {
  const exists = foundOne('vpcs', `There is no VPC ${vpcId} in ${region}.`);
  const isThatBlock = holdsOfFound(
    'vpcs',
    `found.cidr_block == "${cidr}"`,
    `VPC ${vpcId} has the CIDR block ${shown('vpcs', 'cidr_block')}, not ${cidr}. Write the one that it has.`,
  );
  if (apartFrom.length === 0) return [exists, isThatBlock];
  const secondary = 'flatten([for found in self.vpcs : found.secondary_cidr_blocks])';
  const others = `[${apartFrom.map((block) => `"${block}"`).join(', ')}]`;
  const isApart = {
    condition: `\${alltrue([for pair in setproduct(${secondary}, ${others}) : ${startOf('pair[0]')} != ${startOf('pair[1]')}])}`,
    errorMessage: `A secondary CIDR block of VPC ${vpcId} (${shownList('vpcs', 'secondary_cidr_blocks')}) overlaps a VPC that it is joined with: ${apartFrom.join(', ')}.`,
  };
  return [exists, isThatBlock, isApart];
}

/** Where a block of a pair starts when both are widened to the shorter prefix: equal when they overlap. */
function startOf(block: string): string {
  const prefix = (of: string): string => `tonumber(split("/", ${of})[1])`;
  const shorter = `tostring(min(${prefix('pair[0]')}, ${prefix('pair[1]')}))`;
  return `cidrhost(join("/", [split("/", ${block})[0], ${shorter}]), 0)`;
}
