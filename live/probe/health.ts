import { probeCalls, type GroupHealthAnswer, type UnwellServerAnswer } from '../api/calls/probe';
import type { ApiClient } from '../api/client';

/** What the cloud says of a server; `Unavailable` where its group makes no health checks, `Unused` where its weight is 0. */
export type HealthState = 'Healthy' | 'Unhealthy' | 'Initial' | 'Unused' | 'Unavailable';

/** How the cloud finds a server. */
export interface ServerHealth {
  readonly state: HealthState;
  /** Why it is not healthy, by the codes of `GetListenerHealthStatus`. */
  readonly reason?: string;
  /** With `RESPONSE_MISMATCH`: what came, and what was expected. */
  readonly response?: { readonly actual?: string; readonly expected?: string };
}

/** How the servers of a listener are, by server group, address and port. */
export type HealthOf = (serverGroupId: string, address: string, port: number) => ServerHealth | undefined;

/**
 * Asks how the servers of a listener are, those of its rules included.
 *
 * The API names only those that are not well: the others of a group that it names are healthy.
 */
export async function readHealth(client: ApiClient, region: string, listenerId: string): Promise<HealthOf> {
  const groups = await client.list(probeCalls.health, region, { ListenerId: listenerId, IncludeRule: 'true' });
  const forwarded = groups.filter(({ ActionType }) => ActionType !== 'TrafficMirror');
  return (serverGroupId, address, port) => {
    const named = forwarded.filter(({ ServerGroupId }) => ServerGroupId === serverGroupId);
    const unwell = named
      .flatMap(({ NonNormalServers = [] }) => NonNormalServers)
      .find((server) => isAt(server, address, port));
    if (unwell) return healthFrom(unwell);
    return named.length === 0 ? undefined : { state: isChecked(named) ? 'Healthy' : 'Unavailable' };
  };
}

function isChecked(groups: readonly GroupHealthAnswer[]): boolean {
  return groups.every(({ HealthCheckEnabled }) => HealthCheckEnabled?.toLowerCase() !== 'off');
}

function isAt({ ServerIp, ServerId, Port }: UnwellServerAnswer, address: string, port: number): boolean {
  return (ServerIp === address || ServerId === address) && (Port ?? port) === port;
}

function healthFrom({ Status, Reason }: UnwellServerAnswer): ServerHealth {
  const { ReasonCode, ActualResponse: actual, ExpectedResponse: expected } = Reason ?? {};
  const states: readonly HealthState[] = ['Initial', 'Unused', 'Unavailable'];
  return {
    // Whatever else it may come to be called: it is named among those that are not well.
    state: states.find((state) => state === Status) ?? 'Unhealthy',
    ...(ReasonCode !== undefined && { reason: ReasonCode }),
    ...((actual !== undefined || expected !== undefined) && { response: { actual, expected } }),
  };
}
