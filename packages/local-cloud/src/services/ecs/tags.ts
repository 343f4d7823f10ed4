import { refuse } from '../../protocol/api-error';
import { readTags, type TagLimits, type Tags } from '../tags';
import { ecsErrors } from './errors';

/** How ECS takes tags. */
export const ecsTagLimits: TagLimits = {
  keyLength: 128,
  errors: { key: ecsErrors.tagKey, value: ecsErrors.tagValue, tooMany: ecsErrors.tooManyTags },
};

type GivenTags = readonly { readonly Key: string; readonly Value?: string | undefined }[];

/** Reads `Tag.n`; ECS refuses a key that is given twice. */
export function readEcsTags(given: GivenTags | undefined): Tags {
  const keys = (given ?? []).map((tag) => tag.Key);
  if (new Set(keys).size < keys.length) refuse(ecsErrors.tagDuplicate);
  return readTags(given, ecsTagLimits);
}

/** Whether an object has all the tags of a filter; a filter without value asks for the key alone. */
export function hasTags(tags: Tags, wanted: GivenTags | undefined): boolean {
  return (wanted ?? []).every(({ Key, Value }) => {
    const value = tags[Key];
    return value !== undefined && (Value === undefined || value === Value);
  });
}

/** Tags as ECS answers carry them: with `TagKey` and `TagValue`, unlike the other products. */
export function ecsTagList(tags: Tags): { Tag: { TagKey: string; TagValue: string }[] } {
  return { Tag: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) };
}
