import { type ApiErrorDefinition, refuse } from '../../protocol/api-error';
import { missingParameter } from '../../protocol/gateway-errors';
import { albErrors, illegalParam } from './errors';
import type { Listener, LoadBalancer } from './model';
import { configOf, finalActions, type RuleAction } from './rule-actions';
import { type RuleCondition, valuesOf } from './rule-conditions';
import type { Rule } from './rule-model';
import { isPathPattern } from './rule-patterns';

/** Request headers that no rule may insert or remove (`CreateRule`). */
const reservedRequestHeaders = new Set([
  ...['slb-id', 'slb-ip', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-eip', 'x-forwarded-port'],
  ...['x-forwarded-client-srcport', 'x-forwarded-host', 'connection', 'upgrade', 'content-length'],
  ...['transfer-encoding', 'keep-alive', 'te', 'host', 'cookie', 'remoteip', 'authority'],
]);
/** Response headers that no rule may insert or remove. */
const reservedResponseHeaders = new Set(['connection', 'upgrade', 'content-length', 'transfer-encoding']);

/** What the editions allow a rule; the documented limits cannot be raised. */
const limits: Readonly<Record<LoadBalancer['edition'], { readonly actions: number; readonly conditions: number }>> = {
  Basic: { actions: 3, conditions: 5 },
  Standard: { actions: 5, conditions: 10 },
  StandardWithWaf: { actions: 5, conditions: 10 },
};

/** Where a rule is to stand, as far as its content depends on it. */
export interface RulePlace {
  readonly direction: Rule['direction'];
  readonly protocol: Listener['protocol'];
  readonly edition: LoadBalancer['edition'];
}

/** Reads the actions of a rule: each keeps the settings of its own kind only, and a lone group weighs 100. */
export function readActions(given: readonly RuleAction[], place: RulePlace): RuleAction[] {
  if (given.length === 0) refuse(missingParameter('RuleActions'));
  const actions = given.map((action, index) => readAction(action, index, place));
  checkDistinct(
    actions.map(({ Order }) => String(Order)),
    illegalParam('Order'),
  );
  for (const type of ['InsertHeader', 'RemoveHeader'] as const) {
    const keys = actions.map((action) => action[`${type}Config`]?.Key.toLowerCase());
    checkDistinct(
      keys.filter((key) => key !== undefined),
      illegalParam(`${type}Config`),
    );
  }
  checkKinds(actions, place.direction);
  checkQuota(albErrors.ruleActionsQuota, 'RuleActionsNum', actions.length, limits[place.edition].actions);
  return actions;
}

/** Checks the conditions of a rule: kinds that fit its direction, with values, no more than the edition allows. */
export function checkConditions(conditions: readonly RuleCondition[], { direction, edition }: RulePlace): void {
  if (conditions.length === 0) refuse(missingParameter('RuleConditions'));
  conditions.forEach((condition, index) => {
    const name = `RuleConditions.${String(index + 1)}`;
    const isOnResponses = condition.Type.startsWith('Response');
    if (isOnResponses && direction === 'Request') refuse(illegalParam('RuleConditions'));
    const paths = condition.PathConfig?.Values ?? [];
    if (!paths.every(isPathPattern)) refuse(illegalParam('RuleConditions'));
    if (valuesOf(condition).length === 0) refuse(missingParameter(`${name}.${condition.Type}Config.Values`));
  });
  const values = conditions.flatMap(valuesOf);
  const { conditions: limit } = limits[edition];
  checkQuota(albErrors.ruleConditionsQuota, 'RuleMatchEvaluationsNum', values.length, limit);
  const wildcards = values.filter((value) => /[*?]/.test(value)).length;
  checkQuota(albErrors.ruleWildcardsQuota, 'RuleWildcardsNum', wildcards, limit);
}

/** The conditions without settings of other kinds than their own. */
export function readConditions(given: readonly RuleCondition[], place: RulePlace): RuleCondition[] {
  checkConditions(given, place);
  return given.map((condition) => {
    const name = `${condition.Type}Config` as const;
    return { Type: condition.Type, [name]: condition[name] };
  });
}

function readAction(action: RuleAction, index: number, place: RulePlace): RuleAction {
  const config = configOf(action);
  const name = `RuleActions.${String(index + 1)}.${config}`;
  if (action[config] === undefined) refuse(missingParameter(name));
  checkAction(action, place);
  const { Order, Type } = action;
  const ForwardGroupConfig = action.ForwardGroupConfig && weigh(action.ForwardGroupConfig, name);
  return { Order, Type, [config]: config === 'ForwardGroupConfig' ? ForwardGroupConfig : action[config] };
}

function checkAction({ Type, ...action }: RuleAction, { direction, protocol }: RulePlace): void {
  const key = (Type === 'InsertHeader' ? action.InsertHeaderConfig : action.RemoveHeaderConfig)?.Key.toLowerCase();
  const reserved = direction === 'Request' ? reservedRequestHeaders : reservedResponseHeaders;
  if (Type.endsWith('Header') && reserved.has(key ?? '')) refuse(illegalParam('Key'));
  if (Type === 'Redirect') checkRedirect(action.RedirectConfig ?? {}, protocol);
  if (Type === 'TrafficLimit' && !action.TrafficLimitConfig?.QPS && !action.TrafficLimitConfig?.PerIpQps) {
    refuse(missingParameter('TrafficLimitConfig.QPS'));
  }
}

/** Something must change, and an HTTPS listener redirects to HTTPS only. */
function checkRedirect(
  { Host, Path, Port, Protocol, Query }: NonNullable<RuleAction['RedirectConfig']>,
  protocol: Listener['protocol'],
): void {
  const parts = { host: Host, path: Path, port: Port, protocol: Protocol, query: Query };
  const isDefault = ([name, value]: [string, string | undefined]) => (value ?? `\${${name}}`) === `\${${name}}`;
  if (Object.entries(parts).every(isDefault)) refuse(illegalParam('RedirectConfig'));
  if (
    Port !== undefined &&
    Port !== '${port}' &&
    !(/^\d{1,5}$/.test(Port) && Number(Port) >= 1 && Number(Port) < 65536)
  )
    refuse(illegalParam('Port'));
  if (protocol === 'HTTPS' && Protocol === 'HTTP') refuse(albErrors.protocolMismatch, 'HTTPS', 'HTTP');
}

/** Several groups need a weight each. */
function weigh(config: NonNullable<RuleAction['ForwardGroupConfig']>, name: string) {
  const { ServerGroupTuples: tuples, ServerGroupStickySession: sticky } = config;
  if (tuples.length === 0) refuse(missingParameter(`${name}.ServerGroupTuples`));
  checkDistinct(
    tuples.map(({ ServerGroupId }) => ServerGroupId),
    illegalParam('ServerGroupTuples'),
  );
  return {
    ServerGroupTuples: tuples.map(({ ServerGroupId, Weight }, index) => {
      const place = `${name}.ServerGroupTuples.${String(index + 1)}.Weight`;
      return { ServerGroupId, Weight: Weight ?? (tuples.length === 1 ? 100 : refuse(missingParameter(place))) };
    }),
    ...(sticky?.Enabled !== undefined && {
      ServerGroupStickySession: sticky.Enabled
        ? { Enabled: true, Timeout: sticky.Timeout || DEFAULT_STICKY_SECONDS }
        : { Enabled: false },
    }),
  };
}

const DEFAULT_STICKY_SECONDS = 1000;

/** A rule on requests ends in exactly one way; one on responses only changes headers. */
function checkKinds(actions: readonly RuleAction[], direction: Rule['direction']): void {
  const types = actions.map(({ Type }) => Type);
  if (direction === 'Response') {
    if (!types.every((type) => type === 'InsertHeader' || type === 'RemoveHeader')) refuse(illegalParam('RuleActions'));
    return;
  }
  const rewrites = types.filter((type) => type === 'Rewrite').length;
  if (rewrites > 0 && !types.includes('ForwardGroup')) refuse(albErrors.rewriteWithoutForward, 'Rewrite');
  const finals = types.filter((type) => finalActions.includes(type)).length;
  // What forwards within a limit may also say what to do beyond it (ALB release notes, July 2024).
  const allowed = types.includes('TrafficLimit') && types.includes('ForwardGroup') ? 2 : 1;
  // Headers can be changed several times; everything else is said once.
  const once = types.filter((type) => type !== 'InsertHeader' && type !== 'RemoveHeader');
  if (finals < 1 || finals > allowed) refuse(illegalParam('RuleActions'));
  checkDistinct(once, illegalParam('RuleActions'));
}

function checkDistinct(values: readonly string[], error: ApiErrorDefinition): void {
  if (new Set(values).size < values.length) refuse(error);
}

function checkQuota(error: ApiErrorDefinition, name: string, usage: number, limit: number): void {
  if (usage > limit) refuse(error, name, String(usage), String(limit));
}
