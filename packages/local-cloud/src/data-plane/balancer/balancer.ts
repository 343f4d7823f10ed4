import type { IncomingHttpHeaders } from 'node:http';
import {
  type BackendServer,
  backendServerKey,
  backendServers,
  type Listener,
  type LoadBalancer,
  type ServerGroup,
  serverGroups,
} from '../../services/alb/model';
import type { Store } from '../../store/store';
import { describePlace, type ReachedServer } from '../forwarding/hop';
import type { Forwarding, Reach } from '../forwarding/walk';
import type { HealthRecord } from '../health/record';
import type { HealthMonitor } from '../health/monitor';
import type { Listening, ServerTable } from '../servers';
import { isLoop } from './headers';
import { type Node, nodesOf } from './nodes';
import { type Scheduler, schedulerFor } from './schedulers/scheduler';
import { boundTo, stickyTag } from './sticky-session';

/** What a balancer looks at in a request. */
export interface IncomingRequest {
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly clientAddress: string;
}

/** Where a request goes. */
export interface Choice {
  readonly group: ServerGroup;
  readonly backend: BackendServer;
  readonly node: Node;
  readonly reach: Reach;
}

/** A request that a server is going to answer. */
export interface Forwarded extends Choice {
  readonly server: ReachedServer;
  readonly listening: NonNullable<Listening>;
}

/** A request that the balancer answers itself. */
export interface Refused {
  readonly status: 463 | 502 | 503 | 504;
  /** Why, in plain words. */
  readonly reason: string;
  /** The server that was tried, if one was. */
  readonly choice?: Choice;
}

/** Decides for each request of any ALB which node takes it and which server gets it. */
export class Balancer {
  private readonly turns = new Map<string, number>();
  private readonly schedulers = new Map<string, { readonly kind: string; readonly scheduler: Scheduler }>();
  private readonly underWay = new Map<string, number>();

  constructor(
    private readonly store: Store,
    private readonly forwarding: Forwarding,
    private readonly health: HealthMonitor,
    private readonly servers: ServerTable,
    private readonly clock: () => number,
  ) {}

  /** The node whose turn it is: requests enter round robin. */
  nextNode(balancer: LoadBalancer): Node | undefined {
    const nodes = nodesOf(this.store, balancer);
    const turn = this.turns.get(balancer.loadBalancerId) ?? 0;
    this.turns.set(balancer.loadBalancerId, turn + 1);
    return nodes[turn % nodes.length];
  }

  /** Decides about a request that came in at a node. */
  decide(balancer: LoadBalancer, listener: Listener, node: Node, request: IncomingRequest): Forwarded | Refused {
    if (isLoop(request.headers, listener)) return { status: 463, reason: 'the request has passed this ALB before' };
    const group = this.store.get(serverGroups, listener.serverGroupId);
    const inUse = group ? this.membersOf(group).filter(({ weight }) => weight > 0) : [];
    if (!group || inUse.length === 0) return { status: 503, reason: this.whyNone(listener) };
    const backend = this.pick(balancer, group, node, this.inRotation(balancer, group, node, inUse), request);
    const reach = this.forwarding.reach(node, { address: backend.serverIp, port: backend.port });
    const choice = { group, backend, node, reach };
    const { server } = reach.walk;
    if (reach.loss || !server) {
      const reason = reach.loss ? `${describePlace(reach.loss.place)}: ${reach.loss.reason}` : 'no way to the server';
      return { status: 504, reason, choice };
    }
    const listening = this.servers.at(backend.serverIp, backend.port);
    if (listening) return { ...choice, server, listening };
    return { status: 502, reason: `${backend.serverIp}:${String(backend.port)} is closed`, choice };
  }

  /** Notes that a server has a request to answer; what is returned ends that. */
  begin(backend: BackendServer): () => void {
    const key = backendServerKey(backend);
    this.underWay.set(key, this.connectionsOf(key) + 1);
    return () => {
      const left = this.connectionsOf(key) - 1;
      if (left > 0) this.underWay.set(key, left);
      else this.underWay.delete(key);
    };
  }

  /** The servers that are in a group, whatever their weight. */
  membersOf({ serverGroupId }: ServerGroup): readonly BackendServer[] {
    const isMember = ({ status }: BackendServer) => status === 'Available' || status === 'Configuring';
    return this.store.where(backendServers, 'group', serverGroupId).filter(isMember);
  }

  private whyNone({ serverGroupId }: Listener): string {
    const count = this.store.count(backendServers, 'group', serverGroupId);
    return count === 0 ? `${serverGroupId} has no server` : `no server of ${serverGroupId} has a weight above 0`;
  }

  /** The healthy ones; all of them when none is (fail-open), or when the group is not checked. */
  private inRotation(
    balancer: LoadBalancer,
    group: ServerGroup,
    node: Node,
    servers: readonly BackendServer[],
  ): readonly BackendServer[] {
    if (!group.healthCheck.HealthCheckEnabled) return servers;
    const healthy = servers.filter((server) => this.record(balancer, node, server).state === 'Healthy');
    return healthy.length > 0 ? healthy : servers;
  }

  private pick(
    balancer: LoadBalancer,
    group: ServerGroup,
    node: Node,
    servers: readonly BackendServer[],
    request: IncomingRequest,
  ): BackendServer {
    const now = this.clock();
    const tag = boundTo(group, request.headers.cookie ?? '', now);
    const bound = tag === undefined ? undefined : servers.find((server) => stickyTag(backendServerKey(server)) === tag);
    if (bound) return bound;
    const candidates = servers.map((server) => {
      const key = backendServerKey(server);
      const weight = server.weight * this.slowStartShare(group, this.record(balancer, node, server), now);
      return { server, key, weight, connections: this.connectionsOf(key) };
    });
    return this.scheduler(balancer, group).pick(candidates, hashKey(group, request)).server;
  }

  /** A linear ramp after a server came into rotation; never 0, or it would get nothing at all. */
  private slowStartShare({ slowStart }: ServerGroup, { healthySince }: HealthRecord, now: number): number {
    if (!slowStart.SlowStartEnabled || healthySince === undefined) return 1;
    const share = (now - healthySince) / (slowStart.SlowStartDuration * 1000);
    return Math.min(1, Math.max(0.01, share));
  }

  private record({ loadBalancerId }: LoadBalancer, node: Node, server: BackendServer): HealthRecord {
    return this.health.recordOf(loadBalancerId, node, server);
  }

  private connectionsOf(key: string): number {
    return this.underWay.get(key) ?? 0;
  }

  private scheduler({ loadBalancerId }: LoadBalancer, { serverGroupId, scheduler: kind }: ServerGroup): Scheduler {
    const key = `${loadBalancerId}/${serverGroupId}`;
    const known = this.schedulers.get(key);
    if (known?.kind === kind) return known.scheduler;
    const scheduler = schedulerFor(kind);
    this.schedulers.set(key, { kind, scheduler });
    return scheduler;
  }
}

/** The client's address, or the query parameter that the group names. */
function hashKey({ uch }: ServerGroup, { url, clientAddress }: IncomingRequest): string {
  if (!uch) return clientAddress;
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1)).get(uch.Value) ?? clientAddress;
}
