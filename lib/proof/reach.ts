import { isReservedAddress, parseAddress, parseCidr, REMOTE_SERVER_CIDRS, type Cidr } from '../core';
import { addressesOf, blocksOf, intersect, sameAddresses, subtract, union, type AddressSet } from './address-set';
import { admit, type Admission } from './admission';
import { carry, restrict, type Arrival, type Fate } from './carry';
import { placeOf, vpcPlace } from './describe';
import type { Gap, InstanceModel, LoadBalancerModel, MemberModel, ServerGroupModel, SourceRange } from './model';
import type { Network } from './network';
import type { Flow, Hop, Loss, Place } from './verdict';

/** Whether the packets of one source range get to one server and the answers back. */
export interface Reach extends Pick<Flow, 'losses' | 'paths' | 'gaps' | 'assumptions'> {
  /** Where the packets arrive. @default - nowhere */
  readonly region?: string;
}

/** Who asks whom. */
export interface Question {
  readonly balancer: LoadBalancerModel;
  readonly group: ServerGroupModel;
  readonly member: MemberModel;
  readonly source: SourceRange;
  /** The ports that requests and health checks go to. */
  readonly ports: readonly number[];
}

/**
 * Walks what a proof asks for, and keeps it: the way back of a source range is the same for every server of a vSwitch, and what
 * security groups say to it the same for every server in them.
 */
export class Walker {
  private readonly walked = new Map<string, readonly Fate[]>();
  private readonly admitted = new Map<string, Admission>();
  private readonly blocks = new WeakMap<AddressSet, readonly Cidr[]>();

  constructor(readonly network: Network) {}

  out(vpcId: string, destinations: AddressSet): readonly Fate[] {
    const tables = [this.network.systemTableOf(vpcId)?.id];
    const key = destinations.map(({ first, last }) => `${first}-${last}`).join();
    return this.kept(`out ${vpcId} ${key}`, () => carry(this.network, 'out', vpcId, tables, destinations));
  }

  back(vSwitchId: string, vpcId: string, { cidr }: SourceRange): readonly Fate[] {
    const vSwitch = this.network.vSwitches.get(vSwitchId);
    const tables = vSwitch ? this.network.tablesOfVSwitch(vSwitch) : [];
    const key = `back ${tables.join()} ${vpcId} ${cidr.text}`;
    return this.kept(key, () => carry(this.network, 'back', vpcId, tables, addressesOf([cidr])));
  }

  /** What the security groups of an instance say about packets of a source range to one port. */
  admit(instance: InstanceModel, port: number, { cidr }: SourceRange): Admission {
    const key = `${instance.securityGroupIds.join()} ${port} ${cidr.text}`;
    const existing = instance.gaps.length > 0 ? undefined : this.admitted.get(key);
    if (existing) return existing;
    const made = admit(this.network, instance, port, addressesOf([cidr]));
    // Gaps name the instance.
    if (made.gaps.length === 0) this.admitted.set(key, made);
    return made;
  }

  /** The blocks of the addresses of a fate, found once for all who share it. */
  blocksOf({ addresses }: Fate): readonly Cidr[] {
    const existing = this.blocks.get(addresses);
    if (existing) return existing;
    const made = blocksOf(addresses);
    this.blocks.set(addresses, made);
    return made;
  }

  private kept(key: string, walk: () => readonly Fate[]): readonly Fate[] {
    const existing = this.walked.get(key);
    if (existing) return existing;
    const made = walk();
    this.walked.set(key, made);
    return made;
  }
}

const REMOTE = addressesOf(REMOTE_SERVER_CIDRS.map(parseCidr));

