import { DEPLOYMENT_TAG } from '../deployment-tag';
import type { Rule } from './rule';
import { documented, OF_THE_FILE } from './sources';

/** What every product takes: the limits of CEN, which are the narrowest (CEN API, TagResources). */
export const TAG_LIMITS = { tags: 20, key: 64, value: 128 };
/** What a key or a value is reserved by, wherever it is used. */
export const RESERVED_TAG = /^(aliyun|acs:)|https?:\/\//i;

/** Tags. */
export const tagRules: readonly Rule[] = [
  {
    code: 'TAGS_TOO_MANY',
    severity: 'error',
    summary: 'there are at most 19 tags: the twentieth says which deployment it is',
    source: documented('CBN_SDK'),
    *check({ tags }) {
      const count = Object.keys(tags).length;
      // One of them is ours.
      if (count < TAG_LIMITS.tags) return;
      yield {
        path: ['tags'],
        message: `a resource takes ${TAG_LIMITS.tags} tags, of which ${DEPLOYMENT_TAG} is one, got ${count}; remove some`,
      };
    },
  },
  {
    code: 'TAG_KEY_INVALID',
    severity: 'error',
    summary: 'the key of a tag is 1 to 64 characters without reserved prefixes',
    source: documented('CBN_SDK', 'ALB_SDK'),
    *check({ tags }) {
      for (const key of Object.keys(tags)) {
        if (key.length >= 1 && key.length <= TAG_LIMITS.key && !RESERVED_TAG.test(key)) continue;
        yield {
          path: ['tags', key],
          message: `the key of a tag has 1 to ${TAG_LIMITS.key} characters, does not start with aliyun or acs:, and holds no http:// or https://, got ${JSON.stringify(key)}`,
        };
      }
    },
  },
  {
    code: 'TAG_KEY_RESERVED',
    severity: 'error',
    summary: `the tag ${DEPLOYMENT_TAG} is put on everything, with the name of the deployment`,
    source: OF_THE_FILE,
    *check({ tags }) {
      if (tags[DEPLOYMENT_TAG] === undefined) return;
      const message = `${DEPLOYMENT_TAG} is put on everything anyway, with the name of the deployment; remove it`;
      yield { path: ['tags', DEPLOYMENT_TAG], message };
    },
  },
  {
    code: 'TAG_VALUE_INVALID',
    severity: 'error',
    summary: 'the value of a tag is at most 128 characters without reserved prefixes',
    source: documented('CBN_SDK', 'ALB_SDK'),
    *check({ tags }) {
      for (const [key, value] of Object.entries(tags)) {
        if (value.length <= TAG_LIMITS.value && !RESERVED_TAG.test(value)) continue;
        yield {
          path: ['tags', key],
          message: `the value of a tag has at most ${TAG_LIMITS.value} characters, does not start with aliyun or acs:, and holds no http:// or https://, got ${JSON.stringify(value)}`,
        };
      }
    },
  },
];
