import type { AlbRuleRuleConditions } from '@cdktf/provider-alicloud/lib/alb-rule';
import { literal } from '../terraform/literal';

/** HTTP method that a forwarding rule can ask for. */
export enum HttpMethod {
  HEAD = 'HEAD',
  GET = 'GET',
  POST = 'POST',
  OPTIONS = 'OPTIONS',
  PUT = 'PUT',
  PATCH = 'PATCH',
  DELETE = 'DELETE',
}

/**
 * Something that a request must be like for a forwarding rule to apply.
 *
 * Of the values of one condition one must match; of the conditions of a rule all must hold. `*` stands for any text, `?` for
 * one character.
 */
export class RuleCondition {
  private constructor(
    /** How many values it has; the edition limits them by rule. */
    readonly valueCount: number,
    private readonly block: AlbRuleRuleConditions,
  ) {}

  /** The host is one of these, 3 to 128 characters each. */
  static hosts(values: readonly string[]): RuleCondition {
    return new RuleCondition(values.length, { type: 'Host', hostConfig: { values: values.map(literal) } });
  }

  /** The path, without the query, is one of these: starting with `/`, 1 to 128 characters. */
  static paths(values: readonly string[]): RuleCondition {
    return new RuleCondition(values.length, { type: 'Path', pathConfig: { values: values.map(literal) } });
  }

  /** A header, of 1 to 40 letters, digits, `-` and `_`, has one of these values; for the host there is `hosts`. */
  static header(key: string, values: readonly string[]): RuleCondition {
    return new RuleCondition(values.length, { type: 'Header', headerConfig: { key, values: values.map(literal) } });
  }

  /** A parameter of the URL has one of these values. Not with `AlbEdition.BASIC`. */
  static queryString(key: string, values: readonly string[]): RuleCondition {
    return new RuleCondition(values.length, { type: 'QueryString', queryStringConfig: { values: pairs(key, values) } });
  }

  /** A cookie has one of these values. Not with `AlbEdition.BASIC`. */
  static cookie(key: string, values: readonly string[]): RuleCondition {
    return new RuleCondition(values.length, { type: 'Cookie', cookieConfig: { values: pairs(key, values) } });
  }

  /** The method is one of these. Not with `AlbEdition.BASIC`. */
  static methods(values: readonly HttpMethod[]): RuleCondition {
    return new RuleCondition(values.length, { type: 'Method', methodConfig: { values: [...values] } });
  }

  /** The client is in one of these CIDR blocks, at most 5. Not with `AlbEdition.BASIC`. */
  static sourceIps(values: readonly string[]): RuleCondition {
    return new RuleCondition(values.length, { type: 'SourceIp', sourceIpConfig: { values: [...values] } });
  }

  /**
   * Writes it in the provider's words.
   *
   * @internal
   */
  config(): AlbRuleRuleConditions {
    return this.block;
  }
}

function pairs(key: string, values: readonly string[]) {
  return values.map((value) => ({ key: literal(key), value: literal(value) }));
}
