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
import type { HealthMonitor, HealthView } from '../health/monitor';
import type { Listening, ServerTable } from '../servers';
import { isLoop } from './headers';
import { type Member, Members } from './members';
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
  private readonly members: Members;

  constructor(
    private readonly store: Store,
    private readonly forwarding: Forwarding,
    private readonly health: HealthMonitor,
    private readonly servers: ServerTable,
    private readonly clock: () => number,
  ) {
    this.members = new Members(store);
  }

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
    const inUse = group ? this.membersOf(group).filter(({ server }) => server.weight > 0) : [];
    if (!group || inUse.length === 0) return { status: 503, reason: this.whyNone(listener) };
    const { loadBalancerId } = balancer;
    const backend = this.pick(group, inUse, this.health.viewOf(loadBalancerId, node), request, loadBalancerId);
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
  membersOf({ serverGroupId }: ServerGroup): readonly Member[] {
    return this.members.of(serverGroupId);
  }

  private whyNone({ serverGroupId }: Listener): string {
    const count = this.store.count(backendServers, 'group', serverGroupId);
    return count === 0 ? `${serverGroupId} has no server` : `no server of ${serverGroupId} has a weight above 0`;
  }

  private pick(
    group: ServerGroup,
    members: readonly Member[],
    view: HealthView,
    request: IncomingRequest,
    loadBalancerId: string,
  ) {
    const pool = inRotation(group, members, view);
    const now = this.clock();
    const tag = boundTo(group, request.headers.cookie ?? '', now);
    const bound = tag === undefined ? undefined : pool.find(({ key }) => stickyTag(key) === tag);
    if (bound) return bound.server;
    const isSlow = group.slowStart.SlowStartEnabled;
    const candidates = pool.map(({ server, key }) => {
      const share = isSlow ? slowStartShare(group, view.get(key)?.healthySince, now) : 1;
      return { server, key, weight: server.weight * share, connections: this.connectionsOf(key) };
    });
    return this.scheduler(loadBalancerId, group).pick(candidates, hashKey(group, request)).server;
  }

  private connectionsOf(key: string): number {
    return this.underWay.get(key) ?? 0;
  }

  private scheduler(loadBalancerId: string, { serverGroupId, scheduler: kind }: ServerGroup): Scheduler {
    const key = `${loadBalancerId}/${serverGroupId}`;
    const known = this.schedulers.get(key);
    if (known?.kind === kind) return known.scheduler;
    const scheduler = schedulerFor(kind);
    this.schedulers.set(key, { kind, scheduler });
    return scheduler;
  }
}

/** The healthy ones; all of them when none is (fail-open), or when the group is not checked. */
function inRotation({ healthCheck }: ServerGroup, members: readonly Member[], view: HealthView): readonly Member[] {
  if (!healthCheck.HealthCheckEnabled) return members;
  const healthy = members.filter(({ key }) => view.get(key)?.state === 'Healthy');
  return healthy.length > 0 ? healthy : members;
}

/** A linear ramp after a server came into rotation; never 0, or it would get nothing at all. */
function slowStartShare({ slowStart }: ServerGroup, healthySince: number | undefined, now: number): number {
  if (healthySince === undefined) return 1;
  const share = (now - healthySince) / (slowStart.SlowStartDuration * 1000);
  return Math.min(1, Math.max(0.01, share));
}

/** The client's address, or the query parameter that the group names. */
function hashKey({ uch }: ServerGroup, { url, clientAddress }: IncomingRequest): string {
  if (!uch) return clientAddress;
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1)).get(uch.Value) ?? clientAddress;
}
