import { operation } from '../../../protocol/operation';
import { systemSecurityPolicies } from '../security-policies';

const listSystemSecurityPolicies = operation({
  action: 'ListSystemSecurityPolicies',
  kind: 'read',
  parameters: {},
  handle: () => ({ SecurityPolicies: systemSecurityPolicies }),
});

/** The action on security policies. */
export const securityPolicyOperations = [listSystemSecurityPolicies];
