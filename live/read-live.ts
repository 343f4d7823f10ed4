import { readAddress } from '../lib/core';
import { ApiClient, type Patience } from './api/client';
import { sdkTransport, type Transport } from './api/transport';
import { buildModel, type Answers, type LiveNetwork } from './build/model';
import type { CloudAccess } from './credentials';
import { readLoadBalancers, type AlbAnswers } from './read/load-balancers';
import { readNetwork } from './read/network';
import { readRouters, type CenAnswers } from './read/routers';
import { readServers } from './read/servers';

/** What of an account is read. */
export interface LiveOptions {
  /** At least one: those of the ALBs and those of their servers. */
  readonly regions: readonly string[];
  /** The only ALB that is wanted. @default - all of the regions */
  readonly albId?: string;
  /** Back-to-origin CIDRs of every ALB that is not upgraded. @default - those that the routes show */
  readonly backToOriginCidrs?: readonly string[];
}

/** What stands in for the outside. */
export interface LiveParts {
  /** @default - the official SDK's engine */
  readonly transport?: Transport;
  /** @default - the clock, and chance */
  readonly patience?: Patience;
}

/** The clock, and chance. */
export const PATIENCE: Patience = {
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  chance: Math.random,
};

/**
 * Reads the network around the ALBs of some regions, as it stands. Nothing is changed.
 *
 * @throws ExecutionError When a permission is missing (all of them are named), the credentials are refused, or the cloud
 *   does not answer.
 */
export async function readLive(access: CloudAccess, options: LiveOptions, parts: LiveParts = {}): Promise<LiveNetwork> {
  const { transport = sdkTransport(access), patience = PATIENCE } = parts;
  const client = new ApiClient(transport, access, patience);
  return buildModel(await readAnswers(client, options), options.backToOriginCidrs);
}

/** Everything that is read of an account. ALBs and transit routers first: they say which VPCs matter, and which servers. */
export async function readAnswers(client: ApiClient, { regions, albId }: LiveOptions): Promise<Answers> {
  const [albs, cen] = await client.together([readLoadBalancers(client, regions, albId), readRouters(client, regions)]);
  const wanted = vpcsOf(albs, cen);
  const addresses = addressesOf(albs);
  const [networks, servers] = await client.together([
    client.each(regions, (region) => readNetwork(client, region, (vpcId) => wanted.has(vpcId))),
    client.each(regions, (region) => readServers(client, region, addresses)),
  ]);
  return { networks, cen, albs, servers };
}

function vpcsOf(albs: readonly AlbAnswers[], { routers }: CenAnswers): ReadonlySet<string> {
  return new Set([
    ...albs.flatMap(({ loadBalancers }) => loadBalancers.map(({ VpcId }) => VpcId)),
    ...routers.flatMap(({ vpcAttachments }) => vpcAttachments.map(({ VpcId }) => VpcId)),
  ]);
}

function addressesOf(albs: readonly AlbAnswers[]): readonly string[] {
  const texts = albs
    .flatMap(({ serverGroups }) => serverGroups.flatMap(({ servers }) => servers))
    .flatMap(({ ServerIp, ServerId }) => [ServerIp ?? '', ServerId]);
  return [...new Set(texts.filter((text) => typeof readAddress(text) === 'number'))];
}
