import type { Policy } from '../policy';
import { bandwidthPolicies } from './bandwidth';
import { cenPolicies } from './cen';
import { listenerPolicies } from './listeners';
import { loadBalancerPolicies } from './load-balancers';
import { namePolicies } from './names-and-tags';
import { networkPolicies } from './networks';
import { routePolicies } from './routes';
import { securityGroupPolicies } from './security-groups';
import { serverGroupPolicies } from './server-groups';
import { serverPolicies } from './servers';

/** Everything that is asked of the resources of a configuration, whoever wrote it. */
export const POLICIES: readonly Policy[] = [
  ...networkPolicies,
  ...routePolicies,
  ...cenPolicies,
  ...bandwidthPolicies,
  ...loadBalancerPolicies,
  ...listenerPolicies,
  ...serverGroupPolicies,
  ...serverPolicies,
  ...securityGroupPolicies,
  ...namePolicies,
];
