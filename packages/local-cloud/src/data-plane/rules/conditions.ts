import type { IncomingHttpHeaders } from 'node:http';
import { containsAddress, parsePrefix, type Prefix } from '../../services/ipv4';
import type { RuleCondition } from '../../services/alb/rule-conditions';
import type { Rule } from '../../services/alb/rule-model';
import { present } from '../present';
import type { RequestFacts, ResponseFacts } from './facts';
import { isExpression, isPathPattern, pathPattern, wildcard } from '../../services/alb/rule-patterns';

/** Whether a condition holds; one on responses does not before there is one. */
export type Test = (request: RequestFacts, response?: ResponseFacts) => boolean;

/** The test of a rule: every condition must hold, of each any value (ALB user guide, forwarding rules). */
export function testOf({ conditions }: Pick<Rule, 'conditions'>): Test {
  const tests = conditions.map(conditionTest);
  return (request, response) => tests.every((test) => test(request, response));
}

/** What the groups of the first path expression that matches have caught, for `${1}`, `${2}` and so on. */
export function capturesOf({ conditions }: Pick<Rule, 'conditions'>, path: string): readonly string[] {
  const expressions = conditions.flatMap(({ PathConfig }) => PathConfig?.Values ?? []).filter(isExpression);
  const found = expressions.filter(isPathPattern).map((value) => pathPattern(value).exec(path));
  return found.find(present)?.slice(1) ?? [];
}

function conditionTest(condition: RuleCondition): Test {
  switch (condition.Type) {
    case 'Host': {
      const isOne = anyOf((condition.HostConfig?.Values ?? []).map((value) => wildcard(value, 'i')));
      return ({ host }) => isOne(host);
    }
    case 'Path': {
      const isOne = anyOf((condition.PathConfig?.Values ?? []).filter(isPathPattern).map(pathPattern));
      return ({ path }) => isOne(path);
    }
    case 'Method': {
      const methods = condition.MethodConfig?.Values ?? [];
      return ({ method }) => methods.includes(method);
    }
    case 'Header': {
      const isOne = headerTest(condition.HeaderConfig);
      return ({ headers }) => isOne(headers);
    }
    case 'Cookie': {
      const isOne = pairTest(condition.CookieConfig);
      return ({ headers }) => isOne(cookiePairs(headers.cookie ?? ''));
    }
    case 'QueryString': {
      const isOne = pairTest(condition.QueryStringConfig);
      return ({ query }) => isOne([...new URLSearchParams(query)]);
    }
    case 'SourceIp': {
      const blocks = (condition.SourceIpConfig?.Values ?? []).map(blockOf).filter(present);
      return ({ source }) => source !== undefined && blocks.some((block) => containsAddress(block, source));
    }
    case 'ResponseHeader': {
      const isOne = headerTest(condition.ResponseHeaderConfig);
      return (_, response) => response !== undefined && isOne(response.headers);
    }
    case 'ResponseStatusCode': {
      const codes = condition.ResponseStatusCodeConfig?.Values ?? [];
      return (_, response) => response !== undefined && codes.includes(String(response.status));
    }
  }
}

function anyOf(patterns: readonly RegExp[]): (text: string) => boolean {
  return (text) => patterns.some((pattern) => pattern.test(text));
}

/** Names of headers have no case, their values do; the form of `Values` is that of all others. */
function headerTest(config: RuleCondition['HeaderConfig']): (headers: IncomingHttpHeaders) => boolean {
  const isOne = anyOf((config?.Values ?? []).map((value) => wildcard(value)));
  const name = config?.Key.toLowerCase() ?? '';
  return (headers) => [headers[name]].flat().some((value) => value !== undefined && isOne(value));
}

type Pair = readonly [key: string, value: string];

/** A condition cannot name capital letters, so they count as small ones; a pair without a value asks for the key alone. */
function pairTest(config: RuleCondition['CookieConfig']): (pairs: readonly Pair[]) => boolean {
  const wanted = (config?.Values ?? []).map(({ Key, Value }) => ({
    key: wildcard(Key, 'i'),
    value: Value === undefined ? undefined : wildcard(Value, 'i'),
  }));
  return (pairs) =>
    wanted.some(({ key, value }) => pairs.some((pair) => key.test(pair[0]) && (value?.test(pair[1]) ?? true)));
}

function cookiePairs(header: string): readonly Pair[] {
  return header
    .split(/;\s*/)
    .filter((pair) => pair !== '')
    .map((pair): Pair => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    });
}

/** An address, or a block; bits behind the prefix count for nothing. */
function blockOf(text: string): Prefix | undefined {
  const [address = '', length = '32'] = text.split('/');
  const whole = parsePrefix(`${address}/32`);
  if (!whole || Number(length) > 32) return undefined;
  const hosts = 2 ** (32 - Number(length));
  return { address: whole.address - (whole.address % hosts), length: Number(length) };
}
