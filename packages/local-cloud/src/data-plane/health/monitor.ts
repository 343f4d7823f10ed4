import {
  type BackendServer,
  backendServerKey,
  backendServers,
  listeners,
  loadBalancers,
  type LoadBalancer,
  type ServerGroup,
  serverGroups,
} from '../../services/alb/model';
import { ruleTargets } from '../../services/alb/rule-model';
import type { ServerHealth } from '../../services/alb/server-health';
import type { Store } from '../../store/store';
import { present } from '../present';
import { type Node, nodesOf } from '../balancer/nodes';
import type { Forwarding } from '../forwarding/walk';
import type { ServerTable } from '../servers';
import { checkProcess } from './process-check';
import { advance, endsAt, type HealthRecord, newRecord } from './record';
import { type CheckResult, resultOfPage } from './results';

/** Everything that says who checks whom and how. */
const checkedState = [loadBalancers, listeners, ruleTargets, serverGroups, backendServers];

/** What one node knows of servers, by `backendServerKey`. */
export type HealthView = ReadonlyMap<string, HealthRecord>;

/** One node that checks one server. */
interface Pair {
  /** The node's, among all nodes of all balancers. */
  readonly nodeKey: string;
  readonly serverKey: string;
  readonly node: Node;
  readonly group: ServerGroup;
  readonly server: BackendServer;
}

const nothing: HealthView = new Map();

/**
 * Keeps what every node knows of every server, on the cloud's clock.
 *
 * There are no timers: the checks that were due are caught up with before anything changes and before anything is asked, so
 * that a clock that jumps gives the same as one that ticks. Only checks of real processes happen in the background.
 */
export class HealthMonitor {
  private pairs: readonly Pair[] = [];
  private views = new Map<string, Map<string, HealthRecord>>();
  private readonly processResults = new Map<string, CheckResult>();
  private revision = -1;
  private nextAt = Infinity;

  constructor(
    private readonly store: Store,
    private readonly forwarding: Forwarding,
    private readonly servers: ServerTable,
    private readonly clock: () => number,
  ) {}

  /** Applies every check that is over by now. Cheap when none is. */
  catchUp(): void {
    const now = this.clock();
    if (now < this.nextAt) return;
    this.nextAt = Infinity;
    for (const pair of this.pairs) this.advancePair(pair, now);
  }

  /** Takes in new nodes and servers, forgets those that are gone. Cheap when none changed. */
  follow(): void {
    const revision = this.store.revisionOf(checkedState);
    if (revision === this.revision) return;
    this.revision = revision;
    this.pairs = [...this.listPairs()];
    const before = this.views;
    this.views = new Map();
    for (const { nodeKey, serverKey } of this.pairs) {
      const view = this.views.get(nodeKey) ?? new Map<string, HealthRecord>();
      view.set(serverKey, before.get(nodeKey)?.get(serverKey) ?? newRecord(this.clock()));
      this.views.set(nodeKey, view);
    }
    this.nextAt = 0;
    this.catchUp();
  }

  /** What a node knows; it says nothing of servers that are not checked. */
  viewOf(loadBalancerId: string, node: Node): HealthView {
    return this.views.get(keyOf(loadBalancerId, node)) ?? nothing;
  }

  /** What all nodes of a balancer know of a server, in one word: the worst. */
  summaryOf(balancer: LoadBalancer, server: BackendServer): ServerHealth {
    const records = nodesOf(this.store, balancer).map((node) =>
      this.viewOf(balancer.loadBalancerId, node).get(backendServerKey(server)),
    );
    const worst =
      records.find((record) => record?.state === 'Unhealthy') ?? records.find((record) => record?.state !== 'Healthy');
    if (!worst) return { state: records.length > 0 && records.every(present) ? 'Healthy' : 'Initial' };
    const { state, last } = worst;
    return { state, ...(state === 'Unhealthy' && last !== undefined && { reason: last }) };
  }

  /**
   * Checks every real process once, as its groups say, and notes the results.
   *
   * @param signal - Breaks the checks off; nothing is noted then.
   */
  async checkProcesses(signal: AbortSignal): Promise<void> {
    const checks = new Map<string, Promise<void>>();
    for (const { group, server, serverKey: key } of this.pairs) {
      const listening = this.servers.at(server.serverIp, checkedPort(group, server));
      if (checks.has(key) || listening?.kind !== 'process') continue;
      const check = checkProcess(listening.process, group.healthCheck, server.serverIp, signal);
      checks.set(
        key,
        check.then((result) => {
          if (!signal.aborted) this.processResults.set(key, result);
        }),
      );
    }
    await Promise.all(checks.values());
    this.nextAt = 0;
    this.catchUp();
  }

  private *listPairs(): Generator<Pair> {
    for (const balancer of this.store.all(loadBalancers)) {
      const nodes = nodesOf(this.store, balancer);
      for (const group of this.groupsOf(balancer)) {
        if (!group.healthCheck.HealthCheckEnabled) continue;
        for (const server of this.store.where(backendServers, 'group', group.serverGroupId)) {
          if (server.weight === 0) continue;
          const serverKey = backendServerKey(server);
          for (const node of nodes) {
            yield { nodeKey: keyOf(balancer.loadBalancerId, node), serverKey, node, group, server };
          }
        }
      }
    }
  }

  /** The groups that a balancer forwards to, by default or by a rule, each once. */
  private groupsOf({ loadBalancerId }: LoadBalancer): readonly ServerGroup[] {
    const { store } = this;
    const users = [
      ...store.where(listeners, 'loadBalancer', loadBalancerId),
      ...store.where(ruleTargets, 'loadBalancer', loadBalancerId),
    ];
    const ids = new Set(users.map(({ serverGroupId }) => serverGroupId));
    return [...ids].flatMap((id) => store.get(serverGroups, id) ?? []);
  }

  private advancePair(pair: Pair, now: number): void {
    const view = this.views.get(pair.nodeKey);
    const record = view?.get(pair.serverKey);
    if (!view || !record) return;
    const { healthCheck } = pair.group;
    const result = this.check(pair);
    const next = result === undefined ? record : advance(record, healthCheck, result, now);
    view.set(pair.serverKey, next);
    if (result !== undefined) this.nextAt = Math.min(this.nextAt, endsAt(next, healthCheck, result));
  }

  /** `undefined` while a real process has not been asked yet. */
  private check({ node, group, server, serverKey }: Pair): CheckResult | undefined {
    const port = checkedPort(group, server);
    if (this.forwarding.reach(node, { address: server.serverIp, port }).loss) return 'CONNECT_TIMEOUT';
    const listening = this.servers.at(server.serverIp, port);
    if (!listening) return 'CONNECT_FAILED';
    return listening.kind === 'page' ? resultOfPage(group.healthCheck) : this.processResults.get(serverKey);
  }
}

/** 0 means the server's own port. */
function checkedPort({ healthCheck }: ServerGroup, server: BackendServer): number {
  return healthCheck.HealthCheckConnectPort || server.port;
}

function keyOf(loadBalancerId: string, { range }: Node): string {
  return `${loadBalancerId}/${range}`;
}
