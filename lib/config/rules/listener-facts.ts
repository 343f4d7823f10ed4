import type { Deployment, ForwardingRuleConfig, FrontendConfig, ListenerConfig } from '../deployment';
import { listenerServerGroup } from '../derive';
import type { Path } from '../path';

/** A listener with where it is. */
export interface PlacedListener {
  readonly path: Path;
  readonly key: string;
  readonly listener: ListenerConfig;
  /** Key of the group that answers what no rule decides. @default - neither it nor what it redirects to names one */
  readonly serverGroup?: string;
}

/** A forwarding rule with where it is. */
export interface PlacedRule {
  readonly path: Path;
  readonly key: string;
  readonly rule: ForwardingRuleConfig;
}

/** A server group that a listener sends requests to, with the field that says so. */
export interface ForwardTarget {
  readonly path: Path;
  readonly serverGroup: string;
}

/** A key that has to lead somewhere. */
export interface Reference {
  readonly path: Path;
  readonly key: string;
  /** Where it has to be found, and where that map is. */
  readonly map: object;
  readonly mapPath: Path;
}

/** The listeners of a deployment. */
export function listenersOf({ listeners }: FrontendConfig): readonly PlacedListener[] {
  return Object.entries(listeners).map(([key, listener]) => ({
    path: ['frontend', 'listeners', key],
    key,
    listener,
    serverGroup: listenerServerGroup(listeners, key),
  }));
}

/** The forwarding rules of a listener. */
export function rulesOf({ path, listener }: PlacedListener): readonly PlacedRule[] {
  return Object.entries(listener.rules).map(([key, rule]) => ({ path: [...path, 'rules', key], key, rule }));
}

/** Where a listener sends requests: by default, and by its rules. */
export function forwardTargets(placed: PlacedListener): readonly ForwardTarget[] {
  const { path, listener, serverGroup } = placed;
  const field = listener.serverGroup === undefined ? 'redirectTo' : 'serverGroup';
  return [
    ...(serverGroup === undefined ? [] : [{ path: [...path, field], serverGroup }]),
    ...rulesOf(placed).flatMap((rule) =>
      Object.keys(rule.rule.forward?.serverGroups ?? {}).map((key) => ({
        path: [...rule.path, 'forward', 'serverGroups', key],
        serverGroup: key,
      })),
    ),
  ];
}

/** Every key that a listener refers to. */
export function listenerReferences({ frontend, serverGroups }: Deployment): readonly Reference[] {
  const { listeners, acls } = frontend;
  const toGroups = { map: serverGroups, mapPath: ['serverGroups'] };
  const toListeners = { map: listeners, mapPath: ['frontend', 'listeners'] };
  const toAcls = { map: acls, mapPath: ['frontend', 'acls'] };
  return listenersOf(frontend).flatMap((placed) => {
    const { path, listener } = placed;
    const { serverGroup, quicListener, redirectTo, acl } = listener;
    return [
      ...named(serverGroup, [...path, 'serverGroup']).map((reference) => ({ ...reference, ...toGroups })),
      ...named(quicListener, [...path, 'quicListener']).map((reference) => ({ ...reference, ...toListeners })),
      ...named(redirectTo, [...path, 'redirectTo']).map((reference) => ({ ...reference, ...toListeners })),
      ...(acl?.acls ?? []).map((key, index) => ({ key, path: [...path, 'acl', 'acls', index], ...toAcls })),
      ...rulesOf(placed).flatMap((rule) =>
        Object.keys(rule.rule.forward?.serverGroups ?? {}).map((key) => ({
          key,
          path: [...rule.path, 'forward', 'serverGroups', key],
          ...toGroups,
        })),
      ),
    ];
  });
}

function named(key: string | undefined, path: Path): readonly { readonly key: string; readonly path: Path }[] {
  return key === undefined ? [] : [{ key, path }];
}
