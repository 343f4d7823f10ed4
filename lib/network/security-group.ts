import { SecurityGroup as SecurityGroupResource } from '@cdktf/provider-alicloud/lib/security-group';
import { Construct } from 'constructs';
import { assertNamed } from '../terraform/assert';
import { cidrId } from '../terraform/cidr-id';
import { regionProvider } from '../terraform/region-provider';
import { IngressRule } from './ingress-rule';
import type { IVpc } from './vpc';

/** A security group, ours or one that is there already. */
export interface ISecurityGroup {
  readonly securityGroupId: string;
  readonly region: string;

  /** Lets TCP connections to a port in; a rule that this program has added already is not added again. */
  addIngressRule(options: AddIngressRuleOptions): void;
}

/** What has to be known of a security group that is there already. */
export interface SecurityGroupAttributes {
  readonly securityGroupId: string;
  readonly region: string;
}

/** Properties of `SecurityGroup`. */
export interface SecurityGroupProps {
  readonly vpc: IVpc;
  /** 2 to 128 characters, starting with a letter, then letters, digits, `:`, `_`, `.` and `-`. */
  readonly name: string;
}

/** What a security group is to let in. */
export interface AddIngressRuleOptions {
  /** CIDR block that connections may come from. */
  readonly sourceCidr: string;
  /** TCP port, 1 to 65535. */
  readonly port: number;
  /** Why, 1 to 512 characters, not starting with http:// or https://. @default - none */
  readonly description?: string;
}

/**
 * A security group of type `normal`: what no rule lets in is dropped, everything may go out, answers may pass.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/security_group
 */
export class SecurityGroup extends Construct implements ISecurityGroup {
  readonly securityGroupId: string;
  readonly region: string;

  /** A security group that is there already; the rules that are added to it belong to the stack. */
  static fromSecurityGroupAttributes(
    scope: Construct,
    id: string,
    attributes: SecurityGroupAttributes,
  ): ISecurityGroup {
    return new ImportedSecurityGroup(scope, id, attributes);
  }

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    assertNamed(this, 'securityGroup', props.name);
    const resource = new SecurityGroupResource(this, 'Resource', {
      provider: regionProvider(this, props.vpc.region),
      vpcId: props.vpc.vpcId,
      securityGroupName: props.name,
      securityGroupType: 'normal',
    });
    this.securityGroupId = resource.id;
    this.region = props.vpc.region;
  }

  addIngressRule(options: AddIngressRuleOptions): void {
    addIngressRule(this, this, options);
  }
}

class ImportedSecurityGroup extends Construct implements ISecurityGroup {
  readonly securityGroupId: string;
  readonly region: string;

  constructor(scope: Construct, id: string, { securityGroupId, region }: SecurityGroupAttributes) {
    super(scope, id);
    this.securityGroupId = securityGroupId;
    this.region = region;
  }

  addIngressRule(options: AddIngressRuleOptions): void {
    addIngressRule(this, this, options);
  }
}

function addIngressRule(scope: Construct, securityGroup: ISecurityGroup, options: AddIngressRuleOptions): void {
  const id = `tcp-${options.port}-from-${cidrId(scope, options.sourceCidr)}`;
  if (scope.node.tryFindChild(id) !== undefined) return;
  new IngressRule(scope, id, { ...options, securityGroup });
}
