import { Construct } from 'constructs';
import {
  AssumptionError,
  ExistingSecurityGroup,
  ExistingServer,
  greetingPage,
  MachineImage,
  memberships,
  resourceName,
  SecurityGroup,
  Server,
  type DiskCategory,
  type InstanceConfig,
  type FrontendConfig,
  type ISecurityGroup,
  type IServer,
  type IVSwitch,
  type ServerConfig,
  type ServerGroup,
} from '../lib';
import { entry, type Network } from './network';

/** A VPC with its servers by key. */
export interface PopulatedNetwork extends Network {
  readonly servers: Readonly<Record<string, IServer>>;
}

/** The servers that a deployment lists for a region, by key. */
export type ServerConfigs = Readonly<Record<string, ServerConfig>>;

/** What a deployment says of the servers of a region. */
export type ServersConfig = Pick<FrontendConfig, 'servers' | 'securityGroup'>;

/** Makes the servers of a region, with one security group for all instances, or looks up those that are there already; `name` begins their names. */
export function createServers(
  scope: Construct,
  name: string,
  network: Network,
  config: ServersConfig,
): Readonly<Record<string, IServer>> {
  const { vpc, vSwitches } = network;
  const servers = new Construct(scope, 'servers');
  const securityGroup = securityGroupOf(scope, name, network, config);
  const ofExisting = config.securityGroup === undefined ? undefined : securityGroup;
  return Object.fromEntries(
    Object.entries(config.servers).map(([key, server]) => {
      const vSwitch = entry(vSwitches, server.vSwitch);
      const existing = existingServer(servers, key, server, { vSwitch, securityGroup: ofExisting });
      if (existing !== undefined) return [key, existing];
      if (server.instance === undefined || securityGroup === undefined) {
        throw new AssumptionError(
          'SERVER_UNCHECKED',
          `server ${key} of a checked deployment is neither made nor there`,
        );
      }
      const props = instanceProps(key, vpc.region, server, server.instance);
      return [key, new Server(servers, key, { ...props, vSwitch, securityGroup, name: resourceName(name, key) })];
    }),
  );
}

/** The group that is there already, else one for the instances that are made, if any. */
function securityGroupOf(scope: Construct, name: string, { vpc }: Network, config: ServersConfig) {
  const existing = config.securityGroup?.existing;
  if (existing !== undefined) {
    return new ExistingSecurityGroup(scope, 'security-group', { vpc, securityGroupId: existing });
  }
  const hasInstances = Object.values(config.servers).some(({ instance }) => instance !== undefined);
  return hasInstances ? new SecurityGroup(scope, 'security-group', { vpc, name }) : undefined;
}

/** A server that is there already: its security group is only our business where the deployment names it. */
function existingServer(
  scope: Construct,
  key: string,
  { existing, ip }: ServerConfig,
  place: { readonly vSwitch: IVSwitch; readonly securityGroup?: ISecurityGroup },
): IServer | undefined {
  if (existing !== undefined) return new ExistingServer(scope, key, { ...place, instanceId: existing, privateIp: ip });
  return ip === undefined ? undefined : Server.fromPrivateIp({ ...place, privateIp: ip });
}

/** What `joinGroups` adds a server with. */
export interface JoinOptions {
  readonly serverGroup: ServerGroup;
  readonly port: number;
  readonly weight: number;
  readonly description: string;
}

/** Puts servers into their groups, each as often as the deployment says. */
export function joinGroups(
  configs: ServerConfigs,
  serverGroups: Readonly<Record<string, ServerGroup>>,
  add: (key: string, options: JoinOptions) => void,
): void {
  for (const [key, config] of Object.entries(configs)) {
    for (const { serverGroup, port, weight } of memberships(config)) {
      // The words of the deployment file, for whoever looks at the group: longer than 2 characters, as the API wants it.
      const description = `${serverGroup}/${key}`;
      add(key, { serverGroup: entry(serverGroups, serverGroup), port, weight, description });
    }
  }
}

function instanceProps(key: string, region: string, server: ServerConfig, instance: InstanceConfig) {
  const [port = server.port, ...morePorts] = [...new Set(memberships(server).map((membership) => membership.port))];
  return {
    instanceType: instance.type,
    privateIp: instance.privateIp,
    image: instance.image === undefined ? undefined : MachineImage.fromImageId(instance.image),
    systemDiskCategory: instance.systemDisk.category as DiskCategory,
    systemDiskSizeGib: instance.systemDisk.sizeGib,
    userData: greetingPage({ name: key, region, port, morePorts }),
  };
}
