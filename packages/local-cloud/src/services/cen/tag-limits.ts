import type { TagLimits } from '../tags';
import { cenErrors } from './errors';

/** How CEN takes tags: keys are shorter than elsewhere. */
export const cenTagLimits: TagLimits = {
  keyLength: 64,
  errors: { key: cenErrors.tagKey, value: cenErrors.tagValue, tooMany: cenErrors.tooManyTags },
};
