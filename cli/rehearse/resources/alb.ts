import type { CallParameters, ParameterValue } from '@causeway/local-cloud';
import { listAt, nested, same, single, tags } from './arguments';
import type { Call, Found, ResourceType } from './resource-type';

/** How a load balancer is paid for: Terraform's word, and the API's. */
const payTypes: Readonly<Record<string, string>> = { PayAsYouGo: 'PostPay' };

/** Load balancers: ALB, version 2020-06-16. */
export const albResources: Readonly<Record<string, ResourceType>> = {
  alicloud_alb_load_balancer: {
    product: 'Alb',
    arguments: {
      vpc_id: same('VpcId'),
      load_balancer_name: same('LoadBalancerName'),
      load_balancer_edition: same('LoadBalancerEdition'),
      address_type: same('AddressType'),
      address_ip_version: same('AddressIpVersion'),
      address_allocated_mode: same('AddressAllocatedMode'),
      deletion_protection_enabled: same('DeletionProtectionEnabled', {
        shown: ({ DeletionProtectionConfig: protection }) => (protection as Found).Enabled,
      }),
      access_log_config: single('AccessLogConfig'),
      load_balancer_billing_config: same('LoadBalancerBillingConfig', { write: payType }),
      zone_mappings: nested('ZoneMappings'),
      tags,
    },
    create: 'CreateLoadBalancer',
    later: ['AccessLogConfig'],
    complete: enableAccessLog,
    identity: ['LoadBalancerId'],
    read: (call, identity) => call('GetLoadBalancerAttribute', identity),
    attributes: {
      id: 'LoadBalancerId',
      dns_name: 'DNSName',
      // It takes the place of the argument: the same zones, with what the cloud says of them.
      zone_mappings: (found) => listAt(found, 'ZoneMappings').map(zone),
    },
    delete: 'DeleteLoadBalancer',
  },
  alicloud_alb_server_group: {
    product: 'Alb',
    arguments: {
      server_group_name: same('ServerGroupName'),
      server_group_type: same('ServerGroupType'),
      vpc_id: same('VpcId'),
      protocol: same('Protocol'),
      scheduler: same('Scheduler'),
      health_check_config: single('HealthCheckConfig'),
      sticky_session_config: single('StickySessionConfig'),
      slow_start_config: single('SlowStartConfig'),
      connection_drain_config: single('ConnectionDrainConfig'),
      uch_config: single('UchConfig'),
      servers: nested('Servers'),
      tags,
    },
    create: 'CreateServerGroup',
    later: ['Servers'],
    complete: addServers,
    identity: ['ServerGroupId'],
    read: readServerGroup,
    attributes: { id: 'ServerGroupId' },
    delete: 'DeleteServerGroup',
  },
  alicloud_alb_listener: {
    product: 'Alb',
    arguments: {
      load_balancer_id: same('LoadBalancerId'),
      listener_protocol: same('ListenerProtocol'),
      listener_port: same('ListenerPort'),
      listener_description: same('ListenerDescription'),
      default_actions: nested('DefaultActions'),
      idle_timeout: same('IdleTimeout'),
      request_timeout: same('RequestTimeout'),
      gzip_enabled: same('GzipEnabled'),
      http2_enabled: same('Http2Enabled'),
      security_policy_id: same('SecurityPolicyId'),
      certificates: nested('Certificates'),
      quic_config: single('QuicConfig'),
      x_forwarded_for_config: single('XForwardedForConfig'),
      tags,
    },
    create: 'CreateListener',
    identity: ['ListenerId'],
    read: (call, identity) => call('GetListenerAttribute', identity),
    attributes: { id: 'ListenerId' },
    delete: 'DeleteListener',
  },
};

async function enableAccessLog(
  call: Call,
  identity: CallParameters,
  { AccessLogConfig }: CallParameters,
): Promise<void> {
  if (AccessLogConfig !== undefined) {
    await call('EnableLoadBalancerAccessLog', { ...identity, ...(AccessLogConfig as CallParameters) });
  }
}

function payType(value: unknown): ParameterValue {
  const { pay_type: type } = (Array.isArray(value) ? value[0] : value) as { readonly pay_type: string };
  return { PayType: payTypes[type] };
}

/** A zone of a load balancer, in Terraform's words. */
export function zone({ VSwitchId, ZoneId, LoadBalancerAddresses }: Found): unknown {
  return {
    vswitch_id: VSwitchId,
    zone_id: ZoneId,
    load_balancer_addresses: (LoadBalancerAddresses as readonly Found[]).map(({ Address, Ipv4LocalAddresses }) => ({
      address: Address,
      // Non-upgraded load balancers answer none.
      ipv4_local_addresses: Ipv4LocalAddresses ?? [],
    })),
  };
}

async function addServers(call: Call, identity: CallParameters, { Servers }: CallParameters): Promise<void> {
  if (Servers !== undefined) await call('AddServersToServerGroup', { ...identity, Servers });
}

async function readServerGroup(call: Call, { ServerGroupId }: CallParameters): Promise<Found | undefined> {
  const groups = await call('ListServerGroups', { ServerGroupIds: [ServerGroupId] });
  const [group] = listAt(groups, 'ServerGroups');
  return group && { ...group, Servers: listAt(await call('ListServerGroupServers', { ServerGroupId }), 'Servers') };
}
