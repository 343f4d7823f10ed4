import type { TagLimits } from '../tags';
import { ecsErrors } from './errors';

/** How ECS takes tags: no key twice in one call. */
export const ecsTagLimits: TagLimits = {
  keyLength: 128,
  errors: {
    key: ecsErrors.tagKey,
    value: ecsErrors.tagValue,
    tooMany: ecsErrors.tooManyTags,
    duplicate: ecsErrors.tagDuplicate,
  },
};
