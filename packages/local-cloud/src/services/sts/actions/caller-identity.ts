import { operation } from '../../../protocol/operation';

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

/** The question who one is. */
export const callerIdentityOperations = [getCallerIdentity];
