import type { ApiErrorDefinition } from '../protocol/api-error';

const busy = (status: number, code: string, message: string): ApiErrorDefinition => ({ status, code, message });

const taskConflict = busy(400, 'TaskConflict', 'The operation conflicts with another operation that is in progress.');
const operationConflict = busy(409, 'OperationConflict', 'Operation conflict.');
const blocking = busy(400, 'Operation.Blocking', 'The operation is blocked by another one that is in progress.');
const cenStatus = busy(400, 'IncorrectStatus.Status', 'The resource is not in a valid state for the operation.');
const systemBusy = busy(400, 'SystemBusy', 'The system is busy, please try again later.');
const idempotence = busy(400, 'IdempotenceProcessing', 'The previous idempotent request is still being processed.');
const vpcStatus = busy(400, 'IncorrectVpcStatus', 'Current VPC status does not support this operation.');
const vSwitchStatus = busy(
  400,
  'IncorrectVSwitchStatus',
  'The current vSwitch status does not support this operation.',
);
const routeStatus = busy(400, 'IncorrectRouteEntryStatus', 'The current route status does not support this operation.');
const balancerStatus = busy(
  400,
  'IncorrectBusinessStatus.LoadBalancer',
  'The business status of the load balancer does not support this operation.',
);
const groupStatus = busy(400, 'IncorrectStatus.ServerGroup', 'The status of the server group is not right.');

const vpcRoute = [taskConflict, operationConflict, routeStatus, vpcStatus, systemBusy];
const router = [blocking, cenStatus];
const listener = [systemBusy, idempotence, balancerStatus];
const serverGroup = [systemBusy, idempotence, groupStatus];

/**
 * What the Terraform provider retries when it changes something that is being changed already, by product and action.
 *
 * Each code is in the provider's own list for that action (`IsExpectedErrors` beside the call, v1.289.0), for one reason:
 * the cloud documents more of them, and those end a run. Actions that are not listed have none.
 */
export const busyCodes: Readonly<Record<string, readonly ApiErrorDefinition[]>> = {
  'Vpc:CreateVpc': [taskConflict],
  'Vpc:ModifyVpcAttribute': [operationConflict, vpcStatus, systemBusy],
  'Vpc:DeleteVpc': [vpcStatus],
  'Vpc:CreateVSwitch': [taskConflict, operationConflict, vSwitchStatus],
  'Vpc:ModifyVSwitchAttribute': [operationConflict],
  'Vpc:DeleteVSwitch': [taskConflict, operationConflict, routeStatus, vSwitchStatus, systemBusy],
  'Vpc:CreateRouteEntry': vpcRoute,
  'Vpc:DeleteRouteEntry': vpcRoute,
  'Ecs:RunInstances': [vSwitchStatus],
  'Ecs:DeleteSecurityGroup': [
    busy(403, 'DependencyViolation', 'There is still instance(s) in the specified security group.'),
  ],
  'Ecs:DeleteInstance': [
    busy(403, 'IncorrectInstanceStatus', 'The current status of the resource does not support this operation.'),
  ],
  'Cbn:CreateCen': [blocking],
  'Cbn:DeleteCen': [blocking],
  'Cbn:CreateCenBandwidthPackage': [blocking],
  'Cbn:ModifyCenBandwidthPackageSpec': [blocking],
  'Cbn:ModifyCenBandwidthPackageAttribute': [blocking],
  'Cbn:AssociateCenBandwidthPackage': [blocking],
  'Cbn:UnassociateCenBandwidthPackage': [blocking],
  'Cbn:CreateTransitRouter': router,
  'Cbn:UpdateTransitRouter': router,
  'Cbn:DeleteTransitRouter': router,
  'Cbn:CreateTransitRouterVpcAttachment': router,
  'Cbn:UpdateTransitRouterVpcAttachmentAttribute': router,
  'Cbn:UpdateTransitRouterVpcAttachmentZones': router,
  'Cbn:DeleteTransitRouterVpcAttachment': router,
  'Cbn:CreateTransitRouterPeerAttachment': router,
  'Cbn:UpdateTransitRouterPeerAttachmentAttribute': router,
  'Cbn:DeleteTransitRouterPeerAttachment': router,
  'Cbn:CreateTransitRouterRouteTable': router,
  'Cbn:UpdateTransitRouterRouteTable': router,
  'Cbn:DeleteTransitRouterRouteTable': router,
  'Cbn:AssociateTransitRouterAttachmentWithRouteTable': router,
  'Cbn:DissociateTransitRouterAttachmentFromRouteTable': router,
  'Cbn:EnableTransitRouterRouteTablePropagation': router,
  'Cbn:DisableTransitRouterRouteTablePropagation': router,
  'Cbn:CreateTransitRouterRouteEntry': router,
  'Cbn:UpdateTransitRouterRouteEntry': router,
  'Cbn:DeleteTransitRouterRouteEntry': router,
  'Alb:CreateLoadBalancer': [systemBusy, idempotence],
  'Alb:UpdateLoadBalancerAttribute': [systemBusy, idempotence],
  'Alb:UpdateLoadBalancerEdition': [systemBusy, idempotence],
  'Alb:DeleteLoadBalancer': [systemBusy, idempotence],
  'Alb:CreateListener': listener,
  'Alb:StartListener': listener,
  'Alb:StopListener': listener,
  'Alb:UpdateListenerAttribute': listener,
  'Alb:DeleteListener': listener,
  'Alb:CreateServerGroup': [systemBusy, idempotence],
  'Alb:UpdateServerGroupAttribute': serverGroup,
  'Alb:AddServersToServerGroup': serverGroup,
  'Alb:RemoveServersFromServerGroup': serverGroup,
  'Alb:DeleteServerGroup': serverGroup,
};
