import { type ApiErrorDefinition, apiError } from '../../protocol/api-error';

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
  aclEntryNotFound: notFound('AclEntry'),
  ruleNotFound: notFound('Rule'),
  healthCheckTemplateNotFound: notFound('HealthCheckTemplate'),
  securityPolicyNotFound: notFound('SecurityPolicy'),

  /** Retried by the provider wherever it is answered. */
  systemBusy: apiError(400, 'SystemBusy', 'The system is busy, please try again later.'),
  loadBalancerStatus: incorrectStatus('LoadBalancer'),
  loadBalancerBusinessStatus: apiError(
    400,
    'IncorrectBusinessStatus.LoadBalancer',
    'The business status of %s [%s] is incorrect.',
  ),
  serverGroupStatus: incorrectStatus('ServerGroup'),
  listenerStatus: incorrectStatus('Listener'),
  listenerConfiguring: apiError(
    400,
    'ResourceInConfiguring.Listener',
    'The specified resource of %s is being configured, please try again later.',
  ),

  zoneMismatch: mismatch('ZoneIdAndVSwitchId'),
  zoneDuplicated: apiError(400, 'DuplicatedParam.ZoneId', 'The param of %s is duplicated.'),
  vSwitchIpNotEnough: apiError(400, 'ResourceNotEnough.VSwitchIp', 'The specified resource %s is not enough.'),
  ipInUse: apiError(400, 'ResourceInUse.IP', 'The specified resource %s is in use.'),
  loadBalancerQuota: quota('QuotaExceeded.LoadBalancersNum'),
  deletionProtected: apiError(
    400,
    'OperationDenied.DeletionProtectionEnabled',
    'The operation is not allowed because of %s.',
  ),
  zoneVSwitchChanged: denied('ZoneVSwitchChanged'),
  zonesNotChanged: denied('ZoneMappingsNotChanged'),
  editionDowngrade: denied('Downgrade'),
  editionNotChanged: denied('EditionNotChanged'),
  vpcWithoutIpv6: denied('VpcNotSupportIpv6'),

  serverGroupQuota: quota('QuotaExceeded.ServerGroupsNum'),
  serverGroupInUse: apiError(400, 'ResourceInUse.ServerGroup', 'The specified resource %s is in use.'),
  slowStartScheduler: mismatch('ServerGroupSchedulerAndSlowStartEnable'),
  slowStartEdition: mismatch('LoadBalancerEditionAndSlowStartEnable'),
  connectionDrainEdition: mismatch('LoadBalancerEditionAndConnectionDrainEnable'),
  crossZoneEdition: mismatch('LoadBalancerEditionAndCrossZoneEnable'),
  keepaliveEnabled: denied('UpstreamKeepaliveEnabled'),
  keepaliveDisabled: denied('UpstreamKeepaliveDisabled'),

  serverConflict: apiError(400, 'Conflict.BackendServer', 'There is already %s having the same configuration with %s.'),
  serverDuplicated: apiError(400, 'DuplicatedParam.BackendServer', 'The param of %s is duplicated.'),
  serverTypeMismatch: apiError(400, 'Mismatch.ServerType', 'The %s is mismatched for %s and %s.'),
  vpcMismatch: apiError(400, 'Mismatch.VpcId', 'The %s is mismatched for %s and %s.'),
  serverAddedQuota: quota('ResourceQuotaExceeded.ServerAddedNum'),
  serversPerGroupQuota: quota('ResourceQuotaExceeded.ServerGroupServersNum'),
  serversPerLoadBalancerQuota: quota('ResourceQuotaExceeded.LoadBalancerServersNum'),

  listenerExists: apiError(400, 'ResourceAlreadyExist.Listener', 'The specified resource %s is already exist.'),
  listenerInUse: apiError(400, 'ResourceInUse.Listener', 'The specified resource %s is in use.'),
  listenerQuota: quota('ResourceQuotaExceeded.LoadBalancerListenersNum'),
  serverGroupAttachedQuota: quota('ResourceQuotaExceeded.ServerGroupAttachedNum'),
  serverGroupProtocol: denied('ServerGroupProtocolNotSupport'),
  grpcServerGroup: denied('GRPCServerGroup'),

  ruleStatus: incorrectStatus('Rule'),
  priorityConflict: apiError(400, 'Conflict.Priority', 'There is already %s having the same configuration.'),
  protocolMismatch: mismatch('Protocol'),
  rewriteWithoutForward: denied('RewriteMissingForwardGroup'),
  ruleActionsQuota: quota('QuotaExceeded.RuleActionsNum'),
  ruleConditionsQuota: quota('QuotaExceeded.RuleMatchEvaluationsNum'),
  ruleWildcardsQuota: quota('QuotaExceeded.RuleWildcardsNum'),
  /** The limit is documented, its code is not. */
  ruleQuota: quota('ResourceQuotaExceeded.LoadBalancerRulesNum'),

  /** Not documented; named like those for access control lists. */
  certificateAssociated: apiError(
    400,
    'ResourceAlreadyAssociated.Certificate',
    'The specified resource %s is already associated.',
  ),
  certificateNotAssociated: apiError(
    404,
    'ResourceNotAssociated.Certificate',
    'The specified resource %s is not associated.',
  ),
  certificatesQuota: quota('ResourceQuotaExceeded.LoadBalancerCertificatesNum'),

  aclStatus: incorrectStatus('Acl'),
  aclInUse: apiError(400, 'ResourceInUse.Acl', 'The specified resource %s is in use.'),
  aclEntryExists: apiError(400, 'ResourceAlreadyExist.AclEntry', 'The specified resource %s is already exist.'),
  aclNotAssociated: apiError(404, 'ResourceNotAssociated.Acl', 'The specified resource %s is not associated.'),
  /** Not documented; named like the one for a list that is not associated. */
  aclAssociated: apiError(400, 'ResourceAlreadyAssociated.Acl', 'The specified resource %s is already associated.'),
  /** The code that the provider waits on when it associates. */
  aclConflict: apiError(400, 'Conflict.Acl', 'There is already %s having the same configuration with %s.'),
  aclEntriesQuota: quota('ResourceQuotaExceeded.AclEntriesNum'),
  listenerAclEntriesQuota: quota('ResourceQuotaExceeded.ListenerAclEntriesNum'),
  /** These limits are documented, their codes are not. */
  aclQuota: quota('QuotaExceeded.AclsNum'),
  listenerAclsQuota: quota('ResourceQuotaExceeded.ListenerAclsNum'),
  aclListenersQuota: quota('ResourceQuotaExceeded.AclAttachedNum'),
  loadBalancerAclEntriesQuota: quota('ResourceQuotaExceeded.LoadBalancerAclEntriesNum'),

  healthCheckTemplateQuota: quota('QuotaExceeded.HealthCheckTemplatesNum'),
  resourceGroupNotFound: apiError(400, 'NotExist.ResourceGroup', 'The resource group does not exist.'),
  accessLogEnabled: denied('AccessLogEnabled'),
  accessLogDisabled: denied('AccessLogDisabled'),
  /** Not documented; named like the one for an edition that stays. */
  addressTypeNotChanged: denied('AddressTypeNotChanged'),

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
  return apiError(400, `IllegalParam.${name}`, `The param of ${name} is illegal.`);
}

function notFound(kind: string): ApiErrorDefinition {
  return apiError(404, `ResourceNotFound.${kind}`, 'The specified resource %s is not found.');
}

function incorrectStatus(kind: string): ApiErrorDefinition {
  return apiError(400, `IncorrectStatus.${kind}`, 'The status of %s [%s] is incorrect.');
}

function mismatch(what: string): ApiErrorDefinition {
  return apiError(400, `Mismatch.${what}`, 'The %s and %s are mismatched.');
}

function denied(why: string): ApiErrorDefinition {
  return apiError(400, `OperationDenied.${why}`, 'The operation is not allowed because of %s.');
}

function quota(code: string): ApiErrorDefinition {
  return apiError(400, code, 'The quota of %s is exceeded, usage %s/%s.');
}
