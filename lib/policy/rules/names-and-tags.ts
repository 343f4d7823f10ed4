import { LONGEST_NAME, nameProblem, type NamedProduct } from '../../core';
import { documented } from '../../config/rules/sources';
import { RESERVED_TAG, TAG_LIMITS } from '../../config/rules/tags';
import { isMap } from '../../proof/terraform/value';
import type { Facts } from '../facts';
import { like } from '../like';
import type { Policy } from '../policy';

/** What names what, in which resources. */
const NAMES: readonly (readonly [type: string, argument: string, product: NamedProduct])[] = [
  ['alicloud_vpc', 'vpc_name', 'vpc'],
  ['alicloud_vswitch', 'vswitch_name', 'vSwitch'],
  ['alicloud_cen_instance', 'cen_instance_name', 'cenInstance'],
  ['alicloud_cen_transit_router', 'transit_router_name', 'transitRouter'],
  ['alicloud_alb_load_balancer', 'load_balancer_name', 'loadBalancer'],
  ['alicloud_alb_server_group', 'server_group_name', 'serverGroup'],
  ['alicloud_alb_rule', 'rule_name', 'rule'],
  ['alicloud_security_group', 'security_group_name', 'securityGroup'],
  ['alicloud_instance', 'instance_name', 'instance'],
];

/** Names and tags. */
export const namePolicies: readonly Policy[] = [
  {
    // What is known of names is the narrower of what API and provider take.
    ...like('FORMAT_INVALID', { severity: 'warning', summary: 'names are such as their products take' }),
    *check(facts) {
      for (const { resource, argument, product, name } of named(facts)) {
        const message = name.length > LONGEST_NAME ? undefined : nameProblem(product, name);
        if (message !== undefined) yield { resource, message: `${message}; change ${argument}` };
      }
    },
  },
  {
    code: 'NAME_TOO_LONG',
    severity: 'error',
    summary: `a name has at most ${LONGEST_NAME} characters`,
    source: documented('VPC_SDK', 'ECS_SDK', 'CBN_SDK', 'ALB_SDK'),
    *check(facts) {
      for (const { resource, argument, name } of named(facts)) {
        if (name.length <= LONGEST_NAME) continue;
        const message = `a name has at most ${LONGEST_NAME} characters, got ${name.length} (it starts with ${JSON.stringify(name.slice(0, 20))}); change ${argument}`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('TAGS_TOO_MANY'),
    *check(facts) {
      for (const { resource, tags } of tagged(facts)) {
        if (tags.length <= TAG_LIMITS.tags) continue;
        yield { resource, message: `a resource takes ${TAG_LIMITS.tags} tags, got ${tags.length}; remove some` };
      }
    },
  },
  {
    ...like('TAG_KEY_INVALID', {
      summary: 'the key of a tag is 1 to 128 characters (CEN: 64) without reserved prefixes',
    }),
    *check(facts) {
      for (const { resource, type, tags } of tagged(facts)) {
        const most = type.startsWith('alicloud_cen_') ? TAG_LIMITS.key : TAG_LIMITS.value;
        for (const [key] of tags) {
          if (key.length >= 1 && key.length <= most && !RESERVED_TAG.test(key)) continue;
          const message = `the key of a tag has 1 to ${most} characters, does not start with aliyun or acs:, and holds no http:// or https://, got ${JSON.stringify(key)}`;
          yield { resource, message };
        }
      }
    },
  },
  {
    ...like('TAG_VALUE_INVALID'),
    *check(facts) {
      for (const { resource, tags } of tagged(facts)) {
        for (const [key, value] of tags) {
          if (typeof value !== 'string') continue;
          if (value.length <= TAG_LIMITS.value && !RESERVED_TAG.test(value)) continue;
          const message = `the value of a tag has at most ${TAG_LIMITS.value} characters, does not start with aliyun or acs:, and holds no http:// or https://, got ${JSON.stringify(value)} for ${key}`;
          yield { resource, message };
        }
      }
    },
  },
];

/** Resources with their names, as far as they are known. */
function named(facts: Facts) {
  return NAMES.flatMap(([type, argument, product]) =>
    facts.resources(type).flatMap((resource) => {
      const name = resource.text(argument);
      return name === undefined ? [] : [{ resource, argument, product, name }];
    }),
  );
}

/** The products that are looked at; others have limits of their own. */
const TAGGED = /^alicloud_(alb|cen|vpc|vswitch|security_group|instance)(_|$)/;

/** Resources with tags, as far as they are known. */
function tagged(facts: Facts) {
  return facts.types
    .filter((type) => TAGGED.test(type))
    .flatMap((type) =>
      facts.resources(type).flatMap((resource) => {
        const tags = resource.value('tags');
        return isMap(tags) ? [{ resource, type, tags: Object.entries(tags) }] : [];
      }),
    );
}
