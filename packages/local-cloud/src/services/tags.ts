import { type ApiErrorDefinition, refuse } from '../protocol/api-error';

/** An object's tags by key. */
export type Tags = Readonly<Record<string, string>>;

/** Tags as requests carry them: `Tag.n.Key` and `Tag.n.Value`. */
export type GivenTags = readonly { readonly Key: string; readonly Value?: string | undefined }[];

/** What a product answers to tags it does not take. */
export interface TagErrors {
  readonly key: ApiErrorDefinition;
  readonly value: ApiErrorDefinition;
  readonly tooMany: ApiErrorDefinition;
  /** For a key that is given twice; without it the last value counts. */
  readonly duplicate?: ApiErrorDefinition;
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

/** Reads given tags, which may be none. */
export function readTags(given: GivenTags | undefined, limits: TagLimits): Tags {
  const { errors, keyLength } = limits;
  const pairs = (given ?? []).map(({ Key, Value = '' }) => {
    if (Key.length > keyLength || forbidden.test(Key)) refuse(errors.key);
    if (Value.length > MAX_VALUE_LENGTH || forbidden.test(Value)) refuse(errors.value);
    return [Key, Value] as const;
  });
  // Not by assignment: a key may be `__proto__`.
  const tags = Object.fromEntries(pairs);
  if (errors.duplicate && Object.keys(tags).length < pairs.length) refuse(errors.duplicate);
  return checkCount(tags, limits);
}

/** Adds tags; an existing key gets the new value. */
export function addTags(tags: Tags, added: Tags, limits: TagLimits): Tags {
  return checkCount({ ...tags, ...added }, limits);
}

/** Removes tags by key, or all of them. */
export function removeTags(tags: Tags, keys: readonly string[] | 'all'): Tags {
  if (keys === 'all') return {};
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}

/** Whether an object has all the tags of a filter; one without value asks for the key alone. */
export function hasTags(tags: Tags, wanted: GivenTags | undefined): boolean {
  return (wanted ?? []).every(
    ({ Key, Value }) => Object.hasOwn(tags, Key) && (Value === undefined || tags[Key] === Value),
  );
}

/** Tags as answers carry them. */
export function tagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function checkCount(tags: Tags, limits: TagLimits): Tags {
  if (Object.keys(tags).length > MAX_TAGS) refuse(limits.errors.tooMany);
  return tags;
}
