import { placeOf } from './describe';
import type {
  Gap,
  HealthCheckModel,
  ListenerModel,
  LoadBalancerModel,
  MemberModel,
  NetworkModel,
  ServerGroupModel,
} from './model';
import { Network } from './network';
import { reach, Walker, type Reach } from './reach';
import { closed } from './closed';
import type { Flow, FlowStatus, Loss, Problem, Proof } from './verdict';

/** What a proof may take for granted. */
export interface ProveOptions {
  /**
   * Whether things whose contents stand only in the cloud are taken to hold nothing but what the model shows. Each of them
   * is listed among the proof's assumptions.
   *
   * @default false - what passes one of them is `unknown`
   */
  readonly assumeComplete?: boolean;
}

/**
 * Proves, for every listener, server and source range of a network, that requests and health checks reach the server and
 * find their way back; or says where they are lost.
 *
 * It samples nothing: sets of addresses are carried through the tables, split wherever a table tells them apart.
 */
export function prove(model: NetworkModel, options: ProveOptions = {}): Proof {
  const { complete, assumptions } =
    options.assumeComplete === true ? closed(model) : { complete: model, assumptions: [] };
  const walker = new Walker(new Network(complete));
  const entries = listenersOf(walker.network);
  const flows = entries.flatMap((entry) => entry.groups.flatMap((group) => flowsOf(walker, entry, group)));
  const problems = entries.flatMap((entry) => problemsOf(entry, flows));
  const gaps = gapsOf(complete, entries, flows);
  return { status: statusOf(flows, problems, gaps), flows, problems, gaps, assumptions };
}

interface ListenerEntry {
  readonly balancer: LoadBalancerModel;
  readonly listener: ListenerModel;
  readonly groups: readonly ServerGroupModel[];
}

function listenersOf(network: Network): readonly ListenerEntry[] {
  return network.model.loadBalancers.flatMap((balancer) =>
    network.model.listeners
      .filter(({ loadBalancerId }) => loadBalancerId === balancer.id)
      .map((listener) => {
        const groups = [...new Set(listener.serverGroupIds)].flatMap((id) => network.serverGroups.get(id) ?? []);
        return { balancer, listener, groups };
      }),
  );
}

function flowsOf(walker: Walker, { balancer, listener }: ListenerEntry, group: ServerGroupModel): readonly Flow[] {
  const around = [...walker.network.model.gaps, ...balancer.gaps, ...listener.gaps, ...group.gaps];
  const mayMend = walker.network.model.gaps.some(({ onlyDrops = false }) => !onlyDrops);
  const head = headOf(balancer, listener, group);
  return group.members.flatMap((member) => {
    const checked = checksOf(member, group.healthCheck);
    const ports = [...new Set(checked.map(({ port }) => port))];
    return balancer.sourceRanges.map((source): Flow => {
      const found = member.weight === 0 ? UNUSED : reach(walker, { balancer, group, member, source, ports });
      const status = flowStatus(member, found, around, mayMend);
      return {
        ...head,
        server: serverOf(member, found),
        source,
        checked,
        status,
        losses: status === 'broken' ? found.losses : [],
        paths: found.paths,
        gaps: status === 'unknown' ? [...found.losses.map(asFarAsKnown), ...found.gaps, ...around] : [],
        assumptions: found.assumptions,
      };
    });
  });
}

const UNUSED: Reach = { losses: [], paths: [], gaps: [], assumptions: [] };

/** What is sent to a server: nothing at weight 0, no health checks where they are off. */
function checksOf({ port, weight }: MemberModel, { enabled, port: own }: HealthCheckModel): Flow['checked'] {
  if (weight === 0) return [];
  const request = { purpose: 'request', port } as const;
  return enabled ? [request, { purpose: 'healthCheck', port: own ?? port }] : [request];
}

