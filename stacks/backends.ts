import { Construct } from 'constructs';
import {
  AssumptionError,
  attachmentVSwitches,
  greetingPage,
  MachineImage,
  resourceName,
  SecurityGroup,
  Server,
  type BackendConfig,
  type CrossRegionAlb,
  type DiskCategory,
  type IBandwidthPlan,
  type InstanceConfig,
  type IServer,
  type ServerConfig,
  type ServerGroup,
} from '../lib';
import { createNetwork, entry, type Network } from './network';

/** A backend region of a deployment, made. */
export interface Backend extends Network {
  readonly region: string;
  readonly transitRouterId: string;
  /** The servers by key. */
  readonly servers: Readonly<Record<string, IServer>>;
}

/** What a backend region of a deployment is made of. */
export interface BackendProps {
  /** Key of the backend in the deployment. */
  readonly key: string;
  /** Name of the deployment. */
  readonly deployment: string;
  readonly config: BackendConfig;
  readonly alb: CrossRegionAlb;
  readonly serverGroups: Readonly<Record<string, ServerGroup>>;
  readonly bandwidthMbps: number;
  /** The plan that its connection draws from. @default - none: it is billed by data transfer */
  readonly bandwidthPlan?: IBandwidthPlan;
}

/** Makes a backend region: its network, its servers, and their way to the ALB and back. */
export function createBackend(scope: Construct, props: BackendProps): Backend {
  const { key, config, alb, serverGroups, bandwidthMbps, bandwidthPlan } = props;
  const { region } = config;
  const name = resourceName(props.deployment, key);
  const network = createNetwork(scope, name, region, config.vpc);
  const backend = alb.addBackend(key, {
    vpc: network.vpc,
    attachmentVSwitches: attachmentVSwitches(region, config.vpc).map((vSwitch) => entry(network.vSwitches, vSwitch)),
    bandwidthMbps,
    bandwidthPlan,
  });
  const servers = createServers(scope, name, config, network);
  for (const [serverKey, { serverGroup, port, weight }] of Object.entries(config.servers)) {
    backend.addServer(entry(servers, serverKey), {
      serverGroup: entry(serverGroups, serverGroup),
      port,
      weight,
      // The words of the deployment file, for whoever looks at the group: longer than 2 characters, as the API wants it.
      description: `${serverGroup}/${serverKey}`,
    });
  }
  return { ...network, region, servers, transitRouterId: backend.attachedVpc.transitRouter.transitRouterId };
}

function createServers(scope: Construct, name: string, config: BackendConfig, network: Network) {
  const servers = new Construct(scope, 'servers');
  const securityGroup = Object.values(config.servers).some(({ instance }) => instance !== undefined)
    ? new SecurityGroup(scope, 'security-group', { vpc: network.vpc, name })
    : undefined;
  return Object.fromEntries(
    Object.entries(config.servers).map(([key, server]) => {
      const vSwitch = entry(network.vSwitches, server.vSwitch);
      if (server.ip !== undefined) return [key, Server.fromPrivateIp({ privateIp: server.ip, vSwitch })];
      if (server.instance === undefined || securityGroup === undefined) {
        throw new AssumptionError(
          'SERVER_UNCHECKED',
          `server ${key} of a checked deployment has no instance and no ip`,
        );
      }
      const props = instanceProps(key, config.region, server, server.instance);
      return [key, new Server(servers, key, { ...props, vSwitch, securityGroup, name: resourceName(name, key) })];
    }),
  );
}

function instanceProps(key: string, region: string, { port }: ServerConfig, instance: InstanceConfig) {
  return {
    instanceType: instance.type,
    privateIp: instance.privateIp,
    image: instance.image === undefined ? undefined : MachineImage.fromImageId(instance.image),
    systemDiskCategory: instance.systemDisk.category as DiskCategory,
    systemDiskSizeGib: instance.systemDisk.sizeGib,
    userData: greetingPage({ name: key, region, port }),
  };
}
