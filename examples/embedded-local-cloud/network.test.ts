// readme:begin
import { Config } from '@alicloud/openapi-core/dist/utils';
import Vpc, { CreateVpcRequest, DescribeVpcAttributeRequest } from '@alicloud/vpc20160428';
import { type LocalCloud, startLocalCloud } from '@causeway/local-cloud';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud(); // a free port, state in memory
});
afterAll(() => cloud.close());

test('a VPC that was made can be described', async () => {
  const { endpoint, credentials } = cloud;
  const client = new Vpc(new Config({ ...credentials, endpoint, protocol: 'HTTP' } as never) as never);
  const regionId = 'cn-chengdu';
  const made = await client.createVpc(new CreateVpcRequest({ regionId, cidrBlock: '172.16.0.0/12' }));
  const vpcId = made.body?.vpcId;
  const found = await client.describeVpcAttribute(new DescribeVpcAttributeRequest({ regionId, vpcId }));
  expect(found.body?.cidrBlock).toBe('172.16.0.0/12');
  expect(cloud.inventory()).toEqual([{ kind: 'vpc/vpcs', id: vpcId, region: regionId }]);
});
// readme:end
