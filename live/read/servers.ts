import { ecsCalls, type InstanceAnswer, type NetworkInterfaceAnswer, type SecurityGroupAnswer } from '../api/calls/ecs';
import type { ApiClient } from '../api/client';
import { inParts } from './in-parts';

/** What holds the addresses of servers in a region, as the ECS API shows it. */
export interface ServerAnswers {
  readonly region: string;
  readonly networkInterfaces: readonly NetworkInterfaceAnswer[];
  readonly instances: readonly InstanceAnswer[];
  /** With all their rules for what comes in. */
  readonly securityGroups: readonly SecurityGroupAnswer[];
}

/** Addresses, or ids, that one call may name. */
const AT_ONCE = 100;

/** Reads who holds some addresses in a region, and the security groups around them. */
export async function readServers(
  client: ApiClient,
  region: string,
  addresses: readonly string[],
): Promise<ServerAnswers> {
  const found = await client.each(inParts(addresses, AT_ONCE), (PrivateIpAddress) =>
    client.list(ecsCalls.networkInterfaces, region, { PrivateIpAddress }),
  );
  const networkInterfaces = found.flat();
  const instanceIds = distinct(networkInterfaces.map(({ InstanceId }) => InstanceId ?? '').filter((id) => id !== ''));
  const groupIds = distinct(networkInterfaces.flatMap(({ SecurityGroupIds }) => SecurityGroupIds.SecurityGroupId));
  const [instances, securityGroups] = await client.together([
    client.each(inParts(instanceIds, AT_ONCE), (some) =>
      client.list(ecsCalls.instances, region, { InstanceIds: JSON.stringify(some) }),
    ),
    client.each(groupIds, (id) => readSecurityGroup(client, region, id)),
  ]);
  return { region, networkInterfaces, instances: instances.flat(), securityGroups: securityGroups.flat() };
}

async function readSecurityGroup(
  client: ApiClient,
  region: string,
  id: string,
): Promise<readonly SecurityGroupAnswer[]> {
  const pages = await client.list(ecsCalls.securityGroup, region, { SecurityGroupId: id, Direction: 'ingress' });
  const [first] = pages;
  if (first === undefined) return [];
  return [{ ...first, Permissions: { Permission: pages.flatMap(({ Permissions }) => Permissions.Permission) } }];
}

function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
