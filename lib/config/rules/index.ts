import { aclRules } from './acls';
import { addressRules } from './addresses';
import { albRules } from './alb';
import { backToOriginRules } from './back-to-origin';
import { bandwidthRules } from './bandwidth';
import { cenRules } from './cen';
import { existingRules } from './existing';
import { editionRules } from './editions';
import { forwardingRuleRules } from './forwarding-rules';
import { listenerRules } from './listeners';
import { networkRules } from './networks';
import { quotaRules } from './quotas';
import { referenceRules } from './references';
import { regionRules } from './regions';
import type { Rule } from './rule';
import { serverGroupSettingRules } from './server-group-settings';
import { serverGroupRules } from './server-groups';
import { serverRules } from './servers';
import { stateRules } from './state';
import { tagRules } from './tags';

/** Everything that must hold between the fields of a deployment and can be told from the file alone. */
export const RULES: readonly Rule[] = [
  ...regionRules,
  ...networkRules,
  ...referenceRules,
  ...albRules,
  ...backToOriginRules,
  ...listenerRules,
  ...forwardingRuleRules,
  ...aclRules,
  ...serverGroupRules,
  ...serverGroupSettingRules,
  ...editionRules,
  ...serverRules,
  ...addressRules,
  ...cenRules,
  ...bandwidthRules,
  ...existingRules,
  ...tagRules,
  ...stateRules,
  ...quotaRules,
];
