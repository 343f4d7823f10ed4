import type { ListenerConfig } from '../deployment';
import { entryOf } from '../path';
import { repeats } from './facts';
import { forwardTargets, listenersOf } from './listener-facts';
import type { Rule } from './rule';
import { documented, inferred } from './sources';

/** What listeners of each protocol forward to (ALB API, CreateListener). */
export const SERVER_GROUP_PROTOCOLS: Readonly<Record<ListenerConfig['protocol'], readonly string[]>> = {
  HTTP: ['HTTP'],
  HTTPS: ['HTTP', 'HTTPS', 'gRPC'],
  QUIC: ['HTTP', 'gRPC'],
};

/** Fields that only listeners of some protocols have. */
const PROTOCOLS_OF_FIELDS: readonly (readonly [keyof ListenerConfig, readonly ListenerConfig['protocol'][]])[] = [
  ['certificate', ['HTTPS', 'QUIC']],
  ['additionalCertificates', ['HTTPS', 'QUIC']],
  ['securityPolicy', ['HTTPS']],
  ['http2', ['HTTPS']],
  ['quicListener', ['HTTPS']],
  ['redirectTo', ['HTTP']],
];

/** References between listeners, and the protocol of what they have to lead to. */
const PROTOCOLS_OF_REFERENCES = [
  ['quicListener', 'QUIC'],
  ['redirectTo', 'HTTPS'],
] as const;

/** Listeners: what clients connect to. */
export const listenerRules: readonly Rule[] = [
  {
    code: 'LISTENER_PORT_DUPLICATE',
    severity: 'error',
    summary: 'a port has one listener, and one for QUIC',
    source: inferred('ALB_SDK'),
    *check({ frontend }) {
      // QUIC runs over UDP, the others over TCP.
      const family = (protocol: string): string => (protocol === 'QUIC' ? 'UDP' : 'TCP');
      const placed = listenersOf(frontend);
      for (const [first, again] of repeats(
        placed,
        ({ listener: { port, protocol } }) => `${family(protocol)} ${port}`,
      )) {
        yield {
          path: [...again.path, 'port'],
          message: `a port has one listener (and one for QUIC), got ${again.listener.port} in ${first.key} and ${again.key}; change one of them`,
        };
      }
    },
  },
  {
    code: 'LISTENER_NEEDS_CERTIFICATE',
    severity: 'error',
    summary: 'listeners of HTTPS and QUIC have a certificate',
    source: inferred('ALB_SDK'),
    needsWhole: true,
    *check({ frontend }) {
      for (const { path, key, listener } of listenersOf(frontend)) {
        if (listener.protocol === 'HTTP' || listener.certificate !== undefined) continue;
        yield {
          path: [...path, 'certificate'],
          message: `the ${listener.protocol} listener ${key} has no certificate; give the id of one of the Certificate Management Service`,
        };
      }
    },
  },
  {
    code: 'LISTENER_FIELD_UNUSABLE',
    severity: 'error',
    summary: 'a listener is told only what its protocol has',
    source: inferred('ALB_SDK'),
    *check({ frontend }) {
      for (const { path, listener } of listenersOf(frontend)) {
        for (const [field, protocols] of PROTOCOLS_OF_FIELDS) {
          const value = listener[field];
          const isGiven = Array.isArray(value) ? value.length > 0 : value !== undefined;
          if (!isGiven || protocols.includes(listener.protocol)) continue;
          yield {
            path: [...path, field],
            message: `${field} is for listeners of ${protocols.join(' and ')}, got ${listener.protocol}; remove it or change the protocol`,
          };
        }
      }
    },
  },
  {
    code: 'LISTENER_SERVER_GROUP_MISSING',
    severity: 'error',
    summary: 'every listener has a server group',
    source: documented('ALB_SDK'),
    needsWhole: true,
    *check({ frontend }) {
      for (const { path, key, listener, serverGroup } of listenersOf(frontend)) {
        if (serverGroup !== undefined || listener.redirectTo !== undefined) continue;
        yield {
          path: [...path, 'serverGroup'],
          message: `listener ${key} has no serverGroup; name the one that answers what no rule decides`,
        };
      }
    },
  },
  {
    code: 'LISTENER_REFERENCE_PROTOCOL',
    severity: 'error',
    summary: 'listeners lead to listeners of the protocol that they need',
    source: inferred('ALB_SDK'),
    *check({ frontend }) {
      for (const { path, listener } of listenersOf(frontend)) {
        for (const [field, protocol] of PROTOCOLS_OF_REFERENCES) {
          const target = entryOf(frontend.listeners, listener[field] ?? '');
          if (target === undefined || target.protocol === protocol) continue;
          yield {
            path: [...path, field],
            message: `${field} leads to a listener of ${protocol}, got ${listener[field] ?? ''} of ${target.protocol}; name another`,
          };
        }
      }
    },
  },
  {
    code: 'LISTENER_PROTOCOL_MISMATCH',
    severity: 'error',
    summary: 'the protocols of a listener and of the groups that it forwards to go together',
    source: documented('ALB_SDK'),
    *check({ frontend, serverGroups }) {
      for (const placed of listenersOf(frontend)) {
        const { protocol } = placed.listener;
        const allowed = SERVER_GROUP_PROTOCOLS[protocol];
        for (const { path, serverGroup } of forwardTargets(placed)) {
          const group = entryOf(serverGroups, serverGroup);
          if (group === undefined || allowed.includes(group.protocol)) continue;
          yield {
            path,
            message: `a listener of ${protocol} forwards to server groups of ${allowed.join(', ')}, got ${serverGroup} of ${group.protocol}; name another group${protocol === 'HTTP' ? ' (the cloud wants one even where everything is redirected)' : ''}`,
          };
        }
      }
    },
  },
  {
    code: 'CERTIFICATE_DUPLICATE',
    severity: 'error',
    summary: 'each certificate of a listener is named once',
    source: inferred('ALB_SDK'),
    *check({ frontend }) {
      for (const { path, listener } of listenersOf(frontend)) {
        const ids = [
          { id: listener.certificate ?? '', path },
          ...listener.additionalCertificates.map((id, index) => ({
            id,
            path: [...path, 'additionalCertificates', index],
          })),
        ];
        for (const [, again] of repeats(ids, ({ id }) => id)) {
          yield { path: again.path, message: `each certificate is named once, got ${again.id} twice; remove one` };
        }
      }
    },
  },
];
