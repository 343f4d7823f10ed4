import { ExecutionError } from '../../lib/core';
import {
  albCalls,
  type ListenerAnswer,
  type LoadBalancerAnswer,
  type RuleAnswer,
  type ServerAnswer,
  type ServerGroupAnswer,
} from '../api/calls/alb';
import type { ApiClient } from '../api/client';
import { inParts } from './in-parts';

/** The ALBs of a region, as the ALB API shows them. */
export interface AlbAnswers {
  readonly region: string;
  readonly loadBalancers: readonly LoadBalancerAnswer[];
  readonly listeners: readonly ListenerAnswer[];
  readonly rules: readonly RuleAnswer[];
  /** Those that listeners and rules name. */
  readonly serverGroups: readonly { readonly group: ServerGroupAnswer; readonly servers: readonly ServerAnswer[] }[];
}

/** Ids that one call may name. */
const IDS_AT_ONCE = 20;

/**
 * Reads the ALBs of some regions with everything that decides where they send requests.
 *
 * @param albId - The only one that is wanted. @default - all
 * @throws ExecutionError `LIVE_ALB_NOT_FOUND` When the one that is wanted is in none of the regions
 */
export async function readLoadBalancers(
  client: ApiClient,
  regions: readonly string[],
  albId: string | undefined,
): Promise<readonly AlbAnswers[]> {
  const answers = await client.each(regions, (region) => readRegion(client, region, albId));
  if (albId !== undefined && answers.every(({ loadBalancers }) => loadBalancers.length === 0)) {
    const message = `there is no ALB ${albId} in ${regions.join(', ')}; name its region with --region`;
    throw new ExecutionError('LIVE_ALB_NOT_FOUND', message);
  }
  return answers;
}

async function readRegion(client: ApiClient, region: string, albId: string | undefined): Promise<AlbAnswers> {
  const found = await client.list(
    albCalls.loadBalancers,
    region,
    albId === undefined ? {} : { LoadBalancerIds: [albId] },
  );
  const ids = found.map(({ LoadBalancerId }) => LoadBalancerId);
  const [loadBalancers, listeners, rules] = await client.together([
    client.each(ids, (id) => client.list(albCalls.loadBalancer, region, { LoadBalancerId: id })),
    client.each(inParts(ids, IDS_AT_ONCE), (some) =>
      client.list(albCalls.listeners, region, { LoadBalancerIds: some }),
    ),
    client.each(inParts(ids, IDS_AT_ONCE), (some) => client.list(albCalls.rules, region, { LoadBalancerIds: some })),
  ]);
  const named = [...new Set([...listeners.flat(), ...rules.flat()].flatMap(groupIdsOf))];
  const groups = await client.each(inParts(named, IDS_AT_ONCE), (some) =>
    client.list(albCalls.serverGroups, region, { ServerGroupIds: some }),
  );
  const serverGroups = await client.each(groups.flat(), async (group) => ({
    group,
    servers: await client.list(albCalls.servers, region, { ServerGroupId: group.ServerGroupId }),
  }));
  return {
    region,
    loadBalancers: loadBalancers.flat(),
    listeners: listeners.flat(),
    rules: rules.flat(),
    serverGroups,
  };
}

/** The server groups that requests may be forwarded to, by a listener's default actions or by a rule's. */
export function groupIdsOf(
  of: Pick<ListenerAnswer, 'DefaultActions'> & Pick<RuleAnswer, 'RuleActions'>,
): readonly string[] {
  return [...(of.DefaultActions ?? []), ...(of.RuleActions ?? [])].flatMap(({ ForwardGroupConfig }) =>
    (ForwardGroupConfig?.ServerGroupTuples ?? []).flatMap(({ ServerGroupId }) => ServerGroupId ?? []),
  );
}