/** Answers whether packets from every address of a source range reach a server and find their way back. */
export function reach(walker: Walker, question: Question): Reach {
  const { network } = walker;
  const { member, source, balancer } = question;
  const addresses = addressesOfMember(network, member);
  if (addresses === undefined) {
    return unknown([{ kind: 'expression', message: `the address of ${member.label} is not known` }]);
  }
  const hidden = hiddenVpc(network, question, addresses);
  if (hidden !== undefined) return unknown([hidden]);
  const refused = refusedByAlb(network, question, addresses);
  if (refused !== undefined) return lostAtAlb(question, refused);
  const parts = walker.out(balancer.vpcId, addresses).map((fate) => follow(walker, question, fate));
  const [only] = parts;
  if (only !== undefined && parts.length === 1) {
    return { ...only, losses: mergeLosses(only.losses), gaps: distinctGaps(only.gaps) };
  }
  const region = parts.find((part) => part.region !== undefined)?.region;
  const together: Reach = {
    losses: mergeLosses(parts.flatMap(({ losses }) => losses)),
    paths: parts.flatMap(({ paths }) => paths),
    gaps: distinctGaps(parts.flatMap(({ gaps }) => gaps)),
    assumptions: [...new Set(parts.flatMap(({ assumptions }) => assumptions))],
    ...(region !== undefined && { region }),
  };
  const isSure = member.address !== undefined || parts.length < 2 || parts.every(({ losses }) => losses.length > 0);
  return isSure ? together : unsure(member, together, source);
}

/** The address, or all that the cloud may choose from. */
function addressesOfMember(network: Network, member: MemberModel): AddressSet | undefined {
  if (member.address !== undefined) {
    const address = parseAddress(member.address);
    return [{ first: address, last: address }];
  }
  const instance = member.instanceId === undefined ? undefined : network.instances.get(member.instanceId);
  const vSwitch = instance && network.vSwitches.get(instance.vSwitchId);
  if (vSwitch === undefined) return undefined;
  const { first, last } = vSwitch.cidr;
  const isGiven = (address: number): boolean => !isReservedAddress(vSwitch.cidr, address);
  return isGiven(first + 1) ? [{ first: first + 1, last: last - 3 }] : [{ first, last }];
}

/** Without remote IP a server has to be of the group's VPC, which cannot be told where the blocks of that are not known. */
function hiddenVpc(network: Network, { group, member }: Question, addresses: AddressSet): Gap | undefined {
  const mayBeAnywhere = group.type === 'Ip' && member.remoteIpEnabled;
  const vpc = network.vpcs.get(group.vpcId);
  if (mayBeAnywhere || (vpc?.cidrs.length ?? 0) > 0) return undefined;
  const vSwitches = addressesOf((network.vSwitchesOfVpc.get(group.vpcId) ?? []).map(({ cidr }) => cidr));
  if (subtract(addresses, vSwitches).length === 0) return undefined;
  const message = `the blocks of VPC ${vpc?.label ?? group.vpcId} are not known, nor so whether ${member.address ?? member.label} is in it`;
  return { kind: 'existing', message };
}

/** What the ALB itself does not take as a server. */
function refusedByAlb(network: Network, { group, member }: Question, addresses: AddressSet) {
  const own = addressesOf(network.vpcs.get(group.vpcId)?.cidrs ?? []);
  const outside = subtract(addresses, own);
  if (outside.length === 0) return undefined;
  const address = member.address ?? blocksOf(outside)[0]?.text;
  if (own.length > 0 && group.type !== 'Ip') {
    const reason = `${address} is outside the group's VPC, and a group of type ${group.type} takes servers of its VPC only`;
    return { code: 'SERVER_GROUP_NOT_IP_TYPE', reason, remedy: 'make a server group of type Ip' };
  }
  if (own.length > 0 && !member.remoteIpEnabled) {
    const reason = `${address} is outside the group's VPC, and remote IP is off for it`;
    return { code: 'REMOTE_IP_OFF', reason, remedy: `set remote_ip_enabled of ${member.label} to true` };
  }
  if (intersect(outside, REMOTE).length > 0) return undefined;
  const reason = `${address} is in none of the ranges that an ALB takes remote servers from: ${REMOTE_SERVER_CIDRS.join(', ')}`;
  return { code: 'REMOTE_IP_OUTSIDE_ALLOWED_RANGES', reason, remedy: 'use the private address of the server' };
}

function lostAtAlb({ balancer, source }: Question, refusal: { code: string; reason: string; remedy: string }): Reach {
  const place = placeOf('loadBalancer', balancer, balancer.region);
  return lost({
    ...refusal,
    way: 'out',
    place,
    hops: [{ way: 'out', place, text: refusal.reason }],
    sources: [source.cidr],
  });
}

