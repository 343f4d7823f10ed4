import type { Instance } from '../../lib/proof/terraform/source/instance';
import type { ValueMap } from '../../lib/proof/terraform/value';
import type { ActionAnswer, LoadBalancerAnswer, ServerGroupAnswer } from '../api/calls/alb';
import type { AlbAnswers } from '../read/load-balancers';
import { named } from './labels';
import { resource } from './resource';

/** ALBs, listeners that run, their rules and the server groups of a region, in the words of the provider. */
export function balancerResources(answers: AlbAnswers): readonly Instance[] {
  const { region, loadBalancers, serverGroups } = answers;
  const listeners = answers.listeners.filter(({ ListenerStatus }) => ListenerStatus !== 'Stopped');
  const running = new Set(listeners.map(({ ListenerId }) => ListenerId));
  const rules = answers.rules.filter(({ ListenerId }) => running.has(ListenerId));
  return [
    ...loadBalancers.map((balancer) => balancerOf(region, balancer)),
    ...listeners.map(({ ListenerId, ListenerDescription, LoadBalancerId, DefaultActions = [] }) =>
      resource('alb_listener', ListenerId, named(ListenerDescription, ListenerId), region, {
        load_balancer_id: LoadBalancerId,
        default_actions: DefaultActions.map(actionOf),
      }),
    ),
    ...rules.map(({ ListenerId, RuleActions = [] }, index) => {
      const name = `rule ${String(index + 1)} of ${ListenerId}`;
      return resource('alb_rule', name, name, region, {
        listener_id: ListenerId,
        rule_actions: RuleActions.map(actionOf),
      });
    }),
    ...serverGroups.map(({ group, servers }) => groupOf(region, group, servers)),
  ];
}

function balancerOf(region: string, answer: LoadBalancerAnswer): Instance {
  const { LoadBalancerId: id, LoadBalancerName, VpcId, ZoneMappings } = answer;
  return resource('alb_load_balancer', id, named(LoadBalancerName, id), region, {
    load_balancer_name: LoadBalancerName,
    vpc_id: VpcId,
    zone_mappings: ZoneMappings.map(({ VSwitchId, LoadBalancerAddresses = [] }) => ({
      vswitch_id: VSwitchId,
      load_balancer_addresses: LoadBalancerAddresses.map(({ Address, IntranetAddress, Ipv4LocalAddresses = [] }) => ({
        address: Address,
        intranet_address: IntranetAddress,
        ipv4_local_addresses: Ipv4LocalAddresses,
      })),
    })),
  });
}

function actionOf({ ForwardGroupConfig }: ActionAnswer): ValueMap {
  const tuples = ForwardGroupConfig?.ServerGroupTuples ?? [];
  if (tuples.length === 0) return {};
  const server_group_tuples = tuples.map(({ ServerGroupId }) => ({ server_group_id: ServerGroupId }));
  return { forward_group_config: [{ server_group_tuples }] };
}

function groupOf(
  region: string,
  { ServerGroupId: id, ServerGroupName, ServerGroupType, VpcId, HealthCheckConfig = {} }: ServerGroupAnswer,
  servers: AlbAnswers['serverGroups'][number]['servers'],
): Instance {
  const { HealthCheckEnabled, HealthCheckConnectPort, HealthCheckInterval, HealthCheckTimeout } = HealthCheckConfig;
  return resource('alb_server_group', id, named(ServerGroupName, id), region, {
    server_group_type: ServerGroupType,
    vpc_id: VpcId,
    health_check_config: [
      {
        health_check_enabled: HealthCheckEnabled,
        health_check_connect_port: HealthCheckConnectPort,
        health_check_interval: HealthCheckInterval,
        health_check_timeout: HealthCheckTimeout,
      },
    ],
    servers: servers.map(({ ServerId, ServerIp, Port, RemoteIpEnabled = false }) => ({
      server_id: ServerId,
      server_ip: ServerIp,
      port: Port,
      remote_ip_enabled: RemoteIpEnabled,
    })),
  });
}
