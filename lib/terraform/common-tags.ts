import { TerraformResource, type IAspect } from 'cdktf';
import type { IConstruct } from 'constructs';

type Tags = Readonly<Record<string, string>>;

interface Taggable {
  readonly tagsInput: Tags | undefined;
  tags: Tags;
}

/**
 * Puts common tags on every resource that takes tags.
 *
 * A tag that a resource has of its own wins over a common one of the same key. Use it as an aspect:
 * `Aspects.of(stack).add(new CommonTags({ project: 'causeway' }))`.
 */
export class CommonTags implements IAspect {
  constructor(private readonly tags: Tags) {}

  visit(node: IConstruct): void {
    if (!isTaggable(node) || Object.keys(this.tags).length === 0) return;
    node.tags = { ...this.tags, ...node.tagsInput };
  }
}

/** Data sources have `tags` too, but as a filter. */
function isTaggable(node: IConstruct): node is IConstruct & Taggable {
  return node instanceof TerraformResource && 'tagsInput' in node;
}
