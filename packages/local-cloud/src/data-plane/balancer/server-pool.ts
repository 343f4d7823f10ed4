import { type BackendServer, backendServerKey, type ServerGroup } from '../../services/alb/model';
import type { Store } from '../../store/store';
import type { HealthView } from '../health/monitor';
import { type Member, Members } from './members';
import type { IncomingRequest } from './request';
import { type Scheduler, schedulerFor } from './schedulers/scheduler';
import { boundTo, stickyTag } from './sticky-session';

/** Who asks for a server. */
interface Asking {
  readonly loadBalancerId: string;
  /** What the node knows of the servers. */
  readonly view: HealthView;
  readonly request: IncomingRequest;
}

/** Chooses servers of groups, and counts what each has to answer. */
export class ServerPool {
  private readonly schedulers = new Map<string, { readonly kind: string; readonly scheduler: Scheduler }>();
  private readonly underWay = new Map<string, number>();
  private readonly members: Members;

  constructor(
    store: Store,
    private readonly clock: () => number,
  ) {
    this.members = new Members(store);
  }

  /** The servers that are in a group, whatever their weight. */
  membersOf({ serverGroupId }: ServerGroup): readonly Member[] {
    return this.members.of(serverGroupId);
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

  /** The server that a request goes to; `undefined` when none has a weight above 0. */
  pick(group: ServerGroup, { loadBalancerId, view, request }: Asking): BackendServer | undefined {
    const inUse = this.membersOf(group).filter(({ server }) => server.weight > 0);
    if (inUse.length === 0) return undefined;
    const pool = inRotation(group, inUse, view);
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
