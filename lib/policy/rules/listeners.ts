import { repeats } from '../../config/rules/facts';
import { SERVER_GROUP_PROTOCOLS } from '../../config/rules/listeners';
import type { Facts } from '../facts';
import { like } from '../like';
import type { Policy } from '../policy';
import { balancerOf, forwards } from './load-balancer-facts';

const LISTENER = 'alicloud_alb_listener';
const RULE = 'alicloud_alb_rule';
const MOST_GROUPS = 5;

/** Listeners and their forwarding rules. */
export const listenerPolicies: readonly Policy[] = [
  {
    ...like('LISTENER_PORT_RANGE'),
    *check(facts) {
      for (const resource of facts.resources(LISTENER)) {
        const port = resource.number('listener_port');
        if (port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65535)) continue;
        yield { resource, message: `the port of a listener is 1 to 65535, got ${port}` };
      }
    },
  },
  {
    ...like('LISTENER_PORT_DUPLICATE'),
    *check(facts) {
      for (const [first, { resource, port }] of repeats(ports(facts), ({ identity }) => identity)) {
        const message = `a port of an ALB has one listener (and one for QUIC), got ${port} here and in ${first.resource.address}; change one of them`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('LISTENER_NEEDS_CERTIFICATE'),
    *check(facts) {
      for (const resource of facts.resources(LISTENER)) {
        const protocol = resource.text('listener_protocol');
        if (protocol !== 'HTTPS' && protocol !== 'QUIC') continue;
        if (!resource.isCountable('certificates') || resource.blocks('certificates').length > 0) continue;
        const message = `a listener of ${protocol} has a certificate, got none; name one of the Certificate Management Service in certificates`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('LISTENER_PROTOCOL_MISMATCH'),
    *check(facts) {
      for (const { resource, listener, groupId } of forwards(facts)) {
        const protocol = listener?.text('listener_protocol');
        const allowed = Object.entries(SERVER_GROUP_PROTOCOLS).find(([known]) => known === protocol)?.[1];
        const group = facts.find('alicloud_alb_server_group', groupId);
        const spoken = group?.text('protocol');
        if (allowed === undefined || spoken === undefined) continue;
        if (allowed.some((each) => each.toLowerCase() === spoken.toLowerCase())) continue;
        const message = `a listener of ${protocol} forwards to server groups of ${allowed.join(', ')}, got ${groupId} of ${spoken}; name another group`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('BASIC_EDITION_HTTPS_BACKEND'),
    *check(facts) {
      for (const { listener, groupId } of forwards(facts)) {
        const balancer = balancerOf(facts, listener);
        const resource = facts.find('alicloud_alb_server_group', groupId);
        if (resource?.text('protocol') !== 'HTTPS' || balancer?.text('load_balancer_edition') !== 'Basic') continue;
        const message = `${balancer.address} of edition Basic speaks no HTTPS with servers, got protocol HTTPS; use HTTP, or edition Standard`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('RULE_PRIORITY_DUPLICATE'),
    *check(facts) {
      const rules = facts.resources(RULE).map((resource) => {
        const [listenerId, priority] = [resource.id('listener', 'listener_id'), resource.number('priority')];
        // Rules for requests and for answers are counted apart.
        const direction = resource.text('direction') ?? 'Request';
        const isKnown = listenerId !== undefined && priority !== undefined;
        return { resource, priority, identity: isKnown ? `${listenerId} ${direction} ${priority}` : undefined };
      });
      for (const [first, { resource, priority }] of repeats(rules, ({ identity }) => identity)) {
        const message = `each forwarding rule of a listener has a priority of its own, got ${priority} here and in ${first.resource.address}; change one of them`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('FORWARD_GROUP_COUNT'),
    *check(facts) {
      for (const resource of facts.resources(RULE)) {
        for (const config of resource.blocks('rule_actions').flatMap((each) => each.blocks('forward_group_config'))) {
          const count = config.blocks('server_group_tuples').length;
          if (!config.isCountable('server_group_tuples') || (count >= 1 && count <= MOST_GROUPS)) continue;
          yield { resource, message: `a rule forwards to 1 to ${MOST_GROUPS} server groups, got ${count}` };
        }
      }
    },
  },
];

/** The ports of listeners; QUIC runs over UDP, the others over TCP. */
function ports(facts: Facts) {
  return facts.all(LISTENER).map((resource) => {
    const [balancerId, port] = [resource.id('loadBalancer', 'load_balancer_id'), resource.number('listener_port')];
    const protocol = resource.text('listener_protocol');
    const isKnown = balancerId !== undefined && port !== undefined && protocol !== undefined;
    const identity = isKnown ? `${balancerId} ${protocol === 'QUIC' ? 'UDP' : 'TCP'} ${port}` : undefined;
    return { resource, port, identity };
  });
}