/** What becomes of packets after they left the ALB's VPC: the door of the server, and the way back. */
function follow(walker: Walker, question: Question, fate: Fate): Reach {
  const { end, hops } = fate;
  const sources = [question.source.cidr];
  if (end.kind === 'unknown') return unknown(end.gaps);
  if (end.kind === 'lost') {
    const { code, place, reason, remedy } = end;
    return lost({ code, way: 'out', place, reason, ...(remedy !== undefined && { remedy }), hops, sources });
  }
  const { instance, stranger } = serverAt(walker.network, question.member, end.at);
  if (stranger !== undefined) {
    const place = vpcPlace(walker.network, end.at.vpcId);
    return lost({
      ...stranger,
      way: 'out',
      place,
      hops: [...hops, { way: 'out', place, text: stranger.reason }],
      sources,
    });
  }
  const region = vpcPlace(walker.network, end.at.vpcId).region;
  return { ...enter(walker, question, instance, end.at, hops), region };
}

/** Who has the address where the packets arrive. */
function serverAt(network: Network, member: MemberModel, { vpcId, holder }: Arrival) {
  const candidates = instancesOf(network, member);
  const isHere = ({ vSwitchId }: InstanceModel): boolean => network.vSwitches.get(vSwitchId)?.vpcId === vpcId;
  const instance = candidates.find(isHere) ?? candidates[0];
  if (holder.kind === 'backToOrigin') {
    const reason = `${member.address} is an address of ${holder.label}, not of a server`;
    return { stranger: { code: 'BACKEND_IS_LOAD_BALANCER', reason, remedy: 'give the address of a server' } };
  }
  // Of one whose vSwitch is not known, its gaps say so.
  const isHidden = instance !== undefined && !network.vSwitches.has(instance.vSwitchId) && instance.gaps.length > 0;
  if (instance === undefined || isHidden || isHere(instance)) return { instance };
  const reason = `delivered in ${holder.label}, and ${instance.label} is in another VPC`;
  return { stranger: { code: 'CIDR_OVERLAP', reason, remedy: 'give the VPCs blocks that do not overlap' } };
}

function instancesOf(network: Network, { instanceId, otherInstanceIds = [] }: MemberModel): readonly InstanceModel[] {
  if (instanceId === undefined) return [];
  return [instanceId, ...otherInstanceIds].flatMap((id) => network.instances.get(id) ?? []);
}

/** The security groups, then the way back for what they let in. */
function enter(
  walker: Walker,
  question: Question,
  instance: InstanceModel | undefined,
  arrival: Arrival,
  out: readonly Hop[],
): Reach {
  const { source, ports, member, balancer } = question;
  const all = addressesOf([source.cidr]);
  const door = instance === undefined ? undefined : doorOf(walker, instance, ports, source);
  if (door !== undefined && door.gaps.length > 0) return unknown(door.gaps);
  const losses = (door?.losses ?? []).map((loss) => ({ ...loss, hops: [...out, ...loss.hops] }));
  const accepted = door?.accepted ?? all;
  const inside = [...out, ...(door?.hop === undefined ? [] : [door.hop])];
  const whole = walker.back(arrival.holder.id, arrival.vpcId, source);
  const back = sameAddresses(accepted, all) ? whole : restrict(whole, accepted);
  const ways = back.map((fate) => wayBack(walker, balancer, fate, inside));
  const assumption = `${member.address ?? member.label} is no instance of this configuration: what guards it has to admit TCP ${ports.join(' and ')} from ${source.cidr.text}`;
  return {
    losses: [...losses, ...ways.flatMap(({ losses: more }) => more)],
    paths: [...losses.map(pathOf), ...ways.flatMap(({ paths }) => paths)],
    gaps: ways.flatMap(({ gaps }) => gaps),
    assumptions: instance === undefined ? [assumption] : [],
  };
}

