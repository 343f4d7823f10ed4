export { ExistingSecurityGroup } from './existing-security-group';
export type { ExistingSecurityGroupProps } from './existing-security-group';
export { ExistingVpc } from './existing-vpc';
export type { ExistingVpcProps } from './existing-vpc';
export { ExistingVSwitch } from './existing-vswitch';
export type { ExistingVSwitchProps } from './existing-vswitch';
export { IngressRule } from './ingress-rule';
export type { IngressRuleProps } from './ingress-rule';
export { RouteEntry } from './route-entry';
export type { RouteEntryProps } from './route-entry';
export { SecurityGroup } from './security-group';
export type {
  AddIngressRuleOptions,
  ISecurityGroup,
  SecurityGroupAttributes,
  SecurityGroupProps,
} from './security-group';
export { Vpc } from './vpc';
export type { AddVSwitchOptions, IVpc, VpcAttributes, VpcIdentity, VpcProps } from './vpc';
export { VSwitch } from './vswitch';
export type { IVSwitch, VSwitchProps } from './vswitch';
