import { type ApiErrorDefinition, refuse } from '../protocol/api-error';

/** An object's tags by key. */
export type Tags = Readonly<Record<string, string>>;

/** What a product answers to tags it does not take. */
export interface TagErrors {
  readonly key: ApiErrorDefinition;
  readonly value: ApiErrorDefinition;
  readonly tooMany: ApiErrorDefinition;
}

/** How products take tags. */
export interface TagLimits {
  /** Longest key; 128, CEN 64. */
  readonly keyLength: number;
  readonly errors: TagErrors;
}

const MAX_TAGS = 20;
const MAX_VALUE_LENGTH = 128;
const forbidden = /^(aliyun|acs:)|https?:\/\//i;

/** Reads `Tag.n.Key`/`Tag.n.Value` into tags. */
export function readTags(
  given: readonly { readonly Key: string; readonly Value?: string | undefined }[] | undefined,
  limits: TagLimits,
): Tags {
  const tags: Record<string, string> = {};
  for (const { Key, Value = '' } of given ?? []) {
    if (Key.length > limits.keyLength || forbidden.test(Key)) refuse(limits.errors.key);
    if (Value.length > MAX_VALUE_LENGTH || forbidden.test(Value)) refuse(limits.errors.value);
    tags[Key] = Value;
  }
  return checkCount(tags, limits);
}

/** Adds tags; an existing key gets the new value. */
export function addTags(tags: Tags, added: Tags, limits: TagLimits): Tags {
  return checkCount({ ...tags, ...added }, limits);
}

/** Removes tags by key, or all of them. */
export function removeTags(tags: Tags, keys: readonly string[], all: boolean): Tags {
  if (all) return {};
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}

/** Tags as answers carry them. */
export function tagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function checkCount(tags: Tags, limits: TagLimits): Tags {
  if (Object.keys(tags).length > MAX_TAGS) refuse(limits.errors.tooMany);
  return tags;
}
