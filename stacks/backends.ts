import { Construct } from 'constructs';
import {
  attachmentVSwitches,
  ExistingInterRegionConnection,
  resourceName,
  serverVSwitches,
  type BackendConfig,
  type CrossRegionAlb,
  type IAttachment,
  type IBandwidthPlan,
  type ICen,
  type LinkType,
  type ServerGroup,
} from '../lib';
import { createNetwork, entry } from './network';
import { createServers, joinGroups, type PopulatedNetwork } from './servers';
import { existingRouter, lookUpTransit, type Transit } from './transit';

/** A backend region of a deployment, made. */
export interface Backend extends PopulatedNetwork {
  readonly region: string;
  readonly transitRouterId: string;
}

/** What a backend region of a deployment is made of. */
export interface BackendProps {
  /** Key of the backend in the deployment. */
  readonly key: string;
  /** Name of the deployment. */
  readonly deployment: string;
  readonly config: BackendConfig;
  /** Blocks of the other VPCs of the deployment. */
  readonly apartFrom: readonly string[];
  readonly cen: ICen;
  readonly alb: CrossRegionAlb;
  readonly serverGroups: Readonly<Record<string, ServerGroup>>;
  readonly bandwidthMbps: number;
  /** The plan that its connection draws from. @default - none: it is billed by data transfer */
  readonly bandwidthPlan?: IBandwidthPlan;
  /** @default - left to the cloud */
  readonly linkType?: LinkType;
}

/** Makes a backend region: its network, its servers, and their way to the ALB and back. */
export function createBackend(scope: Construct, props: BackendProps): Backend {
  const { key, config, cen, alb, apartFrom, serverGroups, bandwidthMbps, bandwidthPlan, linkType } = props;
  const { region } = config;
  const name = resourceName(props.deployment, key);
  const ofServers = serverVSwitches(config.servers);
  const network = createNetwork(scope, { name, region, config: config.vpc, apartFrom, serverVSwitches: ofServers });
  const transit = lookUpTransit(scope, cen, network.vpc, config);
  const backend = alb.addBackend(key, {
    vpc: network.vpc,
    attachmentVSwitches: attachmentVSwitches(region, config.vpc).map((vSwitch) => entry(network.vSwitches, vSwitch)),
    ...transit,
    connection: lookUpConnection(scope, props, transit),
    bandwidthMbps,
    bandwidthPlan,
    linkType,
  });
  const servers = createServers(scope, name, network, config);
  joinGroups(config.servers, serverGroups, (server, options) => {
    backend.addServer(entry(servers, server), options);
  });
  return { ...network, region, servers, transitRouterId: backend.attachedVpc.transitRouter.transitRouterId };
}

function lookUpConnection(
  scope: Construct,
  { config, alb, bandwidthMbps }: BackendProps,
  transit: Transit,
): IAttachment | undefined {
  if (config.connection === undefined) return undefined;
  return new ExistingInterRegionConnection(scope, 'connection', {
    transitRouter: alb.attachedVpc.transitRouter,
    peer: existingRouter(transit),
    attachmentId: config.connection.existing,
    bandwidthMbps,
  });
}
