import { Construct } from 'constructs';
import { AssumptionError, resourceName, Vpc, type IVpc, type IVSwitch, type VpcConfig } from '../lib';

/** A VPC with its vSwitches by key. */
export interface Network {
  readonly vpc: IVpc;
  readonly vSwitches: Readonly<Record<string, IVSwitch>>;
}

/** Makes the VPC that a deployment describes. */
export function createNetwork(scope: Construct, name: string, region: string, config: VpcConfig): Network {
  const vpc = new Vpc(scope, 'vpc', { region, name, cidr: config.cidr });
  const vSwitches = Object.entries(config.vSwitches).map(([key, vSwitch]) => {
    return [key, vpc.addVSwitch(`vswitch-${key}`, { ...vSwitch, name: resourceName(name, key) })] as const;
  });
  return { vpc, vSwitches: Object.fromEntries(vSwitches) };
}

/** The entry of a map that a checked reference of a deployment leads to. */
export function entry<T>(map: Readonly<Record<string, T>>, key: string): T {
  const value = map[key];
  if (value === undefined) throw new AssumptionError('REFERENCE_UNCHECKED', `no entry ${key} in a checked deployment`);
  return value;
}
