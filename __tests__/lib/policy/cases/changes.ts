import { add, at, block, forwardTo, type Arguments, type Stack } from '../../../support/plain-stack';

/** Something that a rule objects to. */
export interface PolicyCase {
  readonly code: string;
  readonly name: string;
  readonly change: Change;
  /** The resource that the rule is about. */
  readonly address: string;
  /** What the message has to say of it. */
  readonly says: string;
}

type Change = (json: Stack) => void;
type Row = readonly [code: string, name: string, address: string, says: string, change: Change];

/** Cases from a table. */
export function cases(rows: readonly Row[]): readonly PolicyCase[] {
  return rows.map(([code, name, address, says, change]) => ({ code, name, address, says, change }));
}

export const ALB = 'alicloud_alb_load_balancer.alb';
export const GROUP = 'alicloud_alb_server_group.web';
export const LISTENER = 'alicloud_alb_listener.http';

/** Gives a resource other arguments. */
export function set(address: string, change: Arguments): Change {
  return (json) => void Object.assign(at(json, address), change);
}

/** Gives the first block of a name other arguments. */
export function inBlock(address: string, name: string, change: Arguments): Change {
  return (json) => void Object.assign(block(json, address, name), change);
}

/** Takes an argument away. */
export function without(address: string, name: string): Change {
  return (json) => void Reflect.deleteProperty(at(json, address), name);
}

/** Several changes, one after the other. */
export function all(...changes: readonly Change[]): Change {
  return (json) => changes.forEach((change) => change(json));
}

/** Adds a provider of another region, by its alias. */
export function provider(alias: string, region: string): Change {
  return (json) => void (json.provider.alicloud as Arguments[]).push({ alias, region });
}

/** What the ALB shows of its addresses once it stands. */
export function standing(address: string, ...local: readonly string[]): Change {
  return inBlock(ALB, 'zone_mappings', {
    load_balancer_addresses: [{ intranet_address: address, ipv4_local_addresses: local }],
  });
}

/** Another VPC in Chengdu on the same CEN instance, with an ALB that reaches the same server. */
export function secondFrontend(json: Stack): void {
  const vpc_id = '${alicloud_vpc.other.id}';
  const load_balancer_id = '${alicloud_alb_load_balancer.other.id}';
  const attachment = 'alicloud_cen_transit_router_vpc_attachment';
  add(json, 'alicloud_vpc.other', { vpc_name: 'other', cidr_block: '10.0.0.0/16' }, 'alicloud_vpc.near');
  add(json, `${attachment}.other`, { vpc_id }, `${attachment}.near`);
  const zone_mappings = ['a', 'b'].map((letter, index) => {
    const zone = { vpc_id, zone_id: `cn-chengdu-${letter}`, cidr_block: `10.0.${index}.0/24` };
    add(json, `alicloud_vswitch.other_${letter}`, zone, 'alicloud_vswitch.near1');
    return { zone_id: zone.zone_id, vswitch_id: `\${alicloud_vswitch.other_${letter}.id}` };
  });
  add(json, 'alicloud_alb_load_balancer.other', { vpc_id, zone_mappings }, ALB);
  add(json, 'alicloud_alb_server_group.other', { vpc_id }, GROUP);
  add(json, 'alicloud_alb_listener.other', { load_balancer_id, default_actions: [forwardTo('other')] }, LISTENER);
}
