import { TerraformResource, type IAspect } from 'cdktf';
import type { IConstruct } from 'constructs';

type Tags = Readonly<Record<string, string>>;

interface Taggable {
  readonly tagsInput: Tags | undefined;
  tags: Tags;
}

/** An instance, whose disks the API tags at the start only: later changes have to be told them by themselves. */
interface WithVolumes {
  readonly volumeTagsInput: Tags | undefined;
  volumeTags: Tags;
}

/**
 * Puts common tags on every resource that takes tags, and on the disks of instances.
 *
 * A tag that a resource has of its own wins over a common one of the same key. Use it as an aspect:
 * `Aspects.of(stack).add(new CommonTags({ project: 'causeway' }))`.
 */
export class CommonTags implements IAspect {
  constructor(private readonly tags: Tags) {}

  visit(node: IConstruct): void {
    if (!isTaggable(node) || Object.keys(this.tags).length === 0) return;
    node.tags = { ...this.tags, ...node.tagsInput };
    if (hasVolumes(node)) node.volumeTags = { ...this.tags, ...node.volumeTagsInput };
  }
}

/** Data sources have `tags` too, but as a filter. */
function isTaggable(node: IConstruct): node is IConstruct & Taggable {
  return node instanceof TerraformResource && 'tagsInput' in node;
}

function hasVolumes(node: object): node is WithVolumes {
  return 'volumeTagsInput' in node;
}
