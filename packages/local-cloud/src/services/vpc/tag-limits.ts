import type { TagLimits } from '../tags';
import { vpcErrors } from './errors';

/** How VPC takes tags. */
export const vpcTagLimits: TagLimits = {
  keyLength: 128,
  errors: { key: vpcErrors.tagKey, value: vpcErrors.tagValue, tooMany: vpcErrors.tooManyTags },
};
