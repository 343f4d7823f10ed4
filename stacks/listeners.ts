import {
  AssumptionError,
  listenerServerGroup,
  RuleAction,
  RuleCondition,
  type AclType,
  type CrossRegionAlb,
  type Deployment,
  type ForwardingRuleConfig,
  type HttpMethod,
  type IAccessControlList,
  type IServerGroup,
  type Listener,
  type ListenerConfig,
  type ListenerProtocol,
  type XForwardedFor,
} from '../lib';
import { entry } from './network';

type ByKey<T> = Readonly<Record<string, T>>;

/** What listeners refer to, by key. */
interface Targets {
  readonly serverGroups: ByKey<IServerGroup>;
  readonly acls: ByKey<IAccessControlList>;
}

/** Makes the listeners that a deployment describes, with their rules, access control lists and certificates. */
export function createListeners(alb: CrossRegionAlb, deployment: Deployment, serverGroups: ByKey<IServerGroup>): void {
  const { listeners, acls } = deployment.frontend;
  const targets = { serverGroups, acls: mapValues(acls, ({ entries }, key) => alb.addAcl(key, entries)) };
  const made: Record<string, Listener> = {};
  for (const [key, config] of referredFirst(listeners)) {
    const serverGroup = entry(serverGroups, listenerServerGroup(listeners, key) ?? '');
    const quicListener = config.quicListener === undefined ? undefined : entry(made, config.quicListener);
    const listener = alb.addListener(key, { ...listenerOptions(config), serverGroup, quicListener });
    furnish(listener, config, targets);
    if (config.redirectTo !== undefined) listener.redirectTo(entry(made, config.redirectTo));
    made[key] = listener;
  }
}

/** QUIC listeners, which HTTPS listeners refer to, which HTTP listeners refer to. */
function referredFirst(listeners: ByKey<ListenerConfig>): readonly (readonly [string, ListenerConfig])[] {
  const order = ['QUIC', 'HTTPS', 'HTTP'];
  return Object.entries(listeners).sort(([, a], [, b]) => order.indexOf(a.protocol) - order.indexOf(b.protocol));
}

function listenerOptions(config: ListenerConfig) {
  return {
    port: config.port,
    protocol: config.protocol as ListenerProtocol,
    certificateId: config.certificate,
    securityPolicyId: config.securityPolicy,
    http2Enabled: config.http2,
    idleTimeoutSeconds: config.idleTimeoutSeconds,
    requestTimeoutSeconds: config.requestTimeoutSeconds,
    gzipEnabled: config.gzip,
    xForwardedFor: config.xForwardedFor as XForwardedFor,
    aclType: config.acl?.type as AclType | undefined,
  };
}

function furnish(listener: Listener, config: ListenerConfig, { serverGroups, acls }: Targets): void {
  for (const [key, rule] of Object.entries(config.rules)) {
    const { priority } = rule;
    listener.addRule(key, {
      priority,
      conditions: conditionsOf(rule.conditions),
      action: actionOf(rule, serverGroups),
    });
  }
  for (const key of config.acl?.acls ?? []) listener.addAcl(key, entry(acls, key));
  for (const id of config.additionalCertificates) listener.addCertificate(id, id);
}

function conditionsOf(config: ForwardingRuleConfig['conditions']): readonly RuleCondition[] {
  const { hosts, paths, headers = {}, queryStrings = {}, cookies = {}, methods, sourceIps } = config;
  return [
    ...(hosts === undefined ? [] : [RuleCondition.hosts(hosts)]),
    ...(paths === undefined ? [] : [RuleCondition.paths(paths)]),
    ...Object.entries(headers).map(([key, values]) => RuleCondition.header(key, values)),
    ...Object.entries(queryStrings).map(([key, values]) => RuleCondition.queryString(key, values)),
    ...Object.entries(cookies).map(([key, values]) => RuleCondition.cookie(key, values)),
    ...(methods === undefined ? [] : [RuleCondition.methods(methods as readonly HttpMethod[])]),
    ...(sourceIps === undefined ? [] : [RuleCondition.sourceIps(sourceIps)]),
  ];
}

function actionOf(
  { forward, redirect, fixedResponse }: ForwardingRuleConfig,
  serverGroups: ByKey<IServerGroup>,
): RuleAction {
  if (fixedResponse !== undefined) return RuleAction.fixedResponse(fixedResponse);
  if (redirect !== undefined) {
    return RuleAction.redirect({ ...redirect, protocol: redirect.protocol as ListenerProtocol | undefined });
  }
  if (forward === undefined)
    throw new AssumptionError('RULE_UNCHECKED', 'a rule of a checked deployment has no action');
  const groups = Object.entries(forward.serverGroups);
  const weighted = groups.map(([key, weight]) => ({ serverGroup: entry(serverGroups, key), weight }));
  return RuleAction.forward(weighted, forward);
}

function mapValues<T, V>(map: ByKey<T>, value: (item: T, key: string) => V): ByKey<V> {
  return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, value(item, key)]));
}
