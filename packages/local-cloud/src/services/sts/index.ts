import type { Service } from '../../protocol/operation';
import { callerIdentityOperations } from './actions/caller-identity';

/** Security Token Service: says whose key pair signed the call. */
export const sts: Service = {
  product: 'Sts',
  version: '2015-04-01',
  scope: 'global',
  tokenIdentity: 'token',
  operations: callerIdentityOperations,
  effects: [],
  inventory: () => [],
};
