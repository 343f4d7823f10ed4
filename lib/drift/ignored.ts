import { objects } from '../proof/terraform';
import type { Values } from './plan';

/**
 * Attributes that the provider keeps under an old name beside the new one, by resource type: old to new.
 *
 * A change by hand shows under both, and after an apply the old one is filled late.
 */
export const OLD_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  alicloud_alb_listener: { xforwarded_for_config: 'x_forwarded_for_config' },
  alicloud_cen_bandwidth_package: { name: 'cen_bandwidth_package_name', charge_type: 'payment_type' },
  alicloud_cen_instance: { name: 'cen_instance_name' },
  alicloud_cen_transit_router_peer_attachment: {
    transit_router_attachment_name: 'transit_router_peer_attachment_name',
  },
  alicloud_cen_transit_router_vpc_attachment: {
    transit_router_attachment_name: 'transit_router_vpc_attachment_name',
  },
  alicloud_security_group: { name: 'security_group_name', inner_access: 'inner_access_policy' },
  alicloud_vpc: { name: 'vpc_name' },
  alicloud_vswitch: { name: 'vswitch_name', availability_zone: 'zone_id' },
};

/** An attribute in which a resource also shows what resources of another type are. */
export interface Mirror {
  readonly type: string;
  readonly attribute: string;
  /** The type of the resources that are shown. */
  readonly of: string;
  /** Their attribute that names the resource which shows them. */
  readonly owner: string;
  /** The value without what such resources stand for. */
  readonly without: (value: unknown, shown: readonly Values[]) => unknown;
}

/** A change of such a resource is told of itself, and its making is no drift of the other. */
export const MIRRORS: readonly Mirror[] = [
  {
    type: 'alicloud_alb_acl',
    attribute: 'acl_entries',
    of: 'alicloud_alb_acl_entry_attachment',
    owner: 'acl_id',
    without: (value, shown) => objects(value).filter(({ entry }) => !shown.some((other) => other.entry === entry)),
  },
  {
    type: 'alicloud_alb_listener',
    attribute: 'acl_config',
    of: 'alicloud_alb_listener_acl_attachment',
    owner: 'listener_id',
    without: (value, shown) =>
      objects(value)
        .map((config) => ({ ...config, acl_relations: withoutAcls(config.acl_relations, shown) }))
        .filter(({ acl_relations: relations }) => relations.length > 0),
  },
];

function withoutAcls(relations: unknown, shown: readonly Values[]): readonly Values[] {
  return objects(relations).filter(({ acl_id: id }) => !shown.some((other) => other.acl_id === id));
}

/** Takes out of a resource's values what others of the given resources stand for. */
export function withoutMirrored(
  type: string,
  values: Values,
  all: readonly { type: string; values: Values }[],
): Values {
  const mirrors = MIRRORS.filter((mirror) => mirror.type === type && mirror.attribute in values);
  return mirrors.reduce((cleaned, { attribute, of, owner, without }) => {
    const shown = all.filter((other) => other.type === of && other.values[owner] === values.id);
    return shown.length === 0
      ? cleaned
      : {
          ...cleaned,
          [attribute]: without(
            values[attribute],
            shown.map((other) => other.values),
          ),
        };
  }, values);
}
