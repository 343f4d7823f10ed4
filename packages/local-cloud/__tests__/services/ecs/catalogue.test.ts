import { images } from '../../../src/catalogue/images';
import { instanceTypes } from '../../../src/catalogue/instance-types';
import { startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.cloud.close());

const names = (body: Record<string, unknown>, outer: string, inner: string, field: string): unknown[] =>
  (body[outer] as Record<string, Record<string, unknown>[]>)[inner]!.map((item) => item[field]);

test('regions and zones are listed', async () => {
  expect(names(await world.ok('DescribeRegions'), 'Regions', 'Region', 'RegionId')).toContain('cn-hangzhou');
  const zones = await world.ok('DescribeZones');
  expect(names(zones, 'Zones', 'Zone', 'ZoneId')).toEqual(['cn-chengdu-a', 'cn-chengdu-b', 'cn-chengdu-c']);
});

test('every type that is on sale is described, by size too', async () => {
  const available = await world.ok('DescribeAvailableResource', {
    DestinationResource: 'InstanceType',
    Cores: 2,
    Memory: '8.0',
  });
  const zone = (available.AvailableZones as never)['AvailableZone'][0]['AvailableResources']['AvailableResource'][0];
  const onSale = (zone['SupportedResources']['SupportedResource'] as { Value: string }[]).map(({ Value }) => Value);
  const described = await world.ok('DescribeInstanceTypes', {
    MinimumCpuCoreCount: 2,
    MaximumCpuCoreCount: 2,
    MinimumMemorySize: 8,
    MaximumMemorySize: 8,
  });
  expect(onSale).toContain('ecs.g7.large');
  expect(names(described, 'InstanceTypes', 'InstanceType', 'InstanceTypeId')).toEqual(onSale);
  expect(instanceTypes.get('ecs.t6-c1m1.large')).toMatchObject({ cpuCoreCount: 2, memorySize: 2 });
});

test('nothing is on sale by subscription', async () => {
  const body = await world.ok('DescribeAvailableResource', {
    DestinationResource: 'Zone',
    InstanceChargeType: 'PrePaid',
  });
  expect(body.AvailableZones).toEqual({ AvailableZone: [] });
});

test.each([
  ['no destination', {}, 400, 'Invalid.Param'],
  ['an unknown destination', { DestinationResource: 'Moon' }, 404, 'Invalid.DestinationResource'],
  ['an unknown zone', { DestinationResource: 'Zone', ZoneId: 'cn-chengdu-z' }, 404, 'InvalidZoneId.NotFound'],
])('rejects %s', async (_, parameters, status, code) => {
  const answer = await world.ecs('DescribeAvailableResource', parameters);
  expect([answer.status, answer.body.Code]).toEqual([status, code]);
});

test('images are listed newest first, and found by id, name, processor and owner', async () => {
  const ids = async (parameters: object) =>
    names(await world.ok('DescribeImages', { PageSize: 50, ...parameters }), 'Images', 'Image', 'ImageId');
  expect(await ids({ ImageOwnerAlias: 'system' })).toEqual(images.map((image) => image.imageId));
  expect(await ids({ ImageName: 'aliyun_3_x64*' })).toHaveLength(3);
  expect(await ids({ InstanceType: 'ecs.g8y.large' })).toEqual(await ids({ Architecture: 'arm64' }));
  expect(await ids({ ImageOwnerAlias: 'self' })).toEqual([]);
  expect(await ids({ Status: 'Creating' })).toEqual([]);
  expect(await ids({ ImageId: 'm-none' })).toEqual([]);
  const otherBuild = 'aliyun_3_x64_20G_alibase_20250101.vhd';
  expect(await ids({ ImageId: otherBuild })).toEqual([otherBuild]);
  expect(await ids({ ImageId: 'aliyun_3_x64_20G_alibase_20251399.vhd' })).toEqual([]);
});

test('an image says which instance types it is for', async () => {
  const types = async (ImageId: string) =>
    names(
      await world.ok('DescribeImageSupportInstanceTypes', { ImageId }),
      'InstanceTypes',
      'InstanceType',
      'InstanceTypeId',
    );
  const intel = await types('aliyun_3_x64_20G_alibase_20250629.vhd');
  const arm = await types('aliyun_3_arm64_20G_alibase_20240528.vhd');
  expect(intel).toContain('ecs.g7.large');
  expect(arm).toContain('ecs.g8y.large');
  expect(intel.filter((type) => arm.includes(type))).toEqual([]);
  const unknown = await world.ecs('DescribeImageSupportInstanceTypes', { ImageId: 'm-none' });
  expect([unknown.status, unknown.body.Code]).toEqual([404, 'InvalidImageId.NotFound']);
});
