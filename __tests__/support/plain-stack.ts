/** Arguments of a resource, in Terraform's JSON syntax. */
export type Arguments = Record<string, unknown>;

/** The resources of a stack by type and name, open to change. */
export interface Stack {
  readonly provider: Readonly<Record<string, readonly Arguments[]>>;
  readonly resource: Record<string, Record<string, Arguments>>;
}

const ref = (address: string, attribute = 'id'): string => `\${${address}.${attribute}}`;
const HANGZHOU = { provider: 'alicloud.hangzhou' };

/**
 * An ALB in Chengdu with one server in Hangzhou, as somebody might have written it by hand: complete, and nothing wrong with it.
 *
 * A new one each time.
 */
export function stack(): Stack {
  return {
    provider: { alicloud: [{ region: 'cn-chengdu' }, { alias: 'hangzhou', region: 'cn-hangzhou' }] },
    resource: { ...networks(), ...transit(), ...joins(), ...routes(), ...servers(), ...balancer() },
  };
}

function networks(): Stack['resource'] {
  const vSwitch = (vpc: string, zone: string, cidr: string) => ({
    vpc_id: ref(`alicloud_vpc.${vpc}`),
    zone_id: zone,
    cidr_block: cidr,
    ...(vpc === 'far' && HANGZHOU),
  });
  return {
    alicloud_vpc: {
      near: { vpc_name: 'near', cidr_block: '172.16.0.0/16', tags: { team: 'network' } },
      far: { ...HANGZHOU, vpc_name: 'far', cidr_block: '192.168.0.0/16' },
    },
    alicloud_vswitch: {
      near1: vSwitch('near', 'cn-chengdu-a', '172.16.0.0/24'),
      near2: vSwitch('near', 'cn-chengdu-b', '172.16.6.0/24'),
      far1: vSwitch('far', 'cn-hangzhou-h', '192.168.8.0/24'),
      far2: vSwitch('far', 'cn-hangzhou-i', '192.168.7.0/24'),
    },
  };
}

function transit(): Stack['resource'] {
  const attachment = (side: string, zones: readonly string[]) => ({
    cen_id: ref('alicloud_cen_instance.cen'),
    transit_router_id: ref(`alicloud_cen_transit_router.${side}`, 'transit_router_id'),
    vpc_id: ref(`alicloud_vpc.${side}`),
    auto_publish_route_enabled: false,
    zone_mappings: zones.map((zone_id, index) => ({
      zone_id,
      vswitch_id: ref(`alicloud_vswitch.${side}${index + 1}`),
    })),
    ...(side === 'far' && HANGZHOU),
  });
  return {
    alicloud_cen_instance: { cen: { cen_instance_name: 'cen' } },
    alicloud_cen_transit_router: {
      near: { cen_id: ref('alicloud_cen_instance.cen'), transit_router_name: 'near' },
      far: { ...HANGZHOU, cen_id: ref('alicloud_cen_instance.cen') },
    },
    alicloud_cen_transit_router_vpc_attachment: {
      near: attachment('near', ['cn-chengdu-a', 'cn-chengdu-b']),
      far: attachment('far', ['cn-hangzhou-h', 'cn-hangzhou-i']),
    },
    alicloud_cen_bandwidth_package: {
      plan: {
        bandwidth: 10,
        geographic_region_a_id: 'China',
        geographic_region_b_id: 'China',
        payment_type: 'PostPaid',
      },
    },
    alicloud_cen_bandwidth_package_attachment: {
      plan: {
        instance_id: ref('alicloud_cen_instance.cen'),
        bandwidth_package_id: ref('alicloud_cen_bandwidth_package.plan'),
      },
    },
    alicloud_cen_transit_router_peer_attachment: {
      link: {
        cen_id: ref('alicloud_cen_instance.cen'),
        transit_router_id: ref('alicloud_cen_transit_router.near', 'transit_router_id'),
        peer_transit_router_id: ref('alicloud_cen_transit_router.far', 'transit_router_id'),
        peer_transit_router_region_id: 'cn-hangzhou',
        bandwidth_type: 'BandwidthPackage',
        cen_bandwidth_package_id: ref('alicloud_cen_bandwidth_package_attachment.plan', 'bandwidth_package_id'),
        bandwidth: 10,
        auto_publish_route_enabled: true,
      },
    },
  };
}

/** Every attachment, and both ends of the connection, associated and propagated. */
function joins(): Stack['resource'] {
  const ends = ['near', 'far'].flatMap((side) =>
    [`vpc_attachment.${side}`, 'peer_attachment.link'].map((attachment) => {
      const arguments_ = {
        transit_router_attachment_id: ref(`alicloud_cen_transit_router_${attachment}`, 'transit_router_attachment_id'),
        transit_router_route_table_id: ref(
          `alicloud_cen_transit_router_route_table.${side}`,
          'transit_router_route_table_id',
        ),
        ...(side === 'far' && HANGZHOU),
      };
      return [`${side}_${attachment.replace('.', '_')}`, arguments_] as const;
    }),
  );
  const table = (side: string) => ({
    transit_router_id: ref(`alicloud_cen_transit_router.${side}`, 'transit_router_id'),
    ...(side === 'far' && HANGZHOU),
  });
  return {
    alicloud_cen_transit_router_route_table: { near: table('near'), far: table('far') },
    alicloud_cen_transit_router_route_table_association: Object.fromEntries(ends),
    alicloud_cen_transit_router_route_table_propagation: Object.fromEntries(ends),
  };
}

