import { operation, type Service } from '../../protocol/operation';

/** The answer is that of a key pair of the account itself, as the local cloud knows no RAM users. */
const getCallerIdentity = operation({
  action: 'GetCallerIdentity',
  kind: 'read',
  parameters: {},
  handle: ({ accountId }) => ({
    AccountId: accountId,
    UserId: accountId,
    PrincipalId: accountId,
    IdentityType: 'Account',
    Arn: `acs:ram::${accountId}:root`,
  }),
});

/** Security Token Service: says whose key pair signed the call. */
export const sts: Service = {
  product: 'Sts',
  version: '2015-04-01',
  scope: 'global',
  tokenIdentity: 'token',
  operations: [getCallerIdentity],
  effects: [],
  inventory: () => [],
};
