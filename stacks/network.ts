import { Construct } from 'constructs';
import {
  AssumptionError,
  ExistingVpc,
  ExistingVSwitch,
  resourceName,
  Vpc,
  VSwitch,
  type IVpc,
  type IVSwitch,
  type VpcConfig,
} from '../lib';

/** A VPC with its vSwitches by key. */
export interface Network {
  readonly vpc: IVpc;
  readonly vSwitches: Readonly<Record<string, IVSwitch>>;
}

/** What a VPC of a deployment is made of. */
export interface NetworkProps {
  /** First part of the name of everything that is made. */
  readonly name: string;
  readonly region: string;
  readonly config: VpcConfig;
  /** Blocks of the other VPCs of the deployment. */
  readonly apartFrom: readonly string[];
  /** Keys of the vSwitches that servers of the ALB are in. @default - none */
  readonly serverVSwitches?: readonly string[];
}

/** Makes the VPC that a deployment describes, or looks it up where it is there already. */
export function createNetwork(scope: Construct, props: NetworkProps): Network {
  const { name, region, config, apartFrom, serverVSwitches = [] } = props;
  const vpc =
    config.existing === undefined
      ? new Vpc(scope, 'vpc', { region, name, cidr: config.cidr })
      : new ExistingVpc(scope, 'vpc', { region, vpcId: config.existing, cidr: config.cidr, apartFrom });
  const vSwitches = Object.entries(config.vSwitches).map(([key, { existing, zone, cidr }]) => {
    const id = `vswitch-${key}`;
    const common = { vpc, zone, cidr };
    if (existing === undefined) {
      return [key, new VSwitch(vpc, id, { ...common, name: resourceName(name, key) })] as const;
    }
    const holdsServers = serverVSwitches.includes(key);
    return [key, new ExistingVSwitch(vpc, id, { ...common, vSwitchId: existing, holdsServers })] as const;
  });
  return { vpc, vSwitches: Object.fromEntries(vSwitches) };
}

/** The entry of a map that a checked reference of a deployment leads to. */
export function entry<T>(map: Readonly<Record<string, T>>, key: string): T {
  const value = map[key];
  if (value === undefined) throw new AssumptionError('REFERENCE_UNCHECKED', `no entry ${key} in a checked deployment`);
  return value;
}