/** What the security groups say to every port. */
function doorOf(walker: Walker, instance: InstanceModel, ports: readonly number[], source: SourceRange) {
  const { cidr, kind } = source;
  const { network } = walker;
  const region = network.vpcs.get(network.vSwitches.get(instance.vSwitchId)?.vpcId ?? '')?.region ?? '';
  const admissions = ports.map((port) => ({ port, ...walker.admit(instance, port, source) }));
  const losses = admissions.flatMap(({ port, denials }) =>
    denials.map(({ addresses, group, reason }): Loss => {
      const place = placeOf('securityGroup', group, region);
      const code = kind === 'backToOrigin' ? 'SG_DENIES_SOURCE' : 'SG_DENIES_SOURCE_UPGRADED';
      const remedy = `let ${group.label} accept TCP ${port} from ${cidr.text}`;
      const hops: readonly Hop[] = [{ way: 'out', place, text: reason }];
      return { code, way: 'out', place, reason, remedy, hops, sources: blocksOf(addresses) };
    }),
  );
  const accepted = admissions
    .map((admission) => admission.accepted)
    .reduce((set, more) => intersect(set, more), addressesOf([cidr]));
  const place: Place = placeOf('server', instance, region);
  const text = `let in: TCP ${ports.join(', ')}`;
  return {
    losses,
    accepted,
    gaps: distinctGaps(admissions.flatMap(({ gaps }) => gaps)),
    hop: { way: 'out', place, text } as Hop,
  };
}

/** The answers that come to the ALB are home; those that come to another VPC never are. */
function wayBack(walker: Walker, balancer: LoadBalancerModel, fate: Fate, before: readonly Hop[]): Reach {
  const { end } = fate;
  const hops = [...before, ...fate.hops];
  const sources = walker.blocksOf(fate);
  if (end.kind === 'unknown') return unknown(end.gaps);
  if (end.kind === 'lost') {
    const { code, place, reason, remedy } = end;
    return lost({ code, way: 'back', place, reason, ...(remedy !== undefined && { remedy }), hops, sources });
  }
  if (end.at.vpcId === balancer.vpcId) {
    return { losses: [], paths: [{ sources, hops, isLost: false }], gaps: [], assumptions: [] };
  }
  const place = vpcPlace(walker.network, end.at.vpcId);
  const reason = `the answer is delivered here, and ${balancer.label} is in another VPC`;
  const remedy = 'give the VPCs blocks that do not overlap, or correct the next hop';
  return lost({ code: 'CIDR_OVERLAP', way: 'back', place, reason, remedy, hops, sources });
}

function lost(loss: Loss): Reach {
  return { losses: [loss], paths: [pathOf(loss)], gaps: [], assumptions: [] };
}

function pathOf({ sources, hops }: Loss): Flow['paths'][number] {
  return { sources, hops, isLost: true };
}

function unknown(gaps: readonly Gap[]): Reach {
  return { losses: [], paths: [], gaps, assumptions: [] };
}

/** Only some of the addresses that the cloud may give the server are lost: it may have luck. */
function unsure(member: MemberModel, found: Reach, source: SourceRange): Reach {
  if (found.losses.length === 0) return found;
  const [first] = found.losses;
  const message = `the address of ${member.label} is chosen by the cloud, and not with every one of them packets from ${source.cidr.text} find their way: ${first?.reason ?? ''}; give it a fixed private address`;
  return { ...found, losses: [], gaps: [...found.gaps, { kind: 'expression', message }] };
}

/** Losses of one kind at one place are one, with all their sources. */
function mergeLosses(losses: readonly Loss[]): readonly Loss[] {
  if (losses.length < 2) return losses;
  const merged = new Map<string, Loss>();
  for (const loss of losses) {
    const key = [loss.code, loss.way, loss.place.kind, loss.place.id, loss.reason, loss.remedy].join('\n');
    const before = merged.get(key);
    if (before === undefined) merged.set(key, loss);
    else {
      const sources = blocksOf(union(addressesOf(before.sources), addressesOf(loss.sources)));
      merged.set(key, { ...before, sources });
    }
  }
  return [...merged.values()];
}

function distinctGaps(gaps: readonly Gap[]): readonly Gap[] {
  return [...new Map(gaps.map((gap) => [gap.message, gap])).values()];
}