function headOf({ id, label, region }: LoadBalancerModel, listener: ListenerModel, group: ServerGroupModel) {
  return {
    loadBalancer: { id, label, region },
    listener: { id: listener.id, label: listener.label, protocol: listener.protocol, port: listener.port },
    serverGroup: { id: group.id, label: group.label },
  };
}

function serverOf({ label, port, weight, address }: MemberModel, { region }: Reach): Flow['server'] {
  return { label, port, weight, ...(address !== undefined && { address }), ...(region !== undefined && { region }) };
}

/** @param mayMend - Whether something is not known that may be anywhere, such as the route that seems to be missing */
function flowStatus(
  member: MemberModel,
  { losses, gaps }: Reach,
  around: readonly Gap[],
  mayMend: boolean,
): FlowStatus {
  if (member.weight === 0) return 'unused';
  if (losses.length > 0) return mayMend ? 'unknown' : 'broken';
  return gaps.length + around.length > 0 ? 'unknown' : 'proven';
}

function asFarAsKnown({ place, reason, way }: Loss): Gap {
  const what = way === 'out' ? 'packets' : 'answers';
  return { kind: 'expression', message: `as far as is known, ${what} are lost at ${place.label}: ${reason}` };
}

/** A listener that has nothing to send to answers 503, whatever the routes are. */
function problemsOf({ balancer, listener, groups }: ListenerEntry, flows: readonly Flow[]): readonly Problem[] {
  const place = placeOf('loadBalancer', balancer, balancer.region);
  return groups.flatMap((group): readonly Problem[] => {
    if (group.gaps.length > 0) return [];
    const own = flows.filter((flow) => flow.listener.id === listener.id && flow.serverGroup.id === group.id);
    const what = `server group ${group.label} of listener ${listener.label}`;
    if (group.members.length === 0) {
      return [
        {
          code: 'SERVER_GROUP_EMPTY',
          severity: 'warning',
          place,
          message: `${what} has no server: the ALB answers 503`,
        },
      ];
    }
    if (own.length > 0 && own.every(({ status }) => status === 'unused')) {
      return [
        {
          code: 'ALL_WEIGHTS_ZERO',
          severity: 'warning',
          place,
          message: `all servers of ${what} have weight 0: the ALB answers 503`,
        },
      ];
    }
    return [];
  });
}

/** A listener without a single server in use is not proven, although nothing is lost. */
function statusOf(flows: readonly Flow[], problems: readonly Problem[], gaps: readonly Gap[]): Proof['status'] {
  const has = (status: FlowStatus): boolean => flows.some((flow) => flow.status === status);
  if (has('broken') || problems.length > 0) return 'broken';
  return has('unknown') || gaps.length > 0 ? 'unknown' : 'proven';
}

/** What concerns the model as a whole, and what hides a part of it so that no flow tells of it. */
function gapsOf(model: NetworkModel, entries: readonly ListenerEntry[], flows: readonly Flow[]): readonly Gap[] {
  const inUse = flows.filter(({ status }) => status !== 'unused');
  const hidden = entries.flatMap((entry) => hiddenBy(entry, inUse));
  const gaps = [...new Map([...model.gaps, ...hidden].map((gap) => [gap.message, gap])).values()];
  if (inUse.length > 0) return gaps;
  const message = 'there is no listener of an ALB with a server in use, so there is nothing to prove';
  return [...gaps, { kind: 'expression', message }];
}

/** Gaps of a listener, its ALB and its groups, where there is not a single flow that they are gaps of. */
function hiddenBy({ balancer, listener, groups }: ListenerEntry, inUse: readonly Flow[]): readonly Gap[] {
  const own = inUse.filter((flow) => flow.listener.id === listener.id);
  const hiding = groups.filter(({ id }) => !own.some(({ serverGroup }) => serverGroup.id === id));
  const around = own.length === 0 ? [...balancer.gaps, ...listener.gaps] : [];
  return [...around, ...hiding.flatMap(({ gaps }) => gaps)];
}
