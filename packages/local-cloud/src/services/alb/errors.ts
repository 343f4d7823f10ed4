import type { ApiErrorDefinition } from '../../protocol/api-error';

/** What ALB answers when it refuses, in its own words (error tables of the ALB API, version 2020-06-16). */
export const albErrors = {
  loadBalancerNotFound: notFound('LoadBalancer'),
  serverGroupNotFound: notFound('ServerGroup'),
  listenerNotFound: notFound('Listener'),
  backendServerNotFound: notFound('BackendServer'),
  vpcNotFound: notFound('Vpc'),
  vSwitchNotFound: notFound('VSwitch'),
  ecsNotFound: notFound('Ecs'),
  eniNotFound: notFound('Eni'),
  eciNotFound: notFound('Eci'),
  functionNotFound: notFound('Fc'),
  eipNotFound: notFound('Eip'),
  aclNotFound: notFound('Acl'),
  ruleNotFound: notFound('Rule'),
  securityPolicyNotFound: notFound('SecurityPolicy'),

  /** Retried by the provider wherever it is answered. */
  systemBusy: { status: 400, code: 'SystemBusy', message: 'The system is busy, please try again later.' },
  loadBalancerStatus: incorrectStatus('LoadBalancer'),
  loadBalancerBusinessStatus: {
    status: 400,
    code: 'IncorrectBusinessStatus.LoadBalancer',
    message: 'The business status of %s [%s] is incorrect.',
  },
  serverGroupStatus: incorrectStatus('ServerGroup'),
  listenerStatus: incorrectStatus('Listener'),
  listenerConfiguring: {
    status: 400,
    code: 'ResourceInConfiguring.Listener',
    message: 'The specified resource of %s is being configured, please try again later.',
  },

  zoneMismatch: mismatch('ZoneIdAndVSwitchId'),
  zoneDuplicated: { status: 400, code: 'DuplicatedParam.ZoneId', message: 'The param of %s is duplicated.' },
  vSwitchIpNotEnough: {
    status: 400,
    code: 'ResourceNotEnough.VSwitchIp',
    message: 'The specified resource %s is not enough.',
  },
  ipInUse: { status: 400, code: 'ResourceInUse.IP', message: 'The specified resource %s is in use.' },
  loadBalancerQuota: quota('QuotaExceeded.LoadBalancersNum'),
  deletionProtected: {
    status: 400,
    code: 'OperationDenied.DeletionProtectionEnabled',
    message: 'The operation is not allowed because of %s.',
  },
  zoneVSwitchChanged: denied('ZoneVSwitchChanged'),
  zonesNotChanged: denied('ZoneMappingsNotChanged'),
  editionDowngrade: denied('Downgrade'),
  editionNotChanged: denied('EditionNotChanged'),
  vpcWithoutIpv6: denied('VpcNotSupportIpv6'),

  serverGroupQuota: quota('QuotaExceeded.ServerGroupsNum'),
  serverGroupInUse: {
    status: 400,
    code: 'ResourceInUse.ServerGroup',
    message: 'The specified resource %s is in use.',
  },
  slowStartScheduler: mismatch('ServerGroupSchedulerAndSlowStartEnable'),
  slowStartEdition: mismatch('LoadBalancerEditionAndSlowStartEnable'),
  connectionDrainEdition: mismatch('LoadBalancerEditionAndConnectionDrainEnable'),
  crossZoneEdition: mismatch('LoadBalancerEditionAndCrossZoneEnable'),
  keepaliveEnabled: denied('UpstreamKeepaliveEnabled'),
  keepaliveDisabled: denied('UpstreamKeepaliveDisabled'),

  serverConflict: {
    status: 400,
    code: 'Conflict.BackendServer',
    message: 'There is already %s having the same configuration with %s.',
  },
  serverDuplicated: {
    status: 400,
    code: 'DuplicatedParam.BackendServer',
    message: 'The param of %s is duplicated.',
  },
  serverTypeMismatch: {
    status: 400,
    code: 'Mismatch.ServerType',
    message: 'The %s is mismatched for %s and %s.',
  },
  vpcMismatch: { status: 400, code: 'Mismatch.VpcId', message: 'The %s is mismatched for %s and %s.' },
  serverAddedQuota: quota('ResourceQuotaExceeded.ServerAddedNum'),
  serversPerGroupQuota: quota('ResourceQuotaExceeded.ServerGroupServersNum'),
  serversPerLoadBalancerQuota: quota('ResourceQuotaExceeded.LoadBalancerServersNum'),

  listenerExists: {
    status: 400,
    code: 'ResourceAlreadyExist.Listener',
    message: 'The specified resource %s is already exist.',
  },
  listenerInUse: { status: 400, code: 'ResourceInUse.Listener', message: 'The specified resource %s is in use.' },
  listenerQuota: quota('ResourceQuotaExceeded.LoadBalancerListenersNum'),
  serverGroupAttachedQuota: quota('ResourceQuotaExceeded.ServerGroupAttachedNum'),
  serverGroupProtocol: denied('ServerGroupProtocolNotSupport'),
  grpcServerGroup: denied('GRPCServerGroup'),

  /** Not documented for ALB; CEN's code for the same. */
  nextToken: illegalParam('NextToken'),
  tagKey: illegalParam('TagKey'),
  tagValue: illegalParam('TagValue'),
  tooManyTags: quota('QuotaExceeded.TagsNum'),
} as const satisfies Record<string, ApiErrorDefinition>;

/**
 * A value that the product refuses after the gateway let it pass. `IllegalParam.ServerIp` is documented; where no code is,
 * the others are named like it.
 */
export function illegalParam(name: string): ApiErrorDefinition {
  return { status: 400, code: `IllegalParam.${name}`, message: `The param of ${name} is illegal.` };
}

function notFound(kind: string): ApiErrorDefinition {
  return { status: 404, code: `ResourceNotFound.${kind}`, message: 'The specified resource %s is not found.' };
}

function incorrectStatus(kind: string): ApiErrorDefinition {
  return { status: 400, code: `IncorrectStatus.${kind}`, message: 'The status of %s [%s] is incorrect.' };
}

function mismatch(what: string): ApiErrorDefinition {
  return { status: 400, code: `Mismatch.${what}`, message: 'The %s and %s are mismatched.' };
}

function denied(why: string): ApiErrorDefinition {
  return { status: 400, code: `OperationDenied.${why}`, message: 'The operation is not allowed because of %s.' };
}

function quota(code: string): ApiErrorDefinition {
  return { status: 400, code, message: 'The quota of %s is exceeded, usage %s/%s.' };
}
