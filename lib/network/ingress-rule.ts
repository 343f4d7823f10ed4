import { SecurityGroupRule } from '@cdktf/provider-alicloud/lib/security-group-rule';
import { Construct } from 'constructs';
import { assertBlock, assertInRange, assertWorded, PORT } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import type { ISecurityGroup } from './security-group';

/** Properties of `IngressRule`. */
export interface IngressRuleProps {
  readonly securityGroup: ISecurityGroup;
  /** CIDR block that connections may come from. */
  readonly sourceCidr: string;
  /** TCP port, 1 to 65535. */
  readonly port: number;
  /** Why, 1 to 512 characters, not starting with http:// or https://. @default - none */
  readonly description?: string;
}

const DESCRIPTION = {
  what: 'the description of a rule',
  pattern: /^(?!https?:\/\/).{1,512}$/su,
  allowed: '1 to 512 characters, not starting with http:// or https://',
};

/**
 * A rule that lets TCP connections from a CIDR block into the members of a security group.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/security_group_rule
 */
export class IngressRule extends Construct {
  constructor(scope: Construct, id: string, props: IngressRuleProps) {
    super(scope, id);
    assertInRange(this, props.port, PORT);
    assertBlock(this, props.sourceCidr, { what: 'source block of a rule' });
    if (props.description !== undefined) assertWorded(this, props.description, DESCRIPTION);
    new SecurityGroupRule(this, 'Resource', {
      provider: regionProvider(this, props.securityGroup.region),
      securityGroupId: props.securityGroup.securityGroupId,
      type: 'ingress',
      ipProtocol: 'tcp',
      portRange: `${props.port}/${props.port}`,
      cidrIp: props.sourceCidr,
      policy: 'accept',
      priority: 1,
      // Without it the provider's id holds "<nil>" and it asks for rules of that network type.
      nicType: 'intranet',
      description: props.description,
    });
  }
}
