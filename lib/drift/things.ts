import { IDENTITIES, SYSTEM } from '../proof/terraform';
import type { Plan, Values } from './plan';

/** What resources are called, by address. */
export type Labels = ReadonlyMap<string, string>;

/** What kinds of resources are called. */
const NOUNS: Readonly<Record<string, string>> = {
  alicloud_alb_acl: 'access control list',
  alicloud_alb_health_check_template: 'health check template',
  alicloud_alb_listener: 'listener',
  alicloud_alb_load_balancer: 'ALB',
  alicloud_alb_rule: 'forwarding rule',
  alicloud_alb_server_group: 'server group',
  alicloud_cen_bandwidth_package: 'bandwidth plan',
  alicloud_cen_instance: 'CEN instance',
  alicloud_cen_transit_router: 'transit router',
  alicloud_cen_transit_router_peer_attachment: 'inter-region connection',
  alicloud_cen_transit_router_route_table: 'route table',
  alicloud_cen_transit_router_vpc_attachment: 'VPC attachment',
  alicloud_ecs_command: 'command',
  alicloud_ecs_invocation: 'invocation',
  alicloud_instance: 'instance',
  alicloud_route_table: 'route table',
  alicloud_security_group: 'security group',
  alicloud_vpc: 'VPC',
  alicloud_vswitch: 'vSwitch',
};

type Phrase = (values: Values, nameOf: (id: unknown) => string) => string;

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** What people call resources that are part of another one, or join two. */
const PHRASES: Readonly<Record<string, Phrase>> = {
  alicloud_route_entry: (values, nameOf) =>
    `route ${text(values.destination_cidrblock)} in ${nameOf(values.route_table_id)}`,
  alicloud_cen_transit_router_route_entry: (values, nameOf) =>
    `route ${text(values.transit_router_route_entry_destination_cidr_block)} in ${nameOf(values.transit_router_route_table_id)}`,
  alicloud_cen_transit_router_route_table_association: (values, nameOf) =>
    `association of ${nameOf(values.transit_router_attachment_id)} with ${nameOf(values.transit_router_route_table_id)}`,
  alicloud_cen_transit_router_route_table_propagation: (values, nameOf) =>
    `propagation of ${nameOf(values.transit_router_attachment_id)} into ${nameOf(values.transit_router_route_table_id)}`,
  alicloud_security_group_rule: securityGroupRule,
  alicloud_cen_bandwidth_package_attachment: (values, nameOf) =>
    `attachment of bandwidth plan ${nameOf(values.bandwidth_package_id)} to ${nameOf(values.instance_id)}`,
  alicloud_alb_acl_entry_attachment: (values, nameOf) => `entry ${text(values.entry)} of ${nameOf(values.acl_id)}`,
  alicloud_alb_listener_acl_attachment: (values, nameOf) =>
    `access control list ${nameOf(values.acl_id)} of ${nameOf(values.listener_id)}`,
  alicloud_alb_listener_additional_certificate_attachment: (values, nameOf) =>
    `certificate ${text(values.certificate_id)} of ${nameOf(values.listener_id)}`,
};

function securityGroupRule(values: Values, nameOf: (id: unknown) => string): string {
  const isIngress = values.type !== 'egress';
  const source = text(values.source_security_group_id);
  const other = source === '' ? text(values.cidr_ip) || text(values.ipv6_cidr_ip) : nameOf(source);
  const what = [values.policy, values.ip_protocol, values.port_range].map(text).filter((each) => each !== '');
  return `rule ${what.join(' ')} ${isIngress ? 'from' : 'to'} ${other} of ${nameOf(values.security_group_id)}`;
}

/** Whether a resource is only a part of another, or joins two: then nothing belongs to it. */
export const isPart = (type: string): boolean => Object.hasOwn(PHRASES, type);

/** Says in words which resource it is: `route 100.122.176.0/26 in system route table of vpc2`. */
export class Things {
  private readonly names = new Map<unknown, string>();

  constructor(
    { standing, drifted }: Plan,
    private readonly labels: Labels = new Map(),
  ) {
    for (const { resource } of standing) {
      if (resource.mode === 'managed')
        this.note(String(resource.type), String(resource.address), resource.values as Values);
    }
    for (const { type, address, before = {} } of drifted) this.note(type, address, before);
  }

  /** What people call a resource. */
  describe(type: string, address: string, values: Values): string {
    const phrase = PHRASES[type];
    if (phrase !== undefined) return phrase(values, (id) => this.names.get(id) ?? text(id));
    return [NOUNS[type], this.labelOf(address)].filter(Boolean).join(' ');
  }

  private labelOf(address: string): string {
    return this.labels.get(address) ?? address;
  }

  /** Under which ids others mention it. */
  private note(type: string, address: string, values: Values): void {
    const label = this.labelOf(address);
    for (const { attributes, suffix } of IDENTITIES[type] ??
      (isPart(type) ? [] : [{ attributes: ['id'], suffix: undefined }])) {
      const name = suffix === SYSTEM ? `system route table of ${label}` : label;
      for (const attribute of attributes) {
        const id = values[attribute];
        if (typeof id === 'string' && id !== '') this.names.set(id, name);
      }
    }
  }
}
