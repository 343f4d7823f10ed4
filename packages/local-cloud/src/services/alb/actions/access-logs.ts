import { refuse } from '../../../protocol/api-error';
import { operation } from '../../../protocol/operation';
import { parameter } from '../../../protocol/parameters';
import { albErrors } from '../errors';
import { requireListener, requireLoadBalancer } from '../find';
import { type LoadBalancer, loadBalancers } from '../model';
import { configureListener, requireStatus } from './listener-updates';
import { balancerJob, configure, requireConfigurable } from './load-balancer-updates';

/** The log project and store are taken as they are: the local cloud has no log product. */
const enableLoadBalancerAccessLog = operation({
  action: 'EnableLoadBalancerAccessLog',
  kind: 'write',
  parameters: { LoadBalancerId: parameter.text(), LogProject: parameter.text(), LogStore: parameter.text() },
  handle: (call, { LoadBalancerId, LogProject, LogStore }) => {
    const balancer = requireConfigurable(call, LoadBalancerId);
    if (balancer.accessLog) refuse(albErrors.accessLogEnabled, 'AccessLogEnabled');
    configure(call, balancer, { accessLog: { LogProject, LogStore } });
    return balancerJob(call, 'EnableLoadBalancerAccessLog', balancer);
  },
});

const disableLoadBalancerAccessLog = operation({
  action: 'DisableLoadBalancerAccessLog',
  kind: 'write',
  parameters: { LoadBalancerId: parameter.text() },
  handle: (call, request) => {
    const { accessLog, ...silent } = requireConfigurable(call, request.LoadBalancerId);
    if (!accessLog) refuse(albErrors.accessLogDisabled, 'AccessLogDisabled');
    call.store.put<LoadBalancer, string>(loadBalancers, silent);
    configure(call, silent, {});
    return balancerJob(call, 'DisableLoadBalancerAccessLog', silent);
  },
});

/** Both switches need the access log of the balancer (`UpdateListenerLogConfig`). */
const updateListenerLogConfig = operation({
  action: 'UpdateListenerLogConfig',
  kind: 'write',
  parameters: {
    ListenerId: parameter.text(),
    AccessLogRecordCustomizedHeadersEnabled: parameter.optional(parameter.boolean()),
    AccessLogTracingConfig: parameter.optional(
      parameter.object({
        TracingEnabled: parameter.boolean(),
        TracingType: parameter.optional(parameter.oneOf(['Zipkin'])),
        TracingSample: parameter.optional(parameter.integer({ min: 1, max: 10_000 })),
      }),
    ),
  },
  handle: (call, request) => {
    const listener = requireListener(call, request.ListenerId);
    const balancer = requireLoadBalancer(call, listener.loadBalancerId);
    requireStatus(listener, ['Running', 'Stopped']);
    const headers = request.AccessLogRecordCustomizedHeadersEnabled;
    const tracing = request.AccessLogTracingConfig ?? listener.logConfig?.AccessLogTracingConfig;
    const asked = headers === true || request.AccessLogTracingConfig?.TracingEnabled === true;
    if (asked && !balancer.accessLog) refuse(albErrors.accessLogDisabled, 'AccessLogDisabled');
    const before = listener.logConfig?.AccessLogRecordCustomizedHeadersEnabled ?? false;
    return configureListener(call, 'UpdateListenerLogConfig', listener, {
      logConfig: {
        AccessLogRecordCustomizedHeadersEnabled: headers ?? before,
        ...(tracing && { AccessLogTracingConfig: tracing }),
      },
    });
  },
});

/** The actions on access logs. */
export const accessLogOperations = [enableLoadBalancerAccessLog, disableLoadBalancerAccessLog, updateListenerLogConfig];
