import type { Cidr } from '../../core';
import type { NextHop } from '../model';
import { describePlace } from '../describe';
import type { Flow, Hop, Loss } from '../verdict';

/** `web/ecs1`: a server as a member of its group, each by what tells it apart. */
export function serverName({ serverGroup, server }: Pick<Flow, 'serverGroup' | 'server'>): string {
  return [serverGroup.label, server.label].map(lastPart).join('/');
}

/** The last part of a construct path, or a Terraform address without module and type; another label as it is. */
export function lastPart(label: string): string {
  const address = /^(?:.*\.)?alicloud_\w+\.(.+)$/.exec(label);
  if (address?.[1] !== undefined) return address[1];
  return label.split('/').at(-1) || label;
}

/** `web/ecs1 (192.168.7.20:80, cn-hangzhou)`. */
export function describeServer({ serverGroup, server }: Pick<Flow, 'serverGroup' | 'server'>): string {
  const { address = 'address not known yet', port, region } = server;
  const where = region === undefined ? '' : `, ${region}`;
  return `${serverName({ serverGroup, server })} (${address}:${port}${where})`;
}

/** `HTTP 80 of alb`. */
export function describeListener({ listener, loadBalancer }: Pick<Flow, 'listener' | 'loadBalancer'>): string {
  return `${listener.protocol} ${listener.port} of ${loadBalancer.label}`;
}

/** What a flow consists of: health checks, unless the group makes none. */
export function describePackets({ checked }: Pick<Flow, 'checked'>): string {
  const check = checked.find(({ purpose }) => purpose === 'healthCheck');
  const request = checked.find(({ purpose }) => purpose === 'request');
  if (check === undefined) return 'requests';
  return request === undefined || request.port === check.port ? 'health checks' : `health checks (port ${check.port})`;
}

/** Blocks of addresses, and which range they are a part of where they are not all of it. */
export function describeSources(sources: readonly Cidr[], range: Cidr): string {
  const texts = sources.map(({ text }) => text).join(', ');
  return isAll(sources, range) ? range.text : `${texts} (part of ${range.text})`;
}

/** Whether some blocks of a range, none of which overlap, are all of it. */
export function isAll(sources: readonly Cidr[], range: Cidr): boolean {
  const size = sources.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return sources.length === 0 || size >= range.last - range.first + 1;
}

/** Where a packet is lost: the table that was looked up, or the place. */
export function describeWhere({ place, hops }: Loss): string {
  const last = hops.at(-1);
  const table = last?.place.id === place.id ? last.table : undefined;
  return table === undefined ? describePlace(place) : `${table.label} (${place.region})`;
}

/** What became of the packets, without saying whose. */
export function describeLoss(loss: Loss): string {
  const fate = loss.way === 'out' ? 'do not arrive: lost' : 'arrive, but the answers are lost';
  return `${fate} at ${describeWhere(loss)}: ${loss.reason}`;
}

/**
 * One loss as a sentence of its own: whose packets, how far they come, where they end, why, and what mends it.
 *
 * `health checks from 100.117.130.128/25 reach web/ecs1 (192.168.7.20:80, cn-hangzhou), but the answers are lost at …`
 */
export function lossSentence(flow: Flow, loss: Loss): string {
  const packets = `${describePackets(flow)} from ${describeSources(loss.sources, flow.source.cidr)}`;
  const server = describeServer(flow);
  const fate =
    loss.way === 'back'
      ? `${packets} reach ${server}, but the answers are lost at ${describeWhere(loss)}`
      : `${packets} do not reach ${server}: they are lost at ${describeWhere(loss)}`;
  return `${fate}: ${loss.reason}${loss.remedy === undefined ? '' : `; ${loss.remedy}`}`;
}

/** What is known of a flow, in one sentence for each thing that there is to say. */
export function flowSentences(flow: Flow): readonly string[] {
  const route = `from ${flow.source.cidr.text} to ${describeServer(flow)}`;
  const packets = describePackets(flow);
  switch (flow.status) {
    case 'proven':
      return [`${packets} ${route} arrive, and their answers come back`];
    case 'unused':
      return [`nothing is sent ${route}: its weight is 0`];
    case 'unknown':
      return flow.gaps.map(({ message }) => `${packets} ${route} cannot be told: ${message}`);
    case 'broken':
      return flow.losses.map((loss) => lossSentence(flow, loss));
  }
}

/** `attachment att1`, `cloud services`, `local`. */
export function describeNextHop(nextHop: NextHop, labelOf: (id: string) => string = (id) => id): string {
  switch (nextHop.kind) {
    case 'attachment':
      return labelOf(nextHop.attachmentId);
    case 'cloudServices':
      return 'cloud services';
    case 'blackHole':
      return 'black hole';
    case 'local':
      return 'local';
    case 'other':
      return nextHop.text;
  }
}

/** One step of a packet: `out   VPC vpc1 (cn-chengdu), system route table: 192.168.7.0/24 -> attachment [static]`. */
export function describeHop({ place, table, entry, text }: Hop): string {
  const where = table === undefined ? describePlace(place) : `${describePlace(place)}, ${table.label}`;
  return `${where}: ${text}${entry === undefined ? '' : ` [${entry.origin}: ${entry.label}]`}`;
}
