import type { Service } from '../../protocol/operation';
import { accessLogOperations } from './actions/access-logs';
import { aclEntryOperations } from './actions/acl-entries';
import { aclRelationEffects, aclRelationOperations } from './actions/acl-relations';
import { aclEffects, aclOperations } from './actions/acls';
import { addressTypeOperations } from './actions/address-types';
import { healthCheckTemplateOperations } from './actions/health-check-templates';
import { jobOperations } from './actions/jobs';
import { listOperations } from './actions/lists';
import { listenerHealthOperations } from './actions/listener-health';
import { listenerCertificateOperations } from './actions/listener-certificates';
import { listenerUpdateOperations } from './actions/listener-updates';
import { listenerEffects, listenerOperations } from './actions/listeners';
import { loadBalancerUpdateOperations } from './actions/load-balancer-updates';
import { loadBalancerEffects, loadBalancerOperations } from './actions/load-balancers';
import { resourceGroupOperations } from './actions/resource-groups';
import { ruleEffects, ruleOperations } from './actions/rules';
import { securityPolicyOperations } from './actions/security-policies';
import { serverGroupEffects, serverGroupOperations } from './actions/server-groups';
import { serverOperations } from './actions/servers';
import { tagOperations } from './actions/tags';
import { zoneOperations } from './actions/zones';
import { jobEffects } from './jobs';
import { inventory } from './inventory';

/** Application Load Balancer: load balancers, server groups, listeners with their rules, access control lists, templates. */
export const alb: Service = {
  product: 'Alb',
  version: '2020-06-16',
  scope: 'regional',
  tokenIdentity: 'token',
  operations: [
    ...loadBalancerOperations,
    ...loadBalancerUpdateOperations,
    ...serverGroupOperations,
    ...serverOperations,
    ...listenerOperations,
    ...listenerUpdateOperations,
    ...listenerCertificateOperations,
    ...listenerHealthOperations,
    ...ruleOperations,
    ...aclOperations,
    ...aclEntryOperations,
    ...aclRelationOperations,
    ...healthCheckTemplateOperations,
    ...accessLogOperations,
    ...addressTypeOperations,
    ...listOperations,
    ...securityPolicyOperations,
    ...jobOperations,
    ...tagOperations,
    ...resourceGroupOperations,
    ...zoneOperations,
  ],
  effects: [
    ...loadBalancerEffects,
    ...serverGroupEffects,
    ...listenerEffects,
    ...ruleEffects,
    ...aclEffects,
    ...aclRelationEffects,
    ...jobEffects,
  ],
  inventory,
};
