import type { z } from 'zod';
import { parameter } from '../../protocol/parameters';

/** The kinds that end a rule; a rule on requests has exactly one of them. */
export const finalActions: readonly string[] = ['ForwardGroup', 'Redirect', 'FixedResponse'];

const { boolean, integer, list, matching, object, oneOf, optional, text } = parameter;

/** A host name, which may hold `${host}` and wildcards. */
const hostForm = /^[\x21-\x7e]{3,128}$/;
/** A path, which may hold `${host}`, `${path}`, `${port}` and `${protocol}`. */
const pathForm = /^[/$]\S{0,127}$/;
/** A query, which may hold the same variables and `${query}`. */
const queryForm = /^([^\s#[\]{}\\|"]|\$\{[a-z]{1,10}\}){1,128}$/;

/** What stands in a header that names sites, methods or headers. */
const headerText = () => matching(/^[\x20-\x7e]+$/);
/** The name of a header in an action. */
const headerKey = () => matching(/^[A-Za-z\d_-]{1,40}$/);
const rate = () => optional(integer({ min: 0, max: 1_000_000 }));

/** `ServerGroupTuples` of a rule that forwards: at most five groups. */
const serverGroupTuples = list(object({ ServerGroupId: text(), Weight: optional(integer({ min: 0, max: 100 })) }), {
  max: 5,
});

/** `RuleActions.n`, with the documented ranges (`CreateRule`); 0 is the provider's way to leave a number out. */
export const ruleActionParameter = object({
  Order: integer({ min: 1, max: 50_000 }),
  Type: oneOf([
    'ForwardGroup',
    'Redirect',
    'FixedResponse',
    'Rewrite',
    'InsertHeader',
    'RemoveHeader',
    'TrafficLimit',
    'TrafficMirror',
    'Cors',
  ]),
  ForwardGroupConfig: optional(
    object({
      ServerGroupTuples: serverGroupTuples,
      ServerGroupStickySession: optional(
        object({ Enabled: optional(boolean()), Timeout: optional(integer({ min: 0, max: 86_400 })) }),
      ),
    }),
  ),
  RedirectConfig: optional(
    object({
      Host: optional(matching(hostForm)),
      HttpCode: optional(oneOf(['301', '302', '303', '307', '308'])),
      Path: optional(matching(pathForm)),
      Port: optional(text()),
      Protocol: optional(oneOf(['HTTP', 'HTTPS', '${protocol}'])),
      Query: optional(matching(queryForm)),
    }),
  ),
  FixedResponseConfig: optional(
    object({
      // At most 1 KB of ASCII.
      // eslint-disable-next-line no-control-regex -- line breaks and the like are ASCII, too
      Content: matching(/^[\x00-\x7f]{1,1024}$/),
      ContentType: optional(
        oneOf(['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json']),
      ),
      HttpCode: optional(matching(/^(HTTP_)?[245]\d\d$/)),
    }),
  ),
  RewriteConfig: optional(
    object({
      Host: optional(matching(hostForm)),
      Path: optional(matching(pathForm)),
      Query: optional(matching(queryForm)),
    }),
  ),
  InsertHeaderConfig: optional(
    object({
      Key: headerKey(),
      Value: matching(/^[\x20-\x7e]{1,128}$/),
      ValueType: optional(oneOf(['UserDefined', 'ReferenceHeader', 'SystemDefined'])),
    }),
  ),
  RemoveHeaderConfig: optional(object({ Key: headerKey() })),
  TrafficLimitConfig: optional(object({ QPS: rate(), PerIpQps: rate() })),
  TrafficMirrorConfig: optional(
    object({
      TargetType: optional(oneOf(['ForwardGroupMirror'])),
      MirrorGroupConfig: object({ ServerGroupTuples: list(object({ ServerGroupId: text() }), { max: 1 }) }),
    }),
  ),
  CorsConfig: optional(
    object({
      AllowOrigin: optional(list(headerText())),
      AllowMethods: optional(list(headerText())),
      AllowHeaders: optional(list(headerText())),
      ExposeHeaders: optional(list(headerText())),
      AllowCredentials: optional(oneOf(['on', 'off'])),
      MaxAge: optional(integer({ min: -1, max: 172_800 })),
    }),
  ),
});

/** One action of a rule: its place, its kind, and the settings of that kind. */
export type RuleAction = z.infer<typeof ruleActionParameter>;

/** The name under which the settings of a kind travel. */
export type ActionConfig = Exclude<keyof RuleAction, 'Order' | 'Type'>;

/** The name under which the settings of an action travel. */
export function configOf({ Type }: Pick<RuleAction, 'Type'>): ActionConfig {
  return `${Type}Config`;
}

/** The groups that a list of actions sends or mirrors requests to, each once. */
export function serverGroupsOf(actions: readonly RuleAction[]): readonly string[] {
  const tuples = actions.flatMap(({ ForwardGroupConfig, TrafficMirrorConfig }) => [
    ...(ForwardGroupConfig?.ServerGroupTuples ?? []),
    ...(TrafficMirrorConfig?.MirrorGroupConfig.ServerGroupTuples ?? []),
  ]);
  return [...new Set(tuples.map(({ ServerGroupId }) => ServerGroupId))];
}
