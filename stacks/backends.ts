import { Construct } from 'constructs';
import {
  attachmentVSwitches,
  resourceName,
  type BackendConfig,
  type CrossRegionAlb,
  type IBandwidthPlan,
  type LinkType,
  type ServerGroup,
} from '../lib';
import { createNetwork, entry } from './network';
import { createServers, joinGroups, type PopulatedNetwork } from './servers';

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
  const { key, config, alb, serverGroups, bandwidthMbps, bandwidthPlan, linkType } = props;
  const { region } = config;
  const name = resourceName(props.deployment, key);
  const network = createNetwork(scope, name, region, config.vpc);
  const backend = alb.addBackend(key, {
    vpc: network.vpc,
    attachmentVSwitches: attachmentVSwitches(region, config.vpc).map((vSwitch) => entry(network.vSwitches, vSwitch)),
    bandwidthMbps,
    bandwidthPlan,
    linkType,
  });
  const servers = createServers(scope, name, network, config.servers);
  joinGroups(config.servers, serverGroups, (server, options) => {
    backend.addServer(entry(servers, server), options);
  });
  return { ...network, region, servers, transitRouterId: backend.attachedVpc.transitRouter.transitRouterId };
}
