import type { TagLimits } from '../tags';
import { albErrors } from './errors';

/** How ALB takes tags. */
export const albTagLimits: TagLimits = {
  keyLength: 128,
  errors: { key: albErrors.tagKey, value: albErrors.tagValue, tooMany: albErrors.tooManyTags },
};
