import { refuse } from '../../protocol/api-error';
import type { Call } from '../../protocol/call';
import { type Vpc, vpcs } from '../vpc/model';
import { type Acl, acls } from './acl-model';
import { albErrors } from './errors';
import { type Listener, listeners, type LoadBalancer, loadBalancers, type ServerGroup, serverGroups } from './model';
import { type Rule, rules } from './rule-model';

type Where = Pick<Call, 'store' | 'region'>;

/** The load balancer with this id in the call's region; an id of another region is "not found", as on the real cloud. */
export function requireLoadBalancer({ store, region }: Where, id: string): LoadBalancer {
  const balancer = store.get(loadBalancers, id);
  return balancer?.regionId === region ? balancer : refuse(albErrors.loadBalancerNotFound, id);
}

/** The server group with this id in the call's region. */
export function requireServerGroup({ store, region }: Where, id: string): ServerGroup {
  const group = store.get(serverGroups, id);
  return group?.regionId === region ? group : refuse(albErrors.serverGroupNotFound, id);
}

/** The listener with this id in the call's region. */
export function requireListener({ store, region }: Where, id: string): Listener {
  const listener = store.get(listeners, id);
  return listener?.regionId === region ? listener : refuse(albErrors.listenerNotFound, id);
}

/** The forwarding rule with this id in the call's region. */
export function requireRule({ store, region }: Where, id: string): Rule {
  const rule = store.get(rules, id);
  return rule?.regionId === region ? rule : refuse(albErrors.ruleNotFound, id);
}

/** The access control list with this id in the call's region. */
export function requireAcl({ store, region }: Where, id: string): Acl {
  const acl = store.get(acls, id);
  return acl?.regionId === region ? acl : refuse(albErrors.aclNotFound, id);
}

/** The VPC with this id in the call's region, usable by new objects. */
export function requireUsableVpc({ store, region }: Where, id: string): Vpc {
  const vpc = store.get(vpcs, id);
  if (vpc?.regionId !== region || vpc.status === 'Deleting') refuse(albErrors.vpcNotFound, id);
  if (vpc.status !== 'Available') refuse(albErrors.systemBusy);
  return vpc;
}
