import { refuse } from '../../protocol/api-error';
import type { Call } from '../../protocol/call';
import { albErrors } from './errors';
import { requireServerGroup } from './find';
import type { Listener, LoadBalancer, ServerGroup } from './model';
import { checkAttachmentQuotas } from './quotas';

/** What each kind of listener can forward to (`CreateListener`). */
const protocols: Readonly<Record<Listener['protocol'], readonly ServerGroup['protocol'][]>> = {
  HTTP: ['HTTP'],
  HTTPS: ['HTTP', 'HTTPS', 'gRPC', 'GRPC'],
  QUIC: ['HTTP', 'gRPC', 'GRPC'],
};

/** The group that a listener of a balancer may forward to: in its VPC, of a protocol and with features that fit. */
export function requireBindableGroup(
  call: Call,
  balancer: LoadBalancer,
  protocol: Listener['protocol'],
  serverGroupId: string,
): ServerGroup {
  const group = requireServerGroup(call, serverGroupId);
  if (group.vpcId !== '' && group.vpcId !== balancer.vpcId) {
    refuse(albErrors.vpcMismatch, 'VpcId', serverGroupId, balancer.loadBalancerId);
  }
  if (group.status === 'Deleting') refuse(albErrors.serverGroupStatus, serverGroupId, group.status);
  checkProtocol(group, protocol);
  checkEdition(group, balancer);
  return group;
}

/** Like `requireBindableGroup`, when the listener does not forward to the group yet: its quotas count too. */
export function requireNewBinding(...binding: Parameters<typeof requireBindableGroup>): ServerGroup {
  const group = requireBindableGroup(...binding);
  const [call, balancer] = binding;
  checkAttachmentQuotas(call.store, balancer.loadBalancerId, group.serverGroupId);
  return group;
}

function checkProtocol(group: ServerGroup, protocol: Listener['protocol']): void {
  if (protocols[protocol].includes(group.protocol)) return;
  const isGrpc = group.protocol.toLowerCase() === 'grpc';
  refuse(isGrpc ? albErrors.grpcServerGroup : albErrors.serverGroupProtocol, group.serverGroupId);
}

/** What the `Basic` edition cannot do; only slow start has a documented code. */
function checkEdition(group: ServerGroup, { edition }: LoadBalancer): void {
  if (edition !== 'Basic') return;
  if (group.protocol === 'HTTPS') refuse(albErrors.serverGroupProtocol, group.serverGroupId);
  if (group.slowStart.SlowStartEnabled) refuse(albErrors.slowStartEdition, 'LoadBalancerEdition', 'SlowStartEnabled');
  if (group.connectionDrain.ConnectionDrainEnabled) {
    refuse(albErrors.connectionDrainEdition, 'LoadBalancerEdition', 'ConnectionDrainEnabled');
  }
  if (!group.crossZoneEnabled) refuse(albErrors.crossZoneEdition, 'LoadBalancerEdition', 'CrossZoneEnabled');
}
