import type { TagLimits, Tags } from '../tags';
import { albErrors } from './errors';

/** How ALB takes tags. */
export const albTagLimits: TagLimits = {
  keyLength: 128,
  errors: { key: albErrors.tagKey, value: albErrors.tagValue, tooMany: albErrors.tooManyTags },
};

/** Whether an object has all wanted tags; a wanted tag without a value matches any value. */
export function hasTags(
  tags: Tags,
  wanted: readonly { readonly Key: string; readonly Value?: string | undefined }[] | undefined,
): boolean {
  return (wanted ?? []).every(({ Key, Value }) => Key in tags && tags[Key] === (Value ?? tags[Key]));
}
