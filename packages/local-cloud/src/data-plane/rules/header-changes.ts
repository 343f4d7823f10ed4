import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { RuleAction } from '../../services/alb/rule-actions';
import type { Passage } from '../balancer/headers';

/**
 * Headers after the `InsertHeader` and `RemoveHeader` actions of a rule, in their order.
 *
 * Inserting replaces a header of the same name. A header that refers to one that the request does not have is left out.
 *
 * @param headers - By names in lower case.
 * @param request - The headers of the client's request, for `ReferenceHeader`.
 */
export function changedHeaders(
  headers: OutgoingHttpHeaders,
  actions: readonly RuleAction[],
  request: IncomingHttpHeaders,
  passage: Passage,
): OutgoingHttpHeaders {
  const changed = { ...headers };
  for (const { InsertHeaderConfig: inserted, RemoveHeaderConfig: removed } of inOrder(actions)) {
    if (removed) changed[removed.Key.toLowerCase()] = undefined;
    if (inserted) changed[inserted.Key.toLowerCase()] = valueOf(inserted, request, passage);
  }
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
}

/** Actions by their `Order`. */
export function inOrder(actions: readonly RuleAction[]): readonly RuleAction[] {
  return [...actions].sort((a, b) => a.Order - b.Order);
}

function valueOf(
  { Value, ValueType }: NonNullable<RuleAction['InsertHeaderConfig']>,
  request: IncomingHttpHeaders,
  { listener, balancer, clientAddress, clientPort }: Passage,
): string | string[] | undefined {
  if (ValueType === 'ReferenceHeader') return request[Value.toLowerCase()];
  if (ValueType !== 'SystemDefined') return Value;
  const system: Readonly<Record<string, string>> = {
    ClientSrcPort: String(clientPort),
    ClientSrcIp: clientAddress,
    Protocol: listener.protocol,
    SLBId: balancer.loadBalancerId,
    SLBPort: String(listener.port),
  };
  return system[Value];
}
