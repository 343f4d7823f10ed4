import type { CallParameters } from '@causeway/local-cloud';
import type { Configuration } from '../rehearse/configuration';
import { resourceTypes } from '../rehearse/resources';
import type { Belonging } from './inventory';

/** Something below what is a deployment's that the deployment did not make, as far as can be told. */
export interface Other extends Belonging {
  /** What says so, such as `it has no name`. */
  readonly reason: string;
}

/** A deployment, as what it makes tells of it. */
export interface Maker {
  readonly deployment: string;
  readonly configuration: Configuration;
  /** Whether something is the deployment's, by its id in the cloud. */
  readonly owns: (id: string) => boolean;
}

/** The argument by which the stacks mark what takes no tags. It is set by the call that makes the thing, whenever Terraform is killed. */
const MARKED_BY: Readonly<Record<string, string>> = {
  alicloud_alb_rule: 'rule_name',
  alicloud_cen_bandwidth_package: 'cen_bandwidth_package_name',
  alicloud_cen_transit_router_route_entry: 'transit_router_route_entry_name',
  alicloud_route_entry: 'name',
  alicloud_security_group_rule: 'description',
};

/** What is joined with the parent, where the thing is no more than that: the parameter with its id. */
const JOINS: Readonly<Record<string, string>> = {
  alicloud_alb_listener_acl_attachment: 'AclIds',
  alicloud_cen_bandwidth_package_attachment: 'CenBandwidthPackageId',
  alicloud_cen_transit_router_route_table_association: 'TransitRouterAttachmentId',
  alicloud_cen_transit_router_route_table_propagation: 'TransitRouterAttachmentId',
};

/** Why something that was found by its parent is not the deployment's; undefined where it may be. */
export function whyNotOurs(thing: Belonging, maker: Maker): string | undefined {
  if (thing.foundBy !== 'parent') return undefined;
  const { type } = thing;
  const [mark, join] = [MARKED_BY[type], JOINS[type]];
  if (mark !== undefined) return whyNotMarked(thing, mark, maker);
  return join === undefined ? undefined : whyNotJoined(thing, join, maker);
}

function whyNotMarked(
  { type, found }: Belonging,
  argument: string,
  { deployment, configuration }: Maker,
): string | undefined {
  const parameter = resourceTypes.get(type)?.arguments[argument]?.parameter ?? '';
  const text = String(found[parameter] ?? '');
  const given = configuration.blocks.filter((block) => block.type === type).map((block) => block.arguments[argument]);
  if (text.startsWith(`${deployment}-`) || (text !== '' && given.includes(text))) return undefined;
  const word = argument.endsWith('description') ? 'description' : 'name';
  return text === '' ? `it has no ${word}` : `its ${word} is "${text}"`;
}

function whyNotJoined({ found, identity }: Belonging, parameter: string, { owns }: Maker): string | undefined {
  const ids = [(found as CallParameters)[parameter] ?? identity[parameter]].flat().map(String);
  const other = ids.find((id) => !owns(id));
  return other === undefined ? undefined : `it joins ${other}, which belongs to somebody else`;
}
