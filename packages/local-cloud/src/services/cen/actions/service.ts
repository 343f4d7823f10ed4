import { regionOf } from '../../../catalogue/regions';
import { refuse } from '../../../protocol/api-error';
import { operation } from '../../../protocol/operation';
import { parameter } from '../../../protocol/parameters';
import { cenErrors } from '../errors';
import { requireRegion } from '../find';

/** The local account has the transit router service from the start: there is nothing to pay for. */
const checkTransitRouterService = operation({
  action: 'CheckTransitRouterService',
  kind: 'read',
  parameters: {},
  handle: () => ({ Enabled: true }),
});

const openTransitRouterService = operation({
  action: 'OpenTransitRouterService',
  kind: 'write',
  parameters: {},
  handle: () => refuse(cenErrors.serviceOpened),
});

/** Every zone takes a vSwitch of an attachment; primary and secondary zones are a notion of routers before 2023. */
const listTransitRouterAvailableResource = operation({
  action: 'ListTransitRouterAvailableResource',
  kind: 'read',
  parameters: { SupportMulticast: parameter.optional(parameter.boolean()) },
  handle: (call, request) => {
    const zones = regionOf(requireRegion(call)).transitRouterZones;
    return {
      MasterZones: zones,
      SlaveZones: zones,
      AvailableZones: zones,
      SupportMulticast: request.SupportMulticast ?? false,
    };
  },
});

/** What tells where transit routers can be had. */
export const serviceOperations = [
  checkTransitRouterService,
  openTransitRouterService,
  listTransitRouterAvailableResource,
];
