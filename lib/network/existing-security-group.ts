import { DataAlicloudSecurityGroups } from '@cdktf/provider-alicloud/lib/data-alicloud-security-groups';
import { Construct } from 'constructs';
import { assertWrittenOut, foundOne } from '../terraform/lookup';
import { addPostconditions } from '../terraform/precondition';
import { regionProvider } from '../terraform/region-provider';
import { SecurityGroup, type AddIngressRuleOptions, type ISecurityGroup } from './security-group';
import type { IVpc } from './vpc';

/** Properties of `ExistingSecurityGroup`. */
export interface ExistingSecurityGroupProps {
  readonly vpc: IVpc;
  /** Such as `sg-bp1hv6wvmegs036****`, written out. */
  readonly securityGroupId: string;
}

/**
 * A security group that is there already, looked up and checked at every plan: that it exists in that VPC.
 *
 * The group and its rules stay as they are; the rules that are added to it here belong to the stack, and go with it.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/data-sources/security_groups
 */
export class ExistingSecurityGroup extends Construct implements ISecurityGroup {
  readonly securityGroupId: string;
  readonly region: string;
  private readonly group: ISecurityGroup;

  constructor(scope: Construct, id: string, { vpc, securityGroupId }: ExistingSecurityGroupProps) {
    super(scope, id);
    assertWrittenOut(this, securityGroupId, 'a security group');
    assertWrittenOut(this, vpc.vpcId, 'the VPC of a security group');
    const found = new DataAlicloudSecurityGroups(this, 'Resource', {
      provider: regionProvider(this, vpc.region),
      ids: [securityGroupId],
      vpcId: vpc.vpcId,
    });
    addPostconditions(found, [
      foundOne('groups', `There is no security group ${securityGroupId} in VPC ${vpc.vpcId} (${vpc.region}).`),
    ]);
    this.securityGroupId = securityGroupId;
    this.region = vpc.region;
    this.group = SecurityGroup.fromSecurityGroupAttributes(this, 'rules', { securityGroupId, region: vpc.region });
  }

  addIngressRule(options: AddIngressRuleOptions): void {
    this.group.addIngressRule(options);
  }
}
