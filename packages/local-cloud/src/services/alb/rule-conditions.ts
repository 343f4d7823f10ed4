import type { z } from 'zod';
import { parameter } from '../../protocol/parameters';

const { list, matching, object, oneOf, optional } = parameter;

const form = (pattern: RegExp) => optional(object({ Values: list(matching(pattern)) }));
/** A header's name; `Cookie` and `Host` have conditions of their own. */
const headerKey = () => matching(/^(?!(cookie|host)$)[A-Za-z\d_-]{1,40}$/i);
/** Printable, and none of the characters that the reference excludes. */
const pairText = () => matching(/^[^\sA-Z;#[\]{}\\|&"]{1,128}$/);
const pairs = () => optional(object({ Values: list(object({ Key: pairText(), Value: optional(pairText()) })) }));
const headers = () => optional(object({ Key: headerKey(), Values: list(matching(/^.{1,128}$/)) }));

/** `RuleConditions.n`, with the documented forms (`CreateRule`); `*` and `?` are wildcards, a path after `~` is a pattern. */
export const ruleConditionParameter = object({
  Type: oneOf([
    'Host',
    'Path',
    'Header',
    'QueryString',
    'Method',
    'Cookie',
    'SourceIp',
    'ResponseHeader',
    'ResponseStatusCode',
  ]),
  HostConfig: form(/^.{3,128}$/),
  PathConfig: form(/^[/~*?].{0,127}$/),
  MethodConfig: form(/^(HEAD|GET|POST|OPTIONS|PUT|PATCH|DELETE)$/),
  SourceIpConfig: form(/^(\d{1,3}\.){3}\d{1,3}(\/\d{1,2})?$/),
  HeaderConfig: headers(),
  CookieConfig: pairs(),
  QueryStringConfig: pairs(),
  ResponseHeaderConfig: headers(),
  ResponseStatusCodeConfig: form(/^[1-5]\d\d$/),
});

/** One condition of a rule: its kind and the values of which one must match. */
export type RuleCondition = z.infer<typeof ruleConditionParameter>;

/** The values of a condition as texts; empty where the settings of its kind are not given. */
export function valuesOf(condition: RuleCondition): readonly string[] {
  const values = condition[`${condition.Type}Config`]?.Values ?? [];
  return values.map((value) => (typeof value === 'string' ? value : `${value.Key}=${value.Value ?? ''}`));
}
