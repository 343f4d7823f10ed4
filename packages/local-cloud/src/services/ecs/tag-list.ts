import type { Tags } from '../tags';

/** Tags as ECS answers carry them: with `TagKey` and `TagValue`, unlike the other products. */
export function ecsTagList(tags: Tags): { Tag: { TagKey: string; TagValue: string }[] } {
  return { Tag: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) };
}