function routes(): Stack['resource'] {
  const route = (side: string, destination: string) => ({
    route_table_id: ref(`alicloud_vpc.${side}`, 'route_table_id'),
    destination_cidrblock: destination,
    nexthop_type: 'Attachment',
    nexthop_id: ref(`alicloud_cen_transit_router_vpc_attachment.${side}`, 'transit_router_attachment_id'),
    ...(side === 'far' && HANGZHOU),
  });
  return {
    alicloud_route_entry: {
      out: route('near', '192.168.7.0/24'),
      back1: route('far', '172.16.0.0/24'),
      back2: route('far', '172.16.6.0/24'),
      back3: route('far', '100.117.130.0/25'),
    },
    alicloud_cen_transit_router_route_entry: {
      back3: {
        transit_router_route_table_id: ref(
          'alicloud_cen_transit_router_route_table.near',
          'transit_router_route_table_id',
        ),
        transit_router_route_entry_destination_cidr_block: '100.117.130.0/25',
        transit_router_route_entry_next_hop_type: 'Attachment',
        transit_router_route_entry_next_hop_id: ref(
          'alicloud_cen_transit_router_vpc_attachment.near',
          'transit_router_attachment_id',
        ),
      },
    },
  };
}

function servers(): Stack['resource'] {
  return {
    alicloud_security_group: { far: { ...HANGZHOU, vpc_id: ref('alicloud_vpc.far'), security_group_name: 'far' } },
    alicloud_security_group_rule: {
      web: {
        ...HANGZHOU,
        security_group_id: ref('alicloud_security_group.far'),
        type: 'ingress',
        nic_type: 'intranet',
        ip_protocol: 'tcp',
        policy: 'accept',
        port_range: '80/80',
        cidr_ip: '172.16.0.0/16',
      },
      old: {
        ...HANGZHOU,
        security_group_id: ref('alicloud_security_group.far'),
        type: 'ingress',
        ip_protocol: 'tcp',
        port_range: '80/80',
        cidr_ip: '100.64.0.0/10',
      },
    },
    alicloud_instance: {
      web1: {
        ...HANGZHOU,
        vswitch_id: ref('alicloud_vswitch.far2'),
        security_groups: [ref('alicloud_security_group.far')],
        instance_name: 'web1',
        private_ip: '192.168.7.20',
      },
    },
  };
}

function balancer(): Stack['resource'] {
  return {
    alicloud_alb_load_balancer: {
      alb: {
        vpc_id: ref('alicloud_vpc.near'),
        load_balancer_name: 'alb',
        load_balancer_edition: 'Standard',
        address_type: 'Intranet',
        address_allocated_mode: 'Fixed',
        zone_mappings: [
          { zone_id: 'cn-chengdu-a', vswitch_id: ref('alicloud_vswitch.near1') },
          { zone_id: 'cn-chengdu-b', vswitch_id: ref('alicloud_vswitch.near2') },
        ],
      },
    },
    alicloud_alb_server_group: {
      web: {
        vpc_id: ref('alicloud_vpc.near'),
        server_group_name: 'web',
        server_group_type: 'Ip',
        protocol: 'HTTP',
        scheduler: 'Wrr',
        health_check_config: [
          {
            health_check_enabled: true,
            health_check_path: '/',
            health_check_interval: 2,
            health_check_timeout: 5,
            healthy_threshold: 3,
            unhealthy_threshold: 3,
            health_check_connect_port: 0,
          },
        ],
        servers: [
          {
            server_type: 'Ip',
            server_id: '192.168.7.20',
            server_ip: '192.168.7.20',
            port: 80,
            weight: 100,
            remote_ip_enabled: true,
          },
        ],
      },
    },
    alicloud_alb_listener: {
      http: {
        load_balancer_id: ref('alicloud_alb_load_balancer.alb'),
        listener_port: 80,
        listener_protocol: 'HTTP',
        default_actions: [forwardTo('web')],
      },
    },
  };
}

/** An action that sends requests to a server group. */
export function forwardTo(...groups: readonly string[]): Arguments {
  const server_group_tuples = groups.map((group) => ({
    server_group_id: ref(`alicloud_alb_server_group.${group}`),
  }));
  return { type: 'ForwardGroup', forward_group_config: [{ server_group_tuples }] };
}

/** The arguments of a resource, open to change. */
export function at(json: Stack, address: string): Arguments {
  const [type = '', name = ''] = address.split('.');
  const found = json.resource[type]?.[name];
  if (found === undefined) throw new Error(`there is no ${address}`);
  return found;
}

/** Adds a resource, like another one where `from` names it. */
export function add(json: Stack, address: string, more: Arguments, from?: string): void {
  const [type = '', name = ''] = address.split('.');
  const base = from === undefined ? {} : structuredClone(at(json, from));
  json.resource[type] = { ...json.resource[type], [name]: { ...base, ...more } };
}

/** The first block of a name in a resource, open to change. */
export function block(json: Stack, address: string, name: string): Arguments {
  const [first] = at(json, address)[name] as Arguments[];
  if (first === undefined) throw new Error(`${address} has no ${name}`);
  return first;
}
