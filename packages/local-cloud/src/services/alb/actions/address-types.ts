import { refuse } from '../../../protocol/api-error';
import { operation } from '../../../protocol/operation';
import { parameter } from '../../../protocol/parameters';
import { takeEip } from '../addresses';
import { albErrors } from '../errors';
import type { AlbZone } from '../model';
import { balancerJob, configure, requireConfigurable } from './load-balancer-updates';

/** To `Internet` each zone gets an EIP; to `Intranet` each gives its own back. The virtual IPs stay. */
const updateLoadBalancerAddressTypeConfig = operation({
  action: 'UpdateLoadBalancerAddressTypeConfig',
  kind: 'write',
  parameters: {
    LoadBalancerId: parameter.text(),
    AddressType: parameter.oneOf(['Internet', 'Intranet']),
    ZoneMappings: parameter.optional(
      parameter.list(
        parameter.object({
          ZoneId: parameter.text(),
          VSwitchId: parameter.text(),
          AllocationId: parameter.optional(parameter.text()),
        }),
        { max: 10 },
      ),
    ),
  },
  handle: (call, { LoadBalancerId, AddressType, ZoneMappings }) => {
    const balancer = requireConfigurable(call, LoadBalancerId);
    if (balancer.addressType === AddressType) refuse(albErrors.addressTypeNotChanged, 'AddressTypeNotChanged');
    // There is no EIP product here, so an EIP that the caller names cannot exist.
    const named = ZoneMappings?.find(({ AllocationId }) => AllocationId !== undefined)?.AllocationId;
    if (named !== undefined) refuse(albErrors.eipNotFound, named);
    const zones: AlbZone[] = [];
    for (const { eip: _eip, ...zone } of balancer.zones) {
      zones.push(AddressType === 'Internet' ? { ...zone, eip: takeEip(call, zones) } : zone);
    }
    configure(call, balancer, { addressType: AddressType, zones });
    return balancerJob(call, 'UpdateLoadBalancerAddressTypeConfig', balancer);
  },
});

/** The action that moves balancers between the Internet and their VPC. */
export const addressTypeOperations = [updateLoadBalancerAddressTypeConfig];
