import type { Service } from '../../protocol/operation';
import { jobOperations } from './actions/jobs';
import { listenerUpdateOperations } from './actions/listener-updates';
import { listenerEffects, listenerOperations } from './actions/listeners';
import { loadBalancerUpdateOperations } from './actions/load-balancer-updates';
import { loadBalancerEffects, loadBalancerOperations } from './actions/load-balancers';
import { serverGroupEffects, serverGroupOperations } from './actions/server-groups';
import { serverOperations } from './actions/servers';
import { tagOperations } from './actions/tags';
import { zoneOperations } from './actions/zones';
import { jobEffects } from './jobs';
import { inventory } from './inventory';

/** Application Load Balancer: load balancers, server groups with their servers, and listeners. */
export const alb: Service = {
  product: 'Alb',
  version: '2020-06-16',
  scope: 'regional',
  tokenIdentity: 'token',
  operations: [
    ...loadBalancerOperations,
    ...loadBalancerUpdateOperations,
    ...serverGroupOperations,
    ...serverOperations,
    ...listenerOperations,
    ...listenerUpdateOperations,
    ...jobOperations,
    ...tagOperations,
    ...zoneOperations,
  ],
  effects: [...loadBalancerEffects, ...serverGroupEffects, ...listenerEffects, ...jobEffects],
  inventory,
};
