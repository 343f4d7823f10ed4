import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
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
import { describePlace } from '../forwarding/hop';
import type { Forwarding } from '../forwarding/walk';
import type { HealthMonitor } from '../health/monitor';
import { crossOriginHeaders } from '../rules/cross-origin';
import { factsOf, type RequestFacts } from '../rules/facts';
import { changedHeaders } from '../rules/header-changes';
import { RuleBook } from '../rules/rule-book';
import { type Forward, RuleFollower } from '../rules/rule-follower';
import type { ServerTable } from '../servers';
import { clientOf } from './client';
import { type Decision, type Forwarded, isRefused, type Reached, type Refused } from './decision';
import { Gate } from './gate';
import { isLoop, type Passage } from './headers';
import type { Member } from './members';
import { type Node, nodesOf } from './nodes';
import type { IncomingRequest } from './request';
import { ServerPool } from './server-pool';
import { setCookies } from './sticky-session';

/** A request for which a rule, or the default action, has been found. */
interface OnItsWay {
  readonly passage: Passage;
  readonly facts: RequestFacts;
  readonly node: Node;
  readonly request: IncomingRequest;
}

/** Decides for each request of any ALB which node takes it and which server gets it. */
export class Balancer {
  private readonly turns = new Map<string, number>();
  private readonly pool: ServerPool;
  private readonly gate: Gate;
  private readonly rules: RuleBook;
  private readonly follower: RuleFollower;

  constructor(
    private readonly store: Store,
    private readonly forwarding: Forwarding,
    private readonly health: HealthMonitor,
    private readonly servers: ServerTable,
    private readonly clock: () => number,
  ) {
    this.pool = new ServerPool(store, clock);
    this.gate = new Gate(store);
    this.rules = new RuleBook(store);
    this.follower = new RuleFollower(clock);
  }

  /** The node whose turn it is: requests enter round robin. */
  nextNode(balancer: LoadBalancer): Node | undefined {
    const nodes = nodesOf(this.store, balancer);
    const turn = this.turns.get(balancer.loadBalancerId) ?? 0;
    this.turns.set(balancer.loadBalancerId, turn + 1);
    return nodes[turn % nodes.length];
  }

  /** Decides about a request that came in at a node: access control first, then the rules, then the default action. */
  decide(balancer: LoadBalancer, listener: Listener, node: Node, request: IncomingRequest): Decision {
    const client = clientOf(listener, request);
    if (!this.gate.admits(listener.listenerId, client)) {
      return { status: 403, reason: `the access control lists of ${listener.listenerId} keep ${client} out` };
    }
    const facts = factsOf(request, client);
    const rule = this.rules.of(listener.listenerId, 'Request').find(facts);
    const { clientAddress, clientPort } = request;
    const passage: Passage = { balancer, listener, clientAddress, clientPort, ...(rule && { rule }) };
    if (isLoop(request.headers, passage)) return { status: 463, reason: 'the request has passed this ALB before' };
    const followed = rule && this.follower.follow(rule, facts, listener, client);
    if (followed && !('forward' in followed)) return followed;
    return this.forward(followed?.forward ?? listener, { passage, facts, node, request });
  }

  /** The headers of an answer as the client gets them: cookies of the balancer's own, and what rules change. */
  answerHeaders(
    { group, backend, passage, facts, groupCookie }: Forwarded,
    status: number,
    headers: IncomingHttpHeaders,
  ): OutgoingHttpHeaders {
    const fromServer = headers['set-cookie'] ?? [];
    const own = groupCookie === undefined ? [] : [groupCookie];
    const cookies = [...setCookies(group, fromServer, backendServerKey(backend), this.clock()), ...own];
    const origin = passage.rule?.actions.find(({ Type }) => Type === 'Cors')?.CorsConfig;
    const answer = {
      ...headers,
      ...(origin && crossOriginHeaders(origin, facts.headers)),
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
    };
    const rule = this.rules.of(passage.listener.listenerId, 'Response').find(facts, { status, headers });
    return rule ? changedHeaders(answer, rule.actions, facts.headers, passage) : answer;
  }

  /** Notes that a server has a request to answer; what is returned ends that. */
  begin(backend: BackendServer): () => void {
    return this.pool.begin(backend);
  }

  /** The servers that are in a group, whatever their weight. */
  membersOf(group: ServerGroup): readonly Member[] {
    return this.pool.membersOf(group);
  }

  private forward(to: Forward, { passage, facts, node, request }: OnItsWay): Forwarded | Refused {
    const reached = this.reach(to.serverGroupId, passage.balancer, node, request);
    if (isRefused(reached)) return reached;
    const { mirrorGroupId } = to;
    const mirror = mirrorGroupId === undefined ? undefined : this.reach(mirrorGroupId, passage.balancer, node, request);
    return {
      ...reached,
      url: to.url ?? request.url,
      passage: { ...passage, ...(to.host !== undefined && { host: to.host }) },
      facts,
      ...(to.cookie !== undefined && { groupCookie: to.cookie }),
      ...(mirror && !isRefused(mirror) && { mirror }),
    };
  }

  /** Chooses a server of a group and walks there and back. */
  private reach(
    serverGroupId: string,
    { loadBalancerId }: LoadBalancer,
    node: Node,
    request: IncomingRequest,
  ): Reached | Refused {
    const group = this.store.get(serverGroups, serverGroupId);
    const view = this.health.viewOf(loadBalancerId, node);
    const backend = group && this.pool.pick(group, { loadBalancerId, view, request });
    if (!group || !backend) return { status: 503, reason: this.whyNone(serverGroupId) };
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

  private whyNone(serverGroupId: string): string {
    const count = this.store.count(backendServers, 'group', serverGroupId);
    return count === 0 ? `${serverGroupId} has no server` : `no server of ${serverGroupId} has a weight above 0`;
  }
}
