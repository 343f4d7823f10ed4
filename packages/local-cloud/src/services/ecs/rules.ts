import { isIPv6 } from 'node:net';
import { refuse } from '../../protocol/api-error';
import { parameter } from '../../protocol/parameters';
import { parseAddress, parsePrefix } from '../ipv4';
import { isPlainText } from '../texts';
import { ecsErrors } from './errors';
import type { Direction, RulePeer, SecurityGroupRule } from './model';

const protocols = ['TCP', 'UDP', 'ICMP', 'ICMPv6', 'GRE', 'ALL'] as const;

/**
 * The members of one rule in a request, the same in `Permissions.n` and in the flat form.
 *
 * `NicType` and the owner accounts have no effect for groups of a VPC and of one account; the provider sends
 * `NicType=<nil>`, so it is not even checked.
 */
export const ruleShape = {
  IpProtocol: parameter.optional(parameter.text()),
  PortRange: parameter.optional(parameter.text()),
  Policy: parameter.optional(parameter.text()),
  Priority: parameter.optional(parameter.text()),
  Description: parameter.changedText(),
  SourceCidrIp: parameter.optional(parameter.text()),
  Ipv6SourceCidrIp: parameter.optional(parameter.text()),
  SourceGroupId: parameter.optional(parameter.text()),
  SourcePrefixListId: parameter.optional(parameter.text()),
  DestCidrIp: parameter.optional(parameter.text()),
  Ipv6DestCidrIp: parameter.optional(parameter.text()),
  DestGroupId: parameter.optional(parameter.text()),
  DestPrefixListId: parameter.optional(parameter.text()),
};

/** One rule as a request gives it. */
export type RuleRequest = { readonly [Name in keyof typeof ruleShape]?: string | undefined };

/** What a rule says, without whose it is. */
export type RuleContent = Pick<
  SecurityGroupRule,
  'direction' | 'ipProtocol' | 'portRange' | 'peer' | 'policy' | 'priority' | 'description'
>;

/** Reads one rule of a request, with the API's defaults: `accept`, priority 1, no description. */
export function readRule(request: RuleRequest, direction: Direction): RuleContent {
  const ipProtocol = readProtocol(request.IpProtocol);
  const portRange = request.PortRange ?? refuse(ecsErrors.rulePortRange);
  checkPorts(ipProtocol, portRange);
  return {
    direction,
    ipProtocol,
    portRange,
    peer: readPeer(request, direction) ?? refuse(missingPeer(direction)),
    policy: readPolicy(request.Policy),
    priority: readPriority(request.Priority),
    description: readDescription(request.Description),
  };
}

/** Whether two rules let through the same; descriptions do not count. */
export function isSameRule(a: RuleContent, b: RuleContent): boolean {
  return (
    a.direction === b.direction &&
    a.ipProtocol === b.ipProtocol &&
    a.portRange === b.portRange &&
    a.policy === b.policy &&
    a.priority === b.priority &&
    a.peer.kind === b.peer.kind &&
    a.peer.value === b.peer.value
  );
}

/** Reads a protocol in any case. */
export function readProtocol(given: string | undefined): SecurityGroupRule['ipProtocol'] {
  const known = protocols.find((protocol) => protocol.toLowerCase() === given?.toLowerCase());
  return known ?? refuse(ecsErrors.ruleProtocol);
}

/** Reads `accept` or `drop` in any case, `accept` when absent. */
export function readPolicy(given = 'accept'): SecurityGroupRule['policy'] {
  const known = (['Accept', 'Drop'] as const).find((policy) => policy.toLowerCase() === given.toLowerCase());
  return known ?? refuse(ecsErrors.rulePolicy);
}

/** Reads 1 to 100, 1 when absent. */
export function readPriority(given = '1'): number {
  const priority = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  return priority >= 1 && priority <= 100 ? priority : refuse(ecsErrors.rulePriority);
}

/** Checks that ports and protocol fit: `a/b` for TCP and UDP, `-1/-1` for all others. */
export function checkPorts(ipProtocol: SecurityGroupRule['ipProtocol'], portRange: string): void {
  const hasPorts = ipProtocol === 'TCP' || ipProtocol === 'UDP';
  if (portRange === '-1/-1') {
    if (hasPorts) refuse(ecsErrors.rulePortsOfProtocol);
    return;
  }
  const match = /^(\d{1,5})\/(\d{1,5})$/.exec(portRange) ?? refuse(ecsErrors.rulePortRange);
  const [from, to] = [Number(match[1]), Number(match[2])];
  if (from < 1 || to > 65535 || from > to) refuse(ecsErrors.rulePortRange);
  if (!hasPorts) refuse(ecsErrors.rulePortsOfProtocol);
}

/** Reads the other side of a rule; `undefined` when the request names none. */
export function readPeer(request: RuleRequest, direction: Direction): RulePeer | undefined {
  const isIngress = direction === 'ingress';
  const cidr = isIngress ? request.SourceCidrIp : request.DestCidrIp;
  const ipv6Cidr = isIngress ? request.Ipv6SourceCidrIp : request.Ipv6DestCidrIp;
  const group = isIngress ? request.SourceGroupId : request.DestGroupId;
  const prefixList = isIngress ? request.SourcePrefixListId : request.DestPrefixListId;
  const given = [cidr, ipv6Cidr, group, prefixList].filter((value) => value !== undefined);
  if (given.length > 1) refuse(ecsErrors.rulePeerConflict);
  // Prefix lists are not emulated, so none can exist.
  if (prefixList !== undefined) refuse(ecsErrors.rulePrefixListNotFound);
  if (cidr !== undefined) {
    if (!isIpv4Block(cidr)) refuse(isIngress ? ecsErrors.ruleSourceCidr : ecsErrors.ruleDestCidr);
    return { kind: 'cidr', value: cidr };
  }
  if (ipv6Cidr !== undefined) {
    const error = isIngress ? ecsErrors.ruleIpv6SourceCidr : ecsErrors.ruleIpv6DestCidr;
    return { kind: 'ipv6Cidr', value: compressedIpv6(ipv6Cidr) ?? refuse(error) };
  }
  return group === undefined ? undefined : { kind: 'group', value: group };
}

/** Reads a description of at most 512 characters; empty clears it. */
export function readDescription(given = ''): string {
  if (given !== '' && !isPlainText(given, 512)) refuse(ecsErrors.ruleDescription);
  return given;
}

function missingPeer(direction: Direction) {
  return direction === 'ingress' ? ecsErrors.ruleSourceMissing : ecsErrors.ruleDestMissing;
}

function isIpv4Block(text: string): boolean {
  return parsePrefix(text) !== undefined || parseAddress(text) !== undefined;
}

/** The shortest spelling, which is what the provider looks for in the answer; `undefined` when it is no IPv6 block. */
function compressedIpv6(text: string): string | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= 128);
  if (!isIPv6(address) || address.includes('%') || !isLength || rest.length > 0) return undefined;
  const compressed = new URL(`http://[${address}]`).hostname.slice(1, -1);
  return length === undefined ? compressed : `${compressed}/${length}`;
}
