import { taggable, type Tagging } from '../tagging';
import { acls } from './acl-model';
import { albErrors } from './errors';
import { healthCheckTemplates } from './health-check-template-model';
import { listeners, loadBalancers, serverGroups } from './model';
import { rules } from './rule-model';
import { albTagLimits } from './tag-limits';

/** The documented types, and those that the provider uses as well. */
const types = {
  loadbalancer: taggable(loadBalancers, albErrors.loadBalancerNotFound),
  servergroup: taggable(serverGroups, albErrors.serverGroupNotFound),
  listener: taggable(listeners, albErrors.listenerNotFound),
  rule: taggable(rules, albErrors.ruleNotFound),
  acl: taggable(acls, albErrors.aclNotFound),
  healthchecktemplate: taggable(healthCheckTemplates, albErrors.healthCheckTemplateNotFound),
  securitypolicy: { of: undefined, missing: albErrors.securityPolicyNotFound },
};

/** How ALB tags. */
export const tagging: Tagging<keyof typeof types> = {
  untagAction: 'UnTagResources',
  limits: albTagLimits,
  maxResources: 50,
  scope: 'region',
  types,
};
