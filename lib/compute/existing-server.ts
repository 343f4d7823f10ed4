import { DataAlicloudInstances } from '@cdktf/provider-alicloud/lib/data-alicloud-instances';
import { Construct } from 'constructs';
import type { ISecurityGroup } from '../network/security-group';
import type { IVSwitch } from '../network/vswitch';
import { assertAddressIn } from '../terraform/assert';
import { assertWrittenOut, foundOne, holdsOfFound, shown, shownList } from '../terraform/lookup';
import { addPostconditions, type Precondition } from '../terraform/precondition';
import { regionProvider } from '../terraform/region-provider';
import type { IServer } from './server';

/** Properties of `ExistingServer`. */
export interface ExistingServerProps {
  readonly vSwitch: IVSwitch;
  /** Such as `i-bp67acfmxazb4p****`, written out. */
  readonly instanceId: string;
  /** Its private address; Terraform refuses to plan when it has another one. @default - looked up */
  readonly privateIp?: string;
  /** The security group that has to let requests in; one of its own. @default - somebody else sees to that */
  readonly securityGroup?: ISecurityGroup;
}

/**
 * An ECS instance that is there already, looked up and checked at every plan: that it exists, in that vSwitch, with that
 * address and security group.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/data-sources/instances
 */
export class ExistingServer extends Construct implements IServer {
  readonly instanceId: string;
  readonly privateIp: string;
  readonly vSwitch: IVSwitch;
  readonly securityGroup?: ISecurityGroup;

  constructor(scope: Construct, id: string, props: ExistingServerProps) {
    super(scope, id);
    const { vSwitch, instanceId, privateIp } = props;
    assertWrittenOut(this, instanceId, 'an instance');
    assertWrittenOut(this, vSwitch.vSwitchId, 'the vSwitch of an instance');
    if (privateIp !== undefined) assertAddressIn(this, privateIp, [vSwitch.cidr], 'the address of a server');
    const found = new DataAlicloudInstances(this, 'Resource', {
      provider: regionProvider(this, vSwitch.region),
      ids: [instanceId],
    });
    addPostconditions(found, expectations(props));
    this.instanceId = instanceId;
    this.privateIp = privateIp ?? found.instances.get(0).privateIp;
    this.vSwitch = vSwitch;
    this.securityGroup = props.securityGroup;
  }
}

function expectations({ vSwitch, instanceId, privateIp, securityGroup }: ExistingServerProps): readonly Precondition[] {
  const expect = (condition: string, message: string) => holdsOfFound('instances', condition, message);
  const always = [
    foundOne('instances', `There is no instance ${instanceId} in ${vSwitch.region}.`),
    expect(
      `found.vswitch_id == "${vSwitch.vSwitchId}"`,
      `Instance ${instanceId} is in vSwitch ${shown('instances', 'vswitch_id')}, not in ${vSwitch.vSwitchId}.`,
    ),
  ];
  const ofAddress = expect(
    `found.private_ip == "${privateIp ?? ''}"`,
    `Instance ${instanceId} has the address ${shown('instances', 'private_ip')}, not ${privateIp ?? ''}.`,
  );
  const groupId = securityGroup?.securityGroupId ?? '';
  const ofGroup = expect(
    `contains(found.security_groups, "${groupId}")`,
    `Instance ${instanceId} is in security groups ${shownList('instances', 'security_groups')}, not in ${groupId}: rules there would not let requests in.`,
  );
  return [
    ...always,
    ...(privateIp === undefined ? [] : [ofAddress]),
    ...(securityGroup === undefined ? [] : [ofGroup]),
  ];
}
