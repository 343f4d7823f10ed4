import { Construct } from 'constructs';
import {
  AssumptionError,
  greetingPage,
  MachineImage,
  memberships,
  resourceName,
  SecurityGroup,
  Server,
  type DiskCategory,
  type InstanceConfig,
  type IServer,
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

/** Makes the servers of a region, with one security group for all instances; `name` begins their names. */
export function createServers(
  scope: Construct,
  name: string,
  { vpc, vSwitches }: Network,
  configs: ServerConfigs,
): Readonly<Record<string, IServer>> {
  const servers = new Construct(scope, 'servers');
  const securityGroup = Object.values(configs).some(({ instance }) => instance !== undefined)
    ? new SecurityGroup(scope, 'security-group', { vpc, name })
    : undefined;
  return Object.fromEntries(
    Object.entries(configs).map(([key, server]) => {
      const vSwitch = entry(vSwitches, server.vSwitch);
      if (server.ip !== undefined) return [key, Server.fromPrivateIp({ privateIp: server.ip, vSwitch })];
      if (server.instance === undefined || securityGroup === undefined) {
        throw new AssumptionError(
          'SERVER_UNCHECKED',
          `server ${key} of a checked deployment has no instance and no ip`,
        );
      }
      const props = instanceProps(key, vpc.region, server, server.instance);
      return [key, new Server(servers, key, { ...props, vSwitch, securityGroup, name: resourceName(name, key) })];
    }),
  );
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
