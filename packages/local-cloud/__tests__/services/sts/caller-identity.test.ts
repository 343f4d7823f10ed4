import { startLocalCloud } from '../../../src';
import { rawCall } from '../../client';

test('the account is known without a region', async () => {
  const cloud = await startLocalCloud({ accountId: '9876543210123456' });
  const answer = await rawCall({ ...cloud, version: '2015-04-01' }, 'GetCallerIdentity');
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    AccountId: '9876543210123456',
    IdentityType: 'Account',
    Arn: 'acs:ram::9876543210123456:root',
  });
  await cloud.close();
});
