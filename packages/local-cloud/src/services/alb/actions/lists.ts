import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter, tagFilterParameter } from '../../../protocol/parameters';
import { hasTags } from '../../tags';
import { albErrors } from '../errors';
import { listeners, loadBalancers } from '../model';
import { listenerSummary } from '../views/listener';
import { loadBalancerSummary } from '../views/load-balancer';

const ids = (max: number) => parameter.optional(parameter.list(parameter.text(), { max }));

const listLoadBalancers = operation({
  action: 'ListLoadBalancers',
  kind: 'read',
  parameters: {
    ...tokenParameters(20, 100),
    LoadBalancerIds: ids(20),
    LoadBalancerNames: ids(10),
    VpcIds: ids(10),
    ZoneId: parameter.optional(parameter.text()),
    AddressType: parameter.optional(parameter.oneOf(['Internet', 'Intranet'])),
    AddressIpVersion: parameter.optional(parameter.oneOf(['IPv4', 'DualStack'])),
    LoadBalancerStatus: parameter.optional(parameter.text()),
    LoadBalancerBussinessStatus: parameter.optional(parameter.oneOf(['Normal', 'Abnormal'])),
    PayType: parameter.optional(parameter.oneOf(['PostPay'])),
    DNSName: parameter.optional(parameter.text()),
    ResourceGroupId: parameter.optional(parameter.text()),
    Tag: parameter.optional(tagFilterParameter()),
  },
  handle: ({ store, region }, request) => {
    const matching = store
      .where(loadBalancers, 'region', region)
      .filter((balancer) => request.LoadBalancerIds?.includes(balancer.loadBalancerId) ?? true)
      .filter((balancer) => request.LoadBalancerNames?.includes(balancer.name) ?? true)
      .filter((balancer) => request.VpcIds?.includes(balancer.vpcId) ?? true)
      .filter(({ zones }) => zones.some(({ zoneId }) => zoneId === (request.ZoneId ?? zoneId)))
      .filter((balancer) => balancer.addressType === (request.AddressType ?? balancer.addressType))
      // The local cloud knows no other than these.
      .filter(() => request.AddressIpVersion !== 'DualStack' && request.LoadBalancerBussinessStatus !== 'Abnormal')
      .filter((balancer) => balancer.status === (request.LoadBalancerStatus ?? balancer.status))
      .filter((balancer) => balancer.dnsName === (request.DNSName ?? balancer.dnsName))
      .filter((balancer) => balancer.resourceGroupId === (request.ResourceGroupId ?? balancer.resourceGroupId))
      .filter((balancer) => hasTags(balancer.tags, request.Tag));
    const { items, fields } = tokenPage(matching, request, (item) => item.loadBalancerId, albErrors.nextToken);
    return { ...fields, LoadBalancers: items.map(loadBalancerSummary) };
  },
});

const listListeners = operation({
  action: 'ListListeners',
  kind: 'read',
  parameters: {
    ...tokenParameters(20, 100),
    ListenerIds: ids(20),
    LoadBalancerIds: ids(20),
    ListenerProtocol: parameter.optional(parameter.oneOf(['HTTP', 'HTTPS', 'QUIC'])),
    Tag: parameter.optional(tagFilterParameter()),
  },
  handle: ({ store, region }, request) => {
    const matching = store
      .where(listeners, 'region', region)
      .filter((listener) => request.ListenerIds?.includes(listener.listenerId) ?? true)
      .filter((listener) => request.LoadBalancerIds?.includes(listener.loadBalancerId) ?? true)
      .filter((listener) => listener.protocol === (request.ListenerProtocol ?? listener.protocol))
      .filter((listener) => hasTags(listener.tags, request.Tag));
    const { items, fields } = tokenPage(matching, request, (item) => item.listenerId, albErrors.nextToken);
    return { ...fields, Listeners: items.map(listenerSummary) };
  },
});

/** The lists of load balancers and of listeners, which data sources read. */
export const listOperations = [listLoadBalancers, listListeners];
