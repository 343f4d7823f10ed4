import type { Snapshot } from './journal';

/** A field as text; lists are joined. */
type Read = (name: string) => string;

const route = (read: Read): string => `${read('destinationCidrBlock')} -> ${read('nextHopId') || read('nextHopType')}`;

/** What tells one object of a kind from the others, besides id, name and region. */
const details: Readonly<Record<string, (read: Read) => string>> = {
  'vpc/vpcs': (read) => read('cidrBlock'),
  'vpc/vSwitches': (read) => `${read('cidrBlock')} in ${read('zoneId')}`,
  'vpc/routeTables': (read) => `${read('type')}, of ${read('vpcId')}`,
  'vpc/routeEntries': route,
  'ecs/securityGroups': (read) => `of ${read('vpcId')}`,
  'ecs/securityGroupRules': (read) =>
    [read('direction'), read('policy'), read('ipProtocol'), read('portRange'), read('peer.value')].join(' '),
  'ecs/instances': (read) => read('instanceType'),
  'ecs/commands': (read) => read('type'),
  'cen/bandwidthPackages': (read) => `${read('bandwidthMbps')} Mbps`,
  'cen/routeTables': (read) => `${read('type')}, of ${read('transitRouterId')}`,
  'cen/vpcAttachments': (read) => read('vpcId'),
  'cen/peerAttachments': (read) => `to ${read('peerRegionId')}, ${read('bandwidthMbps')} Mbps`,
  'cen/associations': (read) => `in ${read('routeTableId')}`,
  'cen/staticRouteEntries': route,
  'alb/loadBalancers': (read) => read('dnsName'),
  'alb/listeners': (read) => `${read('protocol')} ${read('port')} -> ${read('serverGroupId')}`,
  'alb/rules': (read) => `priority ${read('priority')} of ${read('listenerId')}`,
  'alb/serverGroups': (read) => `${read('protocol')}, ${read('scheduler')}`,
  'alb/backendServers': (read) => [read('description'), `weight ${read('weight')}`].filter(Boolean).join(', '),
};

/** What an object is about, in a few words; empty where its id and name say it all. */
export function detailOf(kind: string, record: Snapshot): string {
  const read: Read = (path) => {
    const value = path.split('.').reduce<unknown>((at, name) => (at as Snapshot | undefined)?.[name], record);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return details[kind]?.(read) ?? '';
}
